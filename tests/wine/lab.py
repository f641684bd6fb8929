"""What tests of trustctl.exe under Wine share: a lab of their own, judged by openssl and `reg export`."""
import pathlib
import subprocess
import tempfile
import traceback

from prefix import Prefix
import registry

ROOT = pathlib.Path(__file__).resolve().parents[2]
CERTS = ROOT / "examples" / "certs"
FIXTURES = ROOT / "tests" / "fixtures"
STORES = r"HKLM\Software\Microsoft\SystemCertificates"
# Where Wine's own gdi32 notes the fonts of the code page, in whatever program loads it.
WRITTEN_BY_WINE = {rb"user.reg [Software\\Wine\\Fonts",
                   rb"system.reg [System\\CurrentControlSet\\Hardware Profiles\\Current\\Software\\Fonts"}


def expect(actual, wanted, what):
    if actual != wanted:
        raise AssertionError(f"{what}: expected {wanted!r}, got {actual!r}")


def contains(text, *parts):
    for part in parts:
        if part not in text:
            raise AssertionError(f"{part!r} is not in:\n{text}")


def openssl(*arguments, data=None):
    return subprocess.run(["openssl", *arguments], input=data, capture_output=True, check=True).stdout


def der_of(path):
    form = "DER" if path.suffix == ".cer" else "PEM"
    return openssl("x509", "-in", path, "-inform", form, "-outform", "DER")


def sha256(der):
    return openssl("dgst", "-sha256", "-r", data=der).decode()[:64]


def sha1(der):
    return openssl("dgst", "-sha1", "-r", data=der).decode()[:40]


def utf16(words):
    return (words + "\0").encode("utf-16-le").hex()


def windows(path):
    return "Z:" + str(path).replace("/", "\\")


class Lab:
    """A prefix, a folder for manifests, and short words for what is done in them."""

    def __init__(self, wine, folder, program):
        self.wine, self.folder, self.program = wine, folder, program
        if not wine.host_certificates:
            expect(self.wine.bare("list", "machine", "Root"), "", "Root of a fresh prefix")

    def trustctl(self, *arguments, code=0):
        done = self.wine.run(self.program, *arguments)
        if done.returncode != code:
            raise AssertionError(f"trustctl {arguments} ended with {done.returncode}, not {code}:\n"
                                 f"{done.stdout[-4000:]}{done.stderr}")
        return done.stdout

    def manifest(self, text, name="site.yaml"):
        path = self.folder / name
        path.write_text("version: 1\nsite: schertz.lab/base\n"
                        "targets: { machine: { provider: cryptoapi } }\n" + text, encoding="utf-8")
        return windows(path)

    def stores(self, key=STORES):
        return registry.stores(self.wine.export(key))

    def reg_add(self, key, name, kind, data):
        """A value of the registry, as any program may write one."""
        file = self.wine.folder / "drive_c" / "value.reg"
        written = {"REG_DWORD": lambda: f"dword:{int(data):08x}", "REG_SZ": lambda: f'"{data}"',
                   "REG_BINARY": lambda: "hex:" + ",".join(data[i:i + 2] for i in range(0, len(data), 2))}[kind]()
        whole = key.replace("HKLM", "HKEY_LOCAL_MACHINE").replace("HKCU", "HKEY_CURRENT_USER")
        file.write_text(f'Windows Registry Editor Version 5.00\n\n[{whole}]\n"{name}"={written}\n',
                        encoding="utf-16")
        expect(self.wine.run("reg", "import", r"C:\value.reg").returncode, 0, "reg import")

    def der(self, name):
        path = self.folder / (name + ".der")
        path.write_bytes(der_of(FIXTURES / (name + ".pem")))
        return path

    def declare(self, name, more=""):
        """The YAML that declares a fixture by its pin."""
        return (f"  {name}:\n    source: '{windows(FIXTURES / (name + '.pem'))}'\n"
                f"    sha256: {sha256(der_of(FIXTURES / (name + '.pem')))}\n{more}")


def changed_keys(wine, action):
    """The keys of Wine's registry files that differ, in a byte or in their time, after Wine was started,
    did this and was stopped."""
    before = registry_keys(wine)
    wine.start()
    action()
    wine.stop()
    after = registry_keys(wine)
    return {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}


def registry_keys(wine):
    keys = {}
    for file in sorted(wine.folder.glob("*.reg")):
        for part in file.read_bytes().split(b"\n\n"):
            keys[file.name.encode() + b" " + part.split(b"\n")[0].split(b"] ")[0]] = part
    return keys


def run_all(tests, program, bare_store, with_host_certificates=()):
    """Each in a prefix of its own; the exit code of the whole."""
    failed = 0
    for test in tests:
        with Prefix(bare_store, test in with_host_certificates) as wine, \
                tempfile.TemporaryDirectory(dir=wine.temporary) as folder:
            try:
                test(Lab(wine, pathlib.Path(folder), program))
                print(f"ok: {test.__doc__}", flush=True)
            except Exception:  # the next test may still say something
                failed += 1
                traceback.print_exc()
                print(f"FAILED: {test.__doc__}", flush=True)
    print(f"{len(tests) - failed} passed, {failed} failed")
    return 1 if failed else 0
