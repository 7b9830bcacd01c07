# SPDX-License-Identifier: MIT
"""Ten thousand logins, right and wrong, from both hosts at once: not one wrong decision, and the
postmaster is as big afterwards as it was before."""
import random

from conftest import A, ACCOUNTS, B
from lab.logins import crowd, descriptors_of, wait_for_rest
from pg import wire
from pg.server import PASSWORD, PORT

LOGINS = 2500  # of each of four processes
WARM = 100
PASSWORDS = (PASSWORD, PASSWORD, "wrong")


def log_in(places, uid, seed, number):
    """Wrong decisions, of a process of its own."""
    choose = random.Random(seed)
    wrong = []
    for _ in range(number):
        account, password = choose.choice(ACCOUNTS + ("other",)), choose.choice(PASSWORDS)
        expected = password == PASSWORD and uid == (B if account == "other" else A)
        session = wire.login(choose.choice(places), account, "shop", password)
        if session.passed != expected or not expected and session.error["C"] != "28P01":
            wrong.append((account, password, session.error))
    return wrong


def data_of(pid):
    """KiB."""
    with open(f"/proc/{pid}/status") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("VmData:"))


def test_ten_thousand_logins(server, network):
    pid = server.process.pid
    at_rest = descriptors_of(pid)
    assert crowd(server, network, PORT, log_in, WARM) == []
    wait_for_rest(pid, at_rest)
    data = data_of(pid)
    assert crowd(server, network, PORT, log_in, LOGINS) == []
    wait_for_rest(pid, at_rest)
    assert data_of(pid) - data <= 132  # the step by which the C library's heap grows
