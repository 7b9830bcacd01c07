# SPDX-License-Identifier: MIT
"""Who holds no key of an owner cannot be that owner, whatever else it may do.

    container with its own network: CAP_NET_RAW     whole handshakes by hand --> refused
    container without user namespace: CAP_SETUID    setuid(victim), connect() --> not signed,
                                                    or signed as what its cgroup is
"""
import os

import pytest

from support import child, keyring, netns
from support import signed as wire
from support.signed_lab import PORT, SECRET, TENANT

VICTIM = 10042


def forged_claims():
    """What somebody without the key could write: (name, claim, proof)."""
    noise, guess = wire.Signer(os.urandom(32)), wire.Signer(bytes(32))
    nulls = {form: wire.option(form, 3, VICTIM, VICTIM, bytes(wire.MAC_LENGTH[form]))
             for form in (wire.CLAIM, wire.PROOF)}
    plain = wire.option(0x40, 0, 0, 0, b"")
    return [
        ("plain", lambda _: plain, None),
        ("zeros", lambda _: nulls[wire.CLAIM], lambda _: nulls[wire.PROOF]),
        ("own key", lambda it: noise.claim(VICTIM, VICTIM, it), None),
        ("own proof", None, lambda it: noise.proof(VICTIM, VICTIM, it)),
        ("both", lambda it: guess.claim(0, 0, it), lambda it: guess.proof(0, 0, it)),
        ("its own slot", lambda it: noise._replace(slot=9).claim(VICTIM, VICTIM, it), None),
    ]


@pytest.mark.parametrize("how", ["hdrincl", "packet"])
def test_raw_handshakes_are_refused(signed, how):
    """From an address of its own, and from the client host's."""
    network = signed.network
    signed.start_agent()
    server = signed.start_server()
    sources = [(network.net4 + ".201", network.server4), (network.net6 + ":201", network.server6),
               *signed.addresses()]
    with signed.attacker.answers_for(*(source for source, _ in sources)):
        for source, address in sources:
            for name, claim, proof in forged_claims():
                said = signed.attacker.forge(how, source, address, PORT, claim, proof)
                line = server.next()
                assert (said, line["passed"]) == ("refused\n", False), (name, line)
                assert line["reason_id"].startswith("hmac_owner."), line
    signed.passes()


def test_a_stolen_key_speaks_for_one_address_only(signed):
    """The key of another client host, derived for its address."""
    audience = wire.audience_key(SECRET, "postgresql")
    network = signed.network
    stolen = wire.Signer(wire.host_key(audience, network.net4 + ".201"))
    signed.start_agent()
    server = signed.start_server(key={"secret": audience, "derive": "source-address",
                                      "from_": [network.net4 + ".0/24"]})
    with signed.attacker.answers_for(network.client4, network.net4 + ".201"):
        for source, passes in ((network.client4, False), (network.net4 + ".201", True)):
            signed.attacker.forge("hdrincl", source, network.server4, PORT,
                                  lambda it: stolen.claim(TENANT, TENANT, it))
            line = server.next()
            assert line["passed"] == passes, line


def in_container(signed, uid, before=lambda: None):
    """Root of a pid namespace without a user namespace becomes somebody and connects."""
    def connect():
        before()
        netns.enter(signed.network.client)
        return child.in_new_pid_namespace(
            lambda: (child.become(uid, uid), signed.exchange())[1])
    return child.run(connect)


def test_container_that_became_the_victim_is_not_signed(signed):
    signed.start_agent()
    server = signed.start_server()
    assert in_container(signed, VICTIM) == "refused\n"
    line = server.next()
    assert line["uid"] is None and not line["passed"], line
    assert signed.agent.counters()["out-of-scope"] == 1


def test_container_that_became_the_victim_is_signed_as_its_cgroup(signed, groups):
    group = f"{groups.top}/tenant"
    groups.make("tenant")
    identity = keyring.table("identity", {"cgroup": group, "as": {"uid": 10001, "gid": 10002}})
    signed.start_agent(signed.stamp(), signed.listen(), identity)
    server = signed.start_server()
    assert in_container(signed, VICTIM, lambda: groups.enter("tenant")) == "pass\n"
    line = server.next()
    assert (line["uid"], line["gid"]) == (10001, 10002), line


def test_container_bound_to_uids_may_not_be_another(signed, groups):
    group = f"{groups.top}/tenant"
    groups.make("tenant")
    identity = keyring.table("identity", {"cgroup": group, "uids": ["20000-20009"]})
    signed.start_agent(signed.stamp(), signed.listen(), identity)
    server = signed.start_server()
    assert in_container(signed, VICTIM, lambda: groups.enter("tenant")) == "refused\n"
    assert server.next()["uid"] is None
    assert in_container(signed, TENANT, lambda: groups.enter("tenant")) == "pass\n"
    assert server.next()["uid"] == TENANT


def test_agents_maps_with_keys_are_for_root_only(signed):
    """Who could read the epoch keys would forge with them."""
    signed.start_agent()
    signed.start_server()
    signed.passes()

    def look():
        child.become(TENANT, TENANT)
        try:
            return os.listdir(signed.agent.pins)
        except PermissionError:
            return "refused"

    assert child.run(look) == "refused"
