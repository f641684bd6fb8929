#!/usr/bin/env python3
"""trustctl.exe and the certificate stores of a (Wine) computer, judged by others than trustctl.

usage: cryptoapi_test.py TRUSTCTL.EXE BARE_STORE.EXE FAILPOINTS.EXE [TEST…]

Each test has a prefix of its own. What is in a store is read from `reg export` by registry.py, digests are
openssl's, and the other hand at the stores is bare_store.exe. Exits 1 if a test fails.
"""
import base64
import hashlib
import json
import pathlib
import re
import struct
import sys
import time

from lab import (CERTS, FIXTURES, ROOT, STORES, WRITTEN_BY_WINE, Lab, changed_keys, contains, der_of, expect, openssl,
                 run_all, sha1, sha256, utf16, windows)
from prefix import Prefix
import registry

SERVER_AUTH, CLIENT_AUTH = "300a06082b06010505070301", "300a06082b06010505070302"
TRUSTCTL, BARE, FAILPOINTS = sys.argv[1:4]


# -- The tests

def lab_of_the_example(lab):
    """the lab of examples/site.yaml: plan 2, apply 0, plan 0, check 0, and the registry bears it out"""
    site = windows(ROOT / "examples" / "site.yaml")
    contains(lab.trustctl("plan", site, "--detailed-exitcode", code=2), "Plan: 5 to add")
    lab.trustctl("check", site, code=2)
    lab.trustctl("apply", site, "--yes")
    contains(lab.trustctl("plan", site, "--detailed-exitcode"), "No changes.")
    lab.trustctl("check", site)

    names = {"SchertzLabRootCA": "Schertz Lab Root CA", "SchertzLabPolicyCA": "Schertz Lab Policy CA",
             "SchertzLabIssuingCA1": "Schertz Lab Issuing CA Köln",
             "SchertzLabIssuingCA2": "Schertz Lab Issuing CA 漢口"}
    ders = {name: der_of(CERTS / (name + ".cer")) for name in names}
    found = lab.stores()
    expect(set(found["CA"]), {sha1(der).upper() for der in ders.values()}, "CA")
    expect(set(found["Root"]), {sha1(ders["SchertzLabRootCA"]).upper()}, "Root")
    for name, der in ders.items():
        for store in ("Root", "CA") if "Root" in name else ("CA",):
            blob = found[store][sha1(der).upper()]
            expect(hashlib.sha256(registry.certificate(blob)).hexdigest(), sha256(der), name)
            properties = registry.properties(blob)
            expect(registry.text(properties[registry.FRIENDLY_NAME]), names[name], "friendly name")
            expect(registry.text(properties[registry.DESCRIPTION]), "[trustctl owners=schertz.lab/base]",
                   "description")


def debian_bundle():
    """Every certificate of the host's bundle, as DER."""
    text = pathlib.Path("/etc/ssl/certs/ca-certificates.crt").read_bytes()
    blocks = re.findall(rb"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", text, re.S)
    return [openssl("x509", "-outform", "DER", data=block) for block in blocks]


def wants_bundle(lab, name, ders, more=""):
    """A manifest that wants these, as one bundle, in Root."""
    pem = b"".join(b"-----BEGIN CERTIFICATE-----\n" + base64.encodebytes(der) + b"-----END CERTIFICATE-----\n"
                   for der in ders)
    (lab.folder / f"{name}.pem").write_bytes(pem)
    return lab.manifest(f"bundles:\n  all:\n    source: {name}.pem\n    file_sha256: {sha256(pem)}\n{more}"
                        "stores: [ { store: Root, present: [all], prune: never } ]\n"
                        "policy: { expired: { declared: warning }, broken_self_signature: { declared: ignore } }\n", f"{name}.yaml")


def bundle_there_and_back(lab):
    """all of Debian's bundle with purposes into Root and back: equal sets"""
    ders = debian_bundle()
    full = wants_bundle(lab, "full", ders, "    purposes: [server_auth]\n")
    none = lab.manifest("certificates:\n" + lab.declare("single-root")
                        + "stores: [ { store: Root, present: [single-root] } ]\n"
                        "policy: { max_removals: 1000 }\n", "none.yaml")
    lab.trustctl("apply", full, "--yes")
    found = lab.stores()["Root"]
    expect({sha256(registry.certificate(blob)) for blob in found.values()}, {sha256(der) for der in ders}, "Root")
    for blob in found.values():
        expect(registry.properties(blob)[registry.PURPOSES].hex(), SERVER_AUTH, "purposes")
    lab.trustctl("check", full)
    lab.trustctl("apply", none, "--yes", code=3)  # another manifest of the same site
    lab.trustctl("apply", none, "--yes", "--take-over")
    expect(set(lab.stores()["Root"]), {sha1(lab.der("single-root").read_bytes()).upper()}, "Root again")


