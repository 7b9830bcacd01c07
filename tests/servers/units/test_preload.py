# SPDX-License-Identifier: MIT
"""`warifu run` before a unit's own command, as warifu-run(1) shows it: memcached under Debian's unit."""
import os
import re
import signal
import subprocess
import time

import pytest
from lab.listening import listens
from lab.stack import write
from lab.tenants import A, B
from lab.unit import file
from lab.unit.confinement import Confinement
from shim.clients import MEMCACHED, served
from support import netns

UNIT = "memcached.service"
PORT = 11211
PATIENCE = 120  # seconds until a test says that nothing came; nothing is measured
PAGE = os.path.join(os.path.dirname(__file__), "../../../packaging/man/warifu-run.1")


def shown(server):
    """The drop-in that the page shows for a server, as systemd would read it."""
    with open(PAGE) as page:
        text = page.read().replace("\\e\n", "").replace("\\-", "-")
    command, = re.findall(rf"^ExecStart=(/usr/bin/warifu run --service {server} .*)$", text, re.MULTILINE)
    return f"[Service]\nExecStart=\nExecStart={command}\n"


@pytest.fixture
def memcached(machine, network, folder):
    """With the drop-in, up."""
    if not file.find(UNIT):
        pytest.skip(f"{UNIT} is not installed here")
    write(os.path.join(machine.config, "stacks/memcached.toml"),
          '[[verify]]\nmodule = "uid_allowlist"\ncontrol = "required"\n'
          f"options = {{ uids = [{A}] }}\n")
    machine.write("/etc/memcached.conf", f"-u memcache\n-U 0\n-p {PORT}\n-l {network.server4}\n")

    def enter():
        netns.enter(network.server)
        machine.enter()
    confined = Confinement(file.find(UNIT), shown("memcached"), before=enter)
    log = os.path.join(folder, "memcached.log")
    with open(log, "w") as output:
        process = subprocess.Popen(machine.inside(confined.command), stdin=subprocess.DEVNULL, stdout=output,
                                   stderr=output, preexec_fn=confined.enter,
                                   env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"})
    try:
        wait_until_up(network, process, log)
        yield log
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait(PATIENCE)


def wait_until_up(network, process, log):
    end = time.monotonic() + PATIENCE
    while not listens(network.server, PORT):
        assert process.poll() is None and time.monotonic() < end, told(log)
        time.sleep(0.05)


def told(log):
    with open(log) as output:
        return output.read()


def ask(network, uid):
    return served(uid, (network.server4, PORT), MEMCACHED, network.client)


def test_memcached_under_its_unit(agent, memcached, network):
    agent.start(f'[[stamp]]\nto = ["{network.server4}"]\nports = [{PORT}]\nuids = ["{A}-{B}"]\n'
                'scope = "host"\n')
    assert ask(network, A), told(memcached)
    assert not ask(network, B), told(memcached)
