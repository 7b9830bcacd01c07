# SPDX-License-Identifier: MIT
"""Thousands of logins, and what they leave behind."""
import os
import time

from lab.tenants import A, B
from support import child, netns

PATIENCE = 300  # seconds until a test says that nothing came; nothing is measured


def crowd(server, network, port, log_in, number):
    """`number` logins of each of four processes: A and B, over TCP of both families and over the Unix
    socket server.unix. What log_in(places, uid, seed, number) found wrong, together."""
    def run(places, namespace, uid):
        if namespace:
            netns.enter(namespace)
        child.become(uid, uid)
        return log_in(places, uid, f"{uid}{namespace}", number)
    remote = [(network.server4, port), (network.server6, port)]
    children = [child.Child(lambda places=places, space=space, uid=uid: run(places, space, uid))
                for uid in (A, B) for places, space in ((remote, network.client), ([server.unix], None))]
    return [wrong for each in children for wrong in each.result()]


def descriptors_of(pid):
    return len(os.listdir(f"/proc/{pid}/fd"))


def wait_for_rest(pid, descriptors):
    """Returns once the server has closed what its last clients left."""
    end = time.monotonic() + PATIENCE
    while (there := descriptors_of(pid)) > descriptors:
        assert time.monotonic() < end, f"{there} descriptors, {descriptors} before"
        time.sleep(0.05)
