# SPDX-License-Identifier: MIT
"""warifu key usage: counters that a server's user may have written anything into."""
import time

import pytest

from support.keys import fingerprint, hex_key

KEY = fingerprint(hex_key("a"))


def test_what_was_counted(keys):
    keys.count("shop", {KEY: (12, 3, 500, 60)}, uncounted=7)
    outcome = keys.warifu("key", "usage", "shop", "--json")
    (row,) = outcome.json["keys"]
    assert (outcome.status, outcome.json["service"], outcome.json["uncounted"]) == (0, "shop", 7)
    assert (row["fingerprint"], row["passed"], row["refused"]) == (KEY, 12, 3)
    assert row["last_used"] - row["first_used"] == 440 and row["last_used"] <= time.time()
    text = keys.warifu("key", "usage", "shop").out
    assert KEY in text and " UTC" in text and "7 uses of keys" in text


def test_a_key_whose_count_is_on_its_way(keys):
    keys.count("shop", {KEY: (0, 0, int(time.time()), int(time.time()))})
    (row,) = keys.warifu("key", "usage", "shop", "--json").json["keys"]
    assert row["first_used"] is None or row["first_used"] <= 2
    assert keys.warifu("key", "usage", "shop").status == 0


def test_a_replay_dir_of_ones_own(keys):
    folder = keys.count("shop", {KEY: (12, 3, 500, 60)})
    assert keys.warifu.bare("key", "usage", f"{folder}").status == 0


def test_nothing_counted(keys):
    outcome = keys.warifu("key", "usage", "shop")
    assert outcome.status == 2 and f"{keys.warifu.runtime}/replay/shop/keys does not exist" in outcome.err
    outcome = keys.warifu("key", "usage", "no service")
    assert outcome.status == 2 and "is no service name" in outcome.err


@pytest.mark.parametrize("data", [b"", b"WARIFUKU", b"\0" * 64, b"WARIFUKU" + b"\xff" * 56,
                                  b"\x1b[2J" * 100])
def test_anything_else_in_its_place(keys, data):
    path = keys.count("shop", {}) / "keys"
    path.write_bytes(data)
    outcome = keys.warifu("key", "usage", "shop")
    assert outcome.status == 2 and str(path) in outcome.err and "\x1b" not in outcome.said
    path.unlink()
    path.symlink_to("/etc/shadow")
    assert keys.warifu("key", "usage", "shop").status == 2
