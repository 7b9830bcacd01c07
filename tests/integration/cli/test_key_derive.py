# SPDX-License-Identifier: MIT
"""warifu key derive and fingerprint: the worked values, and keeping secrets."""
import os
import re
import signal
import subprocess
import time
from pathlib import Path

import pytest

from support.command import SECONDS
from support.keys import VECTORS, feed, fingerprint, hex_key

AUDIENCES = [each for each in VECTORS["audience_keys"] if each["audience"]]


@pytest.mark.parametrize("vector", AUDIENCES, ids=[each["audience"] for each in AUDIENCES])
def test_worked_audience_keys(keys, vector):
    keys.add("master", vector["master"], 0o600)
    out = keys.folder / "made"
    outcome = keys.warifu("key", "derive", "--audience", vector["audience"], keys.folder / "master",
                          "--out", out)
    assert (outcome.status, outcome.err) == (0, "")
    assert out.read_text() == vector["key"] + "\n"
    assert outcome.out == f"{fingerprint(vector['key'])}  {out}\n"
    keys.assert_untold(outcome)


@pytest.mark.parametrize("vector", VECTORS["host_keys"], ids=lambda each: each["address"])
def test_worked_host_keys(keys, vector):
    keys.add("audience", vector["audience_key"])
    words = ("key", "derive", "--for", vector["address"])
    assert keys.warifu(*words, keys.folder / "audience").out == vector["key"] + "\n"
    assert feed(keys.warifu, vector["audience_key"], *words, "-").out == vector["key"] + "\n"


def test_several_addresses_each_a_key_of_its_own(keys):
    audience = VECTORS["host_keys"][0]["audience_key"]
    keys.add("audience", audience)
    out = keys.folder / "client"
    out.mkdir()
    outcome = keys.warifu("key", "derive", "--json", "--for", "192.0.2.10", "--for",
                          "2001:DB8:0:0::5", keys.folder / "audience", "--out-dir", out)
    assert outcome.status == 0
    assert [each["for"] for each in outcome.json] == ["192.0.2.10", "2001:db8::5"]
    for vector in VECTORS["host_keys"]:
        path = out / f"{vector['address']}.key"
        assert path.read_text() == vector["key"] + "\n" and path.stat().st_mode & 0o777 == 0o600
    assert len(list(out.iterdir())) == 2


def test_all_keys_or_none(keys):
    keys.add("audience")
    out = keys.folder / "client"
    out.mkdir()
    (out / "10.0.0.2.key").write_text("precious")
    words = ["key", "derive", keys.folder / "audience", "--out-dir", out]
    for address in ("10.0.0.1", "10.0.0.2", "10.0.0.3"):
        words += ["--for", address]
    outcome = keys.warifu(*words)
    assert outcome.status == 2 and "10.0.0.2.key exists already" in outcome.err
    assert [path.name for path in out.iterdir()] == ["10.0.0.2.key"]


@pytest.mark.parametrize("words,remedy", [
    (["--for", "::ffff:10.1.0.5"], "write 10.1.0.5"),
    (["--for", "10.1.0.0/16"], "one --for each"),
    (["--for", "db1.example.org"], "write it as 10.1.0.5"),
    (["--for", "10.1.0.5", "--for", "10.1.0.5"], "given twice"),
    (["--for", "2001:db8::5", "--for", "2001:DB8::0:5"], "given twice"),
    (["--for", "10.1.0.5", "--for", "10.1.0.6"], "--out-dir"),
    (["--for", "10.1.0.5", "--audience", "a"], "--audience NAME with a master, or --for"),
    ([], "--audience NAME with a master, or --for"),
    (["--audience", ""], "is no name for an audience"),
    (["--audience", "postgresql "], "without blanks"),
    (["--audience", "a", "--out-dir", "."], "--out FILE"),
    (["--for", "10.1.0.5", "--out", "a", "--out-dir", "."], "choose one"),
    (["--audience", "a", "--out", "b", "--stdout"], "choose one"),
])
def test_mistakes(keys, words, remedy):
    keys.add("key")
    outcome = keys.warifu("key", "derive", keys.folder / "key", *words)
    assert (outcome.status, outcome.out) == (2, "") and remedy in outcome.err
    keys.assert_untold(outcome)


