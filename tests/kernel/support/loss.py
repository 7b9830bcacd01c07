# SPDX-License-Identifier: MIT
"""Loss on the wire, by the programs of loss.bpf.c."""
import contextlib
import os
import subprocess


@contextlib.contextmanager
def on(build, network, leaving=None, coming=None):
    """At the client host's link: sections of loss.bpf.c for what leaves and what comes."""
    link = network.client
    _tc(network, "qdisc", "add", "dev", link, "clsact")
    try:
        for hook, section in (("egress", leaving), ("ingress", coming)):
            if section:
                _tc(network, "filter", "add", "dev", link, hook, "bpf", "direct-action",
                    "object-file", os.path.join(build, "tests/kernel/loss.bpf.o"),
                    "section", section)
        yield
    finally:
        _tc(network, "qdisc", "delete", "dev", link, "clsact")


def _tc(network, *words):
    done = subprocess.run(["tc", "-n", network.client, *words], capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"tc {' '.join(words)}: {done.stderr.strip()}")
