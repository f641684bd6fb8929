#!/usr/bin/env python3
"""What people on Windows take for granted: that a program leaves their console as it was, says which file another
program has open, takes *.cer, and starts on the Windows that it is said to be for.

usage: windows_habits_test.py TRUSTCTL.EXE BARE_STORE.EXE BYSTANDER.EXE OBJDUMP     exits 1 if a test fails
"""
import json
import pathlib
import re
import shutil
import subprocess
import sys

import console
from lab import FIXTURES, ROOT, contains, expect, run_all, windows

TRUSTCTL, BARE, BYSTANDER, OBJDUMP = (pathlib.Path(argument).resolve() for argument in sys.argv[1:5])


# -- The console

def seen_around(lab, *arguments, typed=""):
    """How a run in a console ended, what was on the screen, and the console's settings before, during and after."""
    report = lab.folder / "report.txt"
    code, lines = console.run(lab.wine, 100, [BYSTANDER, "around", windows(report), windows(TRUSTCTL), *arguments],
                              lab.folder, typed=typed)
    seen = [line.split(" ", 1) for line in report.read_text().splitlines()]
    expect(seen[0][0], "before", "first line of the report")
    expect(seen[-1][0], "after", "last line of the report")
    return code, lines, seen


def expect_unchanged(seen, what):
    changed = [f"{when}: {settings}" for when, settings in seen if settings != seen[0][1]]
    expect(changed, [], f"{what}: {seen[0]}, then")


def put_example(folder):
    shutil.copytree(ROOT / "examples" / "certs", folder / "certs")
    shutil.copy(ROOT / "examples" / "site.yaml", folder)


def leaves_the_console_as_it_was(lab):
    """code page and mode of the console are the same before, during a question and after a run"""
    put_example(lab.folder)
    for arguments in (["plan"], ["plan", "--color", "always"], ["show", "cryptoapi", "-v"]):
        code, lines, seen = seen_around(lab, *arguments)
        expect(code, 0, f"{arguments}: {lines}")
        expect_unchanged(seen[:1] + seen[-1:], arguments)
    code, lines, seen = seen_around(lab, "apply", typed="no\r")
    expect(code, 3, f"apply: {lines}")
    expect_unchanged(seen, "at the question")


def leaves_the_console_as_it_was_after_ctrl_c(lab):
    """Ctrl+C at the question of apply ends it, and code page and mode are as before"""
    put_example(lab.folder)
    code, lines, seen = seen_around(lab, "apply", typed="\x03")
    if code == 0:  # (3 where the question has its answer, none, before the console ends the process)
        raise AssertionError(f"apply was not interrupted: {lines}")
    expect(lab.wine.bare("list", "machine", "Root"), "", "Root")
    expect_unchanged(seen, "after Ctrl+C")


# -- A result whose file is held

def held(lab, path):
    holder = lab.wine.begin(BYSTANDER, "hold", windows(path))
    expect(holder.stdout.readline().strip(), b"ready", "the holder's word")
    return holder


def drift_stays_drift(lab):
    """check with --output into a file that another program holds: 2, who holds it, and the report on stdout"""
    put_example(lab.folder)
    result = lab.folder / "held.txt"
    result.write_text("before")
    drift = lab.wine.run(TRUSTCTL, "check", cwd=lab.folder).stdout
    contains(drift, "Drift: 5 missing")
    holder = held(lab, result)
    try:
        done = lab.wine.run(TRUSTCTL, "check", "--output", "held.txt", cwd=lab.folder)
        expect(lab.wine.run(TRUSTCTL, "providers", "--output", "held.txt", cwd=lab.folder).returncode, 1, "providers")
    finally:
        holder.kill()
        holder.communicate()
    expect(done.returncode, 2, done.stderr)
    contains(done.stderr, "held.txt", "another program has it open", "on standard output instead")
    if "administrator" in done.stderr:
        raise AssertionError(done.stderr)
    expect(done.stdout, drift, "what check says otherwise")
    expect(result.read_text(), "before", "the held file")


# -- Patterns