def turns_with_another_program(lab):
    """we and a bare program in turn: each sees the other's work, and properties nobody named survive"""
    der = lab.der("lab-root")
    thumbprint = sha1(der.read_bytes())
    name = lambda words: lab.manifest("certificates:\n" + lab.declare(
        "lab-root", f"    friendly_name: {words}\n    purposes: [server_auth]\n")
        + "chains: { lab: { certificates: [lab-root] } }\n")
    properties = lambda: registry.properties(lab.stores()["Root"][thumbprint.upper()])
    lab.wine.bare("add", "machine", "Root", windows(der), "11=" + utf16("Theirs"),
                  "13=" + utf16("put here by hand"), "20=0011223344", "9=" + CLIENT_AUTH)
    lab.trustctl("check", name("Ours"), code=2)
    lab.trustctl("apply", name("Ours"), "--yes")
    expect(properties()[9].hex(), SERVER_AUTH, "purposes after our update")
    expect(properties()[11].hex(), utf16("Theirs"), "their friendly name: we do not own the entry")
    expect(properties()[13].hex(), utf16("put here by hand"), "their description")
    expect(properties()[20].hex(), "0011223344", "a property that nobody named")

    lab.trustctl("apply", name("Ours"), "--adopt", "--yes")
    expect(properties()[11].hex(), utf16("Ours"), "friendly name once adopted")
    expect(registry.text(properties()[13]), "[trustctl owners=schertz.lab/base] put here by hand",
           "their description once adopted")
    expect(properties()[20].hex(), "0011223344", "a property that nobody named")

    lab.wine.bare("set", "machine", "Root", thumbprint, "11", utf16("Theirs again"))
    lab.wine.bare("set", "machine", "Root", thumbprint, "20", "-")
    contains(lab.trustctl("plan", name("Ours"), "--detailed-exitcode", code=2), "1 to change")
    lab.trustctl("apply", name("Ours"), "--yes")
    listed = lab.wine.bare("list", "machine", "Root")
    contains(listed, thumbprint, "11=" + utf16("Ours"))
    expect(20 in properties(), False, "the property they took away")

    lab.wine.bare("remove", "machine", "Root", thumbprint)
    lab.trustctl("check", name("Ours"), code=2)
    lab.trustctl("apply", name("Ours"), "--yes")
    lab.trustctl("check", name("Ours"))
    expect(len(lab.wine.bare("list", "machine", "Root").splitlines()), 1, "entries in Root")


def policy_entries(lab):
    """an entry by Group Policy is shown as policy, satisfies the manifest, and is never removed"""
    der = lab.der("lab-root")
    lab.wine.bare("add", "machine-policy", "Root", windows(der))
    present = lab.manifest("certificates:\n" + lab.declare("lab-root")
                           + "chains: { lab: { certificates: [lab-root] } }\n", "present.yaml")
    contains(lab.trustctl("show", "cryptoapi:LocalMachine"), "policy", "Lab Root CA")
    contains(lab.trustctl("plan", present, "--detailed-exitcode"), "No changes.")
    absent = lab.manifest("stores:\n  - { store: Root, absent: [ { sha256: "
                          + sha256(der.read_bytes()) + ", reason: gone } ], prune: all }\n"
                          "policy: { max_removals: 100 }\n", "absent.yaml")
    contains(lab.trustctl("plan", absent), "by policy", "distrust")
    lab.trustctl("apply", absent, "--yes", code=2)  # as check says of it
    expect(len(lab.wine.bare("list", "machine-policy", "Root").splitlines()), 1, "entries by policy")


NT_AUTH = r"HKLM\Software\Microsoft\EnterpriseCertificates\NTAuth\Certificates"


def put_nt_auth(lab, name):
    """As Active Directory's copy on this computer: the registry's own form, without crypt32."""
    der = lab.der(name).read_bytes()
    blob = struct.pack("<III", 11, 1, 6) + "AD\0".encode("utf-16-le") + struct.pack("<III", 32, 1, len(der)) + der
    put_nt_auth_blob(lab, sha1(der).upper(), blob)
    return der


def put_nt_auth_blob(lab, name, blob):
    done = lab.wine.run("reg", "add", NT_AUTH + "\\" + name, "/v", "Blob", "/t", "REG_BINARY", "/d", blob.hex(), "/f")
    expect(done.returncode, 0, "reg add")


