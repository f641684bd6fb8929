#!/usr/bin/env python3
"""Holds manifest.schema.json, by an independent validator, and the parser against one corpus.

usage: check_manifests.py VERDICTS ROOT    VERDICTS is trustctl_manifest_verdicts

corpus/good: both accept. corpus/bad: both refuse, since its shape is wrong. corpus/not_shape: the
parser alone refuses, since no schema can say what is wrong. The examples are good too. What the
parser says of each file is tests/golden/manifest-verdicts.txt (TRUSTCTL_ACCEPT=1 rewrites it).
"""
import difflib
import json
import os
import pathlib
import subprocess
import sys

import jsonschema
import yaml


class Loader(yaml.SafeLoader):
    """YAML 1.1 as PyYAML reads it, but: dates are text, and keys are as they are written."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers
            if tag not in ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:merge")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def construct_mapping(loader, node):
    return {key.value: loader.construct_object(value, deep=True) for key, value in node.value}


Loader.add_constructor("tag:yaml.org,2002:map", construct_mapping)


def schema_faults(validator, path):
    """What the validator says; None where the file is not one YAML document."""
    try:
        document = yaml.load(path.read_text(encoding="utf-8"), Loader)
    except yaml.YAMLError:
        return None
    return [f"{'/'.join(map(str, e.absolute_path))}: {e.message}"
            for e in validator.iter_errors(document)]


def parser_output(program, root, files):
    names = [str(path.relative_to(root)) for path in files]
    output = subprocess.run([program, *names], capture_output=True, check=True, cwd=root)
    return output.stdout.decode("utf-8")


def golden_fault(root, output):
    golden = root / "tests/golden/manifest-verdicts.txt"
    if os.environ.get("TRUSTCTL_ACCEPT"):
        golden.write_text(output, encoding="utf-8")
    expected = golden.read_text(encoding="utf-8")
    if expected == output:
        return []
    return list(difflib.unified_diff(expected.splitlines(), output.splitlines(), str(golden),
                                     "parser", lineterm="", n=1))


def main(program, root):
    root = pathlib.Path(root).resolve()
    schema = json.loads((root / "schemas/manifest.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    corpus = root / "tests/schemas/corpus"
    folders = {name: sorted((corpus / name).glob("*.yaml")) for name in ("good", "bad", "not_shape")}
    folders["good"] += sorted((root / "examples").glob("*.yaml"))
    output = parser_output(program, root, [path for files in folders.values() for path in files])
    accepted = {line[3:] for line in output.splitlines() if line.startswith("ok ")}
    faults = golden_fault(root, output)
    for folder, least in (("good", 15), ("bad", 50), ("not_shape", 10)):
        files = folders[folder]
        if len(files) < least:
            faults.append(f"{folder}: only {len(files)} files")
        for path in files:
            if (str(path.relative_to(root)) in accepted) != (folder == "good"):
                faults.append(f"{path}: the parser {'refuses' if folder == 'good' else 'accepts'} it")
            found = schema_faults(validator, path)
            if folder == "bad" and not found:
                faults.append(f"{path}: the schema accepts it")
            if folder == "good" and found != []:
                faults.append(f"{path}: the schema refuses it: {found}")
            if folder == "not_shape" and found:
                faults.append(f"{path}: the schema refuses it, so it belongs into bad: {found}")
    for fault in faults:
        print(fault)
    print(", ".join(f"{len(files)} {name}" for name, files in folders.items()))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
