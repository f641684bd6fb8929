#!/usr/bin/env python3
"""Serialized stores (.sst): what trustctl.exe writes, crypt32 opens; what crypt32 writes, trustctl.exe reads.

usage: store_file_test.py TRUSTCTL.EXE BARE_STORE.EXE [TEST…]        exits 1 if a test fails
"""
import json
import subprocess
import sys

from lab import FIXTURES, Lab, der_of, expect, run_all, sha1, sha256, windows
from prefix import Prefix

TRUSTCTL, BARE = sys.argv[1:3]
MANY = 400


def thumbprints(listing):
    return [line.split()[0] for line in listing.splitlines()]


def crypt32_opens_what_is_exported(lab):
    """a chain exported as .sst is a store to crypt32, which finds the same certificates in it"""
    names = ["server", "lab-issuing-1", "lab-policy", "lab-root"]
    for name in names[1:]:
        lab.wine.bare("add", "machine", "Root" if name == "lab-root" else "CA", windows(lab.der(name)))
    lab.trustctl("export", windows(FIXTURES / "server.pem"), "--out", windows(lab.folder / "chain"), "--format",
                 "sst", "--target", "machine=cryptoapi")
    listed = lab.wine.bare("read", windows(lab.folder / "chain" / "server-lab-example.sst"))
    expect(sorted(thumbprints(listed)), sorted(sha1(der_of(FIXTURES / f"{name}.pem")) for name in names),
           "what crypt32 read")


def many_roots(folder):
    """Roots with a signature of their own, made by openssl."""
    key = folder / "key.pem"
    subprocess.run(["openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", key], check=True)
    return [subprocess.run(["openssl", "req", "-x509", "-new", "-key", key, "-days", "9000", "-outform", "DER",
                            "-subj", f"/O=Many/CN=Root {number}", "-addext", "keyUsage=critical,keyCertSign"],
                           check=True, capture_output=True).stdout for number in range(MANY)]


def in_snapshot(lab):
    stores = json.loads(lab.trustctl("snapshot", "cryptoapi"))["stores"]
    return {(store, entry["sha256"]) for store, entries in stores.items() for entry in entries}


def four_hundred_from_crypt32(lab):
    """an .sst of 400 that crypt32 wrote: declared, applied, captured, applied elsewhere: the same set"""
    ders = many_roots(lab.folder)
    (lab.folder / "all.der").write_bytes(b"".join(ders))
    lab.wine.bare("time-add", "machine", "Source", windows(lab.folder / "all.der"))
    lab.wine.bare("save", "machine", "Source", windows(lab.folder / "many.sst"))
    lab.wine.run("reg", "delete", r"HKLM\Software\Microsoft\SystemCertificates\Source", "/f")
    digest = sha256((lab.folder / "many.sst").read_bytes())
    lab.trustctl("apply", lab.manifest(
        f"bundles:\n  all: {{ source: many.sst, file_sha256: {digest} }}\n"
        "stores: [ { store: Root, present: [all] } ]\n"), "--yes")
    expected = {("Root", sha256(der)) for der in ders}
    expect(len(expected), MANY, "different certificates")
    expect(in_snapshot(lab), expected, "the first computer")
    lab.trustctl("capture", "cryptoapi", "--out", windows(lab.folder / "golden"))
    with Prefix(BARE) as wine:
        other = Lab(wine, lab.folder, TRUSTCTL)
        other.trustctl("apply", windows(lab.folder / "golden" / "site.yaml"), "--yes")
        expect(in_snapshot(other), expected, "the other computer")


TESTS = [crypt32_opens_what_is_exported, four_hundred_from_crypt32]


if __name__ == "__main__":
    sys.exit(run_all([test for test in TESTS if not sys.argv[3:] or test.__name__ in sys.argv[3:]], TRUSTCTL, BARE))
