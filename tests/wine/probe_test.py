#!/usr/bin/env python3
"""The TLS probe by Winsock: what tests/probe claims of servers, good and odd, holds for trustctl.exe.

usage: probe_test.py TRUSTCTL.EXE BARE_STORE.EXE [TEST…]        exits 1 if a test fails
"""
import json
import subprocess
import sys
import time

from lab import ROOT, contains, expect, openssl, run_all, sha256, windows

TRUSTCTL, BARE = sys.argv[1:3]
PROBE = ROOT / "tests" / "probe"


class Server:
    """odd_server.py, until it has served one client."""

    def __init__(self, mode, *arguments):
        self.process = subprocess.Popen([sys.executable, PROBE / "odd_server.py", mode, *map(str, arguments)],
                                        stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline())

    def heard(self):
        return self.process.stdout.read()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


def chain_files(lab):
    subprocess.run([PROBE / "make_chain", lab.folder], check=True)
    return lab.folder / "chain.pem", lab.folder / "server.key"


def ask(lab, server, *more, host="localhost"):
    return lab.wine.run(TRUSTCTL, "verify", f"{host}:{server.port}", "--target", "machine=cryptoapi", *more)


def digests(path):
    blocks = path.read_text(encoding="ascii").split("-----END CERTIFICATE-----\n")[:-1]
    return [sha256(openssl("x509", "-outform", "DER", data=(block + "-----END CERTIFICATE-----\n").encode()))
            for block in blocks]


def a_server_and_its_cure(lab):
    """not trusted, by name and by address (IPv6 too); trusted, by Windows too, once its root is there"""
    chain, key = chain_files(lab)
    with Server("tls", chain, key) as server:
        before = ask(lab, server, "--format", "json")
        expect(before.returncode, 2, f"exit code, with {before.stderr}")
        contains(before.stdout, '"protocol": "TLSv1.3"', '"certificates_sent": 2')
        path = json.loads(before.stdout)["results"][0]["path"]
        expect([link["sha256"] for link in path], digests(chain), "the path, in the order and bytes of the server")
        expect(server.heard(), "heard 0\n", "what was sent beside the handshake")
    (lab.folder / "root.der").write_bytes(openssl("x509", "-in", lab.folder / "root.pem", "-outform", "DER"))
    lab.wine.bare("add", "machine", "Root", windows(lab.folder / "root.der"))
    for mode, host, name in (("tls", "127.0.0.1", "localhost"), ("tls6", "[::1]", "localhost")):
        with Server(mode, chain, key) as server:
            after = ask(lab, server, "--system", "--name", name, host=host)
            expect(after.returncode, 0, f"exit code by {host}, with {after.stdout}{after.stderr}")
            contains(after.stdout, "Windows' own chain engine, asked offline: trusted")


def servers_that_want_more(lab):
    """client certificates asked for, STARTTLS, a proxy, a hundred certificates"""
    chain, key = chain_files(lab)
    for mode in ("asks", "asks12"):
        with Server(mode, chain, key, lab.folder / "root.pem") as server:
            contains(ask(lab, server).stdout, "It asks for a client certificate", "CN=Loop Root: not on this machine")
    for mode in ("smtp", "ldap"):
        with Server(mode, chain, key) as server:
            contains(ask(lab, server, "--starttls", mode).stdout, "sent 2 certificates")
    with Server("smtp-no", chain, key) as server:
        contains(ask(lab, server, "--starttls", "smtp").stderr, "it answered '454 not now'")
    with Server("tls", chain, key) as server, Server("proxy", server.port) as proxy:
        contains(ask(lab, server, "--proxy", f"127.0.0.1:{proxy.port}").stdout, "sent 2 certificates")
    with Server("tls", lab.folder / "many.pem", key) as server:
        contains(ask(lab, server).stdout, "sent 150 certificates, of which the first 100 were looked at")


def servers_that_are_none(lab):
    """what is no TLS, hangs up, says nothing, refuses or is nowhere is an error within the time"""
    for mode, reason in (("garbage", "that is plain HTTP"), ("huge", "packet length too long"),
                         ("hangup", "hung up")):
        with Server(mode) as server:
            done = ask(lab, server)
            expect(done.returncode, 1, f"exit code of {mode}")
            contains(done.stderr, "sent no certificate: ", reason)
    with Server("silent") as server:
        start = time.monotonic()
        contains(ask(lab, server, "--timeout", "1").stderr, f"no answer from localhost:{server.port} within 1 s")
        expect(0.9 < time.monotonic() - start < 5, True, "that it took about a second")
    for host, reason in (("127.0.0.1:1", "cannot connect to 127.0.0.1:1: Connection refused"),
                         ("[::1]:1", "cannot connect to [::1]:1: Connection refused"),
                         ("nowhere.invalid:443", "cannot find the host nowhere.invalid: no address is known")):
        done = lab.wine.run(TRUSTCTL, "verify", host, "--target", "machine=cryptoapi")
        expect(done.returncode, 1, f"exit code of {host}")
        contains(done.stderr, reason)


TESTS = [a_server_and_its_cure, servers_that_want_more, servers_that_are_none]


if __name__ == "__main__":
    sys.exit(run_all([test for test in TESTS if not sys.argv[3:] or test.__name__ in sys.argv[3:]], TRUSTCTL, BARE))
