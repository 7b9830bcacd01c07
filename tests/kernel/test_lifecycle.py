# SPDX-License-Identifier: MIT
"""The agent comes and goes; stamping stays.

    agent 1 --loads--> programs, maps --pinned--> bpffs      connections, one after the other
    SIGKILL            (stamping goes on)                    ====================>  every one
    agent 2 --takes over: exchanges the programs behind the links                   stamped
    detach             (links, pins and folder are gone)
"""
import os
import signal
import subprocess
import time

import pytest

from conftest import PORT, TENANT
from support import syn
from support.traffic import Traffic


def program_exists(number):
    return subprocess.run(["bpftool", "prog", "show", "id", str(number)],
                          capture_output=True).returncode == 0


def test_no_connection_without_its_stamp_through_kill_and_restart_and_reload(lab):
    lab.agent.start(lab.stamp())
    traffic = Traffic(lab, TENANT)
    try:
        for _ in range(3):
            traffic.wait_for(50)
            lab.agent.kill()
            traffic.wait_for(50)
            lab.agent.start()
            traffic.wait_for(50)
            for _ in range(3):
                assert "read again" in lab.agent.reload(lab.stamp(uids=[TENANT]))
                traffic.wait_for(20)
        time.sleep(1.5)  # the last configuration but one is removed meanwhile
        traffic.wait_for(50)
    finally:
        made = traffic.stop()
    assert traffic.bad == []
    assert traffic.good == made
    assert lab.agent.counters()["stamped"] == made, "counters survive every restart"


def test_killed_agent_leaves_stamping_and_its_lock(lab):
    lab.agent.start(lab.stamp())
    lab.agent.kill()
    status = lab.agent.status()
    assert status["attached"] and not status["running"] and status["pid"] == 0
    assert syn.claims(lab.syn_of(lab.server())) == [syn.plain_claim(TENANT, TENANT)]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_stopped_agent_leaves_stamping(lab, number):
    lab.agent.start(lab.stamp())
    assert lab.agent.stop(number) == 0
    assert syn.claims(lab.syn_of(lab.server())) == [syn.plain_claim(TENANT, TENANT)]


def test_takeover_applies_the_new_configuration_and_new_programs(lab):
    lab.agent.start(lab.stamp())
    before = lab.agent.status()
    lab.agent.kill()
    lab.agent.start(lab.stamp(uids=[1]))
    after = lab.agent.status()
    assert syn.claims(lab.syn_of(lab.server())) == []
    assert after["generation"] > before["generation"]
    for name, number in before["programs"].items():
        assert after["programs"][name] != number


def test_second_agent_is_refused(lab):
    lab.agent.start(lab.stamp())
    generation = lab.agent.generation()
    status, said = lab.agent.run()
    assert status == 1
    assert "another warifu-agent is running" in said and lab.agent.pins in said
    assert lab.agent.generation() == generation
    assert lab.agent.status()["pid"] == lab.agent.process.pid


@pytest.mark.parametrize("end", ["running", "killed"])
def test_detach_leaves_nothing(lab, end):
    lab.agent.start(lab.stamp())
    programs = lab.agent.status()["programs"].values()
    if end == "killed":
        lab.agent.kill()
    assert lab.agent.detach() == (0, "")
    assert not os.path.exists(lab.agent.pins)
    if end == "running":
        assert lab.agent.process.wait(20) == 0
    assert syn.claims(lab.syn_of(lab.server())) == []
    deadline = time.monotonic() + 10  # the kernel frees programs a grace period later
    while any(program_exists(each) for each in programs):
        assert time.monotonic() < deadline, "programs stay loaded"
        time.sleep(0.05)


def test_detach_where_nothing_is_attached_says_so(lab):
    status, said = lab.agent.detach()
    assert status == 1 and "no warifu-agent has attached anything" in said


def test_agent_starts_again_after_detach(lab):
    lab.agent.start(lab.stamp())
    lab.agent.stop()
    assert lab.agent.detach()[0] == 0
    lab.agent.start()
    assert syn.claims(lab.syn_of(lab.server())) == [syn.plain_claim(TENANT, TENANT)]


def test_in_the_background_it_returns_when_it_stamps(lab):
    lab.agent.write(lab.stamp())
    done = subprocess.run(lab.agent.command(), stderr=subprocess.PIPE, text=True, timeout=20)
    assert (done.returncode, done.stderr) == (0, "")
    status = lab.agent.status()
    assert status["attached"] and status["running"]
    assert syn.claims(lab.syn_of(lab.server())) == [syn.plain_claim(TENANT, TENANT)]


def test_in_the_background_a_failure_is_still_told(lab):
    lab.agent.write("[[stamp]]\n")
    done = subprocess.run(lab.agent.command(), stderr=subprocess.PIPE, text=True, timeout=20)
    assert done.returncode == 1 and "agent.toml:1:1" in done.stderr


def test_connections_that_were_open_go_on_after_detach(lab):
    lab.agent.start(lab.stamp())
    server = lab.server()
    import socket
    from support import netns
    with netns.inside(lab.network.client):
        connection = socket.socket()
    with connection:
        connection.connect((lab.network.server4, PORT))
        with server.accept() as accepted:
            lab.agent.detach()
            connection.sendall(b"hello")
            assert accepted.recv(5) == b"hello"


def test_process_is_not_dumpable(lab):
    lab.agent.start(lab.stamp())
    pid = lab.agent.process.pid
    assert os.stat(f"/proc/{pid}/environ").st_uid == 0
    with open(f"/proc/{pid}/limits") as file:
        core = next(line for line in file if line.startswith("Max core file size"))
    assert core.split()[4:6] == ["0", "0"]
