"""What tests ask trustctl.exe for, as JSON that its schemas allow, and how they fill stores."""
import json
import struct

import jsonschema

from lab import ROOT, utf16, windows

MACHINE, USER = "machine=cryptoapi", "me=cryptoapi:CurrentUser"
POLICIES = r"HKLM\Software\Policies\Microsoft\SystemCertificates"


def put(lab, store, *names, location="machine"):
    for name in names:
        lab.wine.bare("add", location, store, windows(lab.der(name)), "11=" + utf16("The " + name))


def record(number, data):
    return struct.pack("<III", number, 1, len(data)) + data


def schema(name):
    return json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))


def report(lab, *arguments, code=0):
    said = json.loads(lab.trustctl(*arguments, "--format", "json", code=code))
    jsonschema.validate(said, schema("report"))
    return said


def verify(lab, *arguments, target=MACHINE, code=0):
    return report(lab, "verify", *arguments, "--target", target, code=code)["results"][0]


def shown_store(lab, name, target="cryptoapi"):
    stores = report(lab, "show", target, "--store", name)["targets"][0]["stores"]
    return stores[0] if stores else {"entries": [], "findings": []}


def problems(result):
    return " ".join(problem["message"] for link in result["path"] for problem in link["problems"])
