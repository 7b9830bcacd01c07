# SPDX-License-Identifier: MIT
"""`warifu test`: its exit status and its JSON, for owners given by number."""
from datetime import datetime, timezone

import pytest

from support.command import DECIDES, TENANT, THIEF

PASSED, REFUSED, CANNOT_SAY = 0, 1, 2
OBSERVES = DECIDES.replace('mode = "enforce"',
                           'mode = "observe"\nobserve_until = 2030-03-01T00:00:00Z')


def at(*day):
    return str(int(datetime(*day, tzinfo=timezone.utc).timestamp()))


def test_the_tenant_passes(warifu):
    path = warifu.write("demo", DECIDES)
    outcome, said = warifu.decide("--uid", str(TENANT), "--account", "shop")
    assert outcome.status == PASSED
    assert (said["verdict"], said["would"], said["code"]) == ("pass", "pass", "pass")
    assert said["mode"] == "enforce"
    assert said["owner"] == {"uid": TENANT, "gid": None, "source": "saved-syn", "domain": ""}
    assert said["reason_id"] == "stack.pass" and said["reason"]
    assert said["decided_by"] == {"file": str(path), "line": 2, "module": "uid_allowlist"}
    [step] = said["steps"]
    assert (step["module"], step["code"], step["action"]) == ("uid_allowlist", "pass", "ok")
    assert (step["file"], step["line"]) == (str(path), 2)


def test_another_is_refused_and_told_why(warifu):
    warifu.write("demo", DECIDES)
    outcome, said = warifu.decide("--uid", str(THIEF))
    assert outcome.status == REFUSED
    assert (said["verdict"], said["would"], said["code"]) == ("refused", "refused", "fail")
    assert said["reason_id"] == "uid_allowlist.not-listed"
    assert str(THIEF) in said["reason"]
    text = warifu("test", "--service", "demo", "--uid", str(THIEF))
    assert text.status == REFUSED
    assert text.out.startswith(f"refused: uid {THIEF}, no gid (saved-syn)\n")


def test_no_owner_is_nobody_and_not_root(warifu):
    warifu.write("demo", DECIDES.replace(str(TENANT), '"0-4294967294"'))
    outcome, said = warifu.decide("--no-owner")
    assert outcome.status == REFUSED
    assert said["owner"] is None and said["code"] == "unknown"


def test_an_unknown_gid_matches_no_group(warifu):
    warifu.write("demo", DECIDES.replace("uids", "gids").replace(str(TENANT), '"0-4294967294"'))
    assert warifu("test", "--service", "demo", "--uid", "0").status == REFUSED
    outcome, said = warifu.decide("--uid", "0", "--gid", "7")
    assert outcome.status == PASSED
    assert said["owner"]["gid"] == 7


@pytest.mark.parametrize("source", ["record", "saved-syn", "unix-socket", "same-host"])
def test_the_source_is_told(warifu, source):
    warifu.write("demo", DECIDES)
    _, said = warifu.decide("--uid", str(TENANT), "--source", source)
    assert said["owner"]["source"] == source


def test_a_domain_is_a_uid_space_of_its_own(warifu):
    warifu.write("demo", DECIDES.replace("uids =", 'domain = "web", uids ='))
    uid = ("--uid", str(TENANT))
    assert warifu.decide(*uid, "--domain", "web")[0].status == PASSED
    assert warifu.decide(*uid, "--domain", "batch")[0].status == REFUSED
    assert warifu.decide(*uid)[0].status == REFUSED


@pytest.mark.parametrize("when,more,status,verdict,would,mode", [
    ((2030, 2, 20), [], PASSED, "pass", "refused", "observe"),
    ((2030, 2, 20), ["--enforce"], REFUSED, "pass", "refused", "observe"),
    ((2030, 2, 28, 23, 59, 59), [], PASSED, "pass", "refused", "observe"),
    ((2030, 3, 1), [], REFUSED, "refused", "refused", "enforce"),
    ((2031, 1, 1), [], REFUSED, "refused", "refused", "enforce"),
])
def test_observing_ends(warifu, when, more, status, verdict, would, mode):
    warifu.write("demo", OBSERVES)
    outcome, said = warifu.decide("--uid", str(THIEF), "--at", at(*when), *more)
    assert outcome.status == status
    assert (said["verdict"], said["would"], said["mode"]) == (verdict, would, mode)


def test_observing_too_long_does_not_load(warifu):
    warifu.write("demo", OBSERVES)
    outcome = warifu("test", "--service", "demo", "--uid", str(TENANT), "--at", at(2030, 1, 1))
    assert (outcome.status, outcome.out) == (CANNOT_SAY, "")
    assert "observe_until" in outcome.err


@pytest.mark.parametrize("words", [
    [], ["--uid", "1", "--no-owner"], ["--uid", "1", "--syn", "45"], ["--syn", "4"],
    ["--syn", "zz"], ["--syn", "45" * 4097], ["--syn", ""], ["--uid", "4294967295"],
    ["--uid", "4294967296"], ["--uid", "-1"], ["--uid", "root"], ["--uid", ""],
    ["--uid", "1", "--gid", "4294967295"], ["--uid", "1", "--source", "syn"],
    ["--uid", "1", "--at", "-1"], ["--uid", "1", "--at", "99999999999"], ["--uid", "1", "--user", "x"],
])
def test_what_cannot_be_asked(warifu, words):
    warifu.write("demo", DECIDES.replace(str(TENANT), '"0-4294967294"'))
    outcome = warifu("test", "--service", "demo", *words)
    assert (outcome.status, outcome.out) == (CANNOT_SAY, "")
    assert outcome.err


def test_a_stack_that_does_not_load_decides_nothing(warifu):
    warifu.write("demo", "mod = 1\n" + DECIDES)
    outcome = warifu("--json", "test", "--service", "demo", "--uid", str(TENANT))
    assert (outcome.status, outcome.out) == (CANNOT_SAY, "")
    assert "demo.toml:1:1: " in outcome.err
