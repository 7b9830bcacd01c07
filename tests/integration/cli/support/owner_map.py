# SPDX-License-Identifier: MIT
"""What an owner map answers for owners whose names are known: by its rules written down a second
time (an import's expressions are the same in RE2 and in Python), and by the module's own code
where that is built."""
import re
import subprocess
import tomllib

from support.command import SECONDS


class Map:
    def __init__(self, text):
        table = tomllib.loads(text)
        assert set(table) <= {"accounts", "rule"}
        self.accounts = {name: owners if isinstance(owners, list) else [owners]
                         for name, owners in table.get("accounts", {}).items()}
        self.rules = [(rule["owner"], rule["account"]) for rule in table.get("rule", [])]

    def passes(self, owner, account):
        if account in self.accounts:
            return owner in self.accounts[account]
        return any(self._matches(rule, owner, account) for rule in self.rules)

    @staticmethod
    def _matches(rule, owner, account):
        who, what = rule
        if who.startswith("/"):
            match = re.search(who[1:], owner)
            if not match:
                return False
            if "\\1" in what:
                return what.replace("\\1", match[1]) == account
        elif who != owner:
            return False
        if what.startswith("/"):
            return re.search(what[1:], account) is not None
        return what in ("all", account)


def by_module(build, path, pairs):
    """The module's answers, or None where it is not built."""
    program = build / "tests/integration/cli/owner_map_driver"
    if not program.exists():
        return None
    asked = "".join(f"{owner}\t{account}\n" for owner, account in pairs)
    done = subprocess.run([program, path], input=asked.encode(), capture_output=True, check=False,
                          timeout=SECONDS)
    assert (done.returncode, done.stderr) == (0, b""), done
    return [line == "pass" for line in done.stdout.decode().splitlines()]
