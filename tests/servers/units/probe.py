# SPDX-License-Identifier: MIT
"""A Python program that tries what it is told to, under a unit, and says what came of it."""
import json
import os
import signal
import subprocess

PYTHON = "/usr/bin/python3"
PRELUDE = """
import ctypes, errno, json, mmap, os, socket, sys
libc = ctypes.CDLL(None, use_errno=True)
def call(name, *words):
    ctypes.set_errno(0)
    done = getattr(libc, name)(*words)
    return errno.errorcode[ctypes.get_errno()] if done in (-1, 2**64 - 1) else "done"
def attempt(fn):
    try:
        fn()
        return "done"
    except OSError as error:
        return errno.errorcode[error.errno]
def write(path):
    def fn():
        with open(path, "a"):
            pass
    return attempt(fn)
def say(value):
    print(json.dumps(value))
"""
SYS = {"x86_64": {"bpf": 321, "openat2": 437, "delete_module": 176},
       "aarch64": {"bpf": 280, "openat2": 437, "delete_module": 106}}[os.uname().machine]
# A command that every kernel finds wrong.
BPF = f"say(call('syscall', {SYS['bpf']}, 7, None, 0))"


def run(confinement, code):
    """What the Python `code` says under it; "killed" where a filter ended it."""
    done = subprocess.run([PYTHON, "-I", "-B", "-c", PRELUDE + code], capture_output=True, text=True,
                          preexec_fn=confinement.enter, timeout=120)
    if done.returncode == -signal.SIGSYS:
        return "killed"
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


class Waiting:
    """Does the same once it is told to: the world may change in between."""

    def __init__(self, confinement, code):
        self._process = subprocess.Popen(
            [PYTHON, "-I", "-B", "-c", PRELUDE + "say('here')\nsys.stdout.flush()\ninput()\n" + code],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, preexec_fn=confinement.enter)
        assert self._process.stdout.readline() == '"here"\n'

    def go_on(self):
        said, _ = self._process.communicate("\n", timeout=120)
        return json.loads(said)
