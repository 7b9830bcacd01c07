# SPDX-License-Identifier: MIT
"""Runs a function in a process of its own, with another identity."""
import os
import pickle
import signal
import traceback


class Child:
    """fn() runs at once; result() waits and returns what it returned, or raises its failure."""

    def __init__(self, fn):
        reader, writer = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(reader)
            _report(writer, fn)
        os.close(writer)
        self._pipe = os.fdopen(reader, "rb")
        self._done = False

    def result(self):
        data = self._pipe.read()
        self._reap()
        if not data:
            raise RuntimeError("the child ended without a word")
        failure, value = pickle.loads(data)
        if failure:
            raise RuntimeError("in the child:\n" + failure)
        return value

    def kill(self):
        if not self._done:
            os.kill(self.pid, signal.SIGKILL)
            self._reap()

    def _reap(self):
        os.waitpid(self.pid, 0)
        self._done = True
        self._pipe.close()


def _report(writer, fn):
    try:
        answer = (None, fn())
    except BaseException:  # pylint: disable=broad-except
        answer = (traceback.format_exc(), None)
    with os.fdopen(writer, "wb") as pipe:
        pickle.dump(answer, pipe)
    os._exit(0)


def run(fn):
    return Child(fn).result()


def in_new_pid_namespace(fn):
    """To be called in a child: the next process is the first of a namespace of its own."""
    from support import libc
    libc.unshare(libc.CLONE_NEWPID)
    return run(fn)


def become(uid, gid):
    """Real, effective and saved ids, for good."""
    os.setgroups([])
    os.setresgid(gid, gid, gid)
    os.setresuid(uid, uid, uid)


def own_user_namespace(uid):
    """To be called in a child: it becomes root of a user namespace that maps `uid` only."""
    from support import libc
    gid = os.getegid()
    libc.make_dumpable()  # /proc/self belongs to root since the ids changed
    libc.unshare(libc.CLONE_NEWUSER)
    for name, text in (("uid_map", f"0 {uid} 1"), ("setgroups", "deny"), ("gid_map", f"0 {gid} 1")):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)