def nt_auth_is_read(lab):
    """NTAuth is shown as policy, left out of a capture unless it is named, and satisfies who declares what is there"""
    lab.trustctl("apply", windows(ROOT / "examples" / "minimal.yaml"), "--yes", "--target", "machine=cryptoapi")
    expect("NTAuth" in lab.trustctl("show", "cryptoapi"), False, "NTAuth where there is none")
    der = put_nt_auth(lab, "lab-issuing-1")
    put_nt_auth_blob(lab, "00" * 20, b"no certificate")
    lab.reg_add(NT_AUTH + "\\" + "11" * 20, "Blob", "REG_SZ", "no blob at all")
    shown = json.loads(lab.trustctl("show", "cryptoapi", "--store", "ntauth", "--format", "json"))["targets"][0]
    entry, = shown["stores"][0]["entries"]
    expect((entry["sha256"], entry["origin"], entry["friendly_name"]), (sha256(der), "policy", "AD"), "the entry")
    contains(json.dumps(shown), r"LocalMachine\\NTAuth\\.Enterprise", "is no certificate",
             "11" * 20 + " is no certificate: it has no value Blob of type REG_BINARY")

    contains(lab.trustctl("capture", "cryptoapi", "--out", windows(lab.folder / "all")),
             "NTAuth: 1 entry: Active Directory's own")
    lab.trustctl("capture", "cryptoapi", "--out", windows(lab.folder / "named"), "--store", "NTAuth")
    contains((lab.folder / "named" / "site.yaml").read_text(encoding="utf-8"), "store: NTAuth", sha256(der))
    contains(lab.trustctl("plan", windows(lab.folder / "named" / "site.yaml"), "--detailed-exitcode"), "No changes.")


def nt_auth_is_never_changed(lab):
    """declaring what NTAuth lacks, or that it must lack what it has, is an error that says who changes it"""
    lab.trustctl("show", "cryptoapi")
    expect(lab.wine.export(NT_AUTH), "", "the key after reading")
    der = put_nt_auth(lab, "lab-issuing-1")
    before = lab.wine.export(NT_AUTH)
    more = lab.manifest("certificates:\n" + lab.declare("lab-policy")
                        + "stores: [ { store: NTAuth, present: [lab-policy] } ]\n", "more.yaml")
    done = lab.wine.run(TRUSTCTL, "apply", more, "--yes")
    expect(done.returncode, 1, "exit code")
    contains(done.stderr, "is missing from NTAuth, which cannot be changed in this target",
             "Active Directory", "certutil -dspublish -f FILE.cer NTAuthCA")
    less = lab.manifest("stores:\n  - { store: NTAuth, absent: [ { sha256: " + sha256(der)
                        + ", reason: gone } ], prune: all }\npolicy: { max_removals: 100 }\n", "less.yaml")
    contains(lab.trustctl("plan", less), "by policy")
    lab.trustctl("apply", less, "--yes", code=2)
    expect(lab.wine.export(NT_AUTH), before, "the key after both")
    expect("NTAuth" in lab.stores(), False, "a store of that name that nobody reads")


def check_writes_nothing(lab):
    """plan, check and show leave the registry byte for byte, and make no store by reading it"""
    lab.trustctl("apply", windows(ROOT / "examples" / "minimal.yaml"), "--yes", "--target",
                 "machine=cryptoapi")
    before_keys = set(lab.stores())
    lab.wine.stop()
    site = windows(ROOT / "examples" / "site.yaml")

    def read_only():
        lab.trustctl("check", site, code=2)
        lab.trustctl("plan", site)
        lab.trustctl("show", "cryptoapi:LocalMachine")

    expect(changed_keys(lab.wine, read_only) - WRITTEN_BY_WINE, set(), "keys that changed")
    lab.wine.start()
    expect(set(lab.stores()), before_keys, "stores")


def removes(lab, ders):
    """A manifest that wants none of these in Root."""
    absent = ", ".join(f"{{ sha256: {sha256(der)}, reason: gone }}" for der in ders)
    return lab.manifest(f"stores: [ {{ store: Root, absent: [ {absent} ], prune: never }} ]\n"
                        "policy: { max_removals: 1000 }\n", "removes.yaml")


def in_root(lab):
    return {line.split()[0] for line in lab.wine.bare("list", "machine", "Root").splitlines()}


