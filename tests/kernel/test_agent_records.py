# SPDX-License-Identifier: MIT
"""The one map that others may open, and the folders that the agent makes for servers.

    /run/wfPID/bpf        bpffs, root, 0755
       +- records-1       0444: the map of records; look-ups by one's own descriptors only
       +- warifu          0700: links, maps-N/ (with the keys)
"""
import errno
import os
import shutil
import socket
import stat
import struct
import subprocess

import pytest

from conftest import PORT, TENANT
from support import bpf_maps, child, libc, netns

RECORD = 132  # bytes
CONFIG = f"[listen]\nports = [{PORT}]\nrecord = true\n"


def public(lab):
    return os.path.join(lab.agent.records, "records-1")


def private(lab):
    return os.path.join(lab.agent.pins, "maps-2", "records")


def error_of(action):
    try:
        action()
    except OSError as error:
        return error.errno
    return 0


def mode(path):
    return stat.S_IMODE(os.lstat(path).st_mode)


def start(lab, text=CONFIG):
    return lab.agent.start(text, network_namespace=lab.network.server)


def test_everybody_may_read_records_and_nobody_write_them(lab):
    start(lab)
    assert mode(public(lab)) == 0o444 and os.lstat(public(lab)).st_uid == 0
    keys = os.path.join(lab.agent.pins, "maps-2", "epoch_keys")

    def attempts():
        child.become(TENANT, TENANT)
        with socket.socket() as own:
            key = struct.pack("=i", own.fileno())
            fd = bpf_maps.open_pin(public(lab))
            read = bpf_maps.BPF_MAP_LOOKUP_ELEM, fd, key, bytes(RECORD)
            write = bpf_maps.BPF_MAP_UPDATE_ELEM, fd, key, bytes(RECORD)
            return [error_of(each) for each in (
                lambda: bpf_maps.element(*read),
                lambda: bpf_maps.element(*write),
                lambda: bpf_maps.open_pin(public(lab), 0),
                lambda: bpf_maps.open_pin(public(lab), 1 << 4),  # BPF_F_WRONLY
                lambda: bpf_maps.open_pin(private(lab)),
                lambda: bpf_maps.open_pin(keys),
                lambda: os.unlink(public(lab)),
                lambda: os.rename(public(lab), public(lab) + "x"),
                lambda: os.chmod(public(lab), 0o666),
                lambda: os.mkdir(os.path.join(lab.agent.records, "mine")))]

    found, *refused = child.run(attempts)
    assert found == errno.ENOENT, "looked up, and there is no record"
    assert all(each in (errno.EPERM, errno.EACCES) for each in refused), refused


def test_status_says_that_records_can_be_read_because_it_tried(lab):
    start(lab)
    record = lab.agent.status()["record"]
    assert record == {"configured": True, "pin": public(lab), "pinned": True, "readable": True,
                      "why_not": ""}


def test_status_says_why_servers_get_claims_only(lab):
    start(lab)
    os.chmod(lab.agent.records, 0o700)
    try:
        record = lab.agent.status()["record"]
        assert not record["readable"]
        assert "cannot open the map of records: Permission denied" in record["why_not"]
    finally:
        os.chmod(lab.agent.records, 0o755)
    os.unlink(public(lab))
    assert not lab.agent.status()["record"]["pinned"]


def test_server_keeps_its_map_through_restart_and_reload(lab):
    start(lab)
    number = bpf_maps.map_id(private(lab))
    fd = bpf_maps.open_pin(public(lab))
    inode = os.lstat(public(lab)).st_ino
    server = lab.server(save_syn=False)

    def recorded():
        """Whether the descriptor of before finds the record of a connection of now."""
        lab.connect()
        with server.accept() as accepted:
            key = struct.pack("=i", accepted.fileno())
            return bpf_maps.element(bpf_maps.BPF_MAP_LOOKUP_ELEM, fd, key, bytes(RECORD))[0] & 1

    try:
        assert recorded()
        lab.agent.kill()
        assert recorded(), "goes on without an agent"
        start(lab)
        assert recorded()
        lab.agent.reload(CONFIG + lab.stamp())
        assert recorded()
        assert bpf_maps.map_id(private(lab)) == number
        assert os.lstat(public(lab)).st_ino == inode, "the pin was left alone"
    finally:
        os.close(fd)


def test_pin_of_another_map_is_replaced(lab):
    shape = ["type", "array", "key", "4", "value", "4", "entries", "1"]
    subprocess.run(["bpftool", "map", "create", public(lab), *shape, "name", "foreign"], check=True)
    start(lab)
    assert bpf_maps.map_id(public(lab)) == bpf_maps.map_id(private(lab))
    assert mode(public(lab)) == 0o444
    assert not os.path.exists(public(lab) + "-next")


def test_pin_with_another_mode_is_replaced(lab):
    start(lab)
    os.chmod(public(lab), 0o666)
    lab.agent.reload(CONFIG)
    assert mode(public(lab)) == 0o444


def test_pin_is_there_while_records_are_made(lab):
    start(lab, "")
    assert not os.path.exists(public(lab))
    assert not lab.agent.status()["record"]["configured"]
    lab.agent.reload(CONFIG)
    assert os.path.exists(public(lab))
    assert lab.agent.status()["configuration"]["record"]
    lab.agent.reload(CONFIG.replace("true", "false"))
    assert not os.path.exists(public(lab))


