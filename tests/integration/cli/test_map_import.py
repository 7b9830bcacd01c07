# SPDX-License-Identifier: MIT
"""warifu map import: what comes out, and that nothing does where anything is wrong."""
import os
import stat
import subprocess

import pytest

from support.keys import feed
from support.owner_map import Map

IDENT = """\
# MAP  SYSTEM-USERNAME  DATABASE-USERNAME
web    wpshop           shop
web    deploy           shop
web    "al ice"         "my db"
web    /^wp-([0-9]+)$   tenant\\1
batch  reports          shop
"""
TABLE = "account,uid,owner\r\nshop,10042,\r\nshop,,+deploy\r\n\"my db\",,alice\r\n"


@pytest.fixture
def ident(warifu):
    path = warifu.folder / "pg_ident.conf"
    path.write_text(IDENT)
    return path


def test_one_map_of_pg_ident(warifu, ident):
    outcome = warifu("map", "import", "pg_ident", ident, "--map", "web")
    assert (outcome.status, outcome.err) == (0, "")
    assert 'imported from pg_ident.conf, map "web"' in outcome.out
    assert str(warifu.folder) not in outcome.out
    made = Map(outcome.out)
    assert made.accounts == {"shop": ["wpshop", "deploy"], "my db": ["al ice"]}
    assert made.rules == [("/^wp-([0-9]+)$", "tenant\\1")]
    assert warifu("map", "import", "pg_ident", ident, "--map", "web").out == outcome.out


def test_several_maps_are_listed(warifu, ident):
    outcome = warifu("map", "import", "pg_ident", ident)
    assert (outcome.status, outcome.out) == (1, "")
    assert "--map" in outcome.err and "batch, web" in outcome.err
    outcome = warifu("map", "import", "pg_ident", ident, "--map", "wbe")
    assert (outcome.status, outcome.out) == (1, "") and "batch, web" in outcome.err


def test_a_table(warifu):
    outcome = feed(warifu, TABLE, "map", "import", "csv", "-")
    assert (outcome.status, outcome.err) == (0, "")
    assert Map(outcome.out).accounts == {"shop": [10042, "+deploy"], "my db": ["alice"]}


def test_every_line_that_cannot_be_carried_and_nothing_else(warifu, ident):
    path = warifu.folder / "map.toml"
    ident.write_text("m a b\nm 10042 x\nm /(?=x)y z\nm a +role\n")
    outcome = warifu("map", "import", "pg_ident", ident, "--out", path)
    assert (outcome.status, outcome.out) == (1, "")
    assert [line.split(": ")[0] for line in outcome.err.splitlines()] == \
        [f"{ident}:{line}" for line in (2, 3, 4)]
    assert not path.exists()
    outcome = feed(warifu, "account,uid\na,1\nb,-1\nc,x\n", "map", "import", "csv", "-", "--out",
                   str(path))
    assert outcome.status == 1 and not path.exists()
    assert [line.split(": ")[0] for line in outcome.err.splitlines()] == \
        ["standard input:3:3", "standard input:4:3"]


def test_a_new_file_and_never_another(warifu, ident):
    path = warifu.folder / "map.toml"
    words = ("map", "import", "pg_ident", ident, "--map", "web", "--out", path)
    outcome = warifu(*words)
    assert (outcome.status, outcome.said) == (0, "")
    assert stat.S_IMODE(path.stat().st_mode) == 0o644 and "shop" in path.read_text()
    path.write_text("mine")
    outcome = warifu(*words)
    assert outcome.status == 2 and "exists already" in outcome.err
    assert path.read_text() == "mine"
    path.unlink()
    path.symlink_to(warifu.folder / "elsewhere")
    assert warifu(*words).status == 2 and not (warifu.folder / "elsewhere").exists()


def test_what_is_no_file(warifu, tmp_path):
    os.mkfifo(tmp_path / "fifo")
    for path in (tmp_path / "none", tmp_path, tmp_path / "fifo", "/dev/zero"):
        for kind in ("pg_ident", "csv"):
            outcome = warifu("map", "import", kind, path)
            assert (outcome.status, outcome.out) == (2, ""), path
    large = tmp_path / "large"
    with large.open("wb") as file:
        file.truncate((64 << 20) + 1)
    assert "longer than 64 MiB" in warifu("map", "import", "csv", large).err


def test_bytes_from_outside_are_escaped(warifu, tmp_path):
    hostile = "\x1b[31m\u202eevil"
    path = tmp_path / "h\x1bx.conf"
    path.write_text(f"{hostile} a b\n{hostile}2 a {hostile}\n")
    for words in ((), ("--map", f"{hostile}2"), ("--map", "\x1b")):
        said = warifu("map", "import", "pg_ident", path, *words).said
        assert "\x1b" not in said and "\u202e" not in said
    outcome = warifu("map", "import", "pg_ident", path, "--map", hostile)
    assert outcome.status == 0 and "\x1b" not in outcome.out and "\u202e" not in outcome.out
    outcome = feed(warifu, f"account,{hostile}\n", "map", "import", "csv", "-")
    assert outcome.status == 1 and "\x1b" not in outcome.said


def test_a_hundred_thousand_rows(warifu):
    rows = "".join(f"tenant_{number},{10000 + number}\n" for number in range(100000))
    outcome = feed(warifu, "account,uid\n" + rows, "map", "import", "csv", "-")
    assert outcome.status == 0 and Map(outcome.out).accounts["tenant_99999"] == [109999]
    one = "".join(f"shop,{10000 + number}\n" for number in range(100000))
    outcome = feed(warifu, "account,uid\n" + one, "map", "import", "csv", "-")
    assert outcome.status == 0 and len(Map(outcome.out).accounts["shop"]) == 100000


def test_a_full_disk_is_told(warifu, ident):
    with open("/dev/full", "wb") as full:
        done = subprocess.run([warifu.program, "map", "import", "pg_ident", ident, "--map", "web"],
                              stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2 and b"cannot be written" in done.stderr


def test_what_would_not_load_is_refused(warifu, tmp_path):
    path = tmp_path / "map.toml"
    rows = "".join(f"{'a' * 1000}{number},1\n" for number in range(17000))
    outcome = feed(warifu, "account,uid\n" + rows, "map", "import", "csv", "-", "--out", path)
    assert (outcome.status, outcome.out) == (1, "") and not path.exists()
    assert outcome.err.startswith("standard input: a map of more than 16 MiB")
    rows = "".join(f"{number},1\n" for number in range(1_000_001))
    outcome = feed(warifu, "account,uid\n" + rows, "map", "import", "csv", "-", "--out", path)
    assert (outcome.status, outcome.out) == (1, "") and not path.exists()
    assert outcome.err.startswith("standard input: more than 1000000 accounts")
