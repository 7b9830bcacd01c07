# SPDX-License-Identifier: MIT
"""What the packages leave behind on a machine: groups, folders, drop-ins that systemd reads."""
import grp
import os
import pwd
import subprocess

import pytest
from lab.unit import file

UNITS = "/usr/lib/systemd/system"


def members(machine, name):
    return machine.inside(lambda: grp.getgrnam(name).gr_mem)


def test_the_folders_are_roots(machine):
    for path in ("/etc/warifu", "/etc/warifu/stacks", "/run/warifu", "/run/warifu/generation",
                 "/run/warifu/replay"):
        status = machine.inside(lambda path=path: os.stat(path))
        assert (status.st_uid, status.st_gid, status.st_mode & 0o7777) == (0, 0, 0o755), path


@pytest.mark.parametrize("package, user", [("warifu-postgresql", "postgres"),
                                           ("warifu-mariadb", "mysql")])
def test_a_server_s_user_gets_into_the_group(machine, package, user):
    if not any(each.pw_name == user for each in pwd.getpwall()):
        pytest.skip(f"there is no user {user}: its server is not installed")
    for _ in ("installed", "upgraded"):
        machine.configure(package)
        assert members(machine, "warifu").count(user) == 1


def test_installing_does_not_fail_where_an_image_is_made(machine):
    """There is no /proc, which systemd-tmpfiles needs."""
    machine.run("mount", "-t", "tmpfs", "tmpfs", "/proc")
    try:
        machine.configure("warifu")
    finally:
        machine.run("umount", "/proc")


def verify(machine, name):
    """What systemd's own parser says of a unit and its drop-ins: it names what it does not know."""
    if not file.find(name) and not machine.inside(lambda: os.path.exists(f"{UNITS}/{name}")):
        pytest.skip(f"{name} is not installed")
    done = subprocess.run(["systemd-analyze", "verify", "--man=no", name.replace("@", "@15-main")],
                          capture_output=True, text=True, timeout=120, preexec_fn=machine.enter)
    return done.stderr


@pytest.mark.parametrize("name", ["redis-server.service", "postgresql@.service", "mariadb.service",
                                  "warifu-agent.service"])
def test_systemd_finds_nothing_wrong_with_the_drop_ins(machine, name):
    assert "warifu.conf" not in verify(machine, name)
    assert ": Unknown" not in verify(machine, name)
    wrong = f"/etc/systemd/system/{name}.d/warifu.conf"  # stands for ours, which it hides
    machine.write(wrong, "[Service]\nNoSuchOption=yes\n")
    try:
        assert "NoSuchOption" in verify(machine, name)
    finally:
        machine.inside(lambda: os.unlink(wrong))
