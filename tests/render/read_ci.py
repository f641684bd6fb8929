#!/usr/bin/env python3
"""Reads what a check printed for CI as its readers do, and prints its results, one a line: rule and
message. Ends with 1, and says why, where a reader would refuse the document or lose part of it.

usage: read_ci.py sarif|junit|github|gitlab FILE [SCHEMA]     SCHEMA: SARIF's, or Jenkins' XSD
"""
import json
import re
import subprocess
import sys
import urllib.parse
import xml.etree.ElementTree as ElementTree


def demand(good, why):
    if not good:
        sys.exit(f"{why}")


def of_sarif(text, schema):
    """docs.github.com, "SARIF support for code scanning": what it calls required, and its limits."""
    document = json.loads(text)
    if schema:
        import jsonschema
        jsonschema.validate(document, json.load(open(schema)))
    demand(document["version"] == "2.1.0" and document["$schema"], "version or $schema")
    run, = document["runs"]
    demand(re.fullmatch(r"trustctl/.*/", run["automationDetails"]["id"]), "automationDetails.id")
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    for rule in rules.values():
        for part in ("shortDescription", "fullDescription", "help"):
            demand(0 < len(rule[part]["text"]) <= 1024, f"{part} of {rule['id']}")
    demand(len(run["results"]) <= 25000, "over 25,000 results")
    alerts = set()
    for result in run["results"]:
        demand(result["ruleId"] in rules, f"no rule {result['ruleId']}")
        demand(result["level"] in ("error", "warning", "note"), result["level"])
        place = result["locations"][0]["physicalLocation"]
        uri = place["artifactLocation"]["uri"]
        demand("\\" not in uri and urllib.parse.urlsplit(uri).scheme in ("", "file"), uri)
        demand(place["region"]["startLine"] >= 1 and place["region"]["startColumn"] >= 1, "a line")
        alert = (result["ruleId"], uri, result["partialFingerprints"]["primaryLocationLineHash"])
        demand(alert not in alerts, f"two results would be one alert: {alert}")
        alerts.add(alert)
        yield result["ruleId"], result["message"]["text"]


def of_junit(text, schema, file):
    """gitlab: lib/gitlab/ci/parsers/test/junit.rb; Jenkins: junit-10.xsd of the xunit plugin."""
    if schema:
        done = subprocess.run(["xmllint", "--noout", "--schema", schema, file], capture_output=True)
        demand(done.returncode == 0, done.stderr.decode())
    root = ElementTree.fromstring(text)
    demand(root.tag == "testsuites", root.tag)
    for suite in root:
        cases = suite.findall("testcase")
        names = [case.get("name") for case in cases]
        demand(len(set(names)) == len(names), "two cases of one name become one")
        for count, kind in (("failures", "failure"), ("errors", "error")):
            demand(int(suite.get(count)) == len(suite.findall(f"testcase/{kind}")), count)
        demand(int(suite.get("tests")) == len(cases), "tests")
        for case in cases:
            if case.get("name") == "is as declared":
                for line in filter(None, case.findtext("system-out", "").split("\n")):
                    yield "", re.sub(r"^.*?:\d+: ", "", line)
                continue
            for bad in [*case.findall("failure"), *case.findall("error")]:
                yield bad.get("type"), bad.get("message")


def of_github(text):
    """actions/runner, ActionCommand.cs: how a line is taken for a command, and unescaped."""
    counts = {}
    for line in text.split("\n"):
        command = re.fullmatch(r"::(\S+) ([^:]*)::(.*)", line)
        if not command:
            demand("::" not in line and "##[" not in line, f"half a command: {line}")
            continue
        demand(command[1] in ("error", "warning", "notice"), f"a command of its own: {command[1]}")
        counts[command[1]] = counts.get(command[1], 0) + 1
        properties = dict(part.split("=", 1) for part in command[2].split(","))
        yield properties["title"], urllib.parse.unquote(command[3])
    demand(all(count <= 10 for count in counts.values()), "GitHub drops what is over ten")


def of_gitlab(text):
    """gitlab: lib/gitlab/ci/reports/codequality_reports.rb and its codeclimate.json."""
    fingerprints = set()
    for entry in json.loads(text):
        demand(entry["severity"] in ("info", "minor", "major", "critical", "blocker"), "severity")
        demand(entry["location"]["path"] and entry["location"]["lines"]["begin"] >= 1, "location")
        demand(entry["fingerprint"] not in fingerprints, "two entries would be one")
        fingerprints.add(entry["fingerprint"])
        yield entry["check_name"], entry["description"]


def main():
    kind, file = sys.argv[1:3]
    schema = sys.argv[3] if len(sys.argv) > 3 else None
    text = open(file, encoding="utf-8").read()
    demand(not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202e\ufffe\uffff]", text), "a control character")
    results = {"sarif": lambda: of_sarif(text, schema), "junit": lambda: of_junit(text, schema, file),
               "github": lambda: of_github(text), "gitlab": lambda: of_gitlab(text)}[kind]()
    for rule, message in sorted(results):
        print(rule, message, sep="\t")


main()
