#!/usr/bin/env python3
"""Writes every certificate below some folders as one DER file each, named by its digest.

usage: collect_seeds.py OUT FOLDER...   (folders that do not exist are passed over)

A certificate is a file that begins as DER does, or a PEM block of one. Large ones are left out: a
fuzzer does better with small ones.
"""
import base64
import binascii
import hashlib
import pathlib
import re
import sys

LARGEST = 4096
BLOCK = re.compile(
    rb"-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----(.*?)-----END", re.DOTALL)


def certificates(content):
    if content[:1] == b"\x30":
        yield content
    for body in BLOCK.findall(content):
        try:
            yield base64.b64decode(body)
        except binascii.Error:
            pass  # a broken block is no seed


def main(out, folders):
    for folder in folders:
        for path in sorted(pathlib.Path(folder).rglob("*")):
            if not path.is_file():
                continue
            for der in certificates(path.read_bytes()):
                if len(der) <= LARGEST:
                    (out / hashlib.sha256(der).hexdigest()).write_bytes(der)
    print(f"{len(list(out.iterdir()))} seeds")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), sys.argv[2:])
