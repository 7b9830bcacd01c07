# SPDX-License-Identifier: MIT
"""Two hosts, an agent that stamps what the client host's tenants send, and a server with the
extension on the other one; all of it once.

    client host                                             server host
    uid A, uid B --SYN, claim (agent)--> 5432, listening --> postgres, user postgres: warifu.so
"""
import os
import sys

import pytest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))

# pylint: disable=wrong-import-position
from lab.fixtures import build, folder, network, stamping  # pylint: disable=unused-import
from lab.stack import Stack
from lab.tenants import A, B, STRANGER  # pylint: disable=unused-import
from pg.installation import Files, Installation
from pg.newer import Unpacked
from pg.server import ADMIN, PASSWORD, PORT, Server
from support.debian_packages import CannotFetch

EXTENSION = "sdk/servers/postgresql/warifu.so"
ACCOUNTS = ("app", "app_md5", "app_clear")  # A's
OTHERS = ("other",)                         # B's


def pytest_addoption(parser):
    parser.addoption("--build", default="build/debug", help="build folder with the extension")
    parser.addoption("--major", default="15", help="major version of the server")
    parser.addoption("--release", default="", help="a later release of Debian that brings it: trixie")


@pytest.fixture(scope="session")
def needed(request):
    if request.config.getoption("--release"):
        return ()
    major = request.config.getoption("--major")
    return f"/usr/lib/postgresql/{major}/bin/postgres", EXTENSION


@pytest.fixture(scope="session")
def ports():
    return (PORT,)


@pytest.fixture(scope="session")
def stack(folder):
    accounts = {"postgres": ADMIN.pw_uid, **dict.fromkeys(ACCOUNTS, A), **dict.fromkeys(OTHERS, B)}
    return Stack(os.path.join(folder, "config"), "postgresql", accounts,
                 os.path.join(folder, "server/decisions.jsonl"))


@pytest.fixture(scope="session")
def installation(build, request, folder):
    major = request.config.getoption("--major")
    release = request.config.getoption("--release")
    try:
        files = (Unpacked(release, major, build, os.path.join(folder, release)) if release else
                 Files("/", major, os.path.join(build, EXTENSION)))
    except CannotFetch as failure:
        pytest.skip(f"PostgreSQL {major} of {release}: {failure}")
    return Installation(build, os.path.join(folder, "installed"), files, major)


@pytest.fixture(scope="session")
def running(installation, network, folder, stack, stamping):
    os.makedirs(os.path.join(folder, "server"))
    made = Server(installation, network, os.path.join(folder, "server"), stack.path, folder)
    try:
        made.make()
        made.start()
        _fill(made)
        yield made
    finally:
        made.stop()


def _fill(server):
    for each in ACCOUNTS + OTHERS + ("monitor",):
        kind = "md5" if each == "app_md5" else "scram-sha-256"
        server.admin(f"SET password_encryption = '{kind}'; "
                     f"CREATE ROLE {each} LOGIN REPLICATION PASSWORD '{PASSWORD}'")
    server.admin("GRANT pg_monitor TO other")
    server.admin("CREATE DATABASE shop")
    assert server.local(ADMIN.pw_uid, "postgres", query="CREATE EXTENSION warifu").error == {}


@pytest.fixture
def server(running, stack):
    """As it comes: settings and stack are put back afterwards."""
    before = running.mark()
    yield running
    print(running.told(before))  # shown where a test failed
    if not stack.is_its_own:
        stack.write()
        done = running.local(ADMIN.pw_uid, "postgres", query="SELECT warifu_reload()")
        assert done.error == {}, running.told()[-2000:]
        running.admin("SELECT 1")  # the postmaster takes it before it forks for a login
    if running.settings:
        running.configure()