@pytest.mark.parametrize("text", ["", "0" * 64, hex_key("a")[:-1], hex_key("a") + "0",
                                  "x" + hex_key("a")[1:], hex_key("a") + "\n" + hex_key("b"),
                                  hex_key("a")[:32] + "\0" + hex_key("a")[33:], " " * 5000])
def test_what_is_no_key_is_not_repeated(keys, text):
    path = keys.folder / "bad"
    path.write_text(text)
    path.chmod(0o600)
    for outcome in (keys.warifu("key", "derive", "--audience", "a", path),
                    keys.warifu("key", "fingerprint", path),
                    feed(keys.warifu, text, "key", "fingerprint", "-")):
        assert outcome.status == 2 and outcome.out == ""
        assert not re.search(r"[0-9a-f]{16}", outcome.err)


def test_who_may_have_read_it_or_written_it(keys):
    keys.add("seen", mode=0o644)
    keys.add("written", mode=0o620)
    keys.add("good", mode=0o400)
    (keys.folder / "link").symlink_to("good")
    for name, fault in (("seen", "is a secret that others may read"), ("written", "chmod g-w"),
                        ("link", "is a symbolic link"), ("none", "does not exist"),
                        (".", "is not a regular file")):
        outcome = keys.warifu("key", "derive", "--audience", "a", keys.folder / name)
        assert outcome.status == 2 and fault in outcome.err and outcome.out == "", name
        keys.assert_untold(outcome)
    assert keys.warifu("key", "fingerprint", keys.folder / "good").status == 0


def test_a_master_of_the_running_user(keys, as_root):
    keys.add("master", mode=0o600)
    keys.add("roots", mode=0o640)
    os.chown(keys.folder / "master", 65533, 65533)
    outcome = keys.warifu("key", "fingerprint", keys.folder / "master")
    assert outcome.status == 2 and "is owned by uid 65533, not by root" in outcome.err


def test_fingerprints(keys):
    first, second = keys.add("a"), keys.add("b")
    outcome = keys.warifu("key", "fingerprint", keys.folder / "a", keys.folder / "b")
    assert outcome.out == f"{first}  {keys.folder / 'a'}\n{second}  {keys.folder / 'b'}\n"
    outcome = keys.warifu("key", "fingerprint", "--json", keys.folder / "a", keys.folder / "none",
                          keys.folder / "b")
    assert outcome.status == 2
    assert [each.get("fingerprint") for each in outcome.json] == [first, None, second]
    assert "does not exist" in outcome.json[1]["error"] and "does not exist" in outcome.err


def waiting(keys, *words, **how):
    """The command, reading standard input and getting nothing there."""
    process = subprocess.Popen([keys.warifu.program, "key", "derive", *words, "-"],
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, **how)
    process.stdin.write(b"0123456789abcdef" * 3)
    process.stdin.flush()
    until = time.monotonic() + SECONDS
    while "read" not in Path(f"/proc/{process.pid}/wchan").read_text() and \
            Path(f"/proc/{process.pid}/stat").read_text().split()[2] != "S":
        assert time.monotonic() < until
        time.sleep(0.01)
    return process


def test_interrupted_it_leaves_nothing(keys):
    out = keys.folder / "out"
    out.mkdir()
    process = waiting(keys, "--audience", "a", "--out", out / "key")
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert not list(out.iterdir())


def test_nobody_of_the_same_user_looks_into_it(keys, as_root):
    process = waiting(keys, "--audience", "a", user=65533, group=65533, extra_groups=[])
    try:
        # A process that may be dumped and traced belongs to its user here, any other to root.
        until = time.monotonic() + SECONDS
        while os.stat(f"/proc/{process.pid}/mem").st_uid != 0:
            assert time.monotonic() < until, "it may be looked into"
            time.sleep(0.01)
        assert b"0123456789abcdef" not in Path(f"/proc/{process.pid}/cmdline").read_bytes()
    finally:
        process.kill()
        process.communicate()
