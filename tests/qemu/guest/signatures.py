# SPDX-License-Identifier: MIT
"""Signed claims and proofs as this kernel's programs write and record them. Each MAC is checked by
code of the tests' own."""
import struct

import recorded
from lab import HOST, PORT, TENANT, agent, connect_as, listener
from server import OTHER_SECRET, SECRET, JustStarted, passes, refused, signing, verifying
from support import child, signed, syn
from support.server import saved_syn

NOBODY = 20999


def setting():
    return agent(signing())


def _signed_connection(host):
    """(accepted socket, the client's port, its SYN); the client is gone."""
    with listener(host) as server:
        connect_as(TENANT, host)
        accepted, client = server.accept()
        return accepted, client[1], saved_syn(accepted)


def _check_option(option, form, connection):
    assert signed.parse(option)[:4] == (form, 3, TENANT, TENANT)
    assert signed.is_valid(option, connection, SECRET)
    assert not signed.is_valid(option, connection, OTHER_SECRET)


def _check_claim(host):
    accepted, port, packet = _signed_connection(host)
    accepted.close()
    sequence, = struct.unpack("!I", syn.tcp_header(packet)[4:8])
    claim, = syn.claims(packet)
    _check_option(claim, signed.CLAIM, signed.Connection(host, port, host, PORT, sequence))


def test_claim_in_the_saved_syn_is_signed_over_ipv4(_):
    _check_claim(HOST)


def test_claim_in_the_saved_syn_is_signed_over_ipv6(_):
    _check_claim("::1")


def _read_as_nobody(accepted):
    child.become(NOBODY, NOBODY)
    return recorded.read(recorded.open_map(), accepted)


def test_unprivileged_process_reads_the_record_with_the_proof_in_it(_):
    accepted, port, _syn = _signed_connection(HOST)
    with accepted:
        found = recorded.Record(*child.run(lambda: tuple(_read_as_nobody(accepted))))
    assert found.flags == recorded.COMPLETE | recorded.SYN | recorded.ESTABLISHING
    assert (found.client_port, found.server_port) == (port, PORT)
    connection = signed.Connection(HOST, port, HOST, PORT, found.client_isn, found.server_isn)
    for options, form in ((found.syn_options, signed.CLAIM),
                          (found.establishing_options, signed.PROOF)):
        option, = _ours(options)
        _check_option(option, form, connection)


def _ours(options):
    """The warifu options in a block of them."""
    header = bytes(12) + bytes([(20 + len(options)) << 2]) + bytes(7) + options
    return syn.claims(bytes([0x45]) + bytes(19) + header)


def test_record_map_cannot_be_written_by_others(_):
    def write():
        child.become(NOBODY, NOBODY)
        try:
            recorded.open_map(flags=0)
        except PermissionError:
            return True
        return False
    assert child.run(write)


def test_stack_that_requires_a_claim_passes_it_by_the_record(_):
    with verifying("claim") as server:
        passes(server)


def test_stack_that_requires_a_claim_passes_it_by_the_saved_syn(_):
    with verifying("claim", sources=["saved-syn"]) as server:
        passes(server, "saved-syn")


def test_claim_is_refused_by_a_host_that_was_started_just_now(_):
    """Nobody remembers whether it was accepted before; a proof needs no memory."""
    with verifying("claim", kind=JustStarted, sources=["saved-syn"]) as server:
        refused(server, "hmac_owner.clock-set-back")
    with verifying("claim", kind=JustStarted) as server:
        passes(server)


def test_stack_that_requires_a_proof_passes_it(one):
    before = one.counters()
    with verifying("proof") as server:
        passes(server)
    after = one.counters()
    assert [after[each] - before[each] for each in ("stamped", "proved", "recorded")] == [1, 1, 1]


def test_stack_that_requires_a_proof_refuses_a_claim(_):
    with verifying("proof", sources=["saved-syn"]) as server:
        refused(server, "hmac_owner.no-proof")


def test_wrong_key_is_refused(_):
    with verifying("claim", secret=OTHER_SECRET) as server:
        refused(server, "hmac_owner.wrong-key")


def test_unstamped_connection_is_refused(_):
    with verifying("claim") as server:
        refused(server, "owner.no-option", uid=0)
