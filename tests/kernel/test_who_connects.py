# SPDX-License-Identifier: MIT
"""Whose connection it is: the task that calls connect(2), by its effective ids.

    socket made by one owner --passed on--> connect() by another   => the other
    setuid program, thread with its own euid                       => the effective uid
    user namespace                                                 => the initial namespace's uid
"""
import os
import shutil
import socket
import subprocess
import threading

import pytest

from conftest import OTHER, PORT, TENANT
from support import child, libc, netns, syn


CLOSED = PORT + 1  # a destination where nobody listens


@pytest.fixture
def server(lab):
    lab.agent.start(lab.stamp(ports=[PORT, CLOSED]))
    return lab.server()


def test_setuid_program_counts_by_its_effective_uid(lab, server):
    program = os.path.join(lab.folder, "connector")
    shutil.copy(os.path.join(lab.build, "tests/kernel/connector"), program)
    os.chown(program, OTHER, OTHER)
    os.chmod(program, 0o6755)
    if os.statvfs(program).f_flag & os.ST_NOSUID:
        pytest.skip("the test's folder is mounted nosuid")

    def run_it():
        lab.enter_client_host_as(TENANT, TENANT)
        subprocess.run([program, lab.network.server4, str(PORT)], check=True, timeout=20)

    child.run(run_it)
    assert syn.claims(server.syn()) == [syn.plain_claim(OTHER, OTHER)]


def test_thread_with_its_own_euid(lab, server):
    def connect_in_a_thread():
        netns.enter(lab.network.client)

        def work():
            libc.set_thread_uid(OTHER)
            lab.open_connection()

        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
        assert os.geteuid() == 0

    child.run(connect_in_a_thread)
    assert syn.claims(server.syn()) == [syn.plain_claim(OTHER, 0)]


def test_real_uid_is_not_what_counts(lab, server):
    def connect():
        netns.enter(lab.network.client)
        os.setresuid(OTHER, TENANT, 0)
        lab.open_connection()

    child.run(connect)
    assert syn.claims(server.syn()) == [syn.plain_claim(TENANT, 0)]


def test_passed_descriptor_belongs_to_who_connects(lab, server):
    def connect_received(there):
        child.become(OTHER, OTHER)
        _, fds, _, _ = socket.recv_fds(there, 1, 1)
        with socket.socket(fileno=fds[0]) as connection:
            connection.connect((lab.network.server4, PORT))

    def give_away():
        netns.enter(lab.network.client)
        here, there = socket.socketpair()
        receiver = child.Child(lambda: connect_received(there))
        child.become(TENANT, TENANT)
        with socket.socket() as connection:
            socket.send_fds(here, [b"x"], [connection.fileno()])
            receiver.result()

    child.run(give_away)
    assert syn.claims(server.syn()) == [syn.plain_claim(OTHER, OTHER)]


def test_reconnect_after_disconnect_by_another_owner(lab, server):
    def connect_twice():
        netns.enter(lab.network.client)
        with socket.socket() as connection:
            for uid in (TENANT, OTHER):
                os.seteuid(uid)
                connection.connect((lab.network.server4, PORT))
                os.seteuid(0)
                libc.disconnect(connection)

    client = child.Child(connect_twice)
    owners = [syn.claims(server.syn()) for _ in range(2)]
    client.result()
    assert owners == [[syn.plain_claim(uid, 0)] for uid in (TENANT, OTHER)]


def test_reconnect_to_nowhere_listed_carries_nothing_old(lab, server):
    elsewhere = lab.server(lab.network.other4)

    def connect_twice():
        lab.enter_client_host_as(TENANT, TENANT)
        with socket.socket() as connection:
            connection.connect((lab.network.server4, PORT))
            libc.disconnect(connection)
            connection.connect((lab.network.other4, PORT))

    client = child.Child(connect_twice)
    assert syn.claims(server.syn()) == [syn.plain_claim(TENANT, TENANT)]
    assert syn.claims(elsewhere.syn()) == []
    client.result()


def test_failed_connect_leaves_nothing_for_the_next_owner(lab, server):
    def refused_then_accepted():
        netns.enter(lab.network.client)
        with socket.socket() as connection:
            os.seteuid(TENANT)
            assert connection.connect_ex((lab.network.server4, CLOSED)) != 0
            os.seteuid(0)
            os.seteuid(OTHER)
            connection.connect((lab.network.server4, PORT))

    child.run(refused_then_accepted)
    assert syn.claims(server.syn()) == [syn.plain_claim(OTHER, 0)]
    assert lab.agent.counters()["stamped"] == 2, "each connect has an outcome of its own"


def test_user_namespace_counts_as_the_initial_one_numbers(lab, server):
    def connect_as_its_root():
        lab.enter_client_host_as(TENANT, TENANT)
        child.own_user_namespace(TENANT)
        assert os.geteuid() == 0
        lab.open_connection()

    child.run(connect_as_its_root)
    assert syn.claims(server.syn()) == [syn.plain_claim(TENANT, TENANT)]


def test_connection_put_off_by_fast_open_belongs_to_who_connected(lab, server, put_off):
    """connect(2) sends nothing, the first write does: by another owner, here."""
    def connect_then_let_another_write():
        netns.enter(lab.network.client)
        with socket.socket() as connection:
            put_off(connection)
            os.seteuid(TENANT)
            connection.connect((lab.network.server4, PORT))
            os.seteuid(0)
            assert lab.agent.counters()["stamped"] == 0, "the SYN was not put off"
            os.seteuid(OTHER)
            connection.sendall(b"x")

    server.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_FASTOPEN, 5)
    child.run(connect_then_let_another_write)
    assert syn.claims(server.syn()) == [syn.plain_claim(TENANT, 0)]
