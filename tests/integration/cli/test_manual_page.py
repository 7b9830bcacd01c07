# SPDX-License-Identifier: MIT
"""warifu(1) and the command name the same subcommands and options."""
import re
from pathlib import Path

from support.usage import every_command, options

PAGE = Path(__file__).resolve().parents[3] / "packaging/man/warifu.1"


def page():
    """The page's text without font changes and macros."""
    text = PAGE.read_text().replace("\\-", "-").replace("\\ ", " ")
    text = re.sub(r"\\f[BIR]|\\c", "", text)
    return re.sub(r"^\.(?:[BIR]{1,2}) +", "", text, flags=re.MULTILINE)


def test_every_subcommand_is_described(warifu):
    described = re.findall(r"^\.TP\n([a-z]+(?: [a-z]+)?)$", page(), flags=re.MULTILINE)
    assert sorted(described) == sorted(" ".join(path) for path, text in every_command(warifu).items()
                                       if path and "\nSubcommands:" not in text)


def test_every_option_is_described_and_no_other(warifu):
    described = set(re.findall(r"^\.TP\n(--[a-z-]+)", page(), flags=re.MULTILINE))
    described |= set(re.findall(r"^--[a-z-]+ N, +(--[a-z-]+)", page(), flags=re.MULTILINE))
    known = set().union(*(options(text) for text in every_command(warifu).values()))
    mentioned = set(re.findall(r"--[a-z][a-z-]+", page()))
    assert known - mentioned == set()
    assert mentioned - known == set()
    assert described <= known
