# SPDX-License-Identifier: MIT
"""Keys in files: a server's keyring, and a client host's [[stamp]] entries."""
import os


def toml(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(toml(each) for each in value) + "]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{name} = {toml(each)}" for name, each in value.items()) + " }"
    return str(value) if isinstance(value, int) else f'"{value}"'


def table(name, entries):
    lines = [f"{key} = {toml(value)}" for key, value in entries.items() if value is not None]
    return f"[[{name}]]\n" + "\n".join(lines) + "\n"


class SecretFiles:
    """One file for each secret in a folder of root's, readable by one group."""

    def __init__(self, folder, group=0):
        self._folder = folder
        self._group = group
        os.makedirs(folder, mode=0o755, exist_ok=True)

    def path(self, secret):
        path = os.path.join(self._folder, secret.hex()[:16])
        with open(path, "w", opener=lambda name, flags: os.open(name, flags, 0o640)) as file:
            file.write(secret.hex() + "\n")
        os.chown(path, 0, self._group)
        return path


def key(files, secret, slot=3, domain="web", **more):
    """A [[key]] of keyring.toml. `from` is written from_."""
    if "from_" in more:
        more["from"] = more.pop("from_")
    return table("key", {"slot": slot, "secret_file": files.path(secret), "domain": domain, **more})


def stamp(files, secrets, to, ports, slot=3, bind=None, proof=True, uids="all", scope="host"):
    """A [[stamp]] of agent.toml; secrets: {source address: key}."""
    keys = [{"source": source, "secret_file": files.path(secret)}
            for source, secret in secrets.items()]
    return table("stamp", {"to": to, "ports": ports, "uids": uids, "scope": scope, "slot": slot,
                           "bind": bind, "keys": keys, "proof": proof})
