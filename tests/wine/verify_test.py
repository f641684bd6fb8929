#!/usr/bin/env python3
"""verify on a (Wine) computer: Windows' own chain engine beside ours, and the walk from a healthy computer to
a broken one.

usage: verify_test.py TRUSTCTL.EXE BARE_STORE.EXE [TEST…]

Wine's chain engine finds what is in Root and CA as Windows does; it ignores Disallowed, purposes and Group
Policy's Root, which is how a difference is made here. Exits 1 if a test fails.
"""
import json
import re
import sys

import jsonschema

from lab import (FIXTURES, ROOT, WRITTEN_BY_WINE, Lab, changed_keys, contains, expect, run_all, utf16, windows)
from prefix import Prefix

TRUSTCTL, BARE = sys.argv[1:3]
LEAF = windows(FIXTURES / "server.pem")  # by lab-issuing-1, by lab-policy, by lab-root
PARTIAL_CHAIN, UNTRUSTED_ROOT = 0x10000, 0x20


def put(lab, store, *names, location="machine"):
    for name in names:
        lab.wine.bare("add", location, store, windows(lab.der(name)), "11=" + utf16("The " + name))


def put_lab(lab):
    """As a person would, by hand."""
    put(lab, "Root", "lab-root")
    put(lab, "CA", "lab-root", "lab-policy", "lab-issuing-1")


def ask(lab, *more, code=0, target="machine=cryptoapi"):
    """What `verify --system` says, as JSON that its schema allows."""
    shown = lab.trustctl("verify", LEAF, "--system", "--target", target, "--format", "json", *more, code=code)
    said = json.loads(shown)
    jsonschema.validate(said, json.loads((ROOT / "schemas" / "report.schema.json").read_text(encoding="utf-8")))
    return said["results"][0]


# -- Windows' own verdict

def windows_agrees(lab):
    """root missing, issuer missing, wrong name, all there: Windows says the same, by its own codes"""
    lab.trustctl("verify", LEAF, "--target", "machine=cryptoapi", code=2)
    alone = ask(lab, code=2)["system"]
    expect((alone["trusted"], alone["error_status"], alone["differences"]), (False, PARTIAL_CHAIN, []), "alone")
    expect(alone["error_status_names"], ["CERT_TRUST_IS_PARTIAL_CHAIN"], "name of the bit")
    sent = ask(lab, windows(FIXTURES / "lab-chain.pem"), code=2)["system"]
    expect((sent["error_status"], sent["policy_error_name"]), (UNTRUSTED_ROOT, "CERT_E_UNTRUSTEDROOT"), "sent")
    expect([link["error_status"] for link in sent["chain"]], [0, 0, 0, UNTRUSTED_ROOT], "links of what was sent")

    put_lab(lab)
    good = ask(lab, "--name", "server.lab.example")
    expect((good["trust"], good["system"]["trusted"], good["system"]["differences"]), ("trusted", True, []), "all")
    expect([link["sha256"] for link in good["system"]["chain"]], [link["sha256"] for link in good["path"]], "path")
    wrong = ask(lab, "--name", "other.lab.example", code=2)["system"]
    expect((wrong["error_status"], wrong["policy_error_name"]), (0, "CERT_E_CN_NO_MATCH"), "wrong name")
    late = ask(lab, "--at", "2061-01-01", code=2)["system"]
    expect(late["error_status_names"], ["CERT_TRUST_IS_NOT_TIME_VALID"], "after its time")


def a_difference_is_shown(lab):
    """where Windows' verdict is another one, both stand there, and trusted is what both trust"""
    put_lab(lab)
    put(lab, "Disallowed", "lab-policy")
    both = ask(lab, code=2)
    expect((both["trust"], both["system"]["trusted"]), ("untrusted", True), "verdicts (Wine ignores Disallowed)")
    sentence = "Windows trusts it, and by its stores it is not trusted"
    expect(both["system"]["differences"], [sentence], "differences")
    text = lab.trustctl("verify", LEAF, "--system", "--target", "machine=cryptoapi", code=2)
    contains(text, "NOT TRUSTED: server.lab.example", "Windows' own chain engine, asked offline: trusted\n",
             f"DIFFERENT: {sentence}.\n")


def what_windows_does_not_trust_is_not_done(lab):
    """trusted by our reading and not by Windows' ends with 2 (Wine ignores what came by Group Policy)"""
    put(lab, "Root", "lab-root", location="machine-policy")
    put(lab, "CA", "lab-policy", "lab-issuing-1")
    both = ask(lab, code=2)
    expect((both["trust"], both["system"]["trusted"]), ("trusted", False), "verdicts")
    expect(both["system"]["differences"], ["by its stores it is trusted, and Windows does not trust it"],
           "differences")
    lab.trustctl("verify", LEAF, "--target", "machine=cryptoapi")


