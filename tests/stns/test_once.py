# SPDX-License-Identifier: MIT
"""Many logins, few questions: one process asks, and all the others have the answer too."""
from conftest import TENANT
from support import faults
from support.patience import until

STRANGER = 10099
CROWD = 200


def test_a_thousand_processes_of_one_owner_ask_once(lab, server):
    answers = lab.looks_up(server).run([TENANT], processes=1000, at_once=50)
    assert answers.codes == {"pass": 1000}
    assert {answer.name for answer in answers} == {f"u{TENANT}"}
    assert (server.count(), server.connections) == (1, 1)


def test_two_hundred_at_once_of_one_owner_ask_once(lab, server):
    driver = lab.looks_up(server, deadline="60s")
    hold = faults.Hold()
    server.misbehave(hold)
    job = driver.start([TENANT], processes=CROWD)
    # All that come meanwhile find a question that is not answered yet.
    assert hold.arrived.wait(50)
    hold.released.set()
    assert job.wait().codes == {"pass": CROWD}
    assert server.count() == 1


def test_two_hundred_owners_at_once_are_two_hundred_questions(lab, server):
    everybody = list(range(20000, 20000 + CROWD))
    server.directory.add_users(everybody)
    driver = lab.looks_up(server, deadline="60s")
    answers = driver.run(everybody, processes=CROWD)
    assert {(answer.uid, answer.name) for answer in answers if answer.passed} == {
        (uid, f"u{uid}") for uid in everybody}
    assert server.count() == CROWD
    assert driver.run(everybody, processes=CROWD).codes == {"pass": CROWD}
    assert server.count() == CROWD


def test_threads_of_one_process_ask_once(lab, server):
    driver = lab.looks_up(server, deadline="60s")
    hold = faults.Hold()
    server.misbehave(hold)
    job = driver.start([TENANT], processes=1, threads=32, times=20)
    assert hold.arrived.wait(50)
    hold.released.set()
    assert job.wait().codes == {"pass": 32 * 20}
    assert server.count() == 1


def test_that_somebody_is_unknown_is_asked_once_too(lab, server):
    driver = lab.looks_up(server, negative_cache_ttl="1h")
    assert driver.run([STRANGER], processes=CROWD).codes == {"unknown": CROWD}
    assert server.count() == 1


def test_that_somebody_is_unknown_is_forgotten_soon(lab, server):
    driver = lab.looks_up(server, negative_cache_ttl="1s")
    assert driver.ask(STRANGER).code == "unknown"
    server.directory.add_users([STRANGER])
    # Which happens within the second; until then it is unknown, and never anything else.
    last = until(lambda: driver.ask(STRANGER), lambda answer: answer.code != "unknown")[-1]
    assert (last.code, last.name) == ("pass", f"u{STRANGER}")


def test_an_answer_is_for_one_owner_only(lab, server):
    driver = lab.looks_up(server)
    assert driver.ask(TENANT).passed
    assert [driver.ask(uid).code for uid in (0, 1, 1004, 100420, STRANGER)] == ["unknown"] * 5


def test_cached_only_answers_from_memory_or_not_at_all(lab, server):
    driver = lab.looks_up(server)
    for ask in (driver.ask, driver.ask_here):
        assert ask(TENANT, cached_only=True).would_block
    assert server.count() == 0
    # Whoever found it out: the driver itself only has to have asked for something before.
    assert driver.ask(TENANT).passed and driver.ask_here(STRANGER).code == "unknown"
    server.go_away()
    assert driver.ask_here(TENANT, cached_only=True).passed
    assert driver.ask_here(STRANGER, cached_only=True).code == "unknown"
    assert driver.ask_here(STRANGER + 1, cached_only=True).would_block
    assert server.count() == 2


def test_answers_are_kept_over_a_reload(lab, server):
    driver = lab.looks_up(server)
    assert driver.ask(TENANT).passed
    for _ in range(3):
        assert driver.reload()["status"] == 0
        assert driver.ask_here(TENANT).passed and driver.ask(TENANT).passed
    assert server.count() == 1
