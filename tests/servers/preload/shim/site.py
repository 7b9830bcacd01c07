# SPDX-License-Identifier: MIT
"""What is installed, the stack of the service "shim", and the decisions that were logged."""
import json
import os
import subprocess

from lab.stack import SOURCES, write
from lab.tenants import A
from shim.running import ENVIRONMENT, SERVER, Running

SERVICE = "shim"


class Site:
    def __init__(self, folder, network, installed, build):
        self.folder = os.path.join(folder, "server")
        self.network = network
        self.installed = installed
        self.config = os.path.join(folder, "config")
        self.runtime = os.path.join(folder, "runtime")
        self.unix = os.path.join(self.folder, "socket")
        self._log = os.path.join(self.folder, "decisions.jsonl")
        for path in (self.folder, os.path.join(self.config, "stacks"), self.runtime + "/generation"):
            os.makedirs(path)
        os.chown(self.folder, SERVER, SERVER)
        self.warifu = installed.copy(os.path.join(build, "core/cli/warifu"))
        self.shim = installed.copy(os.path.join(build, "sdk/servers/preload/libwarifu-preload.so"))
        self.write()

    # ------------------------------------------------------------------------ the stack
    def write(self, entries=None, uids=(A,), to_file=True):
        """Lets in the owners of `uids`, unless `entries` say something else. `to_file`: decisions are
        logged to a file, which must belong to whoever loads the stack."""
        entries = entries or ('[[verify]]\nmodule = "uid_allowlist"\ncontrol = "required"\n'
                              f"options = {{ uids = {list(uids)} }}\n")
        log = f'[log]\nsink = "file"\nfile = "{self._log}"\n' if to_file else ""
        write(os.path.join(self.config, f"stacks/{SERVICE}.toml"),
              f"{log}[owner]\nsources = {list(SOURCES)}\n{entries}")

    def ask_for_reload(self, number):
        write(os.path.join(self.runtime, "generation", SERVICE), f"{number}\n")

    def decisions(self, since=0):
        if not os.path.exists(self._log):
            return []
        with open(self._log) as log:
            return [json.loads(line) for line in log.readlines()[since:] if "verdict" in line]

    def mark(self):
        if not os.path.exists(self._log):
            return 0
        with open(self._log) as log:
            return len(log.readlines())

    # ------------------------------------------------------------------------ the command
    def words(self, *command, options=(), shim=None):
        return [self.warifu, "--config-dir", self.config, "--module-dir", self.installed.modules,
                "--runtime-dir", self.runtime, "run", "--service", SERVICE, "--shim", shim or self.shim,
                *options, "--", *command]

    def start(self, command, is_up, options=(), **how):
        """To be used as a context: the server runs meanwhile."""
        return Running(self, self.words(*command, options=options), is_up, **how)

    def bare(self, words, is_up, **how):
        """The same for something that itself runs the command."""
        return Running(self, words, is_up, **how)

    def run(self, *command, options=(), shim=None, environment=None):
        """For a command that ends: (exit status, standard output, standard error)."""
        variables = {**ENVIRONMENT, "LD_LIBRARY_PATH": self.installed.lib, **(environment or {})}
        done = subprocess.run(self.words(*command, options=options, shim=shim), capture_output=True,
                              text=True, env=variables, stdin=subprocess.DEVNULL, timeout=300,
                              cwd=self.folder)
        return done.returncode, done.stdout, done.stderr

    def tidy(self):
        """What a server leaves that the next one would stumble over."""
        for path in (self.unix, self._log):
            if os.path.exists(path):
                os.unlink(path)
        generation = os.path.join(self.runtime, "generation", SERVICE)
        if os.path.exists(generation):
            os.unlink(generation)
