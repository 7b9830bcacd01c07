# SPDX-License-Identifier: MIT
"""`warifu check`: what it looks at, what it says where, and its exit status."""
import re

import pytest

from support import signer
from support.command import DECIDES, TENANT

MESSAGE = re.compile(r"^(?P<file>/\S+?):(?P<line>\d+):(?P<column>\d+): (?P<what>.+?); (?P<remedy>.+)$")
WARNED = 'mode = "enforce"\n[[verify]]\nmodule = "permit"\ncontrol = "optional"\n'


def entry(module="permit", control='"required"', more=""):
    return f'[[verify]]\nmodule = "{module}"\ncontrol = {control}\n{more}'


ALLOWS = 'options = { uids = [%s] }\n'
# name: the stack, and (line, words) of each message.
MISTAKES = {
    "unknown-key": ("mod = 1\n" + DECIDES, [(1, 'unknown key "mod"')]),
    "control": (entry(control='"requird"'), [(3, '"requird"')]),
    "control-action": (entry(control='{ pass = "okay" }'), [(3, '"okay"')]),
    "module": (entry("no_such"), [(2, 'no module "no_such"')]),
    "id-range": (entry("uid_allowlist", more=ALLOWS % '"5-2"'), [(4, '"5-2"')]),
    "id-negative": (entry("uid_allowlist", more=ALLOWS % "-1"), [(4, "-1")]),
    "id-nobody": (entry("uid_allowlist", more=ALLOWS % "4294967295"), [(4, "4294967295")]),
    "option": (entry("uid_allowlist", more="options = { uid = [1] }\n"), [(4, '"uid"')]),
    "jump": (entry(control='{ pass = 3, default = "bad" }'), [(3, "skips 3")]),
    "cycle": ('[[verify]]\ninclude = "demo"\n', [(2, "demo")]),
    "include": ('[[verify]]\ninclude = "absent"\n', [(2, "absent")]),
    "observe": ('mode = "observe"\n' + entry(), [(1, "observe")]),
    "toml": ("mode = \n", [(1, "")]),
    "several": ("mod = 1\n" + entry("no_such", '"requird"'),
                [(1, "mod"), (3, "no_such"), (4, "requird")]),
}


def messages(text):
    return [MESSAGE.match(line) for line in text.splitlines()]


def test_a_good_stack(warifu):
    warifu.write("demo", DECIDES)
    outcome = warifu("check", "demo")
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out == "demo: ok (1 entries, enforce)\n"


@pytest.mark.parametrize("name", MISTAKES)
def test_each_mistake_has_a_place_and_a_remedy(warifu, name):
    text, expected = MISTAKES[name]
    path = warifu.write("demo", text)
    outcome = warifu("check", "demo")
    assert outcome.status == 1
    assert outcome.out == "demo: refused\n"
    said = messages(outcome.err)
    assert all(said), outcome.err
    assert len(said) == len(expected), outcome.err
    for message, (line, words) in zip(said, expected):
        assert message["file"] == str(path)
        assert int(message["line"]) == line and int(message["column"]) > 0
        assert words in message["what"]


@pytest.mark.parametrize("name", MISTAKES)
def test_the_same_for_programs(warifu, name):
    text, expected = MISTAKES[name]
    path = warifu.write("demo", text)
    outcome = warifu("--json", "check", "demo")
    assert outcome.status == 1
    [checked] = outcome.json
    assert (checked["target"], checked["ok"]) == ("demo", False)
    assert [each["line"] for each in checked["messages"]] == [line for line, _ in expected]
    for each in checked["messages"]:
        assert (each["file"], each["severity"]) == (str(path), "error")
        # Where a sentence comes with its remedy from below, it stands whole in "what".
        assert each["remedy"] or "; " in each["what"], each


def test_a_longer_cycle_is_refused(warifu):
    warifu.write("demo", '[[verify]]\ninclude = "other_one"\n')
    warifu.write("other_one", '[[verify]]\nsubstack = "demo"\n')
    outcome = warifu("check", "demo")
    assert outcome.status == 1
    assert all(messages(outcome.err)), outcome.err


