# SPDX-License-Identifier: MIT
"""What is demanded of the owner's name, and names that are none."""
import pytest

from conftest import TENANT
from support import faults
from support.directory import encode, user

NAME = f"u{TENANT}"
OTHER = 10050


def test_the_same_name_as_the_account(lab, server):
    driver = lab.looks_up(server, same_as_account=True)
    assert driver.ask(TENANT, NAME).passed
    for account in ("", "u", NAME + "0", NAME.upper(), f" {NAME}", str(TENANT), "root"):
        answer = driver.ask(TENANT, account)
        assert (account, answer.code, answer.reason_id) == (account, "fail", "stns.other-account")


def test_one_of_these_users(lab, server):
    server.directory.add_users([OTHER])
    driver = lab.looks_up(server, require_user=["x", NAME])
    assert driver.ask(TENANT).passed
    answer = driver.ask(OTHER)
    assert (answer.code, answer.reason_id) == ("fail", "stns.user-not-listed")


def test_of_another_domain_nobody_is_asked(lab, server):
    answer = lab.looks_up(server, domain="web").ask(TENANT)
    assert (answer.code, answer.reason_id, server.count()) == ("unknown", "stns.other-domain", 0)


# Taken for something else somewhere: a uid, a group of a map, a path, two fields, another name.
NO_NAMES = ["", "0", "10042", "+web", "-u", ".", "..", "a/b", "../root", "a:b", " a", "a ", "a\tb", "a\nb",
            "a\rb", "a\0b", "a\x7fb", "a\x1b[31mb", "a\u202eb", "a\u200bb", "a\u00a0b", "\ud800", "x" * 257,
            "x" * 100000]


@pytest.mark.parametrize("name", NO_NAMES, ids=range(len(NO_NAMES)))
def test_what_cannot_be_a_name_is_none(lab, server, name):
    server.misbehave(faults.Answer(200, encode([user(TENANT, name)])))
    answer = lab.looks_up(server).ask(TENANT)
    assert (answer.passed, answer.code, answer.name) == (False, "unavailable", "")


@pytest.mark.parametrize("name", ["a.b-c_d$", "Tarō", "web@example.org", "DOMAIN\\user", "Jane Doe",
                                  "x" * 256])
def test_unusual_names_are_names(lab, server, name):
    server.misbehave(faults.Answer(200, encode([user(TENANT, name)])))
    assert lab.looks_up(server, same_as_account=True).ask(TENANT, name).passed
