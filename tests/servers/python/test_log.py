# SPDX-License-Identifier: MIT
"""The log callback: a line for each decision, and nothing that it does reaches C or the verdict."""
import contextlib
import json
import sys
from unittest import mock

import pytest
import warifu


@contextlib.contextmanager
def unraisable():
    """What reached the hook. Set by the test itself: pytest has a hook of its own around each."""
    seen = []
    with mock.patch.object(sys, "unraisablehook",
                           lambda what: seen.append((what.exc_type, what.err_msg))):
        yield seen


def test_a_line_for_each_decision(place, connection):
    lines = []
    with place.open(log=lines.append) as engine:
        engine.verify(connection, "shop\nnext", "data\x1bbase")
        engine.verify(connection, "x" * 1025)
    first, second = (json.loads(line) for line in lines)
    assert all(line.isprintable() for line in lines)
    assert (first["account"], first["verdict"]) == ("shop\\nnext", "pass")
    assert (second["verdict"], second["reason_id"]) == ("refused", "request.invalid")


@pytest.mark.parametrize("failure", [ValueError("no"), KeyboardInterrupt(), SystemExit(3), MemoryError()])
def test_what_it_raises_changes_nothing(place, connection, failure):
    def log(line):
        raise failure
    with unraisable() as seen, place.open(log=log) as engine:
        assert engine.verify(connection, "shop")
        assert not engine.verify(connection, "x" * 1025)
    assert [kind for kind, _ in seen] == [type(failure)] * 2
    assert "warifu" in seen[0][1]


def test_neither_does_a_broken_hook(place, connection):
    with mock.patch.object(sys, "unraisablehook", None), place.open(log=lambda: None) as engine:  # takes no line
        assert engine.verify(connection, "shop")


def test_it_cannot_use_the_engine_that_called_it(place, connection):
    def log(line):
        engine.verify(connection, "again")
    with unraisable() as seen, place.open(log=log) as engine, place.open() as another:
        assert engine.verify(connection, "shop")
        assert [kind for kind, _ in seen] == [warifu.WarifuError]
        assert engine.verify(connection, "shop") and another.verify(connection, "shop")


def test_it_may_close_the_engine_and_use_another(place, connection):
    seen = []

    def log(line):
        seen.append(bool(another.verify(connection, "shop")))
        engine.close()
    with unraisable() as complaints, place.open() as another:
        engine = place.open(log=log)
        assert engine.verify(connection, "shop")
        assert engine.closed and seen == [True] and complaints == []
