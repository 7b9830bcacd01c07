# SPDX-License-Identifier: MIT
"""Two hosts, an agent that stamps what the client host's tenants send, and a MariaDB server with the
plugin on the other one; all of it once.

    client host                                              server host
    uid A, uid B --SYN, claim (agent)--> 3306, listening --> mariadbd, user mysql: warifu.so
"""
import os
import sys

import pytest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))

# pylint: disable=wrong-import-position
from lab.fixtures import build, folder, network, stamping  # pylint: disable=unused-import
from lab.installed import Installed
from lab.stack import Stack
from lab.tenants import A, B, STRANGER  # pylint: disable=unused-import
from my import newer
from my.server import INSTALLED, PASSWORD, PORT, Server
from support.debian_packages import CannotFetch

ACCOUNTS = {"app": A, "more": A, "other": B}


def pytest_addoption(parser):
    parser.addoption("--build", default="build/debug", help="build folder with the plugin")
    parser.addoption("--release", default="", help="a later release of Debian, whose server is unpacked")


@pytest.fixture(scope="session")
def needed():
    return INSTALLED.server or "mariadbd", "sdk/servers/mariadb/warifu.so"


@pytest.fixture(scope="session")
def ports():
    return (PORT,)


@pytest.fixture(scope="session")
def site(folder):
    return Stack(os.path.join(folder, "config"), "mariadb", ACCOUNTS,
                 os.path.join(folder, "server/decisions.jsonl"))


@pytest.fixture(scope="session")
def programs(request, build, folder):
    release = request.config.getoption("--release")
    try:
        return newer.install(release, build, os.path.join(folder, release)) if release else INSTALLED
    except CannotFetch as failure:
        pytest.skip(f"MariaDB of {release}: {failure}")


@pytest.fixture(scope="session")
def installed(build, folder, programs):
    made = Installed(build, os.path.join(folder, "installed"))
    made.copy(os.path.join(build, programs.ours))
    for plugin in ("auth_ed25519.so", "simple_password_check.so"):
        made.copy(os.path.join(programs.plugins, plugin))
    return made


@pytest.fixture(scope="session")
def running(programs, installed, network, folder, site, stamping):
    made = Server(programs, installed, network, os.path.join(folder, "server"),
                  {"config_dir": site.path, "module_dir": installed.modules, "runtime_dir": folder})
    try:
        made.make()
        made.start()
        for account in ACCOUNTS:
            made.admin(f"CREATE USER {account}@'%' IDENTIFIED VIA warifu USING PASSWORD('{PASSWORD}')")
        yield made
    finally:
        made.stop()


@pytest.fixture
def server(running, site):
    """As it comes: the stack is put back afterwards."""
    before = len(running.told())
    yield running
    print(running.told(before)[-5000:])  # shown where a test failed
    if not site.is_its_own:
        site.write()
        running.reload()
