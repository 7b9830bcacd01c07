# SPDX-License-Identifier: MIT
"""A server in the server host's namespace, run by the user postgres in a folder of its own."""
import os
import pwd
import signal
import subprocess
import time

from pg import wire
from support import child, netns

PORT = 5432
PASSWORD = "right"
PATIENCE = 300  # seconds until a test says that nothing came; nothing is measured
ADMIN = pwd.getpwnam("postgres") if "postgres" in {each.pw_name for each in pwd.getpwall()} else None

HBA = """
local all app_md5 md5
local all all scram-sha-256
host all app_clear all password
host all app_md5 all md5
host all all all scram-sha-256
host replication all all scram-sha-256
"""


class Server:
    def __init__(self, installation, network, folder, config_dir, runtime_dir):
        self.installation = installation
        self._network = network
        self.folder = folder
        self.socket_dir = os.path.join(folder, "sockets")
        self.unix = os.path.join(self.socket_dir, f".s.PGSQL.{PORT}")
        self.data = os.path.join(folder, "data")
        self.log = os.path.join(folder, "log")
        self._settings = os.path.join(folder, "settings.conf")
        self.warifu_folders = {"config_dir": config_dir, "module_dir": installation.modules,
                               "runtime_dir": runtime_dir}
        self.process = None
        self.settings = {}
        os.makedirs(self.socket_dir)
        for each in (folder, self.socket_dir):
            os.chown(each, ADMIN.pw_uid, ADMIN.pw_gid)

    # ------------------------------------------------------------------------ life
    def make(self):
        password = os.path.join(self.folder, "password")
        _write(password, PASSWORD)
        self.run("initdb", "-D", self.data, "-U", "postgres", "--pwfile", password, "--no-sync",
                 "-A", "scram-sha-256", "--locale=C.UTF-8")
        self._make_certificate()
        _write(os.path.join(self.data, "pg_hba.conf"), HBA)
        with open(os.path.join(self.data, "postgresql.conf"), "a") as file:
            file.write(self._configuration())
        self._write_settings({})

    def run(self, program, *words, **how):
        done = subprocess.run([self.installation.program(program), *words], capture_output=True,
                              text=True, timeout=PATIENCE, preexec_fn=self._become_server,
                              cwd=self.folder, env=self.installation.environment, **how)
        assert how.get("input") or done.returncode == 0, done.stdout + done.stderr
        return done

    def start(self, *words):
        """Returns once it answers."""
        self.start_only(*words)
        end = time.monotonic() + PATIENCE
        while not self._answers():
            assert self.process.poll() is None, self.told()
            assert time.monotonic() < end, self.told()
            time.sleep(0.05)

    def start_only(self, *words):
        with open(self.log, "a") as log:
            self.process = subprocess.Popen(
                [self.installation.program("postgres"), "-D", self.data, *words], stderr=log, stdout=log,
                preexec_fn=self._become_server, cwd=self.folder,
                env=self.installation.environment)

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)  # a fast shutdown
            try:
                self.process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self.process.send_signal(signal.SIGQUIT)
                self.process.wait(PATIENCE)
        self.process = None

    def told(self, since=0):
        with open(self.log) as log:
            return log.read()[since:]

    def mark(self):
        return len(self.told())

    # ------------------------------------------------------------------------ settings
    def configure(self, **settings):
        """Of warifu's; those that are not named are as they come. Returns once they are in force."""
        before = self.admin("SELECT pg_conf_load_time()")
        self._write_settings(settings)
        self.admin("SELECT pg_reload_conf()")
        end = time.monotonic() + PATIENCE
        while self.admin("SELECT pg_conf_load_time()") == before:
            assert time.monotonic() < end, "the server does not read its settings"

    def _write_settings(self, settings):
        self.settings = settings
        _write(self._settings, "".join(f"warifu.{key} = '{value}'\n"
                                       for key, value in settings.items()))

    def _configuration(self):
        addresses = f"{self._network.server4},{self._network.server6}"
        folders = "".join(f"warifu.{key} = '{value}'\n"
                          for key, value in self.warifu_folders.items())
        return (f"listen_addresses = '{addresses}'\nport = {PORT}\n"
                f"unix_socket_directories = '{self.socket_dir}'\nfsync = off\nautovacuum = off\nssl = on\n"
                f"wal_level = logical\nmax_connections = 40\nlogging_collector = off\n"
                f"shared_preload_libraries = 'warifu'\n{folders}include '{self._settings}'\n")

    def _make_certificate(self):
        key = os.path.join(self.data, "server.key")
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj",
                        "/CN=server", "-keyout", key, "-out",
                        os.path.join(self.data, "server.crt")], check=True, capture_output=True)
        for name in ("server.key", "server.crt"):
            path = os.path.join(self.data, name)
            os.chown(path, ADMIN.pw_uid, ADMIN.pw_gid)
            os.chmod(path, 0o600)

    # ------------------------------------------------------------------------ connections
    def admin(self, query):
        """The first value, asked by the owner of the server's own account."""
        session = self.local(ADMIN.pw_uid, "postgres", query=query, database="postgres")
        assert session.passed and not session.error, (session.error, self.told()[-2000:])
        return session.rows[0][0] if session.rows else None

    def local(self, uid, user, password=PASSWORD, database="shop", **how):
        """A login over the Unix socket by a process of this uid and gid."""
        return child.run(lambda: self._as(uid, lambda: wire.login(self.unix, user, database, password,
                                                                  **how)))

    def remote(self, uid, user, password=PASSWORD, database="shop", address=None, **how):
        """The same from the client host."""
        return child.run(lambda: self.remote_here(uid, user, password, database, address, **how))

    def remote_here(self, uid, user, password=PASSWORD, database="shop", address=None, **how):
        """In the calling process, which is changed for good."""
        netns.enter(self._network.client)
        where = (address or self._network.server4, PORT)
        return self._as(uid, lambda: wire.login(where, user, database, password, **how))

    def held(self, uid, user, password=PASSWORD, database="shop"):
        """A child on the client host that is logged in until it is ended."""
        return Held(self, uid, user, password, database)

    def _as(self, uid, what):
        child.become(uid, ADMIN.pw_gid if uid == ADMIN.pw_uid else uid)
        return what()

    def _answers(self):
        if not os.path.exists(self.unix):
            return False
        try:
            return self.local(ADMIN.pw_uid, "postgres", database="postgres").passed
        except RuntimeError:
            return False

    def _become_server(self):
        netns.enter(self._network.server)
        os.umask(0o077)
        child.become(ADMIN.pw_uid, ADMIN.pw_gid)


class Held:
    """A session from the client host that lasts until end()."""

    def __init__(self, server, uid, user, password, database):
        stopped, self._stop = os.pipe()
        ready, tell = os.pipe()
        self._child = child.Child(lambda: self._stay(server, uid, (user, database, password), stopped,
                                                     tell))
        os.close(stopped)
        os.close(tell)
        with os.fdopen(ready) as pipe:
            self.pid = pipe.read()  # of the server's process; "" where it was refused

    def _stay(self, server, uid, how, stopped, tell):
        os.close(self._stop)
        netns.enter(server._network.client)
        child.become(uid, uid)
        connection = wire.Connection((server._network.server4, PORT), *how)
        if connection.open:
            os.write(tell, connection.query("SELECT pg_backend_pid()")[0][0].encode())
        os.close(tell)
        os.read(stopped, 1)
        connection.close()

    def end(self):
        os.close(self._stop)
        self._child.result()


def _write(path, text):
    with open(path + ".new", "w") as file:
        file.write(text)
    os.chmod(path + ".new", 0o644)
    os.rename(path + ".new", path)
