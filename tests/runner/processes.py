# SPDX-License-Identifier: MIT
"""Runs a command and answers for everything it starts, down to the last daemon."""

import ctypes
import os
import signal
import subprocess
import time
from pathlib import Path

_PR_SET_CHILD_SUBREAPER = 36  # linux/prctl.h


def adopt_orphans():
    """From now on a process whose parent ended is this one's child, and cannot get lost."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_CHILD_SUBREAPER)")


def _parents():
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            after_name = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it ended meanwhile
        found[int(stat.parent.name)] = (int(after_name[1]), after_name[0])
    return found


def descendants(ancestor=None):
    """Process ids below the ancestor (default: this process), zombies left out."""
    ancestor = ancestor or os.getpid()
    parents = _parents()
    children = {}
    for pid, (parent, _) in parents.items():
        children.setdefault(parent, []).append(pid)
    found, queue = [], [ancestor]
    while queue:
        for pid in children.get(queue.pop(), ()):
            queue.append(pid)
            if parents[pid][1] != "Z":
                found.append(pid)
    return found


def command_line(pid):
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return f"[{pid}]"
    return f"[{pid}] " + b" ".join(words).decode(errors="replace").strip()[:200]


def _reap():
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def end_all():
    """End whatever this process still has below it; says what that was."""
    names = {}
    for number in (signal.SIGTERM, signal.SIGKILL):
        for _ in range(30):
            _reap()
            alive = descendants()
            if not alive:
                return list(names.values())
            for pid in alive:
                names.setdefault(pid, command_line(pid))
                try:
                    os.kill(pid, number)
                except ProcessLookupError:
                    pass
            time.sleep(0.1)
    return list(names.values())


def run(command, log, seconds, environment):
    """Exit status (None: it took too long), and what it left running, which is ended."""
    with open(log, "wb") as output:
        child = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
            env={**os.environ, **environment}, start_new_session=True,
        )
        try:
            status = child.wait(seconds)
        except subprocess.TimeoutExpired:
            end_all()
            return None, []
    # What a test told to end may need a moment; what was forgotten does not go away.
    for _ in range(20):
        _reap()
        if not descendants():
            return status, []
        time.sleep(0.1)
    return status, end_all()
