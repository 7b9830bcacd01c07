# SPDX-License-Identifier: MIT
"""Plain claims, and connections that are none of the agent's business."""
from lab import TENANT, agent, stamp, syn_of
from server import refused, verifying
from support import syn


def setting():
    return agent(stamp())


def _claim_over(host):
    assert syn.claims(syn_of(TENANT, host)) == [syn.plain_claim(TENANT, TENANT)]


def test_claim_is_in_the_saved_syn_over_ipv4(_):
    _claim_over("127.0.0.1")


def test_claim_is_in_the_saved_syn_over_ipv6(_):
    _claim_over("::1")


def test_root_is_not_stamped_by_all(_):
    assert not syn.claims(syn_of(0))


def test_plain_claim_is_refused_where_a_signature_is_required(_):
    with verifying(sources=["saved-syn"]) as server:
        refused(server, "hmac_owner.no-signature")


def test_dead_agent_leaves_stamping_and_detach_ends_it(one):
    one.kill()
    _claim_over("127.0.0.1")
    assert one.detach() == (0, "")
    assert not syn.claims(syn_of(TENANT))
