# SPDX-License-Identifier: MIT
"""Ten thousand logins, right and wrong, from both hosts at once: not one wrong decision, and the server
is as big afterwards as it was before."""
import random

from conftest import A, B
from lab.logins import crowd, descriptors_of, wait_for_rest
from rd.resp import Client
from rd.server import PASSWORD, PORT

LOGINS = 2500  # of each of four processes
WARM = 300
PASSWORDS = (PASSWORD, PASSWORD, "wrong")


def log_in(places, uid, seed, number):
    """Wrong decisions, of a process of its own."""
    choose = random.Random(seed)
    wrong = []
    for _ in range(number):
        account, password = choose.choice(("app", "other")), choose.choice(PASSWORDS)
        words = choose.choice((("AUTH",), ("HELLO", "3", "AUTH")))
        expected = password == PASSWORD and uid == (B if account == "other" else A)
        with Client(choose.choice(places)) as client:
            answer = client.ask(*words, account, password)
            passed = client.ask("GET", "nothing") is None
        refused = isinstance(answer, str) and answer.startswith("WRONGPASS")
        if passed != expected or refused == expected:
            wrong.append((uid, account, password, answer))
    return wrong


def allocated(server):
    """Bytes of its heap that are in use, the module's among them."""
    told = dict(line.split(":", 1) for line in server.admin("INFO", "memory").splitlines() if ":" in line)
    return int(told["allocator_allocated"])


def asked(server):
    answer = server.admin("WARIFU.STATUS")
    counters = dict(zip(answer[::2], answer[1::2]))
    return counters["logins_passed"] + counters["logins_refused"]


def test_ten_thousand_logins(server, network):
    pid = server.process.pid
    at_rest = descriptors_of(pid)
    assert crowd(server, network, PORT, log_in, WARM) == []
    wait_for_rest(pid, at_rest)
    before, in_use = asked(server), allocated(server)
    assert crowd(server, network, PORT, log_in, LOGINS) == []
    wait_for_rest(pid, at_rest)
    # And the one who asks, twice by then.
    assert asked(server) == before + 4 * LOGINS + 2
    assert allocated(server) - in_use <= 4 * LOGINS * 64  # an owner that is kept is more
