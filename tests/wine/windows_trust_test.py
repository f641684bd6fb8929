#!/usr/bin/env python3
"""What decides on a Windows computer beside the certificates of its stores: Group Policy's switches, what is
archived or dropped, the roots of smart cards, and what a user inherits.

usage: windows_trust_test.py TRUSTCTL.EXE BARE_STORE.EXE [TEST…]

All of it is put into the registry as Windows keeps it, without crypt32. Exits 1 if a test fails.
"""
import json
import sys

import jsonschema

from lab import FIXTURES, STORES, changed_keys, contains, der_of, expect, openssl, run_all, sha1, sha256, windows
from verdicts import MACHINE, POLICIES, USER, problems, put, record, schema, shown_store, verify

TRUSTCTL, BARE = sys.argv[1:3]
LEAF = windows(FIXTURES / "server.pem")  # by lab-issuing-1, by lab-policy, by lab-root
CHAIN = windows(FIXTURES / "lab-chain.pem")
ARCHIVED = 19


# -- Smart cards

def roots_of_smart_cards_are_roots(lab):
    """what Windows copied from a smart card is in Root, by policy, trusted, and nobody's to change"""
    put(lab, "SmartCardRoot", "lab-root")
    entry, = shown_store(lab, "Root")["entries"]
    expect((entry["sha256"], entry["origin"], entry["places"]),
           (sha256(der_of(FIXTURES / "lab-root.pem")), "policy", [r"LocalMachine\SmartCardRoot\.Default"]), "entry")
    expect(verify(lab, LEAF, CHAIN)["trust"], "trusted", "verdict")
    put(lab, "Root", "lab-root")
    expect([one["origin"] for one in shown_store(lab, "Root")["entries"]], ["local", "policy"], "every place")
    lab.wine.run("reg", "delete", STORES + r"\Root", "/f")

    sha = sha256(der_of(FIXTURES / "lab-root.pem"))
    absent = lab.manifest("stores:\n  - { store: Root, absent: [ { sha256: " + sha + ", reason: gone } ] }\n")
    contains(lab.trustctl("plan", absent), "by policy", "distrust")
    wanted = lab.manifest("certificates:\n" + lab.declare("single-root")
                          + "stores: [ { store: SmartCardRoot, present: [single-root] } ]\n", "wanted.yaml")
    contains(lab.wine.run(TRUSTCTL, "apply", wanted, "--yes").stderr, "Windows copies it from smart cards")


def roots_of_a_users_smart_cards_are_roots(lab):
    """the same of CurrentUser, to which AuthRoot is no part of Root"""
    put(lab, "SmartCardRoot", "lab-root", location="user")
    put(lab, "AuthRoot", "single-root", location="user")
    places = [place for entry in shown_store(lab, "Root", "cryptoapi:CurrentUser")["entries"]
              for place in entry["places"]]
    expect(places, [r"CurrentUser\SmartCardRoot\.Default"], "places")
    expect(verify(lab, LEAF, CHAIN, target=USER)["trust"], "trusted", "verdict")


# -- Archived

NT_AUTH = r"HKLM\Software\Microsoft\EnterpriseCertificates\NTAuth"


def put_archived(lab, store_key, name):
    der = lab.der(name).read_bytes()
    lab.reg_add(store_key + "\\Certificates\\" + sha1(der).upper(), "Blob", "REG_BINARY",
                (record(3, bytes.fromhex(sha1(der))) + record(ARCHIVED, b"") + record(32, der)).hex())


def archived_entries_are_seen(lab):
    """an archived entry is shown as that (in NTAuth, which crypt32 does not read), and Wine's dropping one is told"""
    put_archived(lab, NT_AUTH, "lab-issuing-1")
    store = shown_store(lab, "NTAuth")
    expect([entry["archived"] for entry in store["entries"]], [True], "archived entries")
    expect([finding["rule"] for finding in store["findings"]], ["archived"], "findings")
    contains(lab.trustctl("show", "cryptoapi"), "archived", "Windows leaves it out when it lists the store")
    put_archived(lab, STORES + r"\CA", "lab-issuing-1")
    dropped = shown_store(lab, "CA")
    expect((dropped["entries"], [finding["rule"] for finding in dropped["findings"]]), ([], ["junk"]), "in CA")


