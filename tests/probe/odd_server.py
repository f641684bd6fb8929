#!/usr/bin/env python3
"""A server on loopback for one connection, good or odd.

usage: odd_server.py MODE [CHAIN KEY [CLIENT_CA]]   prints its port, serves one client, and ends
       odd_server.py proxy PORT                     relays one CONNECT to that port
modes: tls; tls6 (on ::1); asks, asks12 (insists on a client certificate; openssl s_server, since Python's ssl does not
       send the list of issuers); smtp, ldap (STARTTLS); ldap-long (as Active Directory answers); smtp-no, ldap-no
       (refuse it); ldap-huge, ldap-endless (a length that is too long, or none); silent; garbage; ssh, mail, ftp, imap, pop3, http (not TLS);
       huge (a record that no TLS has); hangup
"""
import signal
import socket
import ssl
import subprocess
import sys
import threading

# As OpenSSH 9.2, Postfix, vsftpd, Dovecot (IMAP, POP3) and Python's http.server greet or answer
GREETINGS = {
    "ssh": b"SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n",
    "mail": b"220 mail.example ESMTP Postfix (Debian/GNU)\r\n",
    "ftp": b"220 (vsFTPd 3.0.3)\r\n",
    "imap": b"* OK [CAPABILITY IMAP4rev1 STARTTLS] Dovecot ready.\r\n",
    "pop3": b"+OK Dovecot ready.\r\n",
    "http": b"HTTP/1.0 400 Bad request syntax\r\n\r\n",
}
LDAP_YES = bytes.fromhex("300c02010178070a010004000400")
# Active Directory's: lengths in the long form, and the response's name
LDAP_LONG = bytes.fromhex("3084000000280201017884000000 1f0a0100040004008a16") + b"1.3.6.1.4.1.1466.20037"
LDAP_HUGE = bytes.fromhex("30847fffffff020101")
LDAP_ENDLESS = bytes.fromhex("3080020101")
LDAP_NO = bytes.fromhex("300c02010178070a010204000400")


def shake_hands(client, chain, key):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain, key)
    try:
        wrapped = context.wrap_socket(client, server_side=True)
        received = wrapped.recv(1)
        print("heard", len(received), flush=True)
    except (ssl.SSLError, OSError):
        pass


def smtp(client, agrees):
    lines = client.makefile("rwb")

    def say(text):
        lines.write(text + b"\r\n")
        lines.flush()

    say(b"220-mail.example\r\n220 ready")
    lines.readline()
    say(b"250-mail.example\r\n250-SIZE 1\r\n250 STARTTLS")
    lines.readline()
    say(b"220 go ahead" if agrees else b"454 not now")


def ldap(client, agrees):
    client.recv(31, socket.MSG_WAITALL)
    client.sendall(LDAP_YES if agrees else LDAP_NO)


def ldap_long(client, answer):
    client.recv(31, socket.MSG_WAITALL)
    for octet in answer:
        client.sendall(bytes([octet]))


def relay(client, port):
    request = b""
    while not request.endswith(b"\r\n\r\n"):
        request += client.recv(1)
    if not request.startswith(b"CONNECT localhost:"):
        client.sendall(b"HTTP/1.1 403 Forbidden\r\n\r\n")
        return
    server = socket.create_connection(("127.0.0.1", port))
    client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")

    def copy(source, sink):
        while data := source.recv(65536):
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)

    thread = threading.Thread(target=copy, args=(server, client), daemon=True)
    thread.start()
    copy(client, server)


def serve(client, mode, arguments):
    if mode in ("tls", "tls6"):
        shake_hands(client, *arguments)
    elif mode in ("smtp", "smtp-no"):
        smtp(client, mode == "smtp")
        shake_hands(client, *arguments)
    elif mode in ("ldap", "ldap-no"):
        ldap(client, mode == "ldap")
        shake_hands(client, *arguments)
    elif mode == "ldap-long":
        ldap_long(client, LDAP_LONG)
        shake_hands(client, *arguments)
    elif mode in ("ldap-huge", "ldap-endless"):
        ldap_long(client, LDAP_HUGE if mode == "ldap-huge" else LDAP_ENDLESS)
    elif mode in GREETINGS:
        client.sendall(GREETINGS[mode])
        while client.recv(65536):
            pass
    elif mode == "garbage":
        client.sendall(b"HTTP/1.0 400 Bad Request\r\n\r\n")
    elif mode == "huge":
        client.sendall(b"\x16\x03\x03\xff\xff" + bytes(65535))
    elif mode == "proxy":
        relay(client, int(arguments[0]))
    if mode in ("silent", "garbage", "huge"):
        while client.recv(65536):
            pass


def ask_for_client_certificate(version, chain, key, authority):
    server = subprocess.Popen(
        ["openssl", "s_server", "-accept", "127.0.0.1:0", "-naccept", "1", version, "-cert", chain,
         "-cert_chain", chain, "-key", key, "-Verify", "1", "-CAfile", authority],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    for line in server.stdout:
        if line.startswith("ACCEPT "):
            print(line.strip().rsplit(":", 1)[1], flush=True)
            break
    try:
        server.wait(timeout=15)  # its input stays open: it ends with that
    except subprocess.TimeoutExpired:
        server.kill()


def main(mode, arguments):
    signal.alarm(20)
    if mode in ("asks", "asks12"):
        ask_for_client_certificate("-tls1_2" if mode == "asks12" else "-tls1_3", *arguments)
        return
    if mode == "tls6":
        listener = socket.create_server(("::1", 0), family=socket.AF_INET6)
    else:
        listener = socket.create_server(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)
    client, _ = listener.accept()
    try:
        serve(client, mode, arguments)
    except OSError:
        pass
    client.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
