# SPDX-License-Identifier: MIT
"""The agent with no more than its unit leaves it (packaging/systemd/warifu-agent.service.in).

    CapabilityBoundingSet --> all that it does: keys, maps, programs, records' pin, replay folders
"""
import os
import re
import signal
import stat
import subprocess

import pytest

from conftest import PORT, TENANT
from support import child, libc, netns

UNIT = os.path.join(os.path.dirname(__file__), "../../packaging/systemd/warifu-agent.service.in")
NUMBERS = {"CAP_CHOWN": 0, "CAP_NET_ADMIN": 12, "CAP_PERFMON": 38, "CAP_BPF": 39}
SERVER = 20960
KEY = bytes(range(32)).hex()


def unit():
    with open(UNIT) as file:
        return file.read()


def granted():
    words = re.search(r"^CapabilityBoundingSet=(.*)$", unit(), re.MULTILINE).group(1).split()
    return {NUMBERS[each] for each in words}


def drop_all_but(kept):
    with open("/proc/sys/kernel/cap_last_cap") as file:
        last = int(file.read())
    libc.drop_from_bounding_set(*(each for each in range(last + 1) if each not in kept))


@pytest.fixture
def config(lab):
    os.makedirs(lab.folder + "/keys", mode=0o755)
    with open(lab.folder + "/keys/a", "w") as file:
        file.write(KEY)
    os.chmod(lab.folder + "/keys/a", 0o640)
    os.chown(lab.folder + "/keys/a", 0, TENANT)  # as root:warifu
    return (lab.stamp() + 'slot = 1\nkeys = [{ source = "' + lab.network.client4
            + '", secret_file = "keys/a" }]\n'
            + f"[listen]\nports = [{PORT}]\nrecord = true\n"
            + f'[[replay]]\nservice = "pg"\nuser = {SERVER}\n')


def run_with(lab, kept):
    """Starts it in the background and waits until it works or has failed."""
    def run():
        drop_all_but(kept)
        netns.enter(lab.network.server)
        done = subprocess.run(lab.agent.command(), stderr=subprocess.PIPE, text=True, timeout=60)
        return done.returncode, done.stderr
    return child.run(run)


def end(lab):
    status = lab.agent.status()
    if status and status["pid"]:
        os.kill(status["pid"], signal.SIGTERM)


def test_capabilities_of_the_unit_suffice(lab, config):
    lab.agent.write(config)
    folder = os.path.join(lab.agent.replay, "pg")
    os.makedirs(folder)
    os.chown(folder, SERVER, SERVER)
    os.chmod(folder, 0o755)  # to be put right
    try:
        assert run_with(lab, granted()) == (0, "")
        status = lab.agent.status()
        assert status["attached"] and status["running"] and status["record"]["readable"]
        assert stat.S_IMODE(os.stat(folder).st_mode) == 0o700
        assert os.stat(folder).st_uid == SERVER
        lab.server(save_syn=False)
        lab.connect()
        assert sum(each["claims"] for each in lab.agent.status()["keys"].values()) == 1
    finally:
        end(lab)


@pytest.mark.parametrize("name", sorted(NUMBERS))
def test_each_capability_of_the_unit_is_needed(lab, config, name):
    assert NUMBERS[name] in granted()
    lab.agent.write(config)
    try:
        status, said = run_with(lab, granted() - {NUMBERS[name]})
        assert status == 1 and said
    finally:
        end(lab)


def test_unit_lets_it_write_where_it_writes(lab):
    paths = re.search(r"^ReadWritePaths=(.*)$", unit(), re.MULTILINE).group(1).split()
    for each in ("/sys/fs/bpf", "/run/warifu"):
        assert any(path.lstrip("-+") == each for path in paths)
    assert re.search(r"^RequiresMountsFor=.*/run/warifu/bpf", unit(), re.MULTILINE)
