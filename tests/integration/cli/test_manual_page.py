# SPDX-License-Identifier: MIT
"""warifu(1), the pages beside it and the command name the same subcommands and options."""
import re
from pathlib import Path

import pytest

from support.usage import every_command, options

PAGES = Path(__file__).resolve().parents[3] / "packaging/man"
APART = {"key": "warifu-key.1", "map": "warifu-map.1",
         "run": "warifu-run.1"}  # which have a page of their own


def page(name):
    """The page's text without font changes and macros."""
    text = (PAGES / name).read_text().replace("\\-", "-").replace("\\ ", " ")
    text = re.sub(r"\\f[BIR]|\\c", "", text)
    return re.sub(r"^\.(?:[BIR]{1,2}) +", "", text, flags=re.MULTILINE)


def commands_of(warifu, name):
    """{words: help}: those that the page describes."""
    found = {}
    for path, text in every_command(warifu).items():
        its_page = APART.get(path[0]) if path else None
        if (its_page or "warifu.1") == name:
            found[path[1:] if its_page else path] = text
    return found


def described_commands(name):
    commands = page(name).partition("\n.SH COMMANDS\n")[2].partition("\n.SH ")[0]
    return set(re.findall(r"^\.TP\n([a-z]+(?: [a-z_]+)?)$", commands, flags=re.MULTILINE))


@pytest.mark.parametrize("name,more", [("warifu.1", set(APART)), ("warifu-key.1", set()),
                                       ("warifu-map.1", set())])
def test_every_subcommand_is_described(warifu, name, more):
    known = {" ".join(path) for path, text in commands_of(warifu, name).items()
             if path and "\nSubcommands:" not in text}
    assert described_commands(name) == known | more


@pytest.mark.parametrize("name", ["warifu.1", *APART.values()])
def test_every_option_is_described_and_no_other(warifu, name):
    described = set(re.findall(r"^\.TP\n(--[a-z-]+)", page(name), flags=re.MULTILINE))
    described |= set(re.findall(r"^--[a-z-]+ [A-Z]+, +(--[a-z-]+)", page(name), flags=re.MULTILINE))
    known = set().union(*(options(text) for text in commands_of(warifu, name).values()))
    general = options(warifu("--help").out)
    mentioned = set(re.findall(r"--[a-z][a-z-]+", page(name)))
    assert known - mentioned - (general if name != "warifu.1" else set()) == set()
    assert mentioned - known - general == set()
    assert described <= known | general


def test_the_procedure_names_what_there_is(warifu):
    """warifu-rotate(7) is typed word for word: no command or option in it may be another's."""
    every = every_command(warifu)
    text = re.sub(r"\n(?!\.)", " ", page("warifu-rotate.7"))
    known = set().union(*(options(help_text) for help_text in every.values()))
    assert set(re.findall(r"--[a-z][a-z-]+", text)) <= known
    for words in re.findall(r"warifu ((?:key|agent|reload)(?: [a-z]+)*)", text):
        path = tuple(words.split())
        assert any(path[:length] in every and "\nSubcommands:" not in every[path[:length]]
                   for length in range(1, len(path) + 1)), words
