# SPDX-License-Identifier: MIT
"""The agent where it is when it is installed, and connections over loopback."""
import contextlib
import os
import socket

from support import child
from support.agent import Agent
from support.server import saved_syn

HOST = "127.0.0.1"
PORT = 5432
TENANT = 20000
AGENT = "/usr/sbin/warifu-agent"
PROBE = "/usr/bin/agent_probe"
PINS = "/sys/fs/bpf/warifu"
RECORDS = "/run/warifu/bpf"
CONFIG = "/etc/warifu"
TCP_SAVE_SYN = 27
PATIENCE = 60  # an emulated machine


@contextlib.contextmanager
def agent(text=None):
    made = Agent(AGENT, PROBE, CONFIG, PINS)
    made.records, made.options = RECORDS, []
    try:
        if text is not None:
            made.start(text)
        yield made
    finally:
        made.clean_up()


def stamp(more="", uids="all"):
    return f"""[[stamp]]
to = ["{HOST}", "::1"]
ports = [{PORT}]
uids = "{uids}"
{more}
"""


def listener(host=HOST, save_syn=True, port=PORT):
    made = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if save_syn:
        made.setsockopt(socket.IPPROTO_TCP, TCP_SAVE_SYN, 1)
    made.bind((host, port))
    made.listen(16)
    made.settimeout(PATIENCE)
    return made


def connect_as(uid, host=HOST):
    """A process of its own connects and ends."""
    def connect():
        child.become(uid, uid)
        socket.create_connection((host, PORT), PATIENCE).close()
    child.run(connect)


def syn_of(uid, host=HOST):
    with listener(host) as server:
        connect_as(uid, host)
        accepted, _ = server.accept()
        with accepted:
            return saved_syn(accepted)


def kernel():
    return os.uname().release