def test_detach_takes_the_own_pin_away_and_no_other(lab):
    start(lab)
    lab.agent.stop()
    assert lab.agent.detach()[0] == 0
    assert not os.path.exists(public(lab))
    start(lab)
    os.unlink(public(lab))
    shape = ["type", "array", "key", "4", "value", "4", "entries", "1"]
    subprocess.run(["bpftool", "map", "create", public(lab), *shape, "name", "foreign"], check=True)
    lab.agent.stop()
    assert lab.agent.detach()[0] == 0
    assert os.path.exists(public(lab))
    os.unlink(public(lab))


@pytest.fixture
def own_mount(lab, session_folder):
    """A folder for records that is not there yet."""
    path = os.path.join(session_folder, "made", "bpf")
    lab.agent.records = path
    lab.agent.options = ["--record-dir", path, "--replay-dir", lab.agent.replay]
    yield path
    lab.agent.clean_up()
    if os.path.ismount(path):
        libc.unmount(path)
    shutil.rmtree(os.path.dirname(path), ignore_errors=True)


def test_file_system_is_mounted_where_there_is_none_and_goes_with_detach(lab, own_mount):
    start(lab)
    assert os.path.ismount(own_mount)
    assert mode(own_mount) & 0o777 == mode(os.path.dirname(own_mount)) == 0o755
    assert lab.agent.status()["record"]["readable"]
    lab.agent.kill()
    start(lab)
    with open("/proc/self/mountinfo") as file:
        assert sum(f" {own_mount} " in line for line in file) == 1, "mounted once"
    lab.agent.stop()
    assert lab.agent.detach()[0] == 0
    assert not os.path.exists(own_mount)


def test_what_somebody_else_mounted_stays(lab, own_mount):
    os.makedirs(own_mount, mode=0o755)
    libc.mount_bpffs(own_mount)
    start(lab)
    lab.agent.stop()
    assert lab.agent.detach()[0] == 0
    assert os.path.ismount(own_mount) and not os.path.exists(public(lab))


def test_folder_that_servers_cannot_enter_is_refused(lab, own_mount):
    os.makedirs(own_mount, mode=0o755)
    libc.mount_bpffs(own_mount)
    os.chmod(own_mount, 0o700)
    lab.agent.write(CONFIG)
    status, said = lab.agent.run()
    assert status == 1 and f"run: chmod 755 {own_mount}" in said
    lab.agent.detach()


@pytest.mark.parametrize("what", ["owner", "mode", "link"])
def test_folder_that_is_not_roots_alone_is_refused(lab, own_mount, what):
    above = os.path.dirname(own_mount)
    if what == "link":
        os.makedirs(lab.folder + "/elsewhere")
        os.symlink(lab.folder + "/elsewhere", above)
    else:
        os.makedirs(above, mode=0o755)
        if what == "owner":
            os.chown(above, TENANT, TENANT)
        else:
            os.chmod(above, 0o777)
    lab.agent.write(CONFIG)
    status, said = lab.agent.run()
    assert status == 1 and above in said
    assert not os.path.ismount(own_mount)
    if what == "link":
        assert os.listdir(lab.folder + "/elsewhere") == []
        os.unlink(above)
    lab.agent.detach()


def test_reload_that_cannot_publish_keeps_the_old_configuration(lab, own_mount):
    start(lab, lab.stamp())
    generation = lab.agent.generation()
    os.makedirs(os.path.dirname(own_mount), mode=0o755)
    with open(own_mount, "w"):
        pass
    assert "the configuration stays as it was" in lab.agent.reload(CONFIG)
    assert lab.agent.generation() == generation
    lab.server()
    lab.connect()
    assert lab.agent.counters()["stamped"] == 1


REPLAY = '[[replay]]\nservice = "postgresql"\nuser = 20950\n'


def test_replay_folder_is_made_at_start_and_reload(lab):
    lab.agent.start(REPLAY)
    path = os.path.join(lab.agent.replay, "postgresql")
    assert (mode(path), os.stat(path).st_uid) == (0o700, 20950)
    assert (mode(lab.agent.replay), os.stat(lab.agent.replay).st_uid) == (0o755, 0)
    lab.agent.reload(REPLAY + '[[replay]]\nservice = "redis"\nuser = "nobody"\n')
    assert os.stat(os.path.join(lab.agent.replay, "redis")).st_uid == 65534


def test_replay_folder_that_cannot_be_had_is_told_at_its_place(lab):
    lab.agent.start("")
    generation = lab.agent.generation()
    os.makedirs(lab.agent.replay, mode=0o755)
    os.symlink("/etc", os.path.join(lab.agent.replay, "postgresql"))
    said = lab.agent.reload(REPLAY)
    assert "agent.toml:1:1: " in said and "is no folder" in said
    assert "the configuration stays as it was" in said
    assert lab.agent.generation() == generation
    assert os.stat("/etc").st_uid == 0 and mode("/etc") == 0o755


def test_without_capabilities_to_mount_it_says_what_to_do(lab, own_mount):
    """As in a service manager's unit: no CAP_SYS_ADMIN."""
    lab.agent.write(CONFIG)

    def run():
        libc.drop_from_bounding_set(libc.CAP_SYS_ADMIN)
        netns.enter(lab.network.server)
        return lab.agent.run()

    status, said = child.run(run)
    assert status == 1
    assert "start run-warifu-bpf.mount" in said and f"mount -t bpf -o mode=0755 bpf {own_mount}" in said
    lab.agent.detach()
