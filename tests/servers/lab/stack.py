# SPDX-License-Identifier: MIT
"""What an operator writes: the stack of a service, and the map of its accounts."""
import datetime
import json
import os

SOURCES = ("record", "saved-syn", "unix-socket")


def write(path, text):
    """In one step, as an editor would."""
    with open(path + ".new", "w") as file:
        file.write(text)
    os.chmod(path + ".new", 0o644)
    os.rename(path + ".new", path)


class Stack:
    """STACKS/SERVICE.toml and a map in one configuration folder. `accounts` is what the map says at
    first: account -> owner, as TOML. `log` is where the decisions are written."""

    def __init__(self, config_dir, service, accounts, log):
        self.path = config_dir
        self.log = log
        self._service = service
        self._accounts = dict(accounts)
        os.makedirs(os.path.join(config_dir, "stacks"), exist_ok=True)
        self.write()

    def file(self):
        return os.path.join(self.path, "stacks", self._service + ".toml")

    def map(self):
        return os.path.join(self.path, f"map-{self._service}.toml")

    def write(self, head="", entries="", **changed):
        """`changed`: accounts that belong to somebody else now. `entries`: stand before the map's."""
        self.is_its_own = not (head or entries or changed)
        accounts = {**self._accounts, **changed}
        write(self.map(), "[accounts]\n" + "".join(f"{account} = {owner}\n"
                                                   for account, owner in accounts.items()))
        write(self.file(), f'{head}\n[log]\nsink = "file"\nfile = "{self.log}"\n'
              f'[owner]\nsources = {list(SOURCES)}\n{entries}'
              f'[[verify]]\nmodule = "owner_map"\ncontrol = "required"\n'
              f'options = {{ map = "{self.map()}" }}\n')

    def decisions(self, since=0):
        """That were logged since mark() said so."""
        with open(self.log) as log:
            return [json.loads(line) for line in log.readlines()[since:] if "verdict" in line]

    def mark(self):
        with open(self.log) as log:
            return len(log.readlines())

    def observe(self):
        until = datetime.date.today() + datetime.timedelta(days=10)
        self.write(head=f'mode = "observe"\nobserve_until = {until}')

    def spoil(self):
        """One that does not load."""
        self.is_its_own = False
        write(self.file(), "[[verify]]\nmodule = \"no_such_module\"\ncontrol = \"required\"\n")
