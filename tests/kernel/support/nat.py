# SPDX-License-Identifier: MIT
"""Address translation on the client host, by netfilter: what a router or a service address does
between client and server, after the client's TCP has written its options."""
import contextlib
import shutil
import subprocess

import pytest

from support import netns


@contextlib.contextmanager
def translated(host, family, chain, rule):
    """family "ip" or "ip6"; chain "postrouting" (source) or "output" (destination)."""
    if shutil.which("nft") is None:
        pytest.skip("nft is not installed")
    _nft(host, f"""
table {family} {chain} {{
  chain {chain} {{
    type nat hook {chain} priority {100 if chain == "postrouting" else -100};
    {rule}
  }}
}}
""")
    try:
        yield
    finally:
        _nft(host, f"delete table {family} {chain}\n")


def _nft(host, text):
    with netns.inside(host):
        done = subprocess.run(["nft", "-f", "-"], input=text, capture_output=True, text=True)
    if "not supported" in done.stderr.lower():
        pytest.skip("this kernel has no netfilter NAT: " + done.stderr.strip())
    assert done.returncode == 0, done.stderr


def source(host, of, to, destination):
    """Connections of address `of` to `destination` come from `to`, from another port too."""
    family = "ip6" if ":" in to else "ip"
    where = f"[{to}]" if ":" in to else to
    return translated(host, family, "postrouting", f"{family} saddr {of} {family} daddr "
                      f"{destination} tcp dport 1-65535 snat to {where}:2000-9000")


def destination(host, of, to, port):
    """Connections to address `of` go to `to`, and to `port` there."""
    family = "ip6" if ":" in to else "ip"
    where = f"[{to}]" if ":" in to else to
    return translated(host, family, "output",
                      f"{family} daddr {of} tcp dport 1-65535 dnat to {where}:{port}")
