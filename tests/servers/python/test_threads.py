# SPDX-License-Identifier: MIT
"""Many threads on one engine, one of which closes it or reloads it; and children of all of them."""
import os
import socket
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import warifu
from local import PERMIT
from support import child

SLOW = '[[verify]]\nmodule = "debug"\ncontrol = "required"\noptions = { sleep = "%s" }\n'


def test_a_thousand_verifies_of_eight_threads_and_reloads_among_them(place, connection):
    with place.open() as engine:
        reading = engine.read_owner(connection)

        def ask(number):
            if number % 50 == 0:
                engine.reload()
            return bool(engine.verify(reading if number % 2 else connection, f"account{number}"))
        with ThreadPoolExecutor(8) as pool:
            assert all(pool.map(ask, range(1000)))


def test_other_threads_run_while_one_verifies(place, connection):
    """Two verifies wait for each other: each for a byte that the other's log callback sends."""
    place.write(entries=PERMIT)
    meeting = threading.Barrier(2, timeout=120)
    with place.open(log=lambda line: meeting.wait()) as engine:
        with ThreadPoolExecutor(2) as pool:
            assert all(pool.map(lambda account: engine.verify(connection, account), ("one", "two")))


def test_closed_while_others_verify(place, connection):
    """What they use is freed after them: by the log, which is called after the close."""
    place.write(entries=SLOW % "200ms")
    lines, begun = [], threading.Event()

    class Late:
        """Tells when verify() looks for the descriptor, which is after it has the engine."""
        def fileno(self):
            begun.set()
            return connection.fileno()
    engine = place.open(log=lines.append)
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(engine.verify, Late(), "shop") for _ in range(4)]
        begun.wait(120)
        engine.close()
        done = [each.exception(120) or each.result() for each in asked]
    passed = [each for each in done if not isinstance(each, warifu.WarifuError)]
    assert passed and all(passed) and len(lines) == len(passed)
    with pytest.raises(warifu.WarifuError, match="closed"):
        engine.verify(connection, "shop")


def test_opened_in_a_parent_and_used_in_children(place):
    """Whatever the parent's threads were doing at the fork."""
    stop = threading.Event()
    ours, theirs = socket.socketpair()
    with ours, theirs, place.open() as engine, ThreadPoolExecutor(2) as pool:
        def busy():
            while not stop.is_set():
                assert engine.verify(ours, "parent")
        running = [pool.submit(busy) for _ in range(2)]
        try:
            for _ in range(20):
                assert child.run(lambda: [bool(engine.verify(ours, "child")) for _ in range(20)]) == [True] * 20
        finally:
            stop.set()
        assert [each.result() for each in running] == [None, None]
        assert child.run(lambda: (engine.close(), os.getpid())[1]) != os.getpid()
        assert engine.verify(ours, "parent")  # a child's close is its own


def test_a_child_that_reloads_does_not_change_its_parent(place, connection, engine):
    place.write(entries='[[verify]]\nmodule = "deny"\ncontrol = "required"\n')
    assert child.run(lambda: (engine.reload(), bool(engine.verify(connection, "shop")))[1]) is False
    assert engine.verify(connection, "shop")
