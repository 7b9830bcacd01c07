# SPDX-License-Identifier: MIT
"""Whose own uid is believed: `scope`.

    host's pid namespace                                            "host"   "userns"
    +-------------------------------------------------------------+
    |  host task                                      stamped     |   x         x
    |  +-- pid namespace, no user namespace: root of it can       |
    |  |   setuid() to anybody                        never       |   -         -
    |  +-- pid namespace owned by a user namespace    own uids    |   -         x
    +-------------------------------------------------------------+
"""
import pytest

from conftest import OTHER, TENANT
from support import child, libc, netns, syn


def in_plain_container(lab, uid, before=lambda: None):
    """Root of a pid namespace without a user namespace, that setuid()s to somebody's uid."""
    def connect():
        netns.enter(lab.network.client)
        child.in_new_pid_namespace(
            lambda: (child.become(uid, uid), before(), lab.open_connection())[0])
    child.run(connect)


def in_user_namespace_container(lab, uid):
    """What an unprivileged user can make: user and pid namespace of their own."""
    def connect():
        lab.enter_client_host_as(uid, uid)
        child.own_user_namespace(uid)
        child.in_new_pid_namespace(lab.open_connection)
    child.run(connect)


@pytest.mark.parametrize("scope", ["host", "userns"])
def test_container_root_that_becomes_another_uid_is_not_stamped(lab, scope):
    lab.agent.start(lab.stamp(scope=scope))
    server = lab.server()
    in_plain_container(lab, OTHER)
    assert syn.claims(server.syn()) == []
    assert lab.agent.counters()["out-of-scope"] == 1


@pytest.mark.parametrize("scope, stamped", [("host", False), ("userns", True)])
def test_container_with_its_own_user_namespace(lab, scope, stamped):
    lab.agent.start(lab.stamp(scope=scope))
    server = lab.server()
    in_user_namespace_container(lab, TENANT)
    expected = [syn.plain_claim(TENANT, TENANT)] if stamped else []
    assert syn.claims(server.syn()) == expected


def test_container_root_cannot_buy_a_user_namespace_for_a_stolen_uid(lab):
    """setuid() to the victim, then unshare() user and pid namespace: the innermost pid namespace
    does belong to another user namespace now, and the container's does not."""
    lab.agent.start(lab.stamp(scope="userns"))
    server = lab.server()

    def steal():
        child.become(OTHER, OTHER)
        child.own_user_namespace(OTHER)
        child.in_new_pid_namespace(lab.open_connection)

    def connect():
        netns.enter(lab.network.client)
        child.in_new_pid_namespace(steal)

    child.run(connect)
    assert syn.claims(server.syn()) == []


def test_container_root_that_only_unshares_the_user_namespace(lab):
    lab.agent.start(lab.stamp(scope="userns"))
    server = lab.server()
    in_plain_container(lab, OTHER, before=lambda: child.own_user_namespace(OTHER))
    assert syn.claims(server.syn()) == []


def test_nested_pid_namespaces_of_one_user_namespace(lab):
    lab.agent.start(lab.stamp(scope="userns"))
    server = lab.server()

    def connect():
        lab.enter_client_host_as(TENANT, TENANT)
        child.own_user_namespace(TENANT)
        child.in_new_pid_namespace(lambda: child.in_new_pid_namespace(lab.open_connection))

    child.run(connect)
    assert syn.claims(server.syn()) == [syn.plain_claim(TENANT, TENANT)]


def test_user_namespace_alone_stays_in_scope_host(lab):
    """In the host's pid namespace nobody comes by a foreign uid without the host's leave."""
    lab.agent.start(lab.stamp())
    server = lab.server()

    def connect():
        lab.enter_client_host_as(TENANT, TENANT)
        libc.unshare(libc.CLONE_NEWUSER)
        lab.open_connection()

    child.run(connect)
    assert syn.claims(server.syn()) == [syn.plain_claim(TENANT, TENANT)]
