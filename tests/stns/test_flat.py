# SPDX-License-Identifier: MIT
"""A hundred thousand verifies in one process cost no more memory or descriptors than a few."""
from support import faults

OWNERS = list(range(20000, 20100))
WARM_UP, MANY = 20_000, 80_000
SANITIZED = 50  # so many times slower, and asked so many times less
TOLERATED_KIB = 1024  # the allocator's own wandering: 13 bytes lost by each of MANY are more


def test_over_answers_from_the_cache(lab, server, sanitized):
    server.directory.add_users(OWNERS)
    _stays_flat(lab.looks_up(server), WARM_UP, MANY, sanitized)
    assert server.count() == len(OWNERS)


def test_over_questions_to_the_server(lab, server, sanitized):
    server.directory.add_users(OWNERS[::2])
    # Nothing is kept: each verify is a request.
    driver = lab.looks_up(server, cache_ttl="0s", negative_cache_ttl="0s", stale_if_error="0s")
    _stays_flat(driver, 200, 1500, sanitized)
    assert server.count() == (1700 // SANITIZED if sanitized else 1700)


def test_over_failures(lab, server, sanitized):
    driver = lab.looks_up(server, request_retry=0)
    server.misbehave(faults.Reset("body"))
    _stays_flat(driver, 200, 1000, sanitized)


def _stays_flat(driver, warm_up, many, sanitized):
    if sanitized:
        warm_up, many = warm_up // SANITIZED, many // SANITIZED
    driver.run(OWNERS, times=warm_up)
    before = driver.status()
    answers = driver.run(OWNERS, times=many)
    after = driver.status()
    assert sum(answers.codes.values()) == many
    assert after["descriptors"] <= before["descriptors"]
    if not sanitized:  # which keeps what was freed, to see whether it is used
        assert after["resident"] <= before["resident"] + TOLERATED_KIB
