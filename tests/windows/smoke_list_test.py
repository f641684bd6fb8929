#!/usr/bin/env python3
"""What only a real Windows can show: the list in the provider's README and the checks of smoke.ps1 are one list.
And smoke.ps1 and the scripts for Intune keep to what every Windows that they are for can do, since nothing here can
run them.

usage: smoke_list_test.py ROOT     exits 1 and prints what is wrong
"""
import difflib
import pathlib
import re
import sys


def documented(readme):
    return re.findall(r"^- `([^`]+)`:", readme, re.M)


def checked(script):
    table = script[script.index("$checks = [ordered] @{"):]
    return re.findall(r"^    '([^']+)' = \{", table, re.M)


# What smoke.ps1 may not say, and why.
FORBIDDEN = [
    (r"New-SelfSignedCertificate\s", "New-SelfSignedCertificate has no -Subject and -TextExtension before Windows 10"),
    (r"-ArgumentList (?!\(ConvertTo-CommandLine |\$storeName)", "Start-Process does not quote: ConvertTo-CommandLine does"),
    (r"Get-Content.*\|\s*Set-Content", "PowerShell 5.1 reads and writes manifests in the code page of the system"),
    (r"source: '\$\(", "an apostrophe in a path ends YAML's single quotes"),
    (r"@\((New-Der|New-DerTime|New-Extension|ConvertFrom-Hex) ", "that is an array in an array"),
    (r"State -eq 'Ready'", "a task that has not begun is as ready as one that has ended"),
]


def unfit(script):
    lines = [line for line in script.splitlines() if not line.lstrip().startswith("#")]
    for pattern, why in FORBIDDEN:
        yield from (f"{line.strip()}: {why}" for line in lines if re.search(pattern, line))
    part = script[script.index("'disallowed in chains' = {"):]
    part = part[:part.index("\n    }\n")]
    if not re.search(r"New-Manifest 'disallowed' .* -Site '", part):
        yield "'disallowed in chains': a second manifest of the same site takes the root out of Root, and proves nothing"
    if "and still in Root" not in part:
        yield "'disallowed in chains' does not look whether the root is still in Root"


# What Intune keeps of a script's output, and PowerShell makes of a program's (examples/windows).
def unfit_for_intune(name, script):
    code = "\n".join(line for line in script.splitlines() if not line.lstrip().startswith("#"))
    if "2>&1" in code:
        yield f"{name}: 2>&1 makes NativeCommandError records of what is on standard error"
    if "[Console]::OutputEncoding = [Text.Encoding]::UTF8" not in code:
        yield f"{name}: PowerShell 5.1 decodes UTF-8 in the code page of the console"
    if "$lines | Select-Object -Last 1) + $lines" not in code or "2000" not in code:
        yield f"{name}: Intune keeps 2,048 characters, so the summary comes first, and no more than those are written"


def main():
    root = pathlib.Path(sys.argv[1])
    said = documented((root / "providers/cryptoapi/README.md").read_text(encoding="utf-8"))
    script = (root / "tests/windows/smoke.ps1").read_text(encoding="utf-8")
    done = checked(script)
    if not said or said != done:
        print("\n".join(difflib.unified_diff(said, done, "README.md", "smoke.ps1", lineterm="")) or "no list")
        return 1
    found = list(unfit(script))
    for name in ("Detect.ps1", "Remediate.ps1"):
        found += unfit_for_intune(name, (root / "examples/windows" / name).read_text(encoding="utf-8"))
    print("\n".join(found) or f"{len(said)} checks")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
