# SPDX-License-Identifier: MIT
"""MariaDB under Debian's unit, with what the package warifu-mariadb brings."""
import os

import pytest
from conftest import SIGNED
from lab.stack import Stack
from lab.tenants import A, B
from lab.unit import file
from mariadb_service import DECISIONS, PLUGIN, PORT, UNIT, MariadbService
from my.login import WRONG
from my.server import PASSWORD
from test_shipped import drop_in


@pytest.fixture(scope="module")
def made(machine, network, folder):
    if not file.find(UNIT) or not machine.inside(lambda: os.path.exists(PLUGIN)):
        pytest.skip("MariaDB is not installed, or the plugin not built")
    Stack(machine.config, "mariadb", {"app": A}, DECISIONS).write(entries=SIGNED)
    machine.configure("warifu-mariadb")
    return MariadbService(machine, network, folder)


@pytest.fixture
def mariadb(made, agent, signing):
    agent.start(signing.agent("mariadb", "mysql", [PORT]))
    assert made.start(drop_in("mariadb")), made.told()
    made.admin(f"CREATE OR REPLACE USER app@'%' IDENTIFIED VIA warifu USING PASSWORD('{PASSWORD}')")
    yield made
    print(made.told()[-5000:], made.told(DECISIONS)[-5000:])
    made.stop()


def test_owners_are_told_apart_by_what_they_signed(mariadb, machine):
    assert mariadb.remote(A) == "app@%"
    assert mariadb.remote(B) == WRONG
    passed = [each for each in mariadb.decisions() if each["verdict"] == "pass"]
    assert {each["owner"]["source"] for each in passed} == {"record"}
    assert machine.run("ls", "/run/warifu/replay/mariadb").split()


def test_owners_of_unix_sockets_are_told_apart(mariadb):
    assert mariadb.local(A) == "app@%"
    assert mariadb.local(B) == WRONG
