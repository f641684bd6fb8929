#!/usr/bin/env python3
"""What Task Scheduler asks of examples/windows/trustctl-check.xml, and cannot be asked here.

It parses the task as a UTF-16 string: a declared encoding of another name ends it ("unable to switch the encoding"),
and only files in ASCII or UTF-16LE register. A notebook on batteries starts no task unless it says so.
Names, order and defaults: [MS-TSCH] 2.5.4, Settings Schema Part.

usage: task_test.py ROOT     exits 1 and says what is wrong
"""
import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree

TASK = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
SETTINGS = ["AllowStartOnDemand", "RestartOnFailure", "MultipleInstancesPolicy", "DisallowStartIfOnBatteries",
            "StopIfGoingOnBatteries", "AllowHardTerminate", "StartWhenAvailable", "NetworkProfileName",
            "RunOnlyIfNetworkAvailable", "WakeToRun", "Enabled", "Hidden", "DeleteExpiredTaskAfter", "IdleSettings",
            "NetworkSettings", "ExecutionTimeLimit", "Priority", "RunOnlyIfIdle"]


def faults(data):
    if data.startswith(b"\xff\xfe"):
        text = data.decode("utf-16")
    else:
        if not data.isascii():
            yield "it is neither ASCII nor UTF-16LE with its mark"
        text = data.decode("utf-8-sig", "replace")
    declaration = re.match(r"<\?xml[^>]*\?>", text)
    if declaration is None or "encoding" in declaration[0]:
        yield "it must begin with an XML declaration that names no encoding"
    root = ElementTree.fromstring(re.sub(r"^<\?xml[^>]*\?>", "", text))
    settings = root.find(TASK + "Settings")
    names = [element.tag.removeprefix(TASK) for element in settings]
    if names != [name for name in SETTINGS if name in names]:
        yield f"settings out of order, twice or unknown: {names}"
    for name in ("DisallowStartIfOnBatteries", "StopIfGoingOnBatteries"):
        if settings.findtext(TASK + name) != "false":
            yield f"{name} is not false: a notebook on batteries is never checked"
    command = root.findtext(f"{TASK}Actions/{TASK}Exec/{TASK}Arguments") or ""
    if not command.startswith("check "):
        yield f"it does not check: {command}"


def main():
    file = pathlib.Path(sys.argv[1]) / "examples/windows/trustctl-check.xml"
    found = list(faults(file.read_bytes()))
    print("\n".join(found) or "fit to be registered")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
