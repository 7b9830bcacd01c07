# SPDX-License-Identifier: MIT
"""What a container may be: [[identity]] by the path of its cgroup.

    cgroup2 root
      +- wfPID
           +- tenant-a         [[identity]] uids = [20000]
           |    +- sub/deep    (its tasks too: an ancestor suffices)
           |    +- inner       [[identity]] as = 70001    (the nearest decides)
           +- tenant-b         none: stamp's uids and scope apply
"""
import pytest

from conftest import OTHER, TENANT
from support import child, netns, syn


def identity(groups, name, says):
    path = f"{groups.top}/{name}".replace("\\", "\\\\")
    return f'[[identity]]\ncgroup = "{path}"\n{says}\n'


def claims_from(lab, server, groups, name, uid=TENANT):
    lab.connect(uid=uid, gid=uid, before=lambda: groups.enter(name))
    return syn.claims(server.syn())


def test_tasks_of_an_identity_are_stamped_with_its_uids_only(lab, groups):
    groups.make("tenant-a").make("tenant-b")
    lab.agent.start(lab.stamp(uids=[OTHER]) + identity(groups, "tenant-a", f"uids = [{TENANT}]"))
    server = lab.server()
    assert claims_from(lab, server, groups, "tenant-a") == [syn.plain_claim(TENANT, TENANT)]
    assert claims_from(lab, server, groups, "tenant-a", OTHER) == []
    assert lab.agent.counters()["identity-refused"] == 1
    assert claims_from(lab, server, groups, "tenant-b") == []
    assert claims_from(lab, server, groups, "tenant-b", OTHER) == [syn.plain_claim(OTHER, OTHER)]


def test_identity_is_stamped_whatever_scope_says(lab, groups):
    groups.make("tenant-a")
    lab.agent.start(lab.stamp() + identity(groups, "tenant-a", f"uids = [{TENANT}]"))
    server = lab.server()

    def connect(uid):
        groups.enter("tenant-a")
        netns.enter(lab.network.client)
        child.in_new_pid_namespace(lambda: (child.become(uid, uid), lab.open_connection())[1])

    child.run(lambda: connect(TENANT))
    assert syn.claims(server.syn()) == [syn.plain_claim(TENANT, TENANT)]
    child.run(lambda: connect(OTHER))
    assert syn.claims(server.syn()) == []


def test_fixed_owner(lab, groups):
    groups.make("tenant-a")
    lab.agent.start(lab.stamp() +
                    identity(groups, "tenant-a", "as = { uid = 70001, gid = 70002 }"))
    for uid in (TENANT, 0):
        server = lab.server()
        assert claims_from(lab, server, groups, "tenant-a", uid) == [
            syn.plain_claim(70001, 70002)]
        server.close()


def test_task_that_moves_to_a_cgroup_below_keeps_its_identity(lab, groups):
    groups.make("tenant-a/sub/deep").make("tenant-a/" + "/".join("d" * 30))
    lab.agent.start(lab.stamp(uids=[OTHER]) + identity(groups, "tenant-a", f"uids = [{TENANT}]"))
    server = lab.server()
    for name in ("tenant-a/sub", "tenant-a/sub/deep", "tenant-a/" + "/".join("d" * 30)):
        assert claims_from(lab, server, groups, name) == [syn.plain_claim(TENANT, TENANT)]
        assert claims_from(lab, server, groups, name, OTHER) == []


def test_nearest_identity_decides(lab, groups):
    groups.make("tenant-a/inner/sub")
    lab.agent.start(lab.stamp() + identity(groups, "tenant-a", f"uids = [{TENANT}]") +
                    identity(groups, "tenant-a/inner", "as = { uid = 70001, gid = 70001 }"))
    server = lab.server()
    assert claims_from(lab, server, groups, "tenant-a") == [syn.plain_claim(TENANT, TENANT)]
    assert claims_from(lab, server, groups, "tenant-a/inner/sub") == [
        syn.plain_claim(70001, 70001)]


def test_cgroup_made_after_the_agent_and_made_anew_has_no_window(lab, groups):
    """The first connection from a cgroup that has just come into being, again and again."""
    lab.agent.start(lab.stamp() + identity(groups, "tenant-a", f"uids = [{TENANT}]"))
    server = lab.server()
    for _ in range(5):
        groups.make("tenant-a")
        assert claims_from(lab, server, groups, "tenant-a") == [syn.plain_claim(TENANT, TENANT)]
        assert claims_from(lab, server, groups, "tenant-a", OTHER) == []
        groups.remove("tenant-a")


def test_name_elsewhere_in_the_tree_is_not_the_identity(lab, groups):
    """A tenant with a delegated cgroup can name its own groups as it likes."""
    groups.make("tenant-b/tenant-a").make(f"tenant-b/{groups.top}/tenant-a")
    lab.agent.start(lab.stamp(uids=[OTHER]) +
                    identity(groups, "tenant-a", "as = { uid = 70001, gid = 70001 }"))
    server = lab.server()
    for name in ("tenant-b/tenant-a", f"tenant-b/{groups.top}/tenant-a"):
        assert claims_from(lab, server, groups, name) == []


@pytest.mark.parametrize("name", ["with space", "docker-\\x2dabc.scope", "größe", "a" * 255, "."
                                  "hidden"])
def test_odd_names_match_themselves(lab, groups, name):
    groups.make(name)
    lab.agent.start(lab.stamp(uids=[OTHER]) + identity(groups, name, f"uids = [{TENANT}]"))
    assert claims_from(lab, lab.server(), groups, name) == [syn.plain_claim(TENANT, TENANT)]


@pytest.mark.parametrize("other", [b"tenant-a ", b"tenant-", b"tenant-aa", b"Tenant-a",
                                   b"tenant-\xff"])
def test_similar_names_do_not_match(lab, groups, other):
    groups.make(other)
    lab.agent.start(lab.stamp(uids=[OTHER]) +
                    identity(groups, "tenant-a", "as = { uid = 70001, gid = 70001 }"))
    assert claims_from(lab, lab.server(), groups, other) == []


def test_longest_names_that_differ_in_their_last_letter(lab, groups):
    groups.make("a" * 254 + "b")
    lab.agent.start(lab.stamp(uids=[OTHER]) +
                    identity(groups, "a" * 255, "as = { uid = 70001, gid = 70001 }"))
    assert claims_from(lab, lab.server(), groups, "a" * 254 + "b") == []


def test_identity_does_not_stamp_towards_other_destinations(lab, groups):
    groups.make("tenant-a")
    lab.agent.start(lab.stamp(to=[lab.network.other4]) +
                    identity(groups, "tenant-a", f"uids = [{TENANT}]"))
    assert claims_from(lab, lab.server(), groups, "tenant-a") == []