def test_a_module_that_is_not_there_is_near_another(warifu):
    warifu.write("demo", entry("uid_allowlst"))
    assert 'did you mean "uid_allowlist"?' in warifu("check", "demo").err


def test_strict_fails_on_warnings(warifu):
    warifu.write("demo", WARNED)
    plain, strict = warifu("check", "demo"), warifu("check", "--strict", "demo")
    assert (plain.status, strict.status) == (0, 1)
    assert plain.err == strict.err != ""
    assert all(messages(strict.err)), strict.err
    [checked] = warifu("--json", "check", "--strict", "demo").json
    assert checked["ok"] is False
    assert {each["severity"] for each in checked["messages"]} == {"warning"}


def test_a_word_with_a_slash_is_a_file(warifu, tmp_path):
    path = tmp_path / "draft.toml"
    path.write_text(DECIDES)
    assert warifu("check", path).out == f"{path}: ok (1 entries, enforce)\n"
    path.write_text("mod = 1\n" + DECIDES)
    outcome = warifu("check", path)
    assert outcome.status == 1
    assert outcome.err.startswith(f"{path}:1:1: ")


def test_all_stacks_where_none_is_named(warifu):
    for service in ("alpha", "beta"):
        warifu.write(service, DECIDES)
    warifu.write("gamma", "mod = 1\n" + DECIDES)
    (warifu.stacks / "notes.txt").write_text("no stack")
    outcome = warifu("check")
    assert outcome.status == 1
    assert [line.split()[1] for line in outcome.out.splitlines()] == ["ok", "ok", "refused"]
    assert [each["target"] for each in warifu("--json", "check").json] == ["alpha", "beta", "gamma"]


def test_a_service_without_a_stack_gets_the_other(warifu):
    assert warifu("check", "demo").status == 1
    warifu.write("other", DECIDES)
    assert warifu("check", "demo").status == 0


def test_no_folder_and_no_stack(warifu):
    outcome = warifu("check")
    assert outcome.status == 2 and "holds no stack; write SERVICE.toml there" in outcome.err
    warifu.stacks.rmdir()
    outcome = warifu("check")
    assert outcome.status == 2 and outcome.out == ""
    assert str(warifu.stacks) in outcome.err and "--config-dir" in outcome.err


SIGNED = entry("signer", '"requisite"') + entry("uid_allowlist", more=ALLOWS % TENANT)
# name: a stack, and the words of the one warning.
UNSIGNED = {
    "before": (entry("uid_allowlist", more=ALLOWS % TENANT) + entry("signer"),
               '"uid_allowlist" decides on an owner whose signature need not'),
    "optional": (entry("signer", '"optional"') + entry("uid_allowlist", more=ALLOWS % TENANT),
                 '"uid_allowlist" decides on an owner whose signature need not'),
    "tcpriv": ("[owner]\naccept_tcpriv = true\n" + SIGNED, "accept_tcpriv takes owners that nobody"),
    "sources": ('[owner]\nsources = ["unix-socket", "same-host"]\n' + SIGNED,
                "checks signatures, and none of these sources can bring one"),
}


@pytest.mark.parametrize("name", UNSIGNED)
def test_what_goes_round_signatures_is_warned_of(warifu, name):
    signer.build(warifu.modules)
    text, words = UNSIGNED[name]
    warifu.write("demo", text)
    outcome = warifu("check", "--strict", "demo")
    assert outcome.status == 1
    [message] = messages(outcome.err)
    assert words in message["what"]


def test_signatures_that_are_checked_first_raise_no_alarm(warifu):
    signer.build(warifu.modules)
    for sources in ("", '[owner]\nsources = ["record"]\n', '[owner]\nsources = ["saved-syn"]\n'):
        warifu.write("demo", sources + SIGNED)
        outcome = warifu("check", "--strict", "demo")
        assert (outcome.status, outcome.err) == (0, "")
