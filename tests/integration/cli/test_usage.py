# SPDX-License-Identifier: MIT
"""Help, colours, and words that are no command."""
import os
import pty

import pytest

from support.command import DECIDES, TENANT
from support.usage import every_command

ESCAPE = "\x1b["


def test_every_command_has_help(warifu):
    commands = every_command(warifu)
    assert {("check",), ("module", "show"), ("agent", "detach")} <= set(commands)
    for path, text in commands.items():
        assert text.splitlines()[0], path
        assert "Usage: " + " ".join(("warifu", *path)) in text


def test_a_word_that_is_no_command(warifu):
    outcome = warifu("chekc")
    assert (outcome.status, outcome.out) == (2, "")
    assert '"chekc" is no command; did you mean "check"?' in outcome.err


@pytest.mark.parametrize("words", [[], ["module"], ["agent"], ["test"], ["reload"], ["module", "show"],
                                   ["--color", "maybe", "check"], ["check", "--strikt"],
                                   ["completion", "tcsh"], ["map"], ["map", "import"],
                                   ["map", "import", "csv"], ["run"], ["map", "import", "csv", "-", "--map", "x"],
                                   ["map", "import", "pg_ident", "-", "--postgresql", "13"]])
def test_usage_errors(warifu, words):
    outcome = warifu(*words)
    assert (outcome.status, outcome.out) == (2, "")
    assert "--help" in outcome.err


def test_the_version(warifu):
    outcome = warifu("--version")
    assert outcome.status == 0 and outcome.out.split()[0] == "warifu"


def test_colours_by_choice(warifu):
    warifu.write("demo", DECIDES)
    words = ("test", "--service", "demo", "--uid", str(TENANT))
    assert ESCAPE in warifu("--color", "always", *words).out
    assert ESCAPE not in warifu("--color", "never", *words).out
    assert ESCAPE not in warifu(*words).out  # no terminal
    assert ESCAPE not in warifu("--color", "always", "--json", *words).out
    warifu.write("demo", "mod = 1\n")
    assert ESCAPE in warifu("--color", "always", "check").err


def on_a_terminal(warifu, **environment):
    """What goes to stdout and stderr where both are a terminal."""
    pid, terminal = pty.fork()
    if pid == 0:
        words = [warifu.program, *warifu.where(), "test", "--service", "demo", "--uid", str(TENANT)]
        os.execve(warifu.program, [str(word) for word in words], {"LC_ALL": "C.UTF-8", **environment})
    said = b""
    try:
        while more := os.read(terminal, 4096):
            said += more
    except OSError:
        pass  # EIO: the other end is closed
    os.close(terminal)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0, said
    return said.decode()


def test_colours_on_a_terminal(warifu):
    warifu.write("demo", DECIDES)
    assert ESCAPE in on_a_terminal(warifu)
    assert ESCAPE not in on_a_terminal(warifu, NO_COLOR="1")
    assert ESCAPE in on_a_terminal(warifu, NO_COLOR="")  # no-color.org: empty is unset
