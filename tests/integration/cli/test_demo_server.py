# SPDX-License-Identifier: MIT
"""The demo server on a unix socket, its clients and `warifu reload`, all under a /run of their own."""
import time

from support.command import DECIDES, TENANT, THIEF

LOGGED = DECIDES + '[owner]\nsources = ["unix-socket"]\n[log]\nsink = "file"\nfile = "/run/it/log.json"\n'


def test_the_owner_decides_and_a_refusal_tells_nothing(sandbox):
    sandbox.command.write("demo", LOGGED)
    sandbox.serve()
    assert sandbox.log_in(TENANT, "shop", "secret").words == "hello shop\n"
    refused = sandbox.log_in(THIEF, "shop", "secret")
    mistyped = sandbox.log_in(TENANT, "shop", "secre")
    assert refused.words == mistyped.words == "refused\n"
    # Neither root nor the uid that stands for unmapped ones is let in by being special.
    assert sandbox.log_in(0, "shop", "secret").words == "refused\n"
    assert sandbox.log_in(65534, "shop", "secret").words == "refused\n"
    # One line for each that had the right password.
    assert len((sandbox.command.folder / "log.json").read_text().splitlines()) == 4


def test_a_running_server_takes_the_new_stack(sandbox):
    sandbox.command.write("demo", LOGGED)
    sandbox.serve()
    assert sandbox.log_in(TENANT, "shop", "secret").let_in
    sandbox.command.write("demo", LOGGED.replace(str(TENANT), str(THIEF)))
    time.sleep(1.5)  # it looks once a second: without a reload it must not take it
    assert sandbox.log_in(TENANT, "shop", "secret").let_in
    assert sandbox.warifu("reload", "demo").status == 0
    until = time.monotonic() + 60
    while not sandbox.log_in(THIEF, "shop", "secret").let_in:
        assert time.monotonic() < until, "the server did not take the new stack"
        time.sleep(0.2)
    assert not sandbox.log_in(TENANT, "shop", "secret").let_in


def test_a_running_server_keeps_its_stack_where_the_new_one_is_broken(sandbox):
    sandbox.command.write("demo", LOGGED)
    sandbox.serve()
    sandbox.command.write("demo", "mod = 1\n" + LOGGED.replace(str(TENANT), str(THIEF)))
    assert sandbox.warifu("reload", "demo").status == 2
    # Also where the number is raised all the same.
    generation = sandbox.command.folder.parent / "warifu/generation"
    generation.mkdir(parents=True, exist_ok=True)
    (generation / "demo").write_text("7\n")
    (generation / "demo").chmod(0o644)
    time.sleep(1.5)
    assert sandbox.log_in(TENANT, "shop", "secret").let_in
    assert not sandbox.log_in(THIEF, "shop", "secret").let_in
