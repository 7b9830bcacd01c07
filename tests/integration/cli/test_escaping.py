# SPDX-License-Identifier: MIT
"""Nothing from outside reaches the terminal as it is: colours, newlines, right-to-left marks."""
import os

import pytest

from support.command import DECIDES, THIEF

# Clears the screen, forges a line, sets a title, turns the text around, is no UTF-8, hides.
NASTY = "\x1b[2J\nok: pass\r\x1b]0;t\x07\u202e\u2066\u200b\x7f\u009b31m" + os.fsdecode(b"\xff\xc3")


def tame(text):
    return all(each == "\n" or each.isprintable() for each in text)


def assert_tame(outcome):
    assert tame(outcome.out), ascii(outcome.out)
    assert tame(outcome.err), ascii(outcome.err)
    assert not any(line.startswith("ok: pass") for line in outcome.said.splitlines())


def test_what_is_tame():
    assert tame("a b\n") and not any(tame(each) for each in NASTY if each not in "\nok: pass[2J]0;t31m")


@pytest.mark.parametrize("json", [[], ["--json"]])
@pytest.mark.parametrize("option", ["--account", "--resource", "--domain", "--source", "--uid", "--syn",
                                    "--service", "--at", "--gid"])
def test_a_presumed_login(warifu, option, json):
    warifu.write("demo", DECIDES)
    words = ["--service", "demo", "--uid", str(THIEF)]
    outcome = warifu(*json, "test", *words, f"{option}={NASTY}")
    assert outcome.status in (1, 2)
    assert_tame(outcome)
    if json and outcome.out:
        assert outcome.json["verdict"] == "refused"


@pytest.mark.parametrize("words", [[NASTY], ["check", NASTY], ["check", "/" + NASTY], ["reload", NASTY],
                                   ["module", "show", NASTY], ["module", NASTY], ["completion", NASTY],
                                   ["check", "--" + NASTY], ["--color", NASTY, "check"],
                                   ["--config-dir", "/" + NASTY, "check"],
                                   ["--module-dir", "/" + NASTY, "module", "list"]])
def test_words_of_the_command_line(warifu, words):
    outcome = warifu(*words)
    assert outcome.status in (1, 2)
    assert outcome.said
    assert_tame(outcome)


TOML = '"\\u001b[31m\\nok: pass\\u202e"'


@pytest.mark.parametrize("text", [
    f"{TOML} = 1\n" + DECIDES,
    f"mode = {TOML}\n",
    f"[[verify]]\nmodule = {TOML}\n",
    f"[[verify]]\ninclude = {TOML}\n",
    f'[[verify]]\nmodule = "permit"\ncontrol = {TOML}\n',
    f'[[verify]]\nmodule = "permit"\nname = {TOML}\n',
    f'[[verify]]\nmodule = "uid_allowlist"\noptions = {{ uids = [{TOML}] }}\n',
    f'[[verify]]\nmodule = "uid_allowlist"\noptions = {{ {TOML} = 1 }}\n',
    f'[[verify]]\nmodule = "debug"\noptions = {{ result = {TOML} }}\n',
    "mode = \x1b[31m\n",
    "# \x1b[31m\n",
])
def test_text_of_a_stack(warifu, text):
    warifu.write("demo", text)
    for json in ([], ["--json"]):
        outcome = warifu(*json, "check", "demo")
        assert outcome.status == 1
        assert_tame(outcome)


def test_names_of_files(warifu):
    os.rename(warifu.write("demo", "mod = 1\n"), warifu.stacks / "\x1b[31m\nok: pass.toml")
    outcome = warifu("check")
    assert outcome.status == 1
    assert_tame(outcome)
    assert_tame(warifu("--json", "check"))
    (warifu.modules / "warifu_\x1b[31m\nok: pass.so").write_bytes(b"")
    assert_tame(warifu("module", "list"))
    answer = warifu("--json", "module", "list")
    assert_tame(answer)
    assert isinstance(answer.json, list)
