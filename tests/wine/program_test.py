#!/usr/bin/env python3
"""What kind of program trustctl.exe is: what it loads, what it says of itself, how it takes names.

usage: program_test.py TRUSTCTL.EXE BARE_STORE.EXE PLANTED.DLL OBJDUMP     exits 1 if a test fails
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys

import console
from lab import ROOT, run_all, windows

TRUSTCTL, BARE, PLANTED, OBJDUMP = (pathlib.Path(argument).resolve() for argument in sys.argv[1:5])

# Windows maps these from System32 whatever lies beside the program (the registry's KnownDLLs).
KNOWN = {"kernel32.dll", "advapi32.dll", "msvcrt.dll", "ws2_32.dll"}
# What crypt32, or a library that is looked for by mere name, would bring from the program's folder.
PLANTED_NAMES = ["crypt32", "bcrypt", "bcryptprimitives", "ncrypt", "cryptbase", "cryptsp", "cryptnet", "msasn1",
                 "rsaenh", "dssenh", "profapi", "version", "secur32", "sspicli", "userenv", "dbghelp",
                 "iphlpapi", "winhttp", "wintrust", "dnsapi", "mswsock", "rasadhlp", "nlaapi", "fwpuclnt"]


def check(good, what):
    if not good:
        raise AssertionError(what)


def imports_known_libraries_only(_lab):
    """before its first line runs it needs only what Windows takes from System32 for certain"""
    listing = subprocess.run([OBJDUMP, "-p", TRUSTCTL], capture_output=True, text=True, check=True).stdout
    found = {name.lower() for name in re.findall(r"DLL Name: (\S+)", listing)}
    check("kernel32.dll" in found, "objdump lists no imports")
    check(found <= KNOWN, f"imports {sorted(found - KNOWN)}")


def loads_nothing_planted(lab):
    """a DLL beside it is not loaded, as it would be by a program that takes no care"""
    wine, folder = lab.wine, lab.folder
    for name in PLANTED_NAMES:
        shutil.copy(PLANTED, folder / f"{name}.dll")
    # (Wine would rather take its own: as Windows, so that the test can fail.)
    wine.env["WINEDLLOVERRIDES"] += ";" + ",".join(PLANTED_NAMES) + "=n,b"
    shutil.copy(BARE, folder / "careless.exe")
    shutil.copy(TRUSTCTL, folder / "trustctl.exe")
    wine.run(folder / "careless.exe", "list", "machine", "Root", cwd=folder)
    check((folder / "planted.txt").exists(), "not even a careless program loads what is planted")
    (folder / "planted.txt").unlink()
    shown = wine.run(folder / "trustctl.exe", "show", "--target", "machine=cryptoapi", cwd=folder)
    check(shown.returncode == 0, shown.stderr)
    # Sockets, the resolver and random numbers load what they need by themselves.
    asked = wine.run(folder / "trustctl.exe", "verify", "localhost:1", "--target", "machine=cryptoapi", cwd=folder)
    check(asked.returncode == 1 and "cannot connect" in asked.stderr, asked.stderr)
    taken = folder / "planted.txt"
    check(not taken.exists(), f"loaded {taken.read_text() if taken.exists() else ''}")


def looks_for_no_configuration(_lab):
    """no folder for OpenSSL's configuration and modules is in it that anybody could create"""
    texts = [text.decode() for text in re.findall(rb"[\x20-\x7e]{6,}", TRUSTCTL.read_bytes())]
    places = [text for text in texts
              if re.match(r"(OPENSSL|ENGINES|MODULES)DIR: ", text) or
              re.search(r"[/\\].*(ossl-modules|engines-3|openssl\.cnf|cert\.pem)|^\S*[/\\]ssl\b", text)]
    check(places, "OpenSSL names no folder at all: this test looks at the wrong texts")
    # "<" and ">" are in no file name that Windows has.
    free = [text for text in places if "C:/Windows/System32/<none>" not in text]
    check(not free, f"names {free}")


