"""Reads certificates out of the text of a registry export, with no code of trustctl's.

    stores(text)          -> {store: {thumbprint: blob}}
    properties(blob)      -> {id: bytes}, in the order of the blob
    certificate(blob)     -> the DER
"""
import re
import struct

FRIENDLY_NAME, DESCRIPTION, PURPOSES, CERTIFICATE = 11, 13, 9, 32


def stores(text):
    found = {}
    joined = text.replace("\r", "").replace("\\\n", "")
    store = thumbprint = None
    for line in joined.split("\n"):
        if key := re.fullmatch(r"\[.*\\(?:SystemCertificates|EnterpriseCertificates)\\([^\\\]]+)(.*)\]", line):
            store = key[1]
            inner = re.fullmatch(r"\\Certificates\\([0-9A-F]{40})", key[2])
            thumbprint = inner[1] if inner else None
            found.setdefault(store, {})
        elif (value := re.fullmatch(r'"Blob"=hex:(.*)', line)) and thumbprint:
            found[store][thumbprint] = bytes.fromhex(re.sub(r"[, ]", "", value[1]))
    return found


def properties(blob):
    read, at = {}, 0
    while at < len(blob):
        number, one, length = struct.unpack_from("<III", blob, at)
        assert one == 1 and number not in read and at + 12 + length <= len(blob)
        read[number] = blob[at + 12:at + 12 + length]
        at += 12 + length
    return read


def certificate(blob):
    return properties(blob)[CERTIFICATE]


def text(data):
    assert data[-2:] == b"\0\0"
    return data[:-2].decode("utf-16-le")
