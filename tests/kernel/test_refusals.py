# SPDX-License-Identifier: MIT
"""Where the agent cannot work it says why, in an operator's words, and leaves nothing behind.

    unprivileged user   container without BPF   cgroup namespace   another sock_ops program
           |                     |                     |                      |
           +---------------------+--------+------------+----------------------+
                                          v
                              exit status 1, one clear line
"""
import ctypes
import os
import subprocess

from conftest import TENANT
from support import cgroup, child, libc

CLONE_NEWCGROUP = 0x02000000
CAP_BPF = 39
CAP_SYS_ADMIN = 21
CAP_PERFMON = 38
PR_CAPBSET_DROP = 24


def run_in_child(lab, before):
    def work():
        before()
        return lab.agent.run()
    return child.run(work)


def test_missing_file_is_told(lab):
    status, said = lab.agent.run()
    assert status == 1 and lab.agent.config in said


def test_check_reads_and_does_nothing(lab):
    lab.agent.write(lab.stamp())
    assert lab.agent.run("--check") == (0, "")
    lab.agent.write("[[stamp]]\n")
    status, said = lab.agent.run("--check")
    assert status == 1 and "agent.toml:1:1" in said
    assert not os.path.exists(lab.agent.pins)


def test_without_the_capabilities_it_says_that_bpf_is_not_permitted(lab):
    lab.agent.write(lab.stamp())

    def drop():
        prctl = ctypes.CDLL(None, use_errno=True).prctl
        for capability in (CAP_BPF, CAP_SYS_ADMIN, CAP_PERFMON):
            assert prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) == 0

    status, said = run_in_child(lab, drop)
    assert status == 1 and "BPF is not permitted here" in said


def test_in_a_cgroup_namespace_it_says_that_the_root_is_not_to_be_seen(lab, groups):
    lab.agent.write(lab.stamp())
    groups.make("part")

    point = cgroup.hierarchy()

    def enter():
        groups.enter("part")
        libc.unshare(CLONE_NEWCGROUP | libc.CLONE_NEWNS)
        subprocess.run(["mount", "--make-rprivate", "/"], check=True)

    def enter_and_mount():
        enter()
        subprocess.run(["umount", point], check=True)
        subprocess.run(["mount", "-t", "cgroup2", "none", point], check=True)

    for before in (enter, enter_and_mount):
        status, said = run_in_child(lab, before)
        assert status == 1 and "cgroup namespace" in said


def test_without_cgroup2_it_says_so(lab):
    lab.agent.write(lab.stamp())

    def unmount():
        libc.unshare(libc.CLONE_NEWNS)
        subprocess.run(["mount", "--make-rprivate", "/"], check=True)
        subprocess.run(["umount", cgroup.hierarchy()], check=True)

    status, said = run_in_child(lab, unmount)
    assert status == 1 and "no cgroup2 hierarchy is mounted" in said


def test_in_a_user_namespace_it_says_so(lab):
    lab.agent.write(lab.stamp())
    status, said = run_in_child(lab, lambda: child.own_user_namespace(0))
    assert status == 1 and "not the initial user namespace" in said


def test_unprivileged_user(lab):
    lab.agent.write(lab.stamp())

    def enter():
        os.chmod(lab.build, 0o755)
        child.become(TENANT, TENANT)

    status, said = run_in_child(lab, enter)
    assert status == 1 and said.startswith("warifu-agent: ")