def a_path_that_needs_an_archived_entry_cannot_be_told(lab):
    """the same of a snapshot that says where an entry is archived"""
    put(lab, "Root", "lab-root")
    put(lab, "CA", "lab-policy", "lab-issuing-1")
    snapshot = json.loads(lab.trustctl("snapshot", "cryptoapi"))
    issuing, = (entry for entry in snapshot["stores"]["CA"] if "Issuing" in entry["label"])
    issuing["archived"] = issuing["places"]
    jsonschema.validate(snapshot, schema("snapshot"))
    (lab.folder / "pc.json").write_text(json.dumps(snapshot), encoding="utf-8")
    target = "machine=snapshot:" + windows(lab.folder / "pc.json")
    needs = verify(lab, LEAF, target=target, code=1)
    expect(needs["trust"], "could_not_tell", "verdict")
    contains(problems(needs), "is archived")
    expect(verify(lab, LEAF, CHAIN, target=target)["trust"], "trusted", "where it is sent too")


# -- Group Policy

def only_enterprise_roots_count(lab):
    """with ProtectedRoots' 0x8 a chain that ends in AuthRoot alone is not trusted, and it is said by what"""
    put(lab, "AuthRoot", "lab-root")
    expect(verify(lab, LEAF, CHAIN)["trust"], "trusted", "verdict without a policy")
    lab.reg_add(POLICIES + r"\Root\ProtectedRoots", "Flags", "REG_DWORD", "8")
    refused = verify(lab, LEAF, CHAIN, code=2)
    expect(refused["trust"], "untrusted", "verdict")
    place = r"HKLM\SOFTWARE\Policies\Microsoft\SystemCertificates\Root\ProtectedRoots, Flags 0x8"
    contains(problems(refused), place)
    expect(shown_store(lab, "Root")["entries"], [], "Root, as Windows shows it")
    contains(lab.trustctl("show", "cryptoapi"), place, "Lab Root CA")  # in AuthRoot

    snapshot = json.loads(lab.trustctl("snapshot", "cryptoapi"))
    jsonschema.validate(snapshot, schema("snapshot"))
    expect(snapshot["windows"], {"location": "LocalMachine", "protected_roots": "0x00000008",
                                 "fetches_roots": False, "update_roots": None}, "the snapshot")
    put(lab, "Root", "lab-root", location="machine-policy")
    expect(verify(lab, LEAF, CHAIN)["trust"], "trusted", "with an enterprise root")


def users_roots_do_not_count(lab):
    """with ProtectedRoots' 0x1 a root that the user added is not trusted"""
    put(lab, "Root", "lab-root", location="user")
    expect(verify(lab, LEAF, CHAIN, target=USER)["trust"], "trusted", "verdict without a policy")
    lab.reg_add(POLICIES + r"\Root\ProtectedRoots", "Flags", "REG_DWORD", "1")
    refused = verify(lab, LEAF, CHAIN, target=USER, code=2)
    contains(problems(refused), "ProtectedRoots, Flags 0x1")
    contains(lab.trustctl("show", "cryptoapi:CurrentUser"), "Lab Root CA", "Flags 0x1")


def a_policy_that_is_no_number_is_said(lab):
    """Flags of another type are a finding and hide nothing, and no verdict of trusted rests on them"""
    put(lab, "Root", "lab-root")
    expect(verify(lab, LEAF, CHAIN)["trust"], "trusted", "verdict without a policy")
    lab.reg_add(POLICIES + r"\Root\ProtectedRoots", "Flags", "REG_SZ", "8")
    expect(verify(lab, LEAF, CHAIN, code=1)["trust"], "could_not_tell", "verdict")
    snapshot = json.loads(lab.trustctl("snapshot", "cryptoapi"))
    jsonschema.validate(snapshot, schema("snapshot"))
    expect(snapshot["windows"]["protected_roots"], None, "the snapshot")
    contains(lab.trustctl("show", "cryptoapi"), "and no REG_DWORD", "Lab Root CA")


# -- The user

def a_user_inherits_the_computers_stores(lab):
    """CurrentUser is judged with LocalMachine beside it; a snapshot of it alone cannot tell"""
    lab.trustctl("verify", LEAF, "--target", USER, code=2)
    put(lab, "Root", "lab-root")
    put(lab, "CA", "lab-policy", "lab-issuing-1")
    good = verify(lab, LEAF, target=USER)
    expect([link["found"][-1] for link in good["path"][1:]],
           [{"store": store, "origin": "local", "inherited": True} for store in ("CA", "CA", "Root")], "places")
    contains(lab.trustctl("verify", LEAF, "--target", USER), "LocalMachine/Root", "LocalMachine/CA")
    expect(lab.trustctl("show", "cryptoapi:CurrentUser").count("Lab Root CA"), 0, "what show says is the user's")

    file = windows(lab.folder / "user.json")
    lab.trustctl("snapshot", "cryptoapi:CurrentUser", "--output", file)
    alone = verify(lab, LEAF, target="me=snapshot:" + file, code=1)
    expect(alone["trust"], "could_not_tell", "of the user's snapshot")
    contains(json.dumps(alone["errors"]), "LocalMachine's stores are not here")

    put(lab, "Disallowed", "lab-policy")
    contains(problems(verify(lab, LEAF, target=USER, code=2)), "Disallowed")


