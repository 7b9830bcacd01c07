# SPDX-License-Identifier: MIT
"""Redis under Debian's unit, which forbids most of what it does not need itself."""
import os
import time

import pytest
from conftest import SIGNED
from lab.stack import Stack, write
from lab.tenants import A, B
from lab.unit import file
from redis_service import DECISIONS, MODULE, PORT, UNIT, RedisService
from test_shipped import drop_in

OURS = drop_in("redis")
OWN_USERS = "[Service]\nPrivateUsers=false\n"
REFUSED = "WRONGPASS invalid username-password pair or user is disabled."


@pytest.fixture(scope="module")
def stack(machine):
    made = Stack(machine.config, "redis", {"app": A}, DECISIONS)
    write(os.path.join(machine.config, "stacks/redis-connect.toml"),
          f'[log]\nsink = "file"\nfile = "{DECISIONS}"\n[[verify]]\nmodule = "permit"\n')
    return made


@pytest.fixture(scope="module")
def made(machine, network, folder, stack):
    if not file.find(UNIT) or not machine.inside(lambda: os.path.exists(MODULE)):
        pytest.skip("Redis is not installed, or the module not built")
    return RedisService(machine, network, folder)


@pytest.fixture
def redis(made, stack):
    """Not started; its stack wants signatures."""
    stack.write(entries=SIGNED)
    yield made
    print(made.told()[-5000:], made.told(DECISIONS)[-5000:])
    made.stop()


@pytest.fixture
def stamps(agent, signing):
    return lambda: agent.start(signing.agent("redis", "redis", [PORT]))


def sources(redis):
    """Of those who were let in."""
    return {each["owner"]["source"] for each in redis.decisions()
            if each["verdict"] == "pass" and each["account"] == "app"}


def test_with_our_drop_in_owners_are_told_apart(redis, stamps, machine):
    stamps()
    assert redis.start(OURS), redis.told()
    assert redis.remote(A) == "OK"
    assert redis.remote(B) == REFUSED
    assert sources(redis) == {"record"}
    assert machine.run("ls", "/run/warifu/replay/redis").split()


def test_owners_of_unix_sockets_take_users_of_the_host(redis, stamps):
    stamps()
    assert redis.start(OURS), redis.told()
    assert redis.local(A) == REFUSED
    reasons = [each["reason_id"] for each in redis.decisions() if each["account"] == "app"]
    assert reasons == ["owner.foreign-user-namespace"], reasons
    redis.stop()
    assert redis.start(OURS, OWN_USERS), redis.told()
    assert redis.local(A) == "OK"
    assert redis.local(B) == REFUSED


def test_without_our_drop_in_a_keyring_cannot_be_read(redis, stamps):
    """It is refused to start, and why is said."""
    stamps()
    assert not redis.start()
    assert redis.process.returncode > 0
    assert "keys/" in redis.told() and "group warifu" in redis.told(), redis.told()


def test_without_our_drop_in_there_are_no_records_and_the_server_lives(redis, stack, stamps):
    stamps()
    stack.write()
    assert redis.start(), redis.told()
    assert redis.remote(A) == "OK"
    assert redis.remote(B) == REFUSED
    assert sources(redis) == {"saved-syn"}
    assert ("the server's filter of system calls ends a process that calls bpf(2); let the filter "
            "allow it (in a unit, add bpf to SystemCallFilter=)") in redis.told(DECISIONS)
    assert redis.process.poll() is None


def test_an_agent_that_starts_later_is_found(redis, stamps):
    assert redis.start(OURS), redis.told()
    assert redis.remote(A) == REFUSED
    stamps()
    end = time.monotonic() + 120
    while "record" not in sources(redis):
        assert time.monotonic() < end, redis.told(DECISIONS)
        redis.remote(A)
    assert redis.remote(B) == REFUSED
