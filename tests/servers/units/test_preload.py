# SPDX-License-Identifier: MIT
"""`warifu run` before a unit's own command, as warifu-run(1) shows it: memcached and nginx under Debian's
units."""
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
from shim.clients import HTTP, MEMCACHED, served
from support import netns

PATIENCE = 120  # seconds until a test says that nothing came; nothing is measured
PAGE = os.path.join(os.path.dirname(__file__), "../../../packaging/man/warifu-run.1")
# The first process of a process namespace, so that what a server forks ends with it.
ALONE = ("unshare", "--pid", "--fork", "--kill-child", "sh", "-c", '"$@" && exec sleep infinity', "-")


class Memcached:
    name, port, speech, around = "memcached", 11211, MEMCACHED, ()

    @staticmethod
    def configure(machine, address):
        machine.write("/etc/memcached.conf", f"-u memcache\n-U 0\n-p {Memcached.port}\n-l {address}\n")


class Nginx:
    """Becomes a daemon, whose workers are of another user."""
    name, port, speech, around = "nginx", 8080, HTTP, ALONE

    @staticmethod
    def configure(machine, address):
        machine.write("/etc/nginx/nginx.conf", (
            "user www-data;\nworker_processes 2;\nerror_log stderr;\npid /run/nginx.pid;\nevents {}\n"
            f"http {{ access_log off; server {{ listen {address}:{Nginx.port};\n"
            'location / { return 200 "hello\\n"; } } }\n'))


def shown(server):
    """The drop-in that the page shows for a server, as systemd would read it."""
    with open(PAGE) as page:
        text = page.read().replace("\\e\n", "").replace("\\-", "-")
    command, = re.findall(rf"^ExecStart=(/usr/bin/warifu run --service {server} .*)$", text, re.MULTILINE)
    return f"[Service]\nExecStart=\nExecStart={command}\n"


@pytest.fixture(params=[Memcached, Nginx], ids=lambda each: each.name)
def kind(request):
    if not file.find(f"{request.param.name}.service"):
        pytest.skip(f"{request.param.name}.service is not installed here")
    return request.param


@pytest.fixture
def log(machine, network, folder, kind):
    """Of the server, with the drop-in, up."""
    write(os.path.join(machine.config, f"stacks/{kind.name}.toml"),
          '[[verify]]\nmodule = "uid_allowlist"\ncontrol = "required"\n'
          f"options = {{ uids = [{A}] }}\n")
    kind.configure(machine, network.server4)

    def enter():
        netns.enter(network.server)
        machine.enter()
    confined = Confinement(file.find(f"{kind.name}.service"), shown(kind.name), before=enter)
    path = os.path.join(folder, f"{kind.name}.log")
    with open(path, "w") as output:
        process = subprocess.Popen([*kind.around, *machine.inside(confined.command)],
                                   stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                                   preexec_fn=confined.enter,
                                   env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"})
    try:
        wait_until_up(network, kind.port, process, path)
        yield path
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait(PATIENCE)


def wait_until_up(network, port, process, log):
    end = time.monotonic() + PATIENCE
    while not listens(network.server, port):
        assert process.poll() is None and time.monotonic() < end, told(log)
        time.sleep(0.05)


def told(log):
    with open(log) as output:
        return output.read()


def test_the_drop_in_that_the_page_shows(agent, kind, log, network):
    def ask(uid):
        return served(uid, (network.server4, kind.port), kind.speech, network.client)
    agent.start(f'[[stamp]]\nto = ["{network.server4}"]\nports = [{kind.port}]\nuids = ["{A}-{B}"]\n'
                'scope = "host"\n')
    for _ in range(4):  # whichever worker it is
        assert ask(A), told(log)
        assert not ask(B), told(log)
