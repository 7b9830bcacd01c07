# SPDX-License-Identifier: MIT
"""A map whose names and groups are the directory's."""
import pytest

from conftest import TENANT
from support import faults
from support.lab import PLAIN, entry

NAME = f"u{TENANT}"
OTHER = 10050
MAP = f"""
[accounts]
shop   = "{NAME}"
deploy = "+web"
mine   = {OTHER}
either = ["nobody", "+batch", "+web"]
"""


@pytest.fixture
def driver(lab, server):
    server.directory.add_users([OTHER])
    server.directory.add_group(500, "web", [NAME])
    (lab.folder / "map.toml").write_text(MAP)
    (lab.folder / "map.toml").chmod(0o644)
    return lab.driver(entry("stns", api_endpoint=server.url, **PLAIN),
                      entry("owner_map", map=str(lab.folder / "map.toml")))


def test_by_name_by_group_and_by_number(driver):
    assert [driver.ask(TENANT, account).passed for account in ("shop", "deploy", "mine", "either")] == [
        True, True, False, True]
    assert [driver.ask(OTHER, account).passed for account in ("shop", "deploy", "mine", "either")] == [
        False, False, True, False]


def test_a_group_is_asked_for_once(driver, server):
    answers = driver.run([(TENANT, "deploy"), (OTHER, "deploy")], processes=60)
    assert answers.codes == {"pass": 30, "fail": 30}
    assert (server.count("/groups"), server.count("/users")) == (1, 2)


def test_a_group_that_cannot_be_asked_for_lets_nobody_in(driver, server):
    server.misbehave(faults.Answer(500), path="/groups")
    answer = driver.ask(TENANT, "deploy")
    assert (answer.passed, answer.code) == (False, "unavailable")
    assert answer.reason_id.startswith("owner_map.")
    assert driver.ask(TENANT, "shop").passed
    server.behave()
    assert driver.ask(TENANT, "deploy").passed


def test_cached_only_says_that_it_would_have_to_ask(driver):
    assert driver.ask_here(TENANT, "shop").passed
    assert driver.ask_here(TENANT, "deploy", cached_only=True).would_block
    assert driver.ask(TENANT, "deploy").passed
    assert driver.ask_here(TENANT, "deploy", cached_only=True).passed


def test_a_group_named_like_the_account_is_no_name(driver, server):
    server.directory.add_user(10070, "+web")
    assert not driver.ask(10070, "deploy").passed
    assert not driver.ask(10070, "either").passed
