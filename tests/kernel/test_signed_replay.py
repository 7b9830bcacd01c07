# SPDX-License-Identifier: MIT
"""What was recorded on the way is sent again, from the address that it came from:

    client host ==SYN, claim==> server                       passes
                 \\
    attacker      recorded ==the same SYN==> server          "replayed"; a proof cannot be had
    under SYN cookies: ==the same third segment, other data==> server     "replayed"
"""
import contextlib
import os
import shutil

import pytest

from support import segment
from support import signed as wire
from support.packets import Capture
from support.signed_lab import PORT, TENANT
from support.syn_cookies import in_force
from support.verifier import SERVER

REPLAYED = "hmac_owner.replayed"
PROOF = bytes([wire.KIND, 28]) + wire.EXID.to_bytes(2, "big")


class Recorder:
    """Writes down what passes by on the server host's link."""

    def __init__(self, capture):
        self._capture = capture

    def segments(self):
        return [segment.read(each) for each in self._capture.segments_to(PORT)]

    def syn(self):
        return [each for each in self.segments() if each.flags & segment.SYN][-1]

    def third(self):
        """The first segment of the last connection that carries a proof."""
        port = self.syn().source_port
        return next(each for each in self.segments()
                    if each.source_port == port and not each.flags & segment.SYN
                    and PROOF in each.options)


def proof_of(third):
    """The option alone: timestamps of another connection would be seen through at once."""
    at = third.options.index(PROOF)
    return third.options[at:at + 28]


@pytest.fixture
def recorder(network):
    with Capture(network.server) as capture:
        yield Recorder(capture)


@contextlib.contextmanager
def in_place_of_the_client_host(signed):
    with signed.attacker.answers_for(*(client for client, _ in signed.addresses())):
        yield


def send_again(signed, syn):
    """The recorded SYN, and whatever answers the server's."""
    with in_place_of_the_client_host(signed):
        return signed.attacker.forge("hdrincl", syn.source, syn.destination, PORT, syn=syn)


def open_again(signed, third):
    """The recorded third segment, with other data behind it."""
    again = third._replace(flags=segment.ACK | segment.PSH, data=b"DROP TABLE\n")
    with in_place_of_the_client_host(signed):
        return signed.attacker.run(
            lambda: signed.attacker.talk_here(again))


@pytest.mark.parametrize("source, proof", [("record", False), ("saved-syn", False),
                                           ("record", True)])
def test_recorded_claim(signed, recorder, source, proof):
    """Also where the connection had a proof, and its claim was not needed."""
    signed.start_agent(signed.stamp(proof=proof), signed.listen(record=source == "record"))
    server = signed.start_server()
    for _, address in signed.addresses():
        signed.passes(address=address, source=source)
        syn = recorder.syn()
        for _ in range(2):
            assert send_again(signed, syn) == "refused\n"
            line = server.next()
            assert line["reason_id"] == REPLAYED, line
    signed.passes(source=source)


def test_recorded_claim_of_a_connection_under_syn_cookies(signed, recorder):
    """The server never saw it: it kept no SYN. When the cookies are over it is used up still."""
    signed.start_agent()
    server = signed.start_server()
    for _, address in signed.addresses():
        with in_force(signed.network):
            signed.passes(address=address)
        syn = recorder.syn()
        assert send_again(signed, syn) == "refused\n"
        assert server.next()["reason_id"] == REPLAYED


def test_recorded_claim_where_a_proof_is_required(signed, recorder):
    """Nothing of the first connection helps: the server's answer is another."""
    signed.start_agent()
    server = signed.start_server(require="proof")
    for _, address in signed.addresses():
        signed.passes(address=address)
        syn, third = recorder.syn(), recorder.third()
        assert send_again(signed, syn) == "refused\n"
        assert server.next()["reason_id"] == "hmac_owner.no-proof"
        with in_place_of_the_client_host(signed):
            said = signed.attacker.forge("packet", syn.source, syn.destination, PORT, syn=syn,
                                         proof=lambda _, third=third: proof_of(third))
        assert said == "refused\n"
        assert server.next()["reason_id"] == "hmac_owner.wrong-key"


@pytest.mark.parametrize("require", ["claim", "proof"])
def test_third_segment_under_syn_cookies(signed, recorder, syn_cookies, require):
    signed.start_agent()
    server = signed.start_server(require=require)
    for _, address in signed.addresses():
        signed.passes(address=address)
        third = recorder.third()
        for _ in range(2):
            assert open_again(signed, third) == "refused\n"
            line = server.next()
            assert line["reason_id"] == REPLAYED, line
    signed.passes()


def test_third_segment_without_syn_cookies_opens_nothing(signed, recorder):
    signed.start_agent()
    signed.start_server()
    signed.passes()
    assert open_again(signed, recorder.third()) == "reset"
    assert signed.server.nothing_more()


def test_replay_cache_outlives_the_server(signed, recorder, syn_cookies):
    signed.start_agent()
    server = signed.start_server()
    signed.passes()
    third = recorder.third()
    server.stop()
    server.start(listeners=signed.listeners_again())
    assert open_again(signed, third) == "refused\n"
    assert server.next()["reason_id"] == REPLAYED


def test_same_connection_verified_again_is_no_replay(signed, syn_cookies):
    signed.start_agent()
    server = signed.start_server("--verify", "5")
    for _, address in signed.addresses():
        assert signed.talk(address=address) == "pass\n"
        lines = [server.next() for _ in range(5)]
        assert [line["passed"] for line in lines] == [True] * 5, lines


@pytest.mark.parametrize("each", ["fork", "thread", "none"])
def test_processes_and_threads_share_the_cache(signed, recorder, each):
    """What one child of the server saw, the others and their parent know."""
    signed.start_agent(signed.stamp(proof=False), signed.listen())
    server = signed.start_server("--each", each)
    signed.passes()
    syn = recorder.syn()
    for _ in range(3):
        assert send_again(signed, syn) == "refused\n"
        assert server.next()["reason_id"] == REPLAYED
    for _ in range(3):
        signed.passes()


def spoil_by_absence(folder):
    shutil.rmtree(folder)


def spoil_by_openness(folder):
    os.chmod(folder, 0o777)


def spoil_by_owner(folder):
    os.chown(folder, SERVER + 1, SERVER + 1)


@pytest.mark.parametrize("spoil", [spoil_by_absence, spoil_by_openness, spoil_by_owner])
def test_without_a_usable_cache_claims_are_refused(signed, spoil):
    signed.start_agent(signed.stamp(proof=False), signed.listen())
    server = signed.start_server()
    server.stop()
    spoil(server.replay)
    server.start(listeners=signed.listeners_again())
    signed.refused("hmac_owner.no-replay-cache")


def test_without_a_cache_a_proof_passes_but_under_syn_cookies(signed):
    """It answers this server's own number; a cookie is no number of its own."""
    signed.start_agent()
    server = signed.start_server(replay_dir="/nonexistent/folder")
    signed.passes()
    with in_force(signed.network):
        signed.refused("hmac_owner.no-replay-cache")
    assert server.nothing_more()


def test_one_owners_flood_refuses_only_that_owner(signed):
    """A cache of 256 claims, of which an owner may fill 16."""
    signed.start_agent(signed.stamp(proof=False), signed.listen())
    signed.start_server(replay_capacity=256)
    lines = [signed.login() for _ in range(40)]
    refused = {line["reason_id"] for line in lines if not line["passed"]}
    assert refused == {"hmac_owner.owner-over-quota"}
    assert sum(line["passed"] for line in lines) >= 16
    for uid in range(TENANT + 1, TENANT + 6):
        signed.passes(uid=uid)
