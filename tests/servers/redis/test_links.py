# SPDX-License-Identifier: MIT
"""Redis' own links to the server are clients too: of replicas, Sentinels, nodes of a cluster, and of a
server that keys are moved from. Each has the owner of the program that opens it."""
import os

import pytest
from conftest import A, B
from lab.tenants_server import until
from rd.node import Node
from rd.server import PASSWORD, PORT

REPLICA = "+psync +replconf +ping"
SENTINEL = "&* +multi +exec +ping +info +role +subscribe +publish +client|setname +client|kill +config|rewrite " \
           "+slaveof +replicaof +script|kill"
MIGRATION = "~* +restore +restore-asking +select"
OF_A_REPLICA = f"masteruser link\nmasterauth {PASSWORD}\nsave \"\"\nrepl-ping-replica-period 1\n"


class Link:
    """The account "link", which is A's."""

    def __init__(self, server, site, network, program, folder):
        self.server = server
        self._site, self._network, self._program, self._folder = site, network, program, folder

    def allow(self, rules):
        self.server.admin("ACL", "SETUSER", "link", "reset", "on", f">{PASSWORD}", *rules.split())
        self._site.login.write(entries="", link=A)
        assert self.server.admin("WARIFU.RELOAD") == "OK"

    def node(self, uid, port, *words, configuration):
        return Node(self._network, uid, os.path.join(self._folder, f"node-{port}"), port, self._program,
                    *words, configuration=configuration)

    def wait_until_refused(self, mark):
        until(lambda: any(each["account"] == "link" and each["verdict"] == "refused"
                          for each in self._site.decisions(mark)), "nobody comes and is refused")


@pytest.fixture
def link(server, site, network, program, folder, request):
    yield Link(server, site, network, program, os.path.join(folder, request.node.name))
    server.admin("ACL", "DELUSER", "link")


def test_a_replica(server, site, network, link):
    def connected():
        return "connected_slaves:1" in server.admin("INFO", "replication")
    link.allow(REPLICA)
    before = site.mark()
    configuration = f"replicaof {network.server4} {PORT}\n{OF_A_REPLICA}"
    with link.node(B, 7000, configuration=configuration):
        link.wait_until_refused(before)
        assert not connected()
    with link.node(A, 7001, configuration=configuration):
        until(connected, "A's replica is not let in")
    until(lambda: not connected(), "the replica stays")


def test_a_sentinel(site, network, link):
    def state(node):
        words = node.ask("SENTINEL", "MASTER", "main")
        return dict(zip(words[::2], words[1::2]))
    link.allow(SENTINEL)
    before = site.mark()
    configuration = (f"sentinel monitor main {network.server4} {PORT} 2\n"
                     "sentinel down-after-milliseconds main 1000\n"
                     f"sentinel auth-user main link\nsentinel auth-pass main {PASSWORD}\n")
    with link.node(B, 7000, "--sentinel", configuration=configuration) as sentinel:
        link.wait_until_refused(before)
        until(lambda: "s_down" in state(sentinel)["flags"], "B's Sentinel sees the server")
        assert state(sentinel)["runid"] == ""
    with link.node(A, 7001, "--sentinel", configuration=configuration) as sentinel:
        until(lambda: state(sentinel)["flags"] == "master" and state(sentinel)["runid"],
              "A's Sentinel is not let in")


@pytest.fixture
def cluster(server):
    """The server alone, as one that has all slots; put back afterwards."""
    server.stop()
    server.start("cluster-enabled yes\ncluster-node-timeout 2000\n")
    assert server.admin("CLUSTER", "ADDSLOTSRANGE", 0, 16383) == "OK"
    until(lambda: "cluster_state:ok" in server.admin("CLUSTER", "INFO"), "there is no cluster")
    yield server
    server.stop()
    os.remove(os.path.join(server.folder, "nodes.conf"))
    server.start()


def copies(cluster, node, network):
    """Has a node join the cluster and copy ours."""
    assert node.ask("CLUSTER", "MEET", network.server4, PORT) == "OK"
    ours = cluster.admin("CLUSTER", "MYID")
    until(lambda: node.ask("CLUSTER", "REPLICATE", ours) == "OK", "it does not join")


def link_is(node, status):
    return f"master_link_status:{status}" in node.ask("INFO", "replication")


def test_a_cluster(cluster, site, network, link):
    link.allow(REPLICA)
    configuration = f"cluster-enabled yes\ncluster-node-timeout 2000\n{OF_A_REPLICA}"
    before = site.mark()
    with link.node(B, 7000, configuration=configuration) as node:
        copies(cluster, node, network)
        link.wait_until_refused(before)
        assert link_is(node, "down")
    with link.node(A, 7001, configuration=configuration) as node:
        copies(cluster, node, network)
        until(lambda: link_is(node, "up"), "A's node is not let in")
    # Clients of a cluster log in as those of any server.
    assert cluster.remote(A, lambda client: client.ask("AUTH", "app", PASSWORD)) == "OK"
    assert cluster.remote(B, lambda client: client.ask("AUTH", "app", PASSWORD)).startswith("WRONGPASS")


def test_keys_that_are_moved_here(server, network, link):
    def migrate(node, key):
        assert node.ask("SET", key, "moved") == "OK"
        return node.ask("MIGRATE", network.server4, PORT, "", 0, 10000, "AUTH2", "link", PASSWORD, "KEYS", key)
    link.allow(MIGRATION)
    with link.node(B, 7000, configuration='save ""\n') as node:
        assert "WRONGPASS" in migrate(node, "b")
        assert node.ask("GET", "b") == "moved"  # is still there
    with link.node(A, 7001, configuration='save ""\n') as node:
        assert migrate(node, "a") == "OK"
    assert server.admin("GET", "a") == "moved"
    assert server.admin("GET", "b") is None
    server.admin("DEL", "a")
