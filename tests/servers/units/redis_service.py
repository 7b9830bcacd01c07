# SPDX-License-Identifier: MIT
"""Redis as Debian runs it: its configuration below /etc, started by redis-server.service."""
from lab.unit.service import Service
from rd.resp import Client, Closed

UNIT = "redis-server.service"
PORT = 6379
PASSWORD = "right"
SOCKET = "/run/redis/tests.sock"
CONFIGURATION = "/etc/redis/redis.conf"
LOG = "/var/log/redis/redis-server.log"
DECISIONS = "/var/log/redis/decisions.jsonl"
MODULE = "/usr/lib/redis/modules/warifu-redis.so"
ADDED = f"""
protected-mode no
unixsocket {SOCKET}
unixsocketperm 777
loadmodule {MODULE}
user default off
user app on >{PASSWORD} ~* +@read +@write +@connection
"""


class RedisService(Service):
    def __init__(self, machine, network, folder):
        super().__init__(machine, network, folder, UNIT, LOG, DECISIONS)
        shipped = machine.read(CONFIGURATION)
        machine.write(CONFIGURATION, f"{shipped}{ADDED}bind {network.server4}\n")

    def remote(self, uid, account="app"):
        """What the server says to a login by a process of this uid on the client host."""
        return self.from_client_host(uid, lambda: _log_in((self._network.server4, PORT), account))

    def local(self, uid, account="app"):
        return self.here(uid, lambda: _log_in(SOCKET, account))


def _log_in(where, account):
    try:
        with Client(where) as client:
            return str(client.ask("AUTH", account, PASSWORD))
    except Closed:
        return "closed"
