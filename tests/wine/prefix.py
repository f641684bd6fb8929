"""A Wine prefix of one's own: Windows programs, a registry, and nobody else's changes.

    with Prefix(bare_store) as wine:
        wine.run(trustctl, "plan", "site.yaml")

The host's certificates are kept out of Root (tests/wine/README.md says how). A prefix is a copy, by hard
links, of one template that is made once and kept in the user's cache folder.
"""
import fcntl
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

WINE = pathlib.Path("/usr/lib/wine")
EXIT_CODES = range(5)  # trustctl's own


def environment(prefix):
    chosen = {key: value for key, value in os.environ.items()
              if key not in ("DISPLAY", "WAYLAND_DISPLAY", "WINEPATH")}
    chosen.update(
        WINEPREFIX=str(prefix), WINEARCH="win64", WINEDEBUG="-all", LC_ALL="C.UTF-8",
        WINEDLLOVERRIDES="mscoree,mshtml,winemenubuilder.exe,explorer.exe,services.exe,plugplay.exe,"
                         "winedevice.exe,winedbg.exe=")
    return chosen


def template():
    """The folder of a fresh prefix that says it is Windows 10; made where there is none yet."""
    cache = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache")
    version = subprocess.run([WINE / "wine64", "--version"], capture_output=True, text=True,
                             check=True).stdout.split()[0]
    folder = cache / f"trustctl-{version}-template"
    cache.mkdir(parents=True, exist_ok=True)
    with open(f"{folder}.lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            making = pathlib.Path(tempfile.mkdtemp(dir=cache))
            env = environment(making)
            for command in (["wineboot", "-i"], ["winecfg", "-v", "win10"]):
                subprocess.run([WINE / "wine64", *command], env=env, check=True,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            stop(env)
            making.rename(folder)
    return folder


def stop(env):
    subprocess.run([WINE / "wineserver64", "-k"], env=env, check=False)
    subprocess.run([WINE / "wineserver64", "-w"], env=env, check=False)


def stillborn(code, output):
    """Whether a process ended without a word and with an exit code that is none of ours.

    Wine 8 has ended one process in some ten thousand so. Such a one may begin again; one that ends so each time
    is an error like any other. tests/run shows each line that is printed here, since a crash of ours could look
    the same.
    """
    if output or code in EXIT_CODES:
        return False
    print(f"wine: a process ended with {code} and without a word; it begins again", file=sys.stderr, flush=True)
    return True


class Prefix:
    def __init__(self, bare_store, host_certificates=False):
        self.bare_store = bare_store
        self.host_certificates = host_certificates
        self.folder = None
        self.holder = None

    def __enter__(self):
        made = template()
        # Beside the template: hard links do not reach across file systems.
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="trustctl-prefix-", dir=made.parent))
        self.folder.rmdir()
        subprocess.run(["cp", "-al", made, self.folder], check=True)
        for file in made.glob("*.reg"):  # the server writes these in place
            (self.folder / file.name).unlink()
            shutil.copy2(file, self.folder / file.name)
        self.env = environment(self.folder)
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self):
        subprocess.run([WINE / "wineserver64", "-p"], env=self.env, check=True)
        if not self.host_certificates:
            self.holder = subprocess.Popen([WINE / "wine64", self.bare_store, "hold"], env=self.env,
                                           stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            if self.holder.stdout.readline().strip() != b"ready":
                raise RuntimeError("the helper that keeps host certificates out did not start")

    def stop(self):
        """Ends every process of the prefix; the registry is then in its files."""
        stop(self.env)
        if self.holder:
            self.holder.wait()
            self.holder.stdout.close()
            self.holder = None

    def begin(self, *command, **options):
        return subprocess.Popen([WINE / "wine64", *map(str, command)], env=self.env,
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, **options)

    def run(self, *command, timeout=120, **options):
        for _ in range(2):
            process = self.begin(*command, **options)
            out, err = process.communicate(timeout=timeout)
            if not stillborn(process.returncode, out + err):
                break
        return subprocess.CompletedProcess(command, process.returncode, out.decode(), err.decode())

    def bare(self, *arguments):
        done = self.run(self.bare_store, *arguments)
        if done.returncode != 0:
            raise RuntimeError(f"bare_store {arguments} ended with {done.returncode}: {done.stderr}")
        return done.stdout

    def export(self, key):
        """What `reg export` writes of a key; empty where there is no such key."""
        file = self.folder / "drive_c" / "export.reg"
        done = self.run("reg", "export", key, "C:\\export.reg", "/y")
        return file.read_text(encoding="utf-16") if done.returncode == 0 else ""
