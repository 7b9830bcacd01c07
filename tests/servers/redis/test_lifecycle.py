# SPDX-License-Identifier: MIT
"""A server that is stopped, killed and started again; replicas, which are clients too."""
import os
import signal
import subprocess
import time

import pytest
from conftest import A, B
from lab.hosted import PATIENCE
from rd.server import PASSWORD, PORT
from support import child, netns

CLIENT_PORT = 7000


def log_in(client):
    return client.ask("AUTH", "app", PASSWORD)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_started_again_it_decides_as_before(server, how):
    server.stop(how)
    server.start()
    assert server.remote(A, log_in) == "OK"
    assert server.remote(B, log_in).startswith("WRONGPASS")


def test_with_the_agent_away_it_refuses(server, stamping, network, site):
    stamping.agent.clean_up()
    try:
        before = site.mark()
        assert server.remote(A, log_in).startswith("WRONGPASS")
        refused = [each for each in site.decisions(before) if each["verdict"] == "refused"]
        assert refused[-1]["reason_id"] == "owner.no-option"
    finally:
        stamping.agent.start(stamping.text(), network_namespace=network.server)
    assert server.remote(A, log_in) == "OK"


class Process:
    """A program on the client host, run by a tenant."""

    def __init__(self, network, uid, folder, *words, configuration=""):
        os.makedirs(folder)
        path = os.path.join(folder, "conf")
        with open(path, "w") as file:
            file.write(configuration)
        for each in (folder, path):
            os.chown(each, uid, uid)

        def become():
            netns.enter(network.client)
            child.become(uid, uid)
        self.process = subprocess.Popen([words[0], path, *words[1:]], preexec_fn=become,
                                        stdout=subprocess.DEVNULL, cwd=folder)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()


def until(holds, what):
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, what
        time.sleep(0.05)


def replica(network, uid, folder):
    return Process(network, uid, folder, "redis-server", configuration=(
        f"port {CLIENT_PORT}\nbind 127.0.0.1\nreplicaof {network.server4} {PORT}\nmasteruser replica\n"
        f"masterauth {PASSWORD}\nsave \"\"\nrepl-ping-replica-period 1\n"))


@pytest.fixture
def replica_account(server, site):
    server.admin("ACL", "SETUSER", "replica", "on", f">{PASSWORD}", "+psync", "+replconf", "+ping")
    site.login.write(entries="", replica=A)
    assert server.admin("WARIFU.RELOAD") == "OK"
    yield
    server.admin("ACL", "DELUSER", "replica")


def test_a_replica_needs_its_owner(server, site, network, replica_account, folder):
    def connected():
        return "connected_slaves:1" in server.admin("INFO", "replication")
    before = site.mark()
    with replica(network, B, os.path.join(folder, "replica-b")):
        until(lambda: any(each["account"] == "replica" and each["verdict"] == "refused"
                          for each in site.decisions(before)), "B's replica does not come")
        assert not connected()
    with replica(network, A, os.path.join(folder, "replica-a")):
        until(connected, "A's replica is not let in")
    until(lambda: not connected(), "the replica stays")