# -- What is no certificate

def make_crl(lab):
    """A revocation list of a new CA, as DER."""
    (lab.folder / "index.txt").write_text("", encoding="utf-8")
    config = lab.folder / "ca.cnf"
    config.write_text(f"[ca]\ndefault_ca = d\n[d]\ndatabase = {lab.folder}/index.txt\ndefault_md = sha256\n"
                      "default_crl_days = 30\n", encoding="utf-8")
    key, cert = lab.folder / "ca.key", lab.folder / "ca.pem"
    openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert, "-subj", "/CN=CRL CA")
    pem = openssl("ca", "-gencrl", "-config", config, "-keyfile", key, "-cert", cert)
    return openssl("crl", "-outform", "DER", data=pem)


def what_is_no_certificate_is_told(lab):
    """lists that nobody judges, and keys that Windows passes over, are findings of their store"""
    put(lab, "CA", "lab-policy")
    crl = make_crl(lab)
    lab.reg_add(STORES + r"\CA\CRLs" + "\\" + sha1(crl).upper(), "Blob", "REG_BINARY",
                (record(3, bytes.fromhex(sha1(crl))) + record(33, crl)).hex())
    torn = STORES + r"\CA\Certificates" + "\\" + "AB" * 20
    lab.reg_add(torn, "Blob", "REG_BINARY", "00ff")
    lab.reg_add(STORES + r"\CA\Certificates" + "\\" + "CD" * 20, "Blob", "REG_SZ", "text")
    store = shown_store(lab, "CA")
    expect(len(store["entries"]), 1, "entries")
    said = {finding["rule"]: finding["message"] for finding in store["findings"]}
    expect(sorted(finding["rule"] for finding in store["findings"]), ["junk", "junk", "unjudged_list"], "findings")
    contains(said["unjudged_list"], r"LocalMachine\CA\.Default holds 1 revocation list")
    messages = " ".join(finding["message"] for finding in store["findings"])
    contains(messages, "AB" * 20 + r" of LocalMachine\CA\.Default: its Blob is no certificate",
             "CD" * 20 + r" of LocalMachine\CA\.Default: it has no value Blob of type REG_BINARY")
    expect(lab.wine.export(torn).count("00,ff"), 1, "the key, untouched")


def another_program_may_write_meanwhile(lab):
    """while another program adds and removes certificates, reading fails never, and calls none of them dropped"""
    names = ["lab-root", "lab-policy", "lab-issuing-1", "single-root"]
    together = lab.folder / "together.der"
    together.write_bytes(b"".join(lab.der(name).read_bytes() for name in names))
    going_on = lab.folder / "going-on"
    going_on.touch()
    command = (BARE, "churn", "machine", "CA", windows(together), windows(going_on))
    other = lab.wine.begin(*command)
    try:
        seen = [shown_store(lab, "CA") for _ in range(25)]
    finally:
        going_on.unlink()
    done = lab.wine.ended(other, command)
    expect(done.returncode, 0, f"exit code of the other: {done.stderr}")
    expect([store["findings"] for store in seen if store and store["findings"]], [], "findings")
    sizes = {len(store["entries"]) for store in seen if store}
    expect(len(sizes) > 1, True, f"different numbers of entries, in {done.stdout}; seen: {sizes}")


def reading_writes_nothing(lab):
    """none of it makes or changes a key"""
    put(lab, "Root", "lab-root")
    lab.wine.stop()
    changed = changed_keys(lab.wine, lambda: (lab.trustctl("show", "cryptoapi:CurrentUser"),
                                              lab.trustctl("verify", LEAF, CHAIN, "--target", USER)))
    lab.wine.start()
    expect({key for key in changed if b"SystemCertificates" in key}, set(), "keys that changed")


TESTS = [roots_of_smart_cards_are_roots, roots_of_a_users_smart_cards_are_roots, archived_entries_are_seen,
         a_path_that_needs_an_archived_entry_cannot_be_told, only_enterprise_roots_count,
         users_roots_do_not_count, a_policy_that_is_no_number_is_said, a_user_inherits_the_computers_stores,
         what_is_no_certificate_is_told, another_program_may_write_meanwhile, reading_writes_nothing]


if __name__ == "__main__":
    sys.exit(run_all([test for test in TESTS if not sys.argv[3:] or test.__name__ in sys.argv[3:]], TRUSTCTL, BARE))
