#!/usr/bin/env python3
"""What Windows may fetch by itself: a missing issuer over http, and a root that is on the list of its automatic
root update. Nothing is asked but a server on the loopback interface.

usage: fetch_test.py TRUSTCTL.EXE BARE_STORE.EXE [TEST…]        exits 1 if a test fails
"""
import http.server
import json
import sys
import threading

import jsonschema

from lab import FIXTURES, STORES, contains, der_of, expect, openssl, run_all, sha1, windows
from verdicts import MACHINE, POLICIES, schema, verify

TRUSTCTL, BARE = sys.argv[1:3]


class Server(http.server.ThreadingHTTPServer):
    """Serves one certificate, and keeps what was asked for."""

    def __init__(self, body):
        self.body, self.asked = body, []
        super().__init__(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append(self.path)
        self.send_response(200)
        self.send_header("Content-Type", "application/pkix-cert")
        self.send_header("Content-Length", str(len(self.server.body)))
        self.end_headers()
        self.wfile.write(self.server.body)

    def log_message(self, *_):
        pass


class Chain:
    """A root, an issuing CA and a leaf, with RSA keys; the leaf says where its issuer can be had."""

    def __init__(self, folder):
        self.folder = folder
        self.make("root", "root", "basicConstraints=critical,CA:TRUE\nsubjectKeyIdentifier=hash")
        self.make("issuing", "root", "basicConstraints=critical,CA:TRUE\nsubjectKeyIdentifier=hash\n"
                  "authorityKeyIdentifier=keyid")
        self.issuing = openssl("x509", "-in", folder / "issuing.pem", "-outform", "DER")
        self.root = openssl("x509", "-in", folder / "root.pem", "-outform", "DER")

    def make(self, name, issuer, extensions):
        request, conf = self.folder / f"{name}.csr", self.folder / f"{name}.ext"
        conf.write_text(extensions + "\n", encoding="utf-8")
        key, pem = self.folder / f"{name}.key", self.folder / f"{name}.pem"
        openssl("req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", request,
                "-subj", f"/CN=fetched {name}")
        by = (["-signkey", key] if name == issuer else
              ["-CA", self.folder / f"{issuer}.pem", "-CAkey", self.folder / f"{issuer}.key", "-CAcreateserial"])
        openssl("x509", "-req", "-in", request, *by, "-days", "3650", "-extfile", conf, "-out", pem)
        return windows(pem)

    def leaf(self, address):
        return self.make("leaf", "issuing", f"authorityKeyIdentifier=keyid\nauthorityInfoAccess={address}")


def update_list(lab, root):
    """AuthRoot.stl with one root, as openssl writes it."""
    key_id = openssl("x509", "-inform", "DER", "-noout", "-ext", "subjectKeyIdentifier", data=root).decode()
    conf, out = lab.folder / "list.cnf", lab.folder / "list.der"
    conf.write_text(f"""asn1 = SEQUENCE:file
[file]
type = OID:1.2.840.113549.1.7.2
content = EXPLICIT:0,SEQUENCE:signed
[signed]
version = INTEGER:1
algorithms = SET:none
content = SEQUENCE:content
[content]
type = OID:1.3.6.1.4.1.311.10.1
list = EXPLICIT:0,SEQUENCE:ctl
[ctl]
usage = SEQUENCE:usage
this = UTCTIME:230901000000Z
algorithm = SEQUENCE:sha1
subjects = SEQUENCE:subjects
[usage]
one = OID:1.3.6.1.4.1.311.10.3.9
[sha1]
type = OID:1.3.14.3.2.26
[subjects]
one = SEQUENCE:one
[one]
sha1 = FORMAT:HEX,OCTETSTRING:{sha1(root)}
attributes = SET:attributes
[attributes]
key = SEQUENCE:key
[key]
type = OID:1.3.6.1.4.1.311.10.11.20
values = SET:values
[values]
one = FORMAT:HEX,OCTETSTRING:{key_id.splitlines()[-1].strip().replace(":", "")}
[none]
""", encoding="utf-8")
    openssl("asn1parse", "-noout", "-genconf", conf, "-out", out)
    return out.read_bytes()


def an_issuer_over_http_leaves_it_open(lab):
    """a missing issuer that Windows may fetch is no flat NOT TRUSTED, and --system says that it asked offline"""
    chain = Chain(lab.folder)
    server = Server(chain.issuing)
    leaf = chain.leaf(f"caIssuers;URI:http://127.0.0.1:{server.server_port}/issuing.cer")
    (lab.folder / "root.der").write_bytes(chain.root)
    lab.wine.bare("add", "machine", "Root", windows(lab.folder / "root.der"))
    offline = verify(lab, leaf, "--system", code=1)
    expect((offline["trust"], offline["windows_code"], offline["system"]["trusted"], offline["system"]["fetched"],
            offline["system"]["differences"]), ("could_not_tell", None, False, False, []), "offline")
    text = lab.trustctl("verify", leaf, "--system", "--target", MACHINE, code=1)
    contains(text, "could not tell", "Not by what is on this computer; Windows may fetch",
             f"http://127.0.0.1:{server.server_port}/issuing.cer", "asked offline: NOT TRUSTED", "What it may fetch it was not let fetch.")
    expect(server.asked, [], "what was asked for")

    fetched = verify(lab, leaf, "--system=fetch")
    expect((fetched["trust"], fetched["system"]["trusted"], fetched["system"]["fetched"],
            fetched["system"]["differences"]), ("could_not_tell", True, True, []), "fetched")
    expect(server.asked, ["/issuing.cer"], "what was asked for then")
    contains(lab.trustctl("verify", leaf, "--system=fetch", "--target", MACHINE),
             "asked to fetch what is missing: trusted", "That answers what is open above.")
    ldap = chain.leaf("caIssuers;URI:ldap://dc.lab.example/cn=issuing")
    expect(verify(lab, ldap, code=2)["trust"], "untrusted", "with an ldap address")
    server.shutdown()


def a_root_of_the_automatic_update_leaves_it_open(lab):
    """a missing root that is on Windows' list is no flat NOT TRUSTED, unless Group Policy switches the update off"""
    chain = Chain(lab.folder)
    leaf = chain.leaf("OCSP;URI:http://127.0.0.1/")
    issuing, root = windows(lab.folder / "issuing.pem"), windows(lab.folder / "root.pem")
    auto_update = STORES + r"\AuthRoot\AutoUpdate"
    expect(verify(lab, leaf, issuing, root, code=2)["may_fetch"]["root"], "perhaps", "without a list")
    lab.reg_add(auto_update, "EncodedCtl", "REG_BINARY", update_list(lab, der_of(FIXTURES / "lab-root.pem")).hex())
    expect(verify(lab, leaf, issuing, root, code=2)["may_fetch"], None, "another root on the list")

    lab.reg_add(auto_update, "EncodedCtl", "REG_BINARY", update_list(lab, chain.root).hex())
    for sent in ([issuing, root], [issuing]):
        open_ = verify(lab, leaf, *sent, code=1)
        expect((open_["trust"], open_["may_fetch"]["root"]), ("could_not_tell", "listed"), f"with {len(sent)} sent")
    snapshot = windows(lab.folder / "pc.json")
    lab.trustctl("snapshot", "cryptoapi", "--output", snapshot)
    jsonschema.validate(json.loads((lab.folder / "pc.json").read_text(encoding="utf-8")), schema("snapshot"))
    expect(verify(lab, leaf, issuing, target="machine=snapshot:" + snapshot, code=1)["may_fetch"]["root"], "listed",
           "of its snapshot")

    lab.reg_add(POLICIES + r"\AuthRoot", "DisableRootAutoUpdate", "REG_DWORD", "1")
    expect(verify(lab, leaf, issuing, code=2)["may_fetch"], None, "with the update off")
    lab.reg_add(auto_update, "EncodedCtl", "REG_BINARY", "3000")
    contains(lab.trustctl("snapshot", "cryptoapi"), "it is no certificate trust list")


TESTS = [an_issuer_over_http_leaves_it_open, a_root_of_the_automatic_update_leaves_it_open]


if __name__ == "__main__":
    sys.exit(run_all([test for test in TESTS if not sys.argv[3:] or test.__name__ in sys.argv[3:]], TRUSTCTL, BARE))
