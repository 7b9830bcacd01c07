# SPDX-License-Identifier: MIT
"""What the command says of itself, all the way down."""
import re

_NAME = re.compile(r"^  ([a-z_]+)(?:  |$)")
_OPTION = re.compile(r"^  (?:-\w,)?(--[a-z-]+)")


def _subcommands(text):
    _, found, after = text.partition("Subcommands:\n")
    return [match[1] for line in after.splitlines() if (match := _NAME.match(line))] if found else []


def every_command(warifu):
    """{words: its help}, the program itself under ()."""
    found, waiting = {}, [()]
    while waiting:
        path = waiting.pop()
        outcome = warifu(*path, "--help")
        assert (outcome.status, outcome.err) == (0, ""), outcome
        found[path] = outcome.out
        waiting += [(*path, name) for name in _subcommands(outcome.out)]
    return found


def options(text):
    return {match[1] for line in text.splitlines() if (match := _OPTION.match(line))}
