# SPDX-License-Identifier: MIT
"""Somebody's slow answer is nobody else's."""
from conftest import TENANT
from support import faults

SLOW = 10050
CROWD = list(range(20000, 20030))


def test_who_is_in_the_cache_does_not_wait_for_who_is_not(lab, server):
    server.directory.add_users([SLOW, *CROWD])
    driver = lab.looks_up(server, deadline="60s", request_timeout="1h")
    assert driver.ask(TENANT).passed
    hold = faults.Hold()
    server.misbehave(hold, uid=SLOW)
    waiting = driver.start([SLOW], processes=20)
    assert hold.arrived.wait(50)
    # These end while the others still wait, or this test never does.
    assert driver.run([TENANT], processes=20).codes == {"pass": 20}
    assert driver.run(CROWD, processes=len(CROWD)).codes == {"pass": len(CROWD)}
    hold.released.set()
    assert waiting.wait().codes == {"pass": 20}
    assert server.count(id=SLOW) == 1


def test_all_who_wait_for_a_dead_question_end_in_time(lab, server):
    driver = lab.looks_up(server, deadline="2s", request_timeout="1h", request_locktime="1h")
    server.misbehave(faults.Silent())
    assert driver.run([TENANT], processes=50).codes == {"unavailable": 50}


def test_a_short_deadline_is_only_its_owners(lab, server):
    # Who has no time must not take the question away from who has.
    driver = lab.looks_up(server, deadline="60s")
    hold = faults.Hold()
    server.misbehave(hold)
    patient = driver.start([TENANT], processes=1)
    assert hold.arrived.wait(50)
    assert driver.run([TENANT], processes=20, deadline=1000).codes == {"unavailable": 20}
    hold.released.set()
    assert patient.wait().only.passed
    assert server.count() == 1
