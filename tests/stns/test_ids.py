# SPDX-License-Identifier: MIT
"""Numbers: shifted, bounded, and never taken for another."""
from conftest import TENANT
from support import faults
from support.patience import until

HIGHEST = 4294967293  # 0xFFFFFFFF and 65534 are nobody's; setuid takes the rest


def test_a_shifted_number_is_asked_for_as_the_server_knows_it(lab, server):
    server.directory.add_users([42, 43])
    driver = lab.looks_up(server, uid_shift=10000)
    answer = driver.ask(10042)
    assert (answer.passed, answer.name) == (True, "u42")
    assert server.count("/users", id=42) == 1
    # Below the shift there is nobody, and certainly not the server's own 42.
    before = server.count()
    assert [driver.ask(uid).code for uid in (0, 42, 43, 9999)] == ["unknown"] * 4
    assert server.count() == before


def test_root_here_is_nobody_there(lab, server):
    server.directory.add_user(0, "zero")
    server.directory.add_user(HIGHEST, "last")
    driver = lab.looks_up(server, uid_shift=1000)
    assert driver.ask(1000).name == "zero"
    assert driver.ask(0).code == "unknown"
    # A sum that would not fit is not made to.
    assert driver.ask(999).code == "unknown"


def test_a_shift_below_zero(lab, server):
    driver = lab.looks_up(server, uid_shift=-42)
    assert driver.ask(TENANT - 42).passed
    assert driver.ask(TENANT).code == "unknown"


def test_the_shift_of_groups_is_another(lab, server):
    server.directory.add_user(50, "alone", group=7)
    server.directory.add_group(7, "web")
    driver = lab.looks_up(server, uid_shift=100, gid_shift=5000, require_groups=["web"])
    assert driver.ask(150).passed
    assert driver.ask(TENANT + 100).code == "fail"


def test_the_highest_number(lab, server):
    server.directory.add_user(HIGHEST, "last")
    assert lab.looks_up(server).ask(HIGHEST).name == "last"


def test_numbers_out_of_bounds_are_not_asked_for(lab, server):
    server.directory.add_users([10100])
    server.directory.bounds = True
    driver = lab.looks_up(server)
    assert driver.ask(TENANT).passed
    assert [driver.ask(uid).code for uid in (1, TENANT - 1, 10101, HIGHEST)] == ["unknown"] * 4
    assert server.count() == 1
    # Inside them it is not known.
    assert driver.ask(TENANT + 1).code == "unknown"
    assert server.count() == 2


def test_bounds_are_shifted_too(lab, server):
    server.directory.bounds = True
    driver = lab.looks_up(server, uid_shift=1000)
    assert driver.ask(TENANT + 1000).passed
    assert [driver.ask(uid).code for uid in (TENANT, TENANT + 1, TENANT + 1001)] == ["unknown"] * 3
    assert server.count() == 1


def test_a_new_user_outside_the_bounds_is_found_in_time(lab, server):
    server.directory.bounds = True
    driver = lab.looks_up(server, cache_ttl="1h", negative_cache_ttl="1s")
    assert driver.ask(TENANT).passed
    assert driver.ask(TENANT + 9).code == "unknown"
    server.directory.add_users([TENANT + 9])
    last = until(lambda: driver.ask(TENANT + 9), lambda answer: answer.code != "unknown")[-1]
    assert last.passed


def test_bounds_that_make_no_sense_bound_nobody(lab, server):
    server.directory.add_users([30000])
    senseless = [("0", "0"), ("x", "y"), ("9", "10"), ("-1", "5"), ("", ""), ("99999999999", "1"),
                 ("10", "0x10"), ("1e9", "1"), ("18446744073709551616", "0")]
    for number, (highest, lowest) in enumerate(senseless):
        uid = 30001 + number
        driver = lab.looks_up(server)
        server.directory.add_users([uid])
        server.misbehave(faults.Answer(404, **{"User_Highest_Id": highest, "User_Lowest_Id": lowest}))
        assert driver.ask(30000).code == "unknown"
        server.behave()
        assert driver.ask(uid).passed, (highest, lowest)


def test_bounds_of_a_failure_bound_nobody(lab, server):
    driver = lab.looks_up(server)
    for status in (401, 500):
        server.misbehave(faults.Answer(status, **{"User_Highest_Id": "2", "User_Lowest_Id": "1"}))
        assert driver.ask(TENANT).code == "unavailable"
        server.behave()
    assert driver.ask(TENANT).passed
