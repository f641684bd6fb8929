#!/usr/bin/env python3
"""What only a real Windows can show: the list in the provider's README and the checks of smoke.ps1 are one list.

usage: smoke_list_test.py ROOT     exits 1 and prints the difference where they are not
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


def main():
    root = pathlib.Path(sys.argv[1])
    said = documented((root / "providers/cryptoapi/README.md").read_text(encoding="utf-8"))
    done = checked((root / "tests/windows/smoke.ps1").read_text(encoding="utf-8"))
    if not said or said != done:
        print("\n".join(difflib.unified_diff(said, done, "README.md", "smoke.ps1", lineterm="")) or "no list")
        return 1
    print(f"{len(said)} checks")
    return 0


if __name__ == "__main__":
    sys.exit(main())
