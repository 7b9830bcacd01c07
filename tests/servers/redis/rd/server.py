# SPDX-License-Identifier: MIT
"""redis-server with the module, in the server host's namespace, run by an unprivileged user."""
import os
import pwd
import shutil

from lab.hosted import Hosted
from lab.stack import write
from rd.resp import Client, Closed

PORT, TLS_PORT, OTHER_PORT = 6379, 6380, 6381
PASSWORD = "right"
PROGRAM = shutil.which("redis-server")
USER = next((each for each in pwd.getpwall() if each.pw_name == "redis"), None)
ADMIN = 20110  # the uid that the account admin belongs to

USERS = f"""user default off
user admin on >{PASSWORD} ~* &* +@all
user app on >{PASSWORD} ~* +@read +@write +@connection +@transaction +@scripting
user other on >{PASSWORD} ~* +@read +@write +@connection
user open on nopass ~* +@read +@connection
"""


class Server(Hosted):
    def __init__(self, installed, network, folder, warifu_folders, program, users=USERS):
        super().__init__(network, folder, USER, Client)
        self._installed = installed
        self._folders = warifu_folders
        self._program = program
        self._users = users

    # ------------------------------------------------------------------------ life
    def write(self, more="", arguments=""):
        folders = " ".join(f"{name} {value}" for name, value in self._folders.items())
        write(os.path.join(self._folders["config-dir"], "redis.conf"),
              f"bind {self.network.server4} {self.network.server6}\nport {PORT}\n"
              f"tls-port {TLS_PORT}\ntls-cert-file {self.folder}/server.crt\n"
              f"tls-key-file {self.folder}/server.key\ntls-auth-clients no\n"
              f"unixsocket {self.unix}\nunixsocketperm 777\nprotected-mode no\n"
              f"dir {self.folder}\nlogfile {self.log}\nsave \"\"\nenable-debug-command no\n"
              f"loadmodule {self._installed.folder}/warifu-redis.so {folders} {arguments}\n"
              f"{self._users}{more}")

    def start(self, more="", arguments=""):
        """Returns once it answers."""
        self.write(more, arguments)
        self.resume()

    def resume(self):
        """With what was written, returns once it answers."""
        self.launch()
        self.wait_until(self._answers)

    def wait_until_it_listens(self):
        """For servers that may refuse to answer."""
        self.wait_until(self.listens)

    def start_only(self, more="", arguments=""):
        self.write(more, arguments)
        self.launch()

    def without_module(self):
        """Takes the loadmodule line out of what was written."""
        path = os.path.join(self._folders["config-dir"], "redis.conf")
        with open(path) as file:
            lines = [line for line in file if not line.startswith("loadmodule ")]
        write(path, "".join(lines))

    def launch(self):
        self.run([self._program, os.path.join(self._folders["config-dir"], "redis.conf")],
                 {"LD_LIBRARY_PATH": self._installed.lib})

    # ------------------------------------------------------------------------ connections
    def remote(self, uid, talk, family="server4", port=PORT, tls=False):
        """What talk(client) returns, run by a process of this uid on the client host."""
        where = (getattr(self.network, family), TLS_PORT if tls else port)
        return self.talk_from_client_host(uid, where, talk, tls)

    def admin(self, *words):
        def talk(client):
            assert client.ask("AUTH", "admin", PASSWORD) == "OK"
            return client.ask(*words)
        return self.local(ADMIN, talk)

    def has_callback(self):
        """Redis 7.2 and newer, Valkey; else logins come through a command filter."""
        return "auth callback" in self.admin("WARIFU.STATUS")

    def _answers(self):
        if not self.listens():
            return False
        try:
            return self.admin("PING") == "PONG"
        except (RuntimeError, Closed):
            return False
