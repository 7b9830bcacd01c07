# SPDX-License-Identifier: MIT
"""What a holder of keys may say, and what nobody may: one connection, one answer.

    attacker's raw sockets ==SYN, claim==> server          each: claim, proof --> reason
                           ==ACK, proof==>

The attacker holds SECRET here, and plays the client host: it can send what a kernel never would.
"""
import time

import pytest

from support import signed as wire
from support.signed_lab import OTHER_SECRET, PORT, SECRET, TENANT

GOOD = wire.Signer(SECRET)
SLOW = 3  # epochs


def claim(signer=GOOD, uid=TENANT, gid=TENANT):
    return lambda connection: signer.claim(uid, gid, connection)


def proof(signer=GOOD, uid=TENANT, gid=TENANT):
    return lambda connection: signer.proof(uid, gid, connection)


def another_uid(form):
    """Signed for TENANT, and then changed to 0."""
    def make(connection):
        made = wire.parse(GOOD.option(form, TENANT, TENANT, connection))
        return wire.option(form, made.slot, 0, made.gid, made.mac)
    return make


def of_another_connection(form):
    return lambda connection: GOOD.option(form, TENANT, TENANT,
                                          connection._replace(source_port=1, client_isn=1))


def for_another_server_isn(connection):
    return GOOD.proof(TENANT, TENANT, connection._replace(server_isn=connection.server_isn ^ 1))


PLAIN = wire.option(0x40, 0, TENANT, TENANT, b"")
WRONG = wire.Signer(OTHER_SECRET)
UNKNOWN_SLOT = wire.Signer(SECRET, slot=4)
LATE, EARLY = wire.Signer(SECRET, late=SLOW), wire.Signer(SECRET, late=-SLOW)
LONG_AGO = wire.Signer(SECRET, late=1000)

CASES = {
    "claim": (claim(), None, None),
    "proof alone": (None, proof(), None),
    "claim and proof": (claim(), proof(), None),
    "an epoch late": (claim(wire.Signer(SECRET, late=1)), None, None),
    "nothing": (None, None, "owner.no-option"),
    "plain": (lambda _: PLAIN, None, "hmac_owner.no-signature"),
    "two claims": (lambda _: PLAIN + PLAIN, None, "owner.malformed"),
    "a proof in the SYN": (proof(), None, "owner.malformed"),
    "a claim after the SYN": (None, claim(), "owner.malformed"),
    "nobody": (claim(uid=0xffffffff), None, "owner.malformed"),
    "wrong key": (claim(WRONG), None, "hmac_owner.wrong-key"),
    "proof of a wrong key": (None, proof(WRONG), "hmac_owner.wrong-key"),
    "unknown slot": (claim(UNKNOWN_SLOT), None, "hmac_owner.unknown-slot"),
    "altered uid": (another_uid(wire.CLAIM), None, "hmac_owner.wrong-key"),
    "altered uid in the proof": (None, another_uid(wire.PROOF), "hmac_owner.wrong-key"),
    "another connection's claim": (of_another_connection(wire.CLAIM), None, "hmac_owner.wrong-key"),
    "another connection's proof": (None, of_another_connection(wire.PROOF), "hmac_owner.wrong-key"),
    "another answer's proof": (None, for_another_server_isn, "hmac_owner.wrong-key"),
    "too old": (claim(LATE), None, "hmac_owner.too-old"),
    "too new": (claim(EARLY), None, "hmac_owner.too-new"),
    "proof too old": (None, proof(LATE), "hmac_owner.too-old"),
    "long ago": (claim(LONG_AGO), None, "hmac_owner.wrong-key"),
    "uid not allowed": (claim(uid=60000), None, "hmac_owner.uid-not-allowed"),
    "claim and proof disagree": (claim(), proof(uid=0), "owner.disagreement"),
    "only their gids disagree": (claim(), proof(gid=0), "owner.disagreement"),
    "good claim, bad proof": (claim(), proof(WRONG), "hmac_owner.wrong-key"),
    "bad claim, good proof": (claim(WRONG), proof(), "hmac_owner.wrong-key"),
    "good claim, old proof": (claim(), proof(LATE), "hmac_owner.wrong-key"),
    "good claim, unknown slot's proof": (claim(), proof(UNKNOWN_SLOT), "hmac_owner.disagree"),
}


AGES = ("hmac_owner.too-old", "hmac_owner.too-new")


@pytest.fixture(name="host")
def attackers_host(signed):
    """(client, server) addresses of both families; what is sent to the clients comes to the
    attacker."""
    network = signed.network
    pairs = [(network.net4 + ".200", network.server4), (network.net6 + ":200", network.server6)]
    with signed.attacker.answers_for(*(client for client, _ in pairs)):
        yield pairs