def put_roots(folder):
    names = ["Root-b.cer", "Root-a.cer", "root-\u00f6.cer", "other.cer", "Root-c.cert"]
    for name in names:
        shutil.copy(ROOT / "examples/certs/SchertzLabRootCA.cer", folder / name)
    (folder / "Root-folder.cer").mkdir()


def takes_patterns(lab):
    """* and ? stand for files in the last part of a path, sorted, without folders"""
    pki = lab.folder / "pki"
    pki.mkdir()
    put_roots(pki)

    def sources(*arguments):
        done = lab.wine.run(TRUSTCTL, "pin", *arguments, cwd=lab.folder)
        expect(done.returncode, 0, done.stderr)
        return re.findall(r'source: "?([^"\n]*)', done.stdout)

    expect(sources(r"pki\root-*.cer"), ["pki/Root-a.cer", "pki/Root-b.cer", "pki/root-\u00f6.cer"], "sources")
    expect(sources("pki/Root-?.cer"), sources(r"pki\root-*.cer"), "a question mark, and a slash")
    expect(len(sources(r"pki\*.*")), 5, "*.*")
    expect(sources(r"pki\other.cer", r"pki\*-b.*"), ["pki/other.cer", "pki/Root-b.cer"], "order of arguments")
    verified = lab.wine.run(TRUSTCTL, "verify", r"pki\Root-?.cer", "--target", "machine=cryptoapi", cwd=lab.folder)
    expect(verified.returncode, 2, verified.stderr)


def says_what_a_pattern_is_not(lab):
    """a pattern without a file, in a folder's name, and one file too many are errors that say so"""
    put_roots(lab.folder)
    for arguments, said in ((["pin", "nothing*.cer"], "no file is called 'nothing*.cer'"),
                            (["pin", r"nowhere\*.cer"], r"no file is called 'nowhere\*.cer'"),
                            (["pin", r"p*\x.cer"], "in the name of a folder"),
                            (["lint", "Root-*.cer"], "stands for 3 files, and 'lint' takes one"),
                            (["check", "*.yaml"], "no file is called '*.yaml'")):
        done = lab.wine.run(TRUSTCTL, *arguments, cwd=lab.folder)
        expect(done.returncode, 1, f"{arguments}: {done.stdout}")
        contains(done.stderr, said)
    # A subject may hold a star: where no file fits, it is looked for in the stores.
    done = lab.wine.run(TRUSTCTL, "export", "*.lab.example", "--out", "chain", "--target", "machine=cryptoapi",
                        cwd=lab.folder)
    expect(done.returncode, 1, done.stdout)
    if "no file is called" in done.stderr:
        raise AssertionError(done.stderr)


def pins_for_every_system(lab):
    """a relative source is written with /, an absolute one as it is"""
    (lab.folder / "sub").mkdir()
    shutil.copy(ROOT / "examples/certs/SchertzLabRootCA.cer", lab.folder / "sub" / "a.cer")
    pinned = lab.wine.run(TRUSTCTL, "pin", r"sub\a.cer", cwd=lab.folder)
    contains(pinned.stdout, "source: sub/a.cer\n")
    whole = windows(lab.folder / "sub" / "a.cer")
    contains(lab.wine.run(TRUSTCTL, "pin", whole).stdout, 'source: "' + whole.replace("\\", "\\\\") + '"\n')


# -- Names, places and words

def keeps_a_users_state_with_the_user(lab):
    """the journal of the user's own stores is in the user's profile, though an administrator applies"""
    manifest = lab.folder / "site.yaml"
    manifest.write_text("version: 1\nsite: me\ntargets: { me: { provider: cryptoapi, location: CurrentUser } }\n"
                        "certificates:\n" + lab.declare("lab-policy") +
                        "stores: [ { store: CA, present: [lab-policy] } ]\n")
    applied = lab.wine.run(TRUSTCTL, "apply", "--yes", windows(manifest))
    expect(applied.returncode, 0, applied.stderr)
    records = [str(path) for path in (lab.wine.folder / "drive_c").rglob("trustctl/journal/*.jsonl")]
    expect(len(records), 1, f"records {records}")
    contains(records[0], "/AppData/Local/trustctl/journal/")


