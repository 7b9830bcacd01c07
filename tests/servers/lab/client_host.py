# SPDX-License-Identifier: MIT
"""Programs as a tenant runs them on the client host."""
import subprocess

from support import child, netns

PATIENCE = 300  # seconds until a test says that nothing came; nothing is measured


def run(network, uid, *command, text=None, **variables):
    """Exit status, output, complaints of a command with these environment variables alone, and `text` on
    its standard input."""
    environment = {"HOME": "/nonexistent", "PATH": "/usr/bin:/bin", **variables}

    def start():
        netns.enter(network.client)
        child.become(uid, uid)
        done = subprocess.run(command, env=environment, cwd="/", input=text, capture_output=True,
                              text=True, timeout=PATIENCE, check=False)
        return done.returncode, done.stdout, done.stderr
    return child.run(start)