def says_what_it_is(_lab):
    """its resources hold version and application manifest"""
    data = TRUSTCTL.read_bytes()
    version = re.search(r"project\(trustctl VERSION ([0-9.]+)", (ROOT / "CMakeLists.txt").read_text())[1]
    for text in ("FileVersion", version, "OriginalFilename", "trustctl.exe"):
        check(text.encode("utf-16-le") in data, f"no {text!r} in the version resource")
    for text in ('level="asInvoker"', ">true</longPathAware>", ">UTF-8</activeCodePage>"):
        check(text.encode() in data, f"no {text!r} in the application manifest")


def takes_any_name(lab):
    """names with spaces, umlauts, Han and over 260 characters are arguments and output as they are"""
    wine, folder = lab.wine, lab.folder
    deep = folder / "K\u00f6ln \u6f22\u5b57" / ("a" * 100) / ("b" * 100) / ("c" * 100)
    deep.mkdir(parents=True)
    shutil.copy(ROOT / "examples/certs/SchertzLabRootCA.cer", deep / "Wurzel \u00f6.cer")
    pinned = wine.run(TRUSTCTL, "pin", windows(deep / "Wurzel \u00f6.cer"))
    check(pinned.returncode == 0, pinned.stderr)
    check("Wurzel \u00f6.cer" in pinned.stdout, pinned.stdout)
    missing = wine.run(TRUSTCTL, "lint", "K\u00f6ln \u6f22\u5b57.yaml", cwd=folder)
    check(missing.returncode == 1 and "K\u00f6ln \u6f22\u5b57.yaml" in missing.stderr, missing.stderr)


def writes_lines_as_they_are(lab):
    """what goes to a pipe or a file has no carriage returns"""
    wine, folder = lab.wine, lab.folder
    piped = subprocess.run(["/usr/lib/wine/wine64", TRUSTCTL, "providers"], env=wine.env, cwd=folder,
                           capture_output=True, check=True).stdout
    check(piped.count(b"\n") > 3 and b"\r" not in piped, repr(piped[:200]))
    wine.run(TRUSTCTL, "providers", "--output", "providers.txt", cwd=folder)
    check((folder / "providers.txt").read_bytes() == piped, "--output and standard output differ")


def put_example(folder):
    """The example in a folder of its own."""
    shutil.copytree(ROOT / "examples" / "certs", folder / "certs")
    shutil.copy(ROOT / "examples" / "site.yaml", folder)


def reads_well_in_a_console(lab):
    """plan in a console of 80 and of 120 columns: every script as it is, and no line too long"""
    wine, folder = lab.wine, lab.folder
    put_example(folder)
    wine.env["NO_COLOR"] = "1"  # Wine's console takes colours, and counts their codes as characters
    for columns in (80, 120):
        code, lines = console.run(wine, columns, [TRUSTCTL, "plan"], folder)
        check(code == 0, lines)
        for line in ('      friendly name "Schertz Lab Issuing CA K\u00f6ln"',
                     '      friendly name "Schertz Lab Issuing CA \u6f22\u53e3"',
                     "Plan: 5 to add, 0 to change, 0 to remove."):
            check(line in lines, f"{line!r} is not in {lines}")
        placed = [line for line in lines if line.endswith("site.yaml:34")]
        check(len(placed) == 5 and all(line.startswith("  + Schertz Lab") for line in placed), placed)
        check(all(len(line) <= columns for line in lines), [line for line in lines if len(line) > columns])


def asks_in_a_console(lab):
    """apply asks there, 'no' changes nothing, and 'yes' is understood"""
    wine, folder = lab.wine, lab.folder
    put_example(folder)
    code, lines = console.run(wine, 80, [TRUSTCTL, "apply"], folder, typed="no\r")
    check(code == 3, f"ended with {code}: {lines}")
    code, lines = console.run(wine, 80, [TRUSTCTL, "apply"], folder, typed="yes\r")
    check(code == 0 and "Applied to machine: 5 added, 0 changed, 0 removed." in lines, f"{code}: {lines}")


