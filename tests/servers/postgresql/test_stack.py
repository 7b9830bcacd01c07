# SPDX-License-Identifier: MIT
"""The operator's ways with the stack: reloading, observing, and one that does not load."""
import contextlib
import os
import subprocess
import time

from conftest import A, B
from lab import directory
from pg.server import ADMIN, PATIENCE


def reload(server, build):
    words = [os.path.join(build, "core/cli/warifu"), "reload", "postgresql"]
    for key, value in server.warifu_folders.items():
        words += [f"--{key.replace('_', '-')}", value]
    return subprocess.run(words, capture_output=True, text=True, timeout=PATIENCE)


def until(condition):
    """Requests of the command's are looked for once a second."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_warifu_reload(server, stack, build):
    assert server.remote(A, "app").passed
    stack.write(app=B)
    before = server.mark()
    done = reload(server, build)
    assert done.returncode == 0, done.stderr
    until(lambda: server.remote(B, "app").passed)
    assert not server.remote(A, "app").passed
    assert 'the stack of service "postgresql" was loaded again' in server.told(before)


def test_a_stack_spoilt_after_its_trial_is_not_taken(server, stack, build):
    before = server.mark()
    assert reload(server, build).returncode == 0
    stack.spoil()

    def told():
        assert server.remote(A, "app").passed
        assert not server.remote(B, "app").passed
        return "the one in use stays" in server.told(before)
    until(told)
    assert "no_such_module" in server.told(before)


def test_a_directory_that_is_away(server, stack, network):
    def ask_at(url):
        stack.write(entries=directory.entries(url, [ADMIN.pw_uid]))
        server.local(ADMIN.pw_uid, "postgres", query="SELECT warifu_reload()")
    ask_at("http://127.0.0.1:1")
    before = server.mark()
    session = server.remote(A, "app")
    assert session.error["C"] == "28P01"
    assert "DETAIL:  warifu: stns.unavailable" in server.told(before)
    with contextlib.closing(directory.Directory(network.server, {A: "tenant-a"})) as there:
        ask_at(there.url)
        assert server.remote(A, "app").passed
        assert not server.remote(B, "app").passed


def test_observing_lets_in_and_tells(server, stack):
    stack.observe()
    server.local(ADMIN.pw_uid, "postgres", query="SELECT warifu_reload()")
    assert server.remote(A, "app").passed
    assert not server.remote(B, "app", "wrong").passed
    assert server.local(B, "app").passed
    held = server.held(B, "app")
    said = server.local(ADMIN.pw_uid, "postgres", query="SELECT decision, uid, reason_id FROM "
                        f"warifu_sessions WHERE pid = {held.pid}").rows
    held.end()
    assert said == [["would be refused", str(B), "owner_map.not-the-owner"]]


def test_without_a_stack_the_server_does_not_start_and_says_why(server, stack):
    server.stop()
    stack.spoil()
    before = server.mark()
    try:
        server.start_only()
        assert server.process.wait(PATIENCE) != 0
        said = server.told(before)
        assert 'FATAL:  warifu: the stack of service "postgresql" does not load' in said
        assert "postgresql.toml:2" in said and "no_such_module" in said
        single = server.run("postgres", "--single", "-D", server.data, "postgres",
                            input="SELECT 40 + 2\n")
        assert single.returncode == 0 and '"42"' in single.stdout
    finally:
        stack.write()
        server.start()
    assert server.remote(A, "app").passed
