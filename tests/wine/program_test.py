#!/usr/bin/env python3
"""What kind of program trustctl.exe is: what it loads, what it says of itself, how it takes names.

usage: program_test.py TRUSTCTL.EXE BARE_STORE.EXE PLANTED.DLL OBJDUMP     exits 1 if a test fails
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import traceback

from prefix import Prefix

TRUSTCTL, BARE, PLANTED, OBJDUMP = (pathlib.Path(argument).resolve() for argument in sys.argv[1:5])
ROOT = pathlib.Path(__file__).resolve().parents[2]

# Windows maps these from System32 whatever lies beside the program (the registry's KnownDLLs).
KNOWN = {"kernel32.dll", "advapi32.dll", "msvcrt.dll", "ws2_32.dll"}
# What crypt32, or a library that is looked for by mere name, would bring from the program's folder.
PLANTED_NAMES = ["crypt32", "bcrypt", "bcryptprimitives", "ncrypt", "cryptbase", "cryptsp", "cryptnet", "msasn1",
                 "rsaenh", "dssenh", "profapi", "version", "secur32", "sspicli", "userenv", "dbghelp",
                 "iphlpapi", "winhttp", "wintrust"]


def check(good, what):
    if not good:
        raise AssertionError(what)


def imports_known_libraries_only(_wine, _folder):
    """before its first line runs it needs only what Windows takes from System32 for certain"""
    listing = subprocess.run([OBJDUMP, "-p", TRUSTCTL], capture_output=True, text=True, check=True).stdout
    found = {name.lower() for name in re.findall(r"DLL Name: (\S+)", listing)}
    check("kernel32.dll" in found, "objdump lists no imports")
    check(found <= KNOWN, f"imports {sorted(found - KNOWN)}")


def loads_nothing_planted(wine, folder):
    """a DLL beside it is not loaded, as it would be by a program that takes no care"""
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
    taken = folder / "planted.txt"
    check(not taken.exists(), f"loaded {taken.read_text() if taken.exists() else ''}")


def looks_for_no_configuration(_wine, _folder):
    """no folder for OpenSSL's configuration and modules is in it that anybody could create"""
    texts = [text.decode() for text in re.findall(rb"[\x20-\x7e]{6,}", TRUSTCTL.read_bytes())]
    places = [text for text in texts
              if re.match(r"(OPENSSL|ENGINES|MODULES)DIR: ", text) or
              re.search(r"[/\\].*(ossl-modules|engines-3|openssl\.cnf|cert\.pem)|[/\\]ssl\b", text)]
    check(places, "OpenSSL names no folder at all: this test looks at the wrong texts")
    # "<" and ">" are in no file name that Windows has.
    free = [text for text in places if "C:/Windows/System32/<none>" not in text]
    check(not free, f"names {free}")


def says_what_it_is(_wine, _folder):
    """its resources hold version and application manifest"""
    data = TRUSTCTL.read_bytes()
    version = re.search(r"project\(trustctl VERSION ([0-9.]+)", (ROOT / "CMakeLists.txt").read_text())[1]
    for text in ("FileVersion", version, "OriginalFilename", "trustctl.exe"):
        check(text.encode("utf-16-le") in data, f"no {text!r} in the version resource")
    for text in ('level="asInvoker"', ">true</longPathAware>", ">UTF-8</activeCodePage>"):
        check(text.encode() in data, f"no {text!r} in the application manifest")


def takes_any_name(wine, folder):
    """names with spaces, umlauts, Han and over 260 characters are arguments and output as they are"""
    deep = folder / "K\u00f6ln \u6f22\u5b57" / ("a" * 100) / ("b" * 100) / ("c" * 100)
    deep.mkdir(parents=True)
    shutil.copy(ROOT / "examples/certs/SchertzLabRootCA.cer", deep / "Wurzel \u00f6.cer")
    pinned = wine.run(TRUSTCTL, "pin", "Z:" + str(deep / "Wurzel \u00f6.cer").replace("/", "\\"))
    check(pinned.returncode == 0, pinned.stderr)
    check("Wurzel \u00f6.cer" in pinned.stdout, pinned.stdout)
    missing = wine.run(TRUSTCTL, "lint", "K\u00f6ln \u6f22\u5b57.yaml", cwd=folder)
    check(missing.returncode == 1 and "K\u00f6ln \u6f22\u5b57.yaml" in missing.stderr, missing.stderr)


def writes_lines_as_they_are(wine, folder):
    """what goes to a pipe or a file has no carriage returns"""
    piped = subprocess.run(["/usr/lib/wine/wine64", TRUSTCTL, "providers"], env=wine.env, cwd=folder,
                           capture_output=True, check=True).stdout
    check(piped.count(b"\n") > 3 and b"\r" not in piped, repr(piped[:200]))
    wine.run(TRUSTCTL, "providers", "--output", "providers.txt", cwd=folder)
    check((folder / "providers.txt").read_bytes() == piped, "--output and standard output differ")


TESTS = [imports_known_libraries_only, loads_nothing_planted, looks_for_no_configuration, says_what_it_is,
         takes_any_name, writes_lines_as_they_are]


def main():
    failed = 0
    for test in TESTS:
        with Prefix(BARE) as wine, tempfile.TemporaryDirectory() as folder:
            try:
                test(wine, pathlib.Path(folder))
                print(f"ok: {test.__doc__}", flush=True)
            except Exception:  # the next test may still say something
                failed += 1
                traceback.print_exc()
                print(f"FAILED: {test.__doc__}", flush=True)
    print(f"{len(TESTS) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
