# SPDX-License-Identifier: MIT
"""Processes die anywhere, also inside the cache: the others go on, and nobody gets in wrongly."""
from support import faults
from support.patience import until

KNOWN = list(range(20000, 20040))
UNKNOWN = list(range(30000, 30010))
KILLS = 150


def test_no_wrong_answer_and_no_end_of_answers(lab, server):
    server.directory.add_users(KNOWN)
    # Short-lived answers: the cache is written to all the time.
    driver = lab.looks_up(server, deadline="2s", cache_ttl="20ms", negative_cache_ttl="20ms")
    answers = driver.run(KNOWN + UNKNOWN, processes=8, times=250, kill=KILLS)
    assert answers.killed == KILLS
    for answer in answers:
        allowed = {"pass"} if answer.uid in KNOWN else {"unknown"}
        # Who waited for one that was killed may have run out of time.
        assert answer.code in allowed | {"unavailable"}, answer
        assert answer.name == (f"u{answer.uid}" if answer.passed else ""), answer
    assert answers.codes["pass"] > answers.codes.get("unavailable", 0)
    _is_whole(driver, server)


def test_who_dies_while_it_asks_is_replaced(lab, server):
    server.directory.add_users(KNOWN)
    driver = lab.looks_up(server, deadline="1s", request_timeout="1h")
    for uid in KNOWN[:2]:
        hold = faults.Hold()
        server.misbehave(hold, uid=uid)
        dying = driver.start([uid], processes=1, tell_pids=True)
        assert hold.arrived.wait(100)
        server.behave()
        dying.kill_first()
        assert dying.wait().killed == 1
        # Whoever comes now waits for the dead one's lease to end, and then asks itself.
        until(lambda uid=uid: driver.ask(uid), lambda answer: answer.passed)
        hold.released.set()
        assert driver.run([uid], processes=20).codes == {"pass": 20}
        # One of those who waited may have had too little time left for it.
        assert 2 <= server.count("/users", id=uid) <= 4


def _is_whole(driver, server):
    """The cache is as good as before: everybody is answered, and remembered."""
    for uid in KNOWN + UNKNOWN:
        expected = "pass" if uid in KNOWN else "unknown"
        answers = until(lambda uid=uid: driver.ask(uid), lambda answer: answer.code != "unavailable")
        assert answers[-1].code == expected
    new = list(range(40000, 40020))
    server.directory.add_users(new)
    before = server.count()
    assert driver.run(new, processes=20).codes == {"pass": 20}
    assert server.count() == before + len(new)
