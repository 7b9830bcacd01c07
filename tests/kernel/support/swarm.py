# SPDX-License-Identifier: MIT
"""Many connections at once, each of which sends a word and waits for an answer."""
import errno
import os
import select
import socket

from support import child


class Swarm:
    """`number` connections of one owner; they are held open until stop()."""

    def __init__(self, lab, uid, number, address, port):
        stopped, self._stop = os.pipe()
        self._child = child.Child(lambda: self._fly(lab, uid, number, address, port, stopped))
        os.close(stopped)

    def stop(self):
        """How many were told "pass", and how many anything else."""
        os.write(self._stop, b".")  # other swarms have inherited this end: closing tells nothing
        os.close(self._stop)
        return self._child.result()

    def _fly(self, lab, uid, number, address, port, stopped):
        os.close(self._stop)
        lab.enter_client_host_as(uid, uid)
        waiting = select.epoll()
        waiting.register(stopped, select.EPOLLIN)
        flying = {}
        for _ in range(number):
            each = _begin(address, port)
            flying[each.fileno()] = each
            waiting.register(each, select.EPOLLOUT)
        told = {True: 0, False: 0}
        while True:
            for fd, events in waiting.poll():
                if fd == stopped:
                    return told[True], told[False]
                if events & (select.EPOLLHUP | select.EPOLLERR):
                    waiting.unregister(fd)  # it was never established
                elif events & select.EPOLLOUT:
                    flying[fd].sendall(b"go\n")
                    waiting.modify(fd, select.EPOLLIN)
                elif events & select.EPOLLIN:
                    told[flying[fd].recv(100) == b"pass\n"] += 1
                    waiting.unregister(fd)


def _begin(address, port):
    made = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET)
    made.setblocking(False)
    error = made.connect_ex((address, port))
    assert error == errno.EINPROGRESS, os.strerror(error)
    return made
