# SPDX-License-Identifier: MIT
"""Ten thousand logins, right and wrong, from both hosts at once: not one wrong decision, and the server
is as big afterwards as it was before."""
import random

from conftest import A, B
from lab.logins import crowd, descriptors_of, wait_for_rest
from my.server import PASSWORD, PORT
from my.wire import Client, Refused

LOGINS = 2500  # of each of four processes
WARM = 1500
PASSWORDS = (PASSWORD, PASSWORD, "wrong")


def attempt(client, account, password):
    try:
        client.log_in(account, password)
        return True
    except Refused as refused:
        assert refused.number == 1045, refused
        return False


def log_in(places, uid, seed, number):
    """Wrong decisions, of a process of its own."""
    choose = random.Random(seed)
    wrong = []
    for _ in range(number):
        account, password = choose.choice(("app", "other")), choose.choice(PASSWORDS)
        expected = password == PASSWORD and uid == (B if account == "other" else A)
        with Client(choose.choice(places)) as client:
            if attempt(client, account, password) != expected:
                wrong.append((uid, account, password, not expected))
    return wrong


def resident(server):
    """Bytes of its own memory."""
    with open(f"/proc/{server.process.pid}/smaps_rollup") as told:
        return next(int(line.split()[1]) * 1024 for line in told if line.startswith("Private_Dirty"))


def asked(server):
    status = server.status()
    return status["passed"] + status["refused"]


def test_ten_thousand_logins(server, network):
    pid = server.process.pid
    at_rest = descriptors_of(pid)
    assert crowd(server, network, PORT, log_in, WARM) == []
    wait_for_rest(pid, at_rest)
    before, in_use = asked(server), resident(server)
    assert crowd(server, network, PORT, log_in, LOGINS) == []
    wait_for_rest(pid, at_rest)
    assert asked(server) == before + 4 * LOGINS
    grown = resident(server) - in_use
    assert grown <= 4 * LOGINS * 128  # an owner that is kept is more
