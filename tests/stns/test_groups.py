# SPDX-License-Identifier: MIT
"""Groups: of nobody, of thousands, of ten megabytes, and ones that only look like it."""
import pytest

from conftest import TENANT
from support import faults
from support.directory import encode

NAME = f"u{TENANT}"
OTHER = 10050


@pytest.fixture
def known(server):
    server.directory.add_users([OTHER])
    return server


def crowd(count):
    return [f"member{number:07}" for number in range(count)]


@pytest.mark.parametrize("size", [0, 1, 136, 137, 138, 5000])
def test_who_is_in_it_passes_whatever_its_size(lab, known, size):
    known.directory.add_group(500, "web", [*crowd(size), NAME])
    driver = lab.looks_up(known, require_groups=["web"])
    inside, outside = driver.ask(TENANT), driver.ask(OTHER)
    assert (inside.passed, inside.name) == (True, NAME)
    assert (outside.code, outside.reason_id) == ("fail", "stns.not-in-group")


def test_a_group_of_ten_megabytes(lab, known, sanitized):
    members = crowd(70_000 if sanitized else 700_000)
    members.insert(len(members) // 2, NAME)
    known.directory.add_group(500, "web", members)
    driver = lab.looks_up(known, require_groups=["web"], deadline="60s", request_timeout="50s")
    assert driver.ask(TENANT).passed
    assert driver.ask(OTHER).code == "fail"
    # It is too long for one value of the cache; however it is kept, no process reads it for ever.
    assert known.count("/groups") <= 2


def test_a_group_without_end_is_unavailable(lab, known):
    driver = lab.looks_up(known, require_groups=["web"], request_timeout="20s", deadline="30s")
    known.misbehave(faults.endless_body(), path="/groups")
    answer = driver.ask(TENANT)
    assert (answer.passed, answer.code) == (False, "unavailable")


def test_any_of_several_suffices(lab, known):
    known.directory.add_group(500, "web", [NAME])
    known.directory.add_group(501, "batch", [f"u{OTHER}"])
    driver = lab.looks_up(known, require_groups=["absent", "web", "batch"])
    assert driver.ask(TENANT).passed and driver.ask(OTHER).passed


def test_the_users_own_group_counts(lab, known):
    known.directory.add_user(10060, "alone", group=500)
    known.directory.add_group(500, "web", [])
    driver = lab.looks_up(known, require_groups=["web"])
    assert driver.ask(10060).passed
    assert driver.ask(TENANT).code == "fail"


def test_a_group_that_does_not_exist_has_nobody(lab, known):
    answer = lab.looks_up(known, require_groups=["web"]).ask(TENANT)
    assert (answer.code, answer.reason_id) == ("fail", "stns.not-in-group")


def test_a_group_that_cannot_be_asked_for_is_unavailable(lab, known):
    known.directory.add_group(500, "web", [NAME])
    driver = lab.looks_up(known, require_groups=["web"])
    for fault in (faults.Answer(500), faults.Answer(401), faults.Truncated(), faults.Reset("body")):
        known.misbehave(fault, path="/groups")
        answer = driver.ask_here(TENANT)
        assert (answer.passed, answer.code) == (False, "unavailable"), answer
        known.behave()
    assert driver.ask_here(TENANT).passed


WRONG = {
    "another-name": [{"id": 500, "name": "webb", "users": [NAME]}],
    "other-case": [{"id": 500, "name": "WEB", "users": [NAME]}],
    "two": [{"id": 500, "name": "web", "users": []}, {"id": 501, "name": "web", "users": [NAME]}],
    "users-text": [{"id": 500, "name": "web", "users": NAME}],
    "users-object": [{"id": 500, "name": "web", "users": {NAME: True}}],
    "users-numbers": [{"id": 500, "name": "web", "users": [TENANT]}],
    "users-nested": [{"id": 500, "name": "web", "users": [[NAME]]}],
    "users-mixed": [{"id": 500, "name": "web", "users": [NAME, 7]}],
    "no-users": [{"id": 500, "name": "web", "members": [NAME]}],
    "no-id": [{"name": "web", "users": [NAME]}],
    "object": {"id": 500, "name": "web", "users": [NAME]},
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_no_group_lets_nobody_in(lab, known, name):
    known.misbehave(faults.Answer(200, encode(WRONG[name])), path="/groups")
    answer = lab.looks_up(known, require_groups=["web"]).ask(TENANT)
    assert not answer.passed and answer.code in ("unavailable", "fail")


def test_a_null_for_members_is_nobody(lab, known):
    # What STNS writes for a group without users.
    known.misbehave(faults.Answer(200, encode([{"id": 500, "name": "web", "users": None}])),
                    path="/groups")
    answer = lab.looks_up(known, require_groups=["web"]).ask(TENANT)
    assert not answer.passed and answer.code in ("fail", "unavailable")


def test_a_name_is_the_whole_of_it(lab, known):
    known.directory.add_group(500, "web", [NAME[:-1], NAME + "2", NAME.upper(), f" {NAME}", f"{NAME} "])
    assert not lab.looks_up(known, require_groups=["web"]).ask(TENANT).passed


def test_a_name_with_other_characters_is_escaped_in_the_question(lab, known):
    odd = "web & batch=1?id=0#%2f"
    known.directory.add_group(500, odd, [NAME])
    assert lab.looks_up(known, require_groups=[odd]).ask(TENANT).passed
    assert known.count("/groups", name=odd) == 1


def test_many_processes_ask_for_a_group_once(lab, known):
    known.directory.add_group(500, "web", [*crowd(5000), NAME])
    driver = lab.looks_up(known, require_groups=["web"], deadline="60s")
    assert driver.run([TENANT, OTHER], processes=100).codes == {"pass": 50, "fail": 50}
    assert known.count("/groups") == 1
    assert known.count("/users") == 2
