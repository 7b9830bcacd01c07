# SPDX-License-Identifier: MIT
"""The folder in bpffs that keeps stamping alive is nobody's but root's.

    /run/wfPID/bpf  (bpffs)
       +- warifu    root, 0700: links, maps-N/
"""
import os
import stat

from conftest import TENANT
from support import child


def test_unprivileged_user_can_neither_read_nor_alter_it(lab):
    lab.agent.start(lab.stamp())
    pins = lab.agent.pins

    def refused(action):
        try:
            action()
        except PermissionError:
            return True
        return False

    def attempts():
        child.become(TENANT, TENANT)
        link = pins + "/link-stamp"
        return [refused(action) for action in (
            lambda: os.listdir(pins), lambda: os.stat(link), lambda: os.unlink(link),
            lambda: os.rmdir(pins), lambda: os.rename(pins, pins + "x"),
            lambda: os.mkdir(pins + "/maps-9"), lambda: os.chmod(pins, 0o777))]

    assert all(child.run(attempts))
    for folder, _, names in os.walk(pins):
        assert stat.S_IMODE(os.stat(folder).st_mode) == 0o700
        for name in names:
            assert stat.S_IMODE(os.stat(os.path.join(folder, name)).st_mode) == 0o600


def test_folder_that_somebody_else_made_is_refused(lab):
    lab.agent.write(lab.stamp())
    os.mkdir(lab.agent.pins, 0o700)
    os.chown(lab.agent.pins, TENANT, TENANT)
    status, said = lab.agent.run()
    assert status == 1 and "is not root's alone" in said
    os.rmdir(lab.agent.pins)


def test_link_instead_of_the_folder_is_refused(lab):
    lab.agent.write(lab.stamp())
    os.mkdir(lab.agent.pins + "-real", 0o700)
    os.symlink(lab.agent.pins + "-real", lab.agent.pins)
    try:
        status, _ = lab.agent.run()
        assert status == 1
        assert os.listdir(lab.agent.pins + "-real") == []
    finally:
        os.unlink(lab.agent.pins)
        os.rmdir(lab.agent.pins + "-real")


def test_folder_outside_bpffs_is_refused(lab):
    lab.agent.write(lab.stamp())
    lab.agent.pins = os.path.join(lab.folder, "warifu")
    status, said = lab.agent.run()
    assert status == 1 and "mount -t bpf" in said
    assert not os.path.exists(lab.agent.pins)
