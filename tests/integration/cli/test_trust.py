# SPDX-License-Identifier: MIT
"""Files that somebody else could have written are not read, and the message says who could."""
import os

import pytest

from support.command import DECIDES, TENANT

OTHER = 20001


def refused(warifu, words):
    outcome = warifu("check", "demo")
    assert outcome.status == 1
    for word in words:
        assert word in outcome.err, outcome.err
    assert "; " in outcome.err  # a remedy
    decided = warifu("test", "--service", "demo", "--uid", str(TENANT))
    assert (decided.status, decided.out) == (2, "")


def test_a_stack_that_anybody_may_write(warifu):
    path = warifu.write("demo", DECIDES)
    path.chmod(0o646)
    refused(warifu, [str(path), "chmod"])


def test_a_folder_that_anybody_may_write(warifu):
    warifu.write("demo", DECIDES)
    warifu.stacks.chmod(0o777)
    refused(warifu, [str(warifu.stacks), "chmod"])


def test_a_link_is_not_followed(warifu, tmp_path):
    path = warifu.write("demo", DECIDES)
    path.rename(tmp_path / "elsewhere.toml")
    path.symlink_to(tmp_path / "elsewhere.toml")
    refused(warifu, [str(path), "link"])


def test_a_module_that_anybody_may_write(warifu):
    warifu.write("demo", DECIDES)
    module = warifu.modules / "warifu_uid_allowlist.so"
    module.chmod(0o666)
    refused(warifu, [str(module)])


@pytest.mark.parametrize("what", ["stacks/demo.toml", "stacks", "modules/warifu_uid_allowlist.so"])
def test_what_belongs_to_somebody_else(warifu, as_root, what):
    warifu.write("demo", DECIDES)
    os.chown(warifu.folder / what, OTHER, OTHER)
    refused(warifu, [what.split("/")[-1], str(OTHER)])


def test_what_is_no_file(warifu):
    os.mkfifo(warifu.stacks / "demo.toml", 0o644)
    refused(warifu, ["demo.toml"])


@pytest.mark.parametrize("name", ["../demo", "Demo", "de mo", "", "-demo", "demo.toml", "de\x1bmo"])
def test_a_service_name_is_no_path(warifu, name):
    warifu.write("demo", DECIDES)
    warifu.write("other", DECIDES)
    outcome = warifu("test", f"--service={name}", "--uid", str(TENANT))
    assert outcome.status == 2 and outcome.out == "" and "\x1b" not in outcome.err
    outcome = warifu("reload", "--", name)
    assert outcome.status == 2 and outcome.out == "" and "\x1b" not in outcome.err
    assert not warifu.runtime.exists()