def answer(signed, server, ends, options):
    said = signed.attacker.forge("hdrincl", *ends, PORT, *options)
    line = server.next()
    assert said == ("pass\n" if line["passed"] else "refused\n")
    return line


def patient_answer(signed, server, ends, options, reason):
    """How old a signature is, a server looks up a few times in a second only: it is asked again."""
    for _ in range(60):
        line = answer(signed, server, ends, options)
        if reason not in AGES or line["reason_id"] != "hmac_owner.wrong-key":
            break
        time.sleep(0.2)
    return line


def test_every_case(signed, host):
    signed.agent.start(signed.listen(), network_namespace=signed.network.server)
    server = signed.start_server()
    wrong = {}
    for name, (claims, proves, reason) in CASES.items():
        for ends in host:
            line = patient_answer(signed, server, ends, (claims, proves), reason)
            if (None if line["passed"] else line["reason_id"]) != reason:
                wrong[name, ends[0]] = line["reason_id"], line["reason"]
    assert not wrong, "\n".join(f"{case}: {said}" for case, said in wrong.items())


def test_what_is_too_old_says_by_how_much(signed, host):
    signed.agent.start(signed.listen(), network_namespace=signed.network.server)
    server = signed.start_server()
    signed.attacker.forge("hdrincl", *host[0], PORT, claim(LATE))
    assert f"{SLOW * wire.EPOCH}" in server.next()["reason"]


def test_a_claim_is_no_proof(signed, host):
    signed.agent.start(signed.listen(), network_namespace=signed.network.server)
    server = signed.start_server(require="proof")
    for claims, proves, passes in ((claim(), None, False), (claim(), proof(), True),
                                   (None, proof(), True), (claim(), proof(WRONG), False)):
        signed.attacker.forge("hdrincl", *host[0], PORT, claims, proves)
        line = server.next()
        assert line["passed"] == passes, line


@pytest.mark.parametrize("form", [wire.CLAIM, wire.PROOF])
def test_no_bit_of_a_mac_may_be_another(signed, host, form):
    """Each of the 56 of a claim, each of the 120 of a proof, on the wire."""
    signed.agent.start(signed.listen(), network_namespace=signed.network.server)
    server = signed.start_server()
    bits = range(wire.MAC_LENGTH[form] * 8)

    def flipped(bit):
        return lambda connection: wire.flipped(GOOD.option(form, TENANT, TENANT, connection), bit)

    def all_of_them():
        said = []
        for bit in bits:
            how = {"claim" if form == wire.CLAIM else "proof": flipped(bit)}
            client, address = host[bit % 2]
            said.append(signed.attacker.forge_here(client, address, PORT, **how))
        return set(said)

    assert signed.attacker.run(all_of_them) == {"refused\n"}
    assert {server.next()["reason_id"] for _ in bits} == {"hmac_owner.wrong-key"}


@pytest.mark.parametrize("options, reason", [
    ({"from_": ["192.0.2.0/24"]}, "hmac_owner.source-not-allowed"),
    ({"state": "retired"}, "hmac_owner.key-retired"),
    ({"uids": ["1-9"]}, "hmac_owner.uid-not-allowed"),
    ({"slot": 5}, "hmac_owner.unknown-slot"),
    ({"secret": OTHER_SECRET}, "hmac_owner.wrong-key"),
    ({"state": "accept"}, None),
    ({"gids": None}, None),
])
def test_what_the_keyring_says_of_a_kernels_claims(signed, options, reason):
    signed.start_agent()
    signed.start_server(key=options)
    for _, address in signed.addresses():
        if reason:
            signed.refused(reason, address=address)
        else:
            line = signed.login(address=address)
            assert line["passed"], line
            assert line["gid"] == (None if "gids" in options else TENANT)


def test_derived_keys_speak_for_their_own_address_only(signed):
    """Both addresses of the client host have keys; on the second server host's network they
    are taken for each other's."""
    audience = wire.audience_key(SECRET, "postgresql")
    network = signed.network
    keys = [wire.host_key(audience, client) for client, _ in signed.addresses()]
    right = [signed.stamp(key, [client], to=[server])
             for key, (client, server) in zip(keys, signed.addresses())]
    swapped = [signed.stamp(key, [client], to=[server])
               for key, (client, server) in zip(reversed(keys), signed.addresses())]
    signed.start_agent(*right, signed.listen())
    signed.start_server(key={"secret": audience, "derive": "source-address",
                             "from_": [network.net4 + ".0/24", network.net6 + ":/64"]})
    for _, address in signed.addresses():
        signed.passes(address=address)
    signed.agent.reload("\n".join([*swapped, signed.listen()]))
    for _, address in signed.addresses():
        signed.refused("hmac_owner.wrong-key", address=address)
