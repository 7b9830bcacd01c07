# SPDX-License-Identifier: MIT
"""A kernel without what stamping needs: refused in plain words, and servers still work there."""
import os

from lab import PINS, TENANT, agent, kernel, stamp, syn_of
from server import refused, signing, verifying
from support import syn


def setting():
    return agent()


def _refuses(one, configuration):
    one.write(configuration)
    status, told = one.run()
    assert status != 0
    assert f"Linux 6.1 or newer is needed, and this is {kernel()}" in told, told


def test_agent_that_would_stamp_refuses_and_names_both_kernels(one):
    _refuses(one, stamp())


def test_agent_that_would_sign_and_record_refuses_and_names_both_kernels(one):
    _refuses(one, signing())


def test_refused_agent_leaves_nothing_attached(one):
    assert one.status() is None
    assert not [name for _, _, names in os.walk(PINS) for name in names]


def test_syn_can_be_read_there_and_is_without_an_option(_):
    packet = syn_of(TENANT)
    assert syn.flags(packet) & 2
    assert not syn.claims(packet)


def test_server_finds_no_owner_and_refuses(_):
    with verifying() as server:
        refused(server, "owner.no-option")


def test_configuration_can_still_be_checked(one):
    one.write(signing())
    status, told = one.run("--check")
    assert status == 0, told
