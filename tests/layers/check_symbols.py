#!/usr/bin/env python3
"""Checks by `nm -uC` that the pure folders reference no file, clock, environment or logger.

usage: check_symbols.py OBJECTS_DIR   the build folder of trustctl_engine's objects
       check_symbols.py --self-test CXX   proves that each kind of symbol is found
"""
import pathlib
import re
import subprocess
import sys
import tempfile

PURE = ["text", "model", "chains", "json", "explain", "formats", "plan", "verify", "capture", "render"]
FORBIDDEN = {
    "a file": r"(f?open(at|at2|64)?|fdopen|freopen|creat|read|pread|write|pwrite|l?stat(64|x)?|fstat(at)?(64)?"
              r"|opendir|readdir(64)?|rename(at2?)?|unlink(at)?|mkdir(at)?|std::filesystem::.*"
              r"|std::basic_(i|o)?f(ile)?(stream|buf)<.*)",
    "a clock": r"(time|clock|clock_gettime|gettimeofday|localtime(_r)?|std::chrono::.*::now\(\))",
    "the environment": r"(secure_)?getenv|environ",
    "a logger or terminal": r"(spdlog::.*|std::(cout|cerr|clog|cin)|std::ios_base::Init::.*"
                            r"|v?f?printf|puts|fputs|fwrite|syslog|stdout|stderr)",
}


def references(object_file):
    listing = subprocess.run(["nm", "-uC", object_file], check=True, capture_output=True, text=True)
    for line in listing.stdout.splitlines():
        symbol = line.split(maxsplit=1)[1].split("@")[0].strip()
        for kind, pattern in FORBIDDEN.items():
            if re.fullmatch(pattern, symbol):
                yield kind, symbol


def check(objects):
    faults, count = [], 0
    for folder in PURE:
        for object_file in sorted((objects / folder).rglob("*.o")):
            count += 1
            for kind, symbol in references(object_file):
                faults.append(f"engine/{folder}/{object_file.stem}: references {kind}: {symbol}")
    if count < len(PURE):
        faults.append(f"only {count} objects below {objects}: nothing was checked")
    return faults, count


def self_test(compiler):
    samples = {
        "a file": "#include <fstream>\nbool f() { return std::ifstream(\"x\").good(); }",
        "a clock": "#include <chrono>\nauto f() { return std::chrono::system_clock::now(); }",
        "the environment": "#include <cstdlib>\nconst char* f() { return std::getenv(\"X\"); }",
        "a logger or terminal": "#include <cstdio>\nvoid f(int x) { std::printf(\"%d\", x); }",
    }
    missed = []
    with tempfile.TemporaryDirectory() as folder:
        for kind, source in samples.items():
            file = pathlib.Path(folder) / "sample.cpp"
            file.write_text(source, encoding="utf-8")
            subprocess.run([compiler, "-std=c++20", "-c", file, "-o", file.with_suffix(".o")], check=True)
            if kind not in [found for found, _ in references(file.with_suffix(".o"))]:
                missed.append(f"not found: {kind}")
    return missed


if __name__ == "__main__":
    if sys.argv[1] == "--self-test":
        problems, checked = self_test(sys.argv[2]), 4
    else:
        problems, checked = check(pathlib.Path(sys.argv[1]))
    print("\n".join(problems) if problems else f"{checked} objects reference nothing impure")
    sys.exit(1 if problems else 0)
