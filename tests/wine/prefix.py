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
SILENT_EXIT_CODES = (0, 2, 3, 4)  # trustctl's, which with --output says nothing; 1 comes with a message


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
    """Whether a process ended without a word, though its exit code is one that our programs explain or never have.

    Wine 8 ends one process in some thousand so, mostly just after its prefix was started. Such a one may begin
    again; one that ends so each time is an error like any other. tests/run shows each line that is printed here,
    since a crash of ours could look the same.
    """
    if output or code in SILENT_EXIT_CODES:
        return False
    print(f"wine: a process ended with {code} and without a word; it begins again", file=sys.stderr, flush=True)
    return True


class Prefix:
    def __init__(self, bare_store, host_certificates=False):
        self.bare_store = bare_store
        self.host_certificates = host_certificates
        self.folder = None
        self.temporary = None  # a folder that only we may change
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
        # Wine cannot see that /tmp is sticky, so an administrator's manifest there is everybody's.
        self.temporary = self.folder / "tmp"
        self.temporary.mkdir(mode=0o700)
        self.env["TMPDIR"] = str(self.temporary)
        try:
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self):
        subprocess.run([WINE / "wineserver64", "-p"], env=self.env, check=True)
        for _ in range(3):
            if self.host_certificates or self.hold():
                return
        raise RuntimeError("the helper that keeps host certificates out did not start")

    def hold(self):
        """Starts the process that keeps the host's certificates out; False where it ended at once."""
        self.holder = self.begin(self.bare_store, "hold")
        if self.holder.stdout.readline().strip() == b"ready":
            return True
        out, err = self.holder.communicate()
        code, self.holder = self.holder.returncode, None
        if not stillborn(code, out + err):
            raise RuntimeError(f"bare_store hold ended with {code}: {err.decode()}")
        return False

    def stop(self):
        """Ends every process of the prefix; the registry is then in its files."""
        stop(self.env)
        if self.holder:
            self.holder.communicate()
            self.holder = None

    def begin(self, *command, **options):
        return subprocess.Popen([WINE / "wine64", *map(str, command)], env=self.env,
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, **options)

    def ended(self, process, command, timeout=120, **options):
        """The end of what begin(*command) began; a stillborn one begins once more."""
        out, err = process.communicate(timeout=timeout)
        if stillborn(process.returncode, out + err):
            process = self.begin(*command, **options)
            out, err = process.communicate(timeout=timeout)
        return subprocess.CompletedProcess(command, process.returncode, out.decode(), err.decode())

    def run(self, *command, timeout=120, **options):
        return self.ended(self.begin(*command, **options), command, timeout, **options)

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
