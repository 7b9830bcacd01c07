# SPDX-License-Identifier: MIT
"""What a service manager is told (sd_notify).

    agent --READY=1--> socket   start
          --RELOADING=1, MONOTONIC_USEC, READY=1-->   SIGHUP
          --STOPPING=1-->       SIGTERM
"""
import os
import socket

import pytest


@pytest.fixture
def manager(lab, monkeypatch):
    path = os.path.join(lab.folder, "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as receiver:
        receiver.bind(path)
        receiver.settimeout(10)
        monkeypatch.setenv("NOTIFY_SOCKET", path)
        yield receiver


def test_readiness_reloading_and_stopping_are_told(lab, manager):
    lab.agent.start(lab.stamp())
    assert manager.recv(1024) == b"READY=1"
    lab.agent.reload(lab.stamp())
    assert manager.recv(1024).startswith(b"RELOADING=1\nMONOTONIC_USEC=")
    assert manager.recv(1024) == b"READY=1"
    lab.agent.stop()
    assert manager.recv(1024) == b"STOPPING=1"


def test_ready_again_after_a_mistake(lab, manager):
    lab.agent.start(lab.stamp())
    assert manager.recv(1024) == b"READY=1"
    assert "stays as it was" in lab.agent.reload("[[stamp]]\n")
    assert manager.recv(1024).startswith(b"RELOADING=1")
    assert manager.recv(1024) == b"READY=1"
