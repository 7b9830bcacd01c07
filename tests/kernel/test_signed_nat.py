# SPDX-License-Identifier: MIT
"""Address translation between client and server, and what of the connection a key signs.

                  client host (BPF signs) --netfilter--> server host (verifies)
    bind          nothing    source NAT    destination NAT    both
    connection    pass       -             -                  -
    nat           pass       pass          -                  -
    dnat          pass       -             pass               -
    isn           pass       pass          pass               pass
"""
import contextlib

import pytest

from support import nat
from support.signed_lab import PORT

PASSES = {"connection": [""], "nat": ["", "s"], "dnat": ["", "d"], "isn": ["", "s", "d", "sd"]}


@contextlib.contextmanager
def translated(signed, six, way):
    """`way`: the letters of what is translated. The address to connect to."""
    network = signed.network
    client, server = signed.addresses()[six]
    service = (network.net6 + ":9") if six else (network.net4 + ".9")
    with contextlib.ExitStack() as stack:
        if "s" in way:
            stack.enter_context(nat.source(network.client, client, client, server))
        if "d" in way:
            stack.enter_context(nat.destination(network.client, service, server, PORT))
        yield service if "d" in way else server


@pytest.mark.parametrize("bind", PASSES)
def test_translation(signed, bind):
    network = signed.network
    to = [network.net4 + ".0/24", network.net6 + ":/64"]
    signed.start_agent(signed.stamp(bind=bind, to=to), signed.listen())
    signed.start_server(key={"bind": bind})
    for six in (False, True):
        for way in ("", "s", "d", "sd"):
            with translated(signed, six, way) as address:
                if way in PASSES[bind]:
                    line = signed.passes(address=address)
                else:
                    line = signed.refused("hmac_owner.wrong-key", address=address)
                assert (2000 <= line["port"] <= 9000) == ("s" in way), "it was not translated"


def test_a_key_bound_otherwise_than_its_signer(signed):
    signed.start_agent(signed.stamp(bind="nat"), signed.listen())
    signed.start_server(key={"bind": "connection"})
    signed.refused("hmac_owner.wrong-key")
