# SPDX-License-Identifier: MIT
"""For each test: a configuration folder, servers, and engines that look users up in them."""
import json
import os

from support.driver import Driver
from support.server import Server

SERVICE = "demo"
# No cache of failures, nothing tried twice: a test that is about these sets them itself.
PLAIN = {"request_retry": 0, "request_locktime": "0s"}


def _toml(value):
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{json.dumps(k)} = {_toml(v)}" for k, v in value.items()) + " }"
    return json.dumps(value)  # strings, numbers, booleans and lists of these are written alike


def entry(module, control="required", **options):
    lines = [f"{name} = {_toml(value)}" for name, value in options.items()]
    return "\n".join([f'[[verify]]\nmodule = "{module}"\ncontrol = {_toml(control)}',
                      "[verify.options]", *lines]) + "\n"


class Lab:
    def __init__(self, build, modules, folder):
        self.build, self.modules, self.folder = build, modules, folder
        self.log = folder / "decisions.json"
        (folder / "stacks").mkdir()
        self._closing = []

    def server(self, **how):
        server = Server(**how)
        self._closing.append(server)
        return server

    def closing(self, thing):
        self._closing.append(thing)
        return thing

    def write_stack(self, *entries, deadline="20s"):
        path = self.folder / "stacks" / f"{SERVICE}.toml"
        head = (f'mode = "enforce"\ndeadline = "{deadline}"\n[owner]\nsources = ["unix-socket"]\n'
                f'[log]\nsink = "file"\nfile = "{self.log}"\n')
        new = path.with_suffix(".new")
        new.write_text(head + "".join(entries))
        new.chmod(0o644)
        new.rename(path)

    def write_secret(self, name, text):
        path = self.folder / name
        path.write_text(text)
        path.chmod(0o600)
        return str(path)

    def driver(self, *entries, deadline="20s", environment=None):
        self.write_stack(*entries, deadline=deadline)
        words = ["--service", SERVICE, "--config-dir", self.folder, "--module-dir", self.modules,
                 "--runtime-dir", self.folder / "run"]
        return self.closing(Driver(self.build / "tests/stns/stns_driver", words,
                                   dict(os.environ, **(environment or {}))))

    def looks_up(self, server, deadline="20s", environment=None, **options):
        """An engine whose stack has one entry: stns, with this server."""
        options = {"api_endpoint": server.url, **PLAIN, **options}
        return self.driver(entry("stns", **options), deadline=deadline, environment=environment)

    def close(self):
        errors = []
        for thing in reversed(self._closing):
            try:
                thing.close()
            except Exception as error:  # pylint: disable=broad-except
                errors.append(error)  # the others are to be closed too
        if errors:
            raise errors[0]
