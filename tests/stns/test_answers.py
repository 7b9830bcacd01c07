# SPDX-License-Identifier: MIT
"""Found, not found and could not ask stay three answers."""
import pytest

from conftest import TENANT
from support import faults
from support.lab import entry

STRANGER = 10099


def test_who_is_known_passes_with_a_name(lab, server):
    answer = lab.looks_up(server).ask(TENANT)
    assert (answer.passed, answer.code, answer.name) == (True, "pass", f"u{TENANT}")
    assert [(seen.path, seen.parameters) for seen in server.requests] == [
        ("/v1/users", {"id": str(TENANT)})]


def test_who_is_not_known_is_unknown(lab, server):
    answer = lab.looks_up(server).ask(STRANGER)
    assert (answer.passed, answer.code, answer.name) == (False, "unknown", "")
    assert answer.reason_id.startswith("stns.")


def test_a_server_that_is_not_there_is_unavailable(lab, server):
    driver = lab.looks_up(server)
    server.go_away()
    answer = driver.ask(TENANT)
    assert (answer.passed, answer.code, answer.name) == (False, "unavailable", "")
    assert answer.reason_id.startswith("stns.")


def test_the_three_have_reasons_of_their_own(lab, server):
    driver = lab.looks_up(server)
    reasons = {driver.ask(STRANGER).reason_id}
    server.go_away()
    reasons.add(driver.ask(TENANT).reason_id)
    server.come_back()
    reasons.add(driver.ask(TENANT).reason_id)
    assert len(reasons) == 3


# Each is a wrong answer to a right question: it may not be taken for one.
WRONG_STATUS = [201, 204, 206, 302, 304, 400, 401, 403, 405, 408, 418, 429, 500, 502, 503, 504, 999]


def test_no_other_status_passes_or_is_taken_for_not_found(lab, server):
    driver = lab.looks_up(server)
    for status in WRONG_STATUS:
        server.misbehave(faults.Changed(status=status))
        answer = driver.ask_here(TENANT)
        reason = "stns.refused" if status in (401, 403) else "stns.server-error"
        assert (status, answer.passed, answer.code, answer.reason_id) == (
            status, False, "unavailable", reason)
        server.behave()
    # None of these was kept as an answer.
    assert driver.ask_here(TENANT).passed


def test_a_token_that_is_refused_is_not_a_user_that_is_unknown(lab, server):
    server.token = "right"
    token = lab.driver(entry("stns", api_endpoint=server.url, auth_token="wrong"))
    answer = token.ask(TENANT)
    assert (answer.code, answer.reason_id) == ("unavailable", "stns.refused")


def test_an_owner_is_needed(lab, server):
    driver = lab.looks_up(server)
    # The overflow uid stands for everybody that a user namespace does not name.
    assert driver.ask(65534).code == "unknown"
    assert server.count() == 0


@pytest.mark.parametrize("code", ["unknown", "unavailable"])
def test_a_control_tells_them_apart(lab, server, code):
    driver = lab.driver(entry("stns", control={code: "ignore", "default": "bad", "pass": "ok"},
                              api_endpoint=server.url, request_retry=0), entry("permit"))
    unknown = driver.ask(STRANGER).passed
    server.go_away()
    assert (unknown, driver.ask(TENANT).passed) == (code == "unknown", code == "unavailable")
