# SPDX-License-Identifier: MIT
"""verify_server on the server host: listeners, a stack with hmac_owner, and what it tells.

    listeners (any socket options) --inherited--> verify_server, uid SERVER --JSON--> next()
"""
import json
import os
import queue
import shutil
import subprocess
import threading

from support import child, keyring, netns

SERVER = 20900  # the server's uid and gid
PATIENCE = 30   # seconds until a test says that nothing came; nothing is measured


class Programs:
    """Copies that an unprivileged server can reach and that are trusted as configuration is."""

    def __init__(self, build, folder):
        self.folder = folder
        self.modules = os.path.join(folder, "modules")
        os.makedirs(self.modules)
        for name in ("core/api/libwarifu.so.0", "tests/kernel/verify_server"):
            shutil.copy(os.path.join(build, name), folder)
        for name in os.listdir(os.path.join(build, "modules-out")):
            shutil.copy(os.path.join(build, "modules-out", name), self.modules)
        for folder_, _, files in os.walk(folder):
            for each in files:
                os.chmod(os.path.join(folder_, each), 0o755)

    def path(self, name):
        return os.path.join(self.folder, name)


class Verifier:
    """A service with a configuration folder of its own; started by start()."""

    def __init__(self, network, programs, folder, runtime, service="attack"):
        self._network = network
        self._programs = programs
        self._runtime = runtime
        self._process = None
        self._listeners = []
        self.folder = folder
        self.service = service
        self.replay = os.path.join(runtime, "replay", self.service)
        os.makedirs(os.path.join(folder, "stacks"))
        os.makedirs(self.replay)
        os.chmod(self.replay, 0o700)
        os.chown(self.replay, SERVER, SERVER)
        self.secrets = keyring.SecretFiles(os.path.join(folder, "keys"), SERVER)

    def key(self, secret, **how):
        return keyring.key(self.secrets, secret, **how)

    def write_keyring(self, *keys):
        _write(os.path.join(self.folder, "keyring.toml"), "\n".join(keys))

    def write_stack(self, require="claim", sources=("record", "saved-syn"), **options):
        options = {"keyring": os.path.join(self.folder, "keyring.toml"), "require": require,
                   "replay_dir": self.replay, **options}
        _write(os.path.join(self.folder, "stacks", self.service + ".toml"),
               f"[owner]\nsources = {keyring.toml(sources)}\n"
               + keyring.table("verify", {"module": "hmac_owner", "control": "requisite",
                                          "options": options})
               + keyring.table("verify", {"module": "permit", "control": "required"}))

    def folders(self):
        """As options of any program of the host's."""
        return ["--config-dir", self.folder, "--module-dir", self._programs.modules,
                "--runtime-dir", self._runtime]

    def start(self, *options, listeners):
        """listeners: of support.server.Server; they stay open when this server ends."""
        self._listeners = [each.socket.fileno() for each in listeners]
        words = [self._programs.path("verify_server"), "--service", self.service,
                 *self.folders(), *options]
        for each in self._listeners:
            words += ["--listen", str(each)]
        self._process = subprocess.Popen(
            words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            text=True, pass_fds=self._listeners, preexec_fn=self._become_server,
            env={"LD_LIBRARY_PATH": self._programs.folder})
        self._told = {event: queue.Queue() for event in ("ready", "verified", "reload")}
        self._reader = threading.Thread(target=_read, args=(self._process.stdout, self._told))
        self._reader.start()
        try:
            self.next("ready")
        except EOFError:
            raise RuntimeError("the server ended: " + self._process.stderr.read()) from None
        return self

    def _become_server(self):
        netns.enter(self._network.server)
        child.become(SERVER, SERVER)

    def next(self, event="verified"):
        """The next line of that kind."""
        line = self._told[event].get(timeout=PATIENCE)
        if line is None:
            raise EOFError("the server ended")
        return line

    def nothing_more(self):
        """Ends the server; True where it had verified nothing else."""
        self.stop()
        return self._told["verified"].get(timeout=PATIENCE) is None

    def clean_up(self):
        self.stop()
        shutil.rmtree(self.replay, ignore_errors=True)

    def stop(self):
        if self._process:
            self._process.stdin.close()
            try:
                self._process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._reader.join()
            self._process.stdout.close()
            self._process.stderr.close()
            self._process = None


def _read(stream, told):
    for text in stream:
        line = json.loads(text)
        told[line["event"]].put(line)
    for each in told.values():
        each.put(None)


def _write(path, text):
    with open(path + ".new", "w") as file:
        file.write(text)
    os.chmod(path + ".new", 0o644)
    os.rename(path + ".new", path)
