#!/usr/bin/env python3
"""Checks that every #include keeps to the layers: cli -> providers -> engine, never back.

usage: check_includes.py ROOT        exits 1 and names each line that breaks a rule
       check_includes.py --self-test proves that a broken rule is found
"""
import pathlib
import re
import sys
import tempfile

# Inside engine: what a folder may include of engine, beside itself and engine/result.hpp.
ENGINE = {
    "platform": ["model/bytes.hpp", "model/error.hpp", "model/fingerprint.hpp"],
    "text": [],
    "model": ["text/"],
    "json": ["model/", "text/", "formats/base64.hpp"],
    "explain": ["model/", "text/"],
    "formats": ["model/", "text/"],
    "chains": ["model/", "text/"],
    "manifest": ["model/", "text/", "json/json_cursor.hpp", "formats/", "chains/"],
    "plan": ["model/", "text/", "json/", "formats/", "chains/", "manifest/"],
    "verify": ["model/", "text/", "chains/", "formats/serialized_store.hpp"],
    "probe": ["model/", "platform/", "verify/host_name.hpp"],
    "capture": ["model/", "text/", "formats/", "chains/", "manifest/", "plan/"],
    "apply": ["model/", "text/", "json/", "formats/", "manifest/", "plan/", "platform/", "provider.hpp"],
    "operation": ["model/", "text/", "formats/", "manifest/", "plan/", "apply/", "provider.hpp"],
    "render": ["operation/", "model/", "text/", "json/", "explain/", "formats/", "manifest/", "plan/",
               "verify/", "capture/capture.hpp", "capture/export_chain.hpp", "apply/apply_plan.hpp", "apply/journal.hpp",
               "provider.hpp"],
}
PURE = ["text", "model", "chains", "json", "explain", "formats", "plan", "verify", "capture", "render"]
IMPURE_STD = ["fstream", "iostream", "filesystem", "cstdio", "stdio.h", "ctime", "time.h", "thread",
              "unistd.h", "fcntl.h", "sys/stat.h", "dirent.h"]
# Third-party headers, and the files that may see them.
THIRD_PARTY = {
    r"yaml-cpp/": r"engine/manifest/yaml_\w+\.cpp",
    r"openssl/": r"engine/model/(fingerprint|name_digest|signature|key_signature|openssl_\w+)\.[ch]pp|engine/probe/probe_server\.cpp"
                 r"|cli/version\.cpp",
    r"boost/": r"cli/options\.cpp",
    r"(spdlog|fmt)/": r"cli/log\.cpp",
    r"nlohmann/": r"tests/.*\.cpp",
    r"tl/": r"engine/result\.hpp",
    r"[Ww]indows\.h|[Ww]incrypt\.h": r"(engine/platform|engine/probe/windows|providers/cryptoapi)/.*",
    r"winsock2\.h|ws2tcpip\.h": r"engine/probe/windows/.*",
}
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def allowed_in_engine(folder, header):
    return (header == "result.hpp" or header.startswith(folder + "/")
            or any(header.startswith(prefix) for prefix in ENGINE[folder]))


def faults_of(path, header, angle):
    """The rules that one include breaks; `path` and `header` are relative to the root."""
    top = path.split("/")[0]
    if angle:
        for pattern, where in THIRD_PARTY.items():
            if re.match(pattern, header) and not re.fullmatch(where, path):
                yield f"{header} may be seen by {where} only"
        folder = path.split("/")[1]
        if top == "engine" and folder in PURE and header in IMPURE_STD:
            yield f"<{header}> has no place in a pure folder"
        return
    first = header.split("/")[0]
    if first not in ("engine", "providers", "cli"):
        yield f'"{header}" is not written from the root'
    elif top == "engine" and first != "engine":
        yield f"engine may not know {first}"
    elif top == "providers" and first == "cli":
        yield "providers may not know cli"
    elif top == "engine" and path.count("/") > 1:
        folder = path.split("/")[1]
        if not allowed_in_engine(folder, header[len("engine/"):]):
            yield f"engine/{folder} may not know {header}"


def check(root):
    faults = []
    for top in ("engine", "providers", "cli"):
        for file in sorted((root / top).rglob("*.[ch]pp")):
            path = file.relative_to(root).as_posix()
            for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
                match = INCLUDE.match(line)
                if match:
                    for fault in faults_of(path, match[2], match[1] == "<"):
                        faults.append(f"{path}:{number}: {fault}")
    return faults


def self_test():
    bad = {
        "engine/plan/x.cpp": "#include <fstream>",
        "engine/model/x.cpp": '#include "engine/plan/plan.hpp"',
        "engine/render/x.cpp": '#include "engine/platform/file_lock.hpp"',
        "engine/apply/x.cpp": '#include "providers/builtin.hpp"',
        "providers/x/x.cpp": '#include "cli/options.hpp"',
        "engine/plan/y.cpp": "#include <yaml-cpp/yaml.h>",
        "engine/plan/y.hpp": "#include <nlohmann/json.hpp>",
        "providers/x/y.cpp": "#include <openssl/x509.h>",
        "cli/plan_command.cpp": "#include <boost/program_options.hpp>",
        "cli/x.cpp": "#include <spdlog/spdlog.h>",
    }
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for path, text in bad.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text + "\n", encoding="utf-8")
        found = check(root)
        missed = [path for path in bad if not any(f.startswith(path + ":") for f in found)]
        return [f"not found: {path}: {bad[path]}" for path in missed]


if __name__ == "__main__":
    problems = self_test() if sys.argv[1] == "--self-test" else check(pathlib.Path(sys.argv[1]))
    print("\n".join(problems) if problems else "every include keeps to its layer")
    sys.exit(1 if problems else 0)
