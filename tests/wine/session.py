#!/usr/bin/env python3
"""Runs one command in a Wine prefix of its own, which is gone afterwards.

usage: session.py BARE_STORE.EXE PROGRAM.EXE [ARGUMENT…]
           a Windows program
       session.py --host BARE_STORE.EXE TRUSTCTL [ARGUMENT…]
           a program of the host that tests trustctl.exe: it finds in TRUSTCTL_PROGRAM what runs that in
           this prefix (TRUSTCTL, a shell script), and TRUSTCTL_PROGRAM_IS_WINDOWS set

LocalMachine\\Root must be empty to begin with: else the host's certificates are in it, and no test of a store
means anything. The exit code is the command's; 124 where it took too long, so that a program that hangs
takes its prefix with it.
"""
import signal
import subprocess
import sys

from prefix import WINE, Prefix, stillborn

LONGEST = 600  # seconds


def main(arguments):
    on_host = arguments[0] == "--host"
    bare_store, *command = arguments[1:] if on_host else arguments
    # The end that CTest asks for is an end with everything cleaned up.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with Prefix(bare_store) as wine:
        found = wine.bare("list", "machine", "Root")
        if found:
            print(f"LocalMachine\\Root is not empty to begin with:\n{found}", file=sys.stderr)
            return 1
        wine.env["TRUSTCTL_WINE_SESSION"] = "1"
        if on_host:
            wine.env["TRUSTCTL_PROGRAM"] = command[0]
            wine.env["TRUSTCTL_PROGRAM_IS_WINDOWS"] = "1"
            command = command[1:]
            return run(command, wine.env).returncode
        for _ in range(2):
            done = run([WINE / "wine64", *command], wine.env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            sys.stdout.buffer.write(done.stdout)
            sys.stdout.flush()
            if not stillborn(done.returncode, done.stdout):
                break
        return done.returncode


def run(command, env, **streams):
    try:
        return subprocess.run(command, env=env, check=False, timeout=LONGEST, **streams)
    except subprocess.TimeoutExpired as late:
        sys.stdout.buffer.write(late.output or b"")
        sys.stdout.flush()
        print(f"{command[0]} still ran after {LONGEST} s", file=sys.stderr)
        sys.exit(124)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
