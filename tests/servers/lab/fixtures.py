# SPDX-License-Identifier: MIT
"""Fixtures, each once in a session. A conftest.py offers `ports`, and may offer `needed`: more files
without which its tests are skipped."""
import os
import shutil
import subprocess
import sys

import pytest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../kernel"))

# pylint: disable=wrong-import-position
from lab.stamping import Stamping
from support import libc
from support.agent import Agent
from support.network import Network
from support.requirements import AGENT, PROBE, missing


@pytest.fixture(scope="session")
def needed():
    return ()


@pytest.fixture(scope="session")
def build(request, needed):
    path = os.path.abspath(request.config.getoption("--build"))
    reason = missing(path, ("core/cli/warifu", *needed))
    if reason:
        pytest.skip(reason)
    return path


@pytest.fixture(scope="session")
def network(build):
    made = Network()
    try:
        made.up()
        yield made
    finally:
        made.down()


@pytest.fixture(scope="session")
def folder(build):
    """Root's own folder, on a file system that programs may be run from, with a BPF file system."""
    path = f"/run/wfs{os.getpid()}"
    os.makedirs(path, mode=0o755)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=755", "tmpfs", path], check=True)
    try:
        os.makedirs(path + "/bpf")
        libc.mount_bpffs(path + "/bpf")
        yield path
        libc.unmount(path + "/bpf")
    finally:
        subprocess.run(["umount", "--recursive", "--lazy", path], check=True)
        shutil.rmtree(path)


@pytest.fixture(scope="session")
def stamping(build, network, folder, ports):
    os.makedirs(os.path.join(folder, "agent"))
    agent = Agent(os.path.join(build, AGENT), os.path.join(build, PROBE),
                  os.path.join(folder, "agent"), os.path.join(folder, "bpf/warifu"))
    made = Stamping(agent, network, ports)
    try:
        agent.start(made.text(), network_namespace=network.server)
        yield made
    finally:
        agent.clean_up()
