# SPDX-License-Identifier: MIT
"""The servers of the guide, each as it is printed there: A's password lets A in, and nobody else."""
import os
import time

import pytest
from conftest import A, B, PORT
from lab.listening import listens
from lab.tenants import STRANGER
from machine.programs import PATIENCE, Program, log_in, server_command

LANGUAGES = ("c", "cpp", "python", "asyncio")


@pytest.fixture(params=LANGUAGES)
def server(request, installed, network, stamping, stack, folder):
    log = os.path.join(folder, f"log/{request.param}")
    made = Program(server_command(installed, stamping.agent.records, request.param, network.server,
                                  str(PORT)), lambda: listens(network.server, PORT), log)
    yield made
    made.stop()
    print(made.told())


def test_the_owner_decides(server, network, decisions):
    for address in (network.server4, network.server6):
        def answer(uid, account, password="secret", where=(address, PORT)):
            return log_in(network.client, uid, where, account, password)
        mark = decisions.mark()
        assert answer(A, "shop") == "hello shop\n"
        assert answer(B, "shop") == "refused\n"
        assert answer(B, "other") == "hello other\n"
        assert answer(STRANGER, "shop") == "refused\n"
        said = decisions.since(mark)
        assert [each["verdict"] for each in said] == ["pass", "refused", "pass", "refused"]
        assert [each["owner"] and each["owner"]["uid"] for each in said] == [A, B, B, None]
        assert said[1]["reason_id"] == "owner_map.not-the-owner"
        assert said[3]["reason_id"] == "owner.no-option"
        assert said[0]["owner"]["source"] == "saved-syn"  # prepare_listener: no agent keeps SYNs here
        # Without the password nobody is asked for an owner.
        mark = decisions.mark()
        assert answer(A, "shop", "wrong") == answer(B, "shop", "wrong") == "refused\n"
        assert decisions.since(mark) == []


@pytest.mark.parametrize("account", ["shop\0", "shop\0x", "\0shop", "s" * 200, "\udcff", "shop\x1f"])
def test_no_name_is_taken_for_another(server, network, account):
    where = (network.server4, PORT)
    assert not log_in(network.client, B, where, account).startswith("hello shop")
    assert log_in(network.client, A, where, "shop") == "hello shop\n"  # and it goes on


def test_a_reload_is_followed(server, network, stack, folder, installed):
    where = (network.server4, PORT)
    assert log_in(network.client, A, where, "shop") == "hello shop\n"
    stack.write(shop=B)
    raise_generation(installed, "1")
    end = time.monotonic() + PATIENCE
    while log_in(network.client, B, where, "shop") != "hello shop\n":
        assert time.monotonic() < end, server.told()
        time.sleep(0.1)
    assert log_in(network.client, A, where, "shop") == "refused\n"
    # One that does not load changes nothing, and ends no server.
    stack.spoil()
    raise_generation(installed, "2")
    while "no_such_module" not in server.told():
        assert log_in(network.client, B, where, "shop") == "hello shop\n"
        assert time.monotonic() < end, server.told()
        time.sleep(0.1)


@pytest.fixture(autouse=True)
def generation(installed):
    """What `warifu reload` writes, of this test alone."""
    path = os.path.join(installed.folder, "run/warifu/generation")
    os.makedirs(path)
    yield path
    for name in os.listdir(path):
        os.unlink(os.path.join(path, name))
    os.rmdir(path)


def raise_generation(installed, number):
    path = os.path.join(installed.folder, "run/warifu/generation/example")
    with open(path + ".new", "w") as file:
        file.write(number + "\n")
    os.rename(path + ".new", path)