def keeps_names_in_its_journal(lab):
    """folders are in the journal by their names, whatever letters these have, and one file is one by two names"""
    site = lab.folder / "K\u00f6ln \u6f22" / "site"
    site.mkdir(parents=True)
    put_example(site)
    name = "K\u00f6ln \u6f22\\site\\site.yaml"
    over = lab.wine.run(TRUSTCTL, "check", name, "--output", "K\u00f6ln \u6f22\\site\\certs\\..\\site.yaml",
                        cwd=lab.folder)
    contains(over.stderr, "would write over")
    expect(lab.wine.run(TRUSTCTL, "apply", "--yes", name, cwd=lab.folder).returncode, 0, "apply")
    record = lab.wine.folder / "drive_c/ProgramData/trustctl/journal/00000001.jsonl"
    begin = json.loads(record.read_text().splitlines()[0])
    expect(begin["manifest"], windows(site / "site.yaml"), "the manifest in the journal")


def takes_locations_in_any_case(lab):
    """cryptoapi:localmachine is LocalMachine, and shown so"""
    shown = lab.wine.run(TRUSTCTL, "show", "cryptoapi:localmachine", "--format", "json")
    expect(shown.returncode, 0, shown.stderr)
    contains(shown.stdout, "LocalMachine")
    wrong = lab.wine.run(TRUSTCTL, "show", "cryptoapi:LocalMachin")
    expect(wrong.returncode, 1, "a slip")
    contains(wrong.stderr, "did you mean 'LocalMachine'")


def names_tools_of_windows(lab):
    """what help and errors tell to type is there on Windows"""
    helped = " ".join(lab.wine.run(TRUSTCTL, "help").stdout.split())
    contains(helped, r"%ProgramData%\trustctl")
    (lab.folder / "a.pfx").write_bytes(pkcs12(lab.folder))
    refused = lab.wine.run(TRUSTCTL, "pin", "a.pfx", cwd=lab.folder)
    contains(refused.stderr, "Get-PfxData")
    for text in (helped, refused.stderr):
        for word in ("/var/", "openssl", "chmod"):
            if word in text:
                raise AssertionError(f"{word!r} is in: {text}")


def pkcs12(folder):
    file = folder / "made.p12"
    subprocess.run(["openssl", "pkcs12", "-export", "-nokeys", "-passout", "pass:x", "-in",
                    FIXTURES / "lab-root.pem", "-out", file], check=True, capture_output=True)
    return file.read_bytes()


# -- The oldest Windows

def imports_nothing_new(_lab):
    """every import is one that the oldest Windows has: each was looked up and stands in imports.txt"""
    listing = subprocess.run([OBJDUMP, "-p", TRUSTCTL], capture_output=True, text=True, check=True).stdout
    found, library = set(), None
    for line in listing.splitlines():
        if named := re.match(r"\s*DLL Name: (\S+)", line):
            library = named[1].lower().removesuffix(".dll")
        elif library and (entry := re.match(r"\s+[0-9a-f]+\s+\d+\s+(\w+)$", line)):
            found.add(f"{library} {entry[1]}")
        elif not line.strip():
            library = None
    text = (ROOT / "tests/wine/imports.txt").read_text(encoding="utf-8")
    known = {line for line in text.splitlines() if line and not line.startswith("#")}
    if len(found) < 50:
        raise AssertionError(f"objdump lists {len(found)} imports")
    expect(sorted(found - known), [], "imports that nobody has looked up (see the head of imports.txt)")


TESTS = [leaves_the_console_as_it_was, leaves_the_console_as_it_was_after_ctrl_c, drift_stays_drift, takes_patterns,
         says_what_a_pattern_is_not, pins_for_every_system, keeps_a_users_state_with_the_user,
         keeps_names_in_its_journal,
         takes_locations_in_any_case, names_tools_of_windows, imports_nothing_new]


if __name__ == "__main__":
    sys.exit(run_all(TESTS, TRUSTCTL, BARE))