def takes_a_share(lab):
    """a manifest on a share by its UNC name, and by the form that knows no limit"""
    wine, folder = lab.wine, lab.folder
    put_example(folder)
    share = wine.folder / "dosdevices" / "unc" / "server"
    share.mkdir(parents=True)
    (share / "share").symlink_to(folder)
    here = windows(folder)
    for name in (r"\\server\share\site.yaml", "//server/share/site.yaml", "\\\\?\\" + here + r"\site.yaml",
                 here.replace("\\", "/") + "/site.yaml"):
        planned = wine.run(TRUSTCTL, "plan", name)
        check(planned.returncode == 0 and "Plan: 5 to add" in planned.stdout, f"{name}: {planned.stderr}")
        check(f"{name}:34" in planned.stdout, f"{name} is not shown as it was written: {planned.stdout[:600]}")


def keeps_its_state_in_program_data(lab):
    """without --state-dir the journal is in ProgramData, and the lock beside it"""
    wine, folder = lab.wine, lab.folder
    put_example(folder)
    applied = wine.run(TRUSTCTL, "apply", "--yes", cwd=folder)
    check(applied.returncode == 0, applied.stderr)
    state = wine.folder / "drive_c" / "ProgramData" / "trustctl"
    check(len(list((state / "journal").glob("*.jsonl"))) == 1, list(state.rglob("*")))
    check((state / "cryptoapi-LocalMachine").is_dir(), list(state.rglob("*")))


def applies_no_manifest_of_others(lab):
    """an administrator applies no manifest that others may write or exchange, and it names them"""
    wine, folder = lab.wine, lab.folder
    inner = folder / "outer" / "inner"
    inner.mkdir(parents=True)
    put_example(inner)
    site = inner / "site.yaml"
    # What Wine makes rights of: the mode, and whose it is ("ANONYMOUS LOGON" for everybody but who runs it).
    cases = [(lambda: site.chmod(0o666), "Everyone may write to "),
             (lambda: inner.chmod(0o777), "Everyone may exchange what is in "),
             (lambda: inner.parent.chmod(0o777), "Everyone may exchange what is in ")]
    if os.geteuid() == 0:
        cases.append((lambda: os.chown(site, 1234, -1), "NT AUTHORITY\\ANONYMOUS LOGON owns "))
        cases.append((lambda: os.chown(inner.parent, 1234, -1), "NT AUTHORITY\\ANONYMOUS LOGON owns "))
    for loosen, said in cases:
        loosen()
        refused = wine.run(TRUSTCTL, "apply", "--yes", windows(site))
        check(refused.returncode == 1 and said in refused.stderr and "icacls" in refused.stderr, refused.stderr)
        check(wine.bare("list", "machine", "Root") == "", "something was applied")
        check(wine.run(TRUSTCTL, "check", windows(site)).returncode == 2, "reading does no harm")
        for place, mode in ((site, 0o644), (inner, 0o755), (inner.parent, 0o755)):
            place.chmod(mode)
            os.chown(place, os.geteuid(), -1)
    inner.chmod(0o777)
    check(wine.run(TRUSTCTL, "apply", "--yes", windows(site), "--trust-owner", "Nobody").returncode == 1, "a slip")
    trusted = wine.run(TRUSTCTL, "apply", "--yes", windows(site), "--trust-owner", "Everyone")
    check(trusted.returncode == 0, trusted.stderr)


TESTS = [imports_known_libraries_only, loads_nothing_planted, looks_for_no_configuration, says_what_it_is,
         takes_any_name, writes_lines_as_they_are, reads_well_in_a_console, asks_in_a_console, takes_a_share,
         keeps_its_state_in_program_data, applies_no_manifest_of_others]


if __name__ == "__main__":
    sys.exit(run_all(TESTS, TRUSTCTL, BARE))
