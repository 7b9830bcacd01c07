# SPDX-License-Identifier: MIT
"""Engines in the tests' own process, for connections over Unix sockets: the owner is root, or whoever a
child becomes."""
import os
import shutil
import socket

import warifu
from lab.stack import write

HEAD = '[owner]\nsources = ["unix-socket"]\n[log]\nsink = "file"\nfile = "{log}"\n'
PERMIT = '[[verify]]\nmodule = "permit"\ncontrol = "required"\n'
ROOT_ONLY = '[[verify]]\nmodule = "uid_allowlist"\ncontrol = "required"\noptions = {{ uids = [{uid}] }}\n'


class Place:
    """A configuration, modules, and what engines of it are told."""

    def __init__(self, build, path):
        self.path = str(path)
        self.modules = os.path.join(self.path, "modules")
        self.log = os.path.join(self.path, "decisions.jsonl")
        for name in ("stacks", "modules", "generation"):
            os.makedirs(os.path.join(self.path, name))
        made = os.path.join(build, "modules-out")
        for name in os.listdir(made):
            shutil.copyfile(os.path.join(made, name), os.path.join(self.modules, name))
        self.write()

    def write(self, entries=None, head="", service="local"):
        text = head + HEAD.format(log=self.log) + (entries or ROOT_ONLY.format(uid=os.geteuid()))
        write(os.path.join(self.path, "stacks", service + ".toml"), text)

    def ask_for_reload(self, number):
        write(os.path.join(self.path, "generation/local"), f"{number}\n")

    def open(self, **how):
        options = {"service": "local", "config_dir": self.path, "module_dir": self.modules,
                   "runtime_dir": self.path, **how}
        return warifu.Engine(options.pop("service"), **options)


class Pair:
    """A connection of this process to itself."""

    def __init__(self):
        self.ends = socket.socketpair()

    def __enter__(self):
        return self.ends[0]

    def __exit__(self, *_):
        for each in self.ends:
            each.close()