def two_at_once(lab, rounds=50):
    """two trustctl.exe at once, one adding and one removing: nothing is lost in 50 rounds"""
    ders = debian_bundle()
    old, new = ders[:40], ders[40:]
    lab.trustctl("apply", wants_bundle(lab, "old", old), "--yes")
    before = lab.wine.folder / "drive_c" / "before.reg"
    before.write_text(lab.wine.export(STORES), encoding="utf-16")
    manifests = [wants_bundle(lab, "new", new), removes(lab, old)]
    wanted = {sha1(der) for der in new}
    for number in range(rounds):
        lab.wine.run("reg", "delete", STORES + r"\Root", "/f")
        expect(lab.wine.run("reg", "import", r"C:\before.reg").returncode, 0, "reg import")
        commands = [(TRUSTCTL, "apply", manifest, "--yes") for manifest in manifests]
        running = [lab.wine.begin(*command) for command in commands]
        for process, command in zip(running, commands, strict=True):
            done = lab.wine.ended(process, command)
            expect(done.returncode, 0, f"exit code, with {done.stdout[-2000:]}{done.stderr}")
        expect(in_root(lab), wanted, f"Root after round {number + 1}")


def the_lock_is_what_saves(lab):
    """an apply waits for one that has the store open, whatever its state directory"""
    # A commit under Wine writes the whole store as its process saw it when it opened it: what another one
    # removed in the meantime would be back.
    old = debian_bundle()[:5]
    gone = removes(lab, old)
    added = sha1(der_of(FIXTURES / "single-root.pem"))
    held = lab.wine.folder / "drive_c" / "held"
    lab.trustctl("apply", wants_bundle(lab, "old", old), "--yes", "--state-dir", r"C:\state-a")
    holder = lab.wine.begin(FAILPOINTS, "hold", r"C:\held")
    while not held.exists():
        expect(holder.poll(), None, "the end of a process that is to hold the store")
        time.sleep(0.01)
    other = lab.wine.begin(TRUSTCTL, "apply", gone, "--yes", "--state-dir", r"C:\state-b")
    time.sleep(2)
    expect(other.poll(), None, "the end of an apply while another has the store open")
    held.unlink()
    for process in (holder, other):
        out, err = process.communicate(timeout=60)
        expect(process.returncode, 0, f"exit code, with {out.decode()}{err.decode()}")
    expect(in_root(lab), {added}, "Root after one and then the other")


def failpoints(lab):
    """ended at every single change, each entry is whole and the next apply goes on from there"""
    done = lab.wine.run(FAILPOINTS, timeout=600)
    expect(done.returncode, 0, f"the program's end, with {done.stdout}{done.stderr}")
    print("  " + done.stdout.strip())


def windows_own_roots(lab):
    """the roots that Windows needs, which Wine brings with the host's, are shown as the vendor's"""
    shown = json.loads(lab.trustctl("show", "cryptoapi:LocalMachine", "--store", "Root", "--format", "json"))
    entries = shown["targets"][0]["stores"][0]["entries"]
    own = [entry for entry in entries if entry["origin"] == "vendor"]
    microsoft = [entry for entry in entries if "Microsoft" in json.dumps(entry, ensure_ascii=False)
                 and "Microsoft RSA" not in json.dumps(entry) and "Microsoft ECC" not in json.dumps(entry)]
    expect(len(own), 5, "entries of the vendor")
    expect([entry["origin"] for entry in microsoft], ["vendor"] * 5, "origins of Microsoft's own")


def windows_own_roots_can_be_brought_back(lab):
    """such a root, captured there and declared by a manifest without a site, is added where it is missing"""
    golden = lab.folder / "golden"
    lab.trustctl("capture", "cryptoapi", "--store", "Root", "--origin", "vendor", "--out", windows(golden))
    with Prefix(BARE) as wine:
        bare = Lab(wine, lab.folder, TRUSTCTL)
        applied = bare.trustctl("apply", windows(golden / "site.yaml"), "--yes")
        contains(applied, "5 added")
        contains(bare.trustctl("apply", windows(golden / "site.yaml"), "--yes"), "No changes.")
        shown = json.loads(bare.trustctl("show", "cryptoapi", "--store", "Root", "--format", "json"))
        found = shown["targets"][0]["stores"][0]["entries"]
        expect([entry["origin"] for entry in found], ["vendor"] * 5, "origins")


TESTS = [lab_of_the_example, bundle_there_and_back, turns_with_another_program, policy_entries, nt_auth_is_read,
         nt_auth_is_never_changed, check_writes_nothing, two_at_once, the_lock_is_what_saves, failpoints,
         windows_own_roots, windows_own_roots_can_be_brought_back]
WITH_HOST_CERTIFICATES = [windows_own_roots, windows_own_roots_can_be_brought_back]


def main():
    chosen = [test for test in TESTS if not sys.argv[4:] or test.__name__ in sys.argv[4:]]
    return run_all(chosen, TRUSTCTL, BARE, WITH_HOST_CERTIFICATES)


if __name__ == "__main__":
    sys.exit(main())
