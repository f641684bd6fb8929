"""A program in a Wine console of a given width, whose screen is a terminal of the host's.

    code, lines = run(wine, 80, [trustctl, "apply"], folder, typed="yes\\r")   # typed after "accepted:"

Wine's console writes every character apart, and blanks as movements of the cursor: `lines` are what stands
there in the end, without colours and cursor movements.
"""
import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time
import tty

from prefix import WINE


def run(wine, columns, command, cwd, typed="", timeout=60):
    screen, terminal = pty.openpty()
    tty.setraw(terminal)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    process = subprocess.Popen([WINE / "wine64", *map(str, command)], env={**wine.env, "TERM": "xterm"},
                               stdin=terminal, stdout=terminal, stderr=terminal, start_new_session=True, cwd=cwd,
                               preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0))
    os.close(terminal)
    drawn, end = b"", time.monotonic() + timeout
    while time.monotonic() < end:
        ready, _, _ = select.select([screen], [], [], 0.2)
        if ready:
            try:
                drawn += os.read(screen, 65536)
            except OSError:  # the last who had the terminal is gone
                break
        elif process.poll() is not None:
            break
        if typed and b"accepted" in re.sub(rb"\x1b\[[^a-zA-Z]*[a-zA-Z]", b"", drawn):
            os.write(screen, typed.encode())
            typed = ""
    if process.poll() is None:
        process.kill()
    os.close(screen)
    return process.wait(), lines_of(drawn.decode("utf-8", "replace"))


def lines_of(drawn):
    drawn = drawn.replace("\x1b[?25l", "").replace("\x1b[?25h", "").replace("\x1b[K\x1b[1C", " ")
    drawn = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", drawn)
    return [line.rstrip() for line in re.split(r"[\r\n]+", drawn)]
