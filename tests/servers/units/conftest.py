# SPDX-License-Identifier: MIT
"""Servers under the restrictions of their distribution's unit, started from where the packages put
them on a machine of the tests' own; so is the agent.

    client host                                             server host
    uid A, uid B --SYN, signed (agent)--> port, listening --> the server, under its unit and drop-ins
"""
import grp
import os
import secrets
import sys

import pytest

for each in ("..", "../mariadb", "../postgresql", "../preload", "../redis"):
    sys.path.insert(0, os.path.join(os.path.dirname(__file__), each))

# pylint: disable=wrong-import-position
from lab.fixtures import build, folder, needed, network  # pylint: disable=unused-import
from lab.installed_agent import InstalledAgent
from lab.machine import Machine
from lab.tenants import A, B
from support import keyring
from support.signed import host_key

SIGNED = """[[verify]]
module = "hmac_owner"
control = "requisite"
options = { keyring = "/etc/warifu/keyring.toml", require = "claim", accept_local = true }
"""


def pytest_addoption(parser):
    parser.addoption("--build", default="build/debug", help="build folder")
    parser.addoption("--major", default="15", help="major version of PostgreSQL")


@pytest.fixture(scope="session")
def machine(build, folder):
    made = Machine(build, folder, ("warifu", "warifu-agent", "warifu-postgresql", "warifu-redis"))
    try:
        yield made
    finally:
        made.close()


class Signing:
    """Keys of both halves; the server's are readable by group warifu alone."""

    def __init__(self, machine, network):
        audience = secrets.token_bytes(32)
        group = machine.inside(lambda: grp.getgrnam("warifu").gr_gid)
        ours = keyring.SecretFiles(os.path.join(machine.config, "keys"), group)
        theirs = keyring.SecretFiles(os.path.join(machine.config, "host-keys"))
        machine.write("/etc/warifu/keyring.toml", keyring.key(
            ours, audience, derive="source-address", uids=[f"{A}-{B}"], gids=[f"{A}-{B}"]))
        self._stamp = keyring.stamp(theirs, {network.client4: host_key(audience, network.client4)},
                                    [network.server4], [3306, 5432, 6379], uids=[f"{A}-{B}"])

    def agent(self, service, user, ports):
        """agent.toml of both hosts."""
        return (f"{self._stamp}[listen]\nports = {ports}\nrecord = true\n"
                f'[[replay]]\nservice = "{service}"\nuser = "{user}"\n')


@pytest.fixture(scope="session")
def signing(machine, network):
    return Signing(machine, network)


@pytest.fixture
def agent(machine, network, folder):
    """Not started."""
    made = InstalledAgent(machine, network, folder)
    yield made
    made.stop()