def the_users_stores_are_asked_of_the_users_engine(lab):
    """a root that only the user has is trusted by the user's engine, and not by the machine's"""
    put(lab, "Root", "lab-root", location="user")
    put(lab, "CA", "lab-policy", "lab-issuing-1", location="user")
    put(lab, "CA", "lab-policy", "lab-issuing-1")
    expect(ask(lab, target="me=cryptoapi:CurrentUser")["system"]["trusted"], True, "the user's")
    expect(ask(lab, code=2)["system"]["trusted"], False, "the machine's")


def asking_changes_nothing(lab):
    """verify --system leaves every entry of every store byte for byte"""
    put(lab, "CA", "lab-policy")
    lab.wine.stop()
    changed = changed_keys(lab.wine, lambda: ask(lab, windows(FIXTURES / "lab-chain.pem"), code=2))
    lab.wine.start()
    # Wine's engine opens its stores as if to write, and so makes the keys that a real Windows has.
    empty = {key for key in changed if re.search(rb"\\\\(Root|My|Trust)\\\\(Certificates|CRLs|CTLs)$", key)}
    expect(changed - WRITTEN_BY_WINE - empty, set(), "keys that changed")
    expect([lab.wine.bare("list", "machine", store) for store in ("Root", "My", "Trust")], [""] * 3,
           "entries of the stores that were made")


def other_targets_are_refused(lab):
    """Windows knows nothing of a directory: said before anything is asked, and what to name instead"""
    done = lab.wine.run(TRUSTCTL, "verify", "nowhere.pem", "--system", "--target", "d=directory:" +
                        windows(lab.folder))
    expect(done.returncode, 1, "exit code")
    contains(done.stderr, "target 'd' is of provider 'directory'", "--target machine=cryptoapi")


# -- From a healthy computer to a broken one

def the_other(lab, wine):
    """The other computer, with the same folder for files."""
    return Lab(wine, lab.folder, TRUSTCTL)


def entries(lab):
    """What a snapshot says is in which store, with what people see of it."""
    stores = json.loads(lab.trustctl("snapshot", "cryptoapi"))["stores"]
    return {(store, entry["sha256"], entry["friendly_name"], entry["description"], str(entry["purposes"]))
            for store, found in stores.items() for entry in found}


def walkthrough(healthy):
    """captured on a healthy computer, applied on a broken one: verify fails before, with the code, and not after"""
    put_lab(healthy)
    expect(ask(healthy)["system"]["trusted"], True, "the healthy computer, by Windows")
    golden = windows(healthy.folder / "golden")
    healthy.trustctl("capture", "cryptoapi", "--out", golden)
    with Prefix(BARE) as wine:
        broken = the_other(healthy, wine)
        before = broken.trustctl("verify", LEAF, "--target", "machine=cryptoapi", code=2)
        contains(before, "NOT TRUSTED", "Windows clients show 0x80090325 SEC_E_UNTRUSTED_ROOT.")
        contains(broken.trustctl("explain", "0x80090325"), "SEC_E_UNTRUSTED_ROOT", "trustctl verify")
        broken.trustctl("apply", golden + r"\site.yaml", "--yes")
        after = ask(broken, "--name", "server.lab.example")
        expect((after["trust"], after["system"]["trusted"]), ("trusted", True), "the broken computer afterwards")
        expect(entries(broken), entries(healthy), "what both computers hold")


def capture_round_trip(healthy):
    """capture, apply to an empty computer, snapshot both: the same set; what came by policy is local there"""
    healthy.trustctl("apply", windows(ROOT / "examples" / "site.yaml"), "--yes", "--target", "machine=cryptoapi")
    put(healthy, "Root", "single-root")
    put(healthy, "TrustedPeople", "server")
    put(healthy, "Root", "lab-root", location="machine-policy")
    folders = [healthy.folder / name for name in ("once", "twice")]
    for folder in folders:
        healthy.trustctl("capture", "cryptoapi", "--out", windows(folder))
    once, twice = ({file.relative_to(folder): file.read_bytes() for file in folder.rglob("*.*")}
                   for folder in folders)
    expect(once == twice, True, "that two captures are the same bytes")
    with Prefix(BARE) as wine:
        other = the_other(healthy, wine)
        other.trustctl("apply", windows(folders[0] / "site.yaml"), "--yes")
        expect(entries(other), entries(healthy), "what both computers hold")
        expect(len(entries(other)), 8, "entries")


TESTS = [windows_agrees, a_difference_is_shown, what_windows_does_not_trust_is_not_done,
         the_users_stores_are_asked_of_the_users_engine, asking_changes_nothing, other_targets_are_refused,
         walkthrough, capture_round_trip]


if __name__ == "__main__":
    sys.exit(run_all([test for test in TESTS if not sys.argv[3:] or test.__name__ in sys.argv[3:]], TRUSTCTL, BARE))
