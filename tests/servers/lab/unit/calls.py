# SPDX-License-Identifier: MIT
"""SystemCallFilter= (systemd.exec(5)): a list of what is allowed, or of what is not."""
import functools
import subprocess
from typing import NamedTuple


class Filter(NamedTuple):
    allows: bool       # the list is of what is allowed; else of what is denied
    names: frozenset


@functools.lru_cache(maxsize=None)
def groups():
    """{"@group": names}, as this machine's systemd has them; groups in groups are resolved."""
    text = subprocess.run(["systemd-analyze", "--no-pager", "syscall-filter"], capture_output=True,
                          text=True, check=True, timeout=60).stdout
    plain, current = {}, None
    for line in text.splitlines():
        word = line.split("#")[0].strip()
        if word and not line.startswith(" "):
            current = plain.setdefault(word, [])
        elif word:
            current.append(word)
    return {name: frozenset(_flat(name, plain)) for name in plain}


def _flat(name, plain):
    for each in plain[name]:
        if each.startswith("@"):
            yield from _flat(each, plain)
        else:
            yield each


def resolve(words):
    names = set()
    for each in words:
        if ":" in each:
            raise ValueError(f"an error number of one call is not imitated: {each}")
        if each.startswith("@") and each not in groups():
            raise ValueError(f"a group that is not known: {each}")
        names |= groups()[each] if each.startswith("@") else {each}
    return names


def gather(values):
    """The first assignment says what the list is of; others add to it or take from it. None: no
    filter."""
    made = None
    for each in values:
        inverted = each.startswith("~")
        names = resolve(each.lstrip("~").split())
        if not each:
            made = None
        elif made is None:
            made = Filter(not inverted, frozenset(names if inverted else names | resolve(["@default"])))
        elif inverted == made.allows:
            made = made._replace(names=made.names - names)
        else:
            made = made._replace(names=made.names | names)
    return made
