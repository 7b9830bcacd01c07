# SPDX-License-Identifier: MIT
"""What a server does with its descriptors, and what others do to it."""
import os
import subprocess

import pytest
from conftest import GREETER, OTHER
from lab.tenants import A, B
from shim.clients import GREETING, served
from test_greeter import PYTHON, places

HERE = os.path.dirname(__file__)


@pytest.fixture(scope="session")
def plain(folder):
    """plain.c, which calls accept() and not accept4()."""
    path = os.path.join(folder, "plain")
    subprocess.run(["cc", "-Wall", "-Werror", "-o", path, os.path.join(HERE, "plain.c")], check=True)
    return path


def test_accept_and_its_address(site, plain):
    """After clients that were refused in between, too, the address is the one's who was let in."""
    client = site.network.client
    with site.start((plain, "accept", str(GREETER)), GREETER) as running:
        for _ in range(3):
            assert not served(B, places(site)[0], GREETING, client)
            assert served(A, places(site)[0], GREETING, client)
        assert not served(B, places(site)[1], GREETING, client)
        assert served(A, places(site)[1], GREETING, client)
        said = [line for line in running.told().splitlines() if line.startswith("client ")]
    assert said == [f"client ::ffff:{site.network.client4} 28"] * 3 + [f"client {site.network.client6} 28"]


def test_without_descriptors_nobody_is_let_in_unasked(site, plain):
    """The server has one descriptor left: enough for accept(), and for nothing else."""
    client = site.network.client
    with site.start((plain, "few", str(GREETER)), GREETER):
        for where in places(site):
            assert not served(B, where, GREETING, client)
            assert served(A, where, GREETING, client)


def test_what_it_cannot_see(site, plain):
    """accept4(2) as a raw system call: the reason why the manual says that it passes by."""
    with site.start((plain, "raw", str(GREETER)), GREETER):
        assert served(B, places(site)[0], GREETING, site.network.client)
    assert site.decisions() == []


def test_what_it_cannot_see_of_a_child_without_the_shim(site, plain):
    words = ("sh", "-c", f"unset LD_PRELOAD; exec {plain} accept {GREETER}")
    with site.start(words, GREETER):
        assert served(B, places(site)[0], GREETING, site.network.client)


def test_with_the_agent_away_it_refuses(site, plain, stamping, network):
    with site.start((plain, "accept", str(GREETER)), GREETER):
        assert served(A, places(site)[0], GREETING, network.client)
        stamping.agent.clean_up()
        try:
            mark = site.mark()
            assert not served(A, places(site)[0], GREETING, network.client)
            assert [each["reason_id"] for each in site.decisions(mark)] == ["owner.no-option"]
        finally:
            stamping.agent.start(stamping.text(), network_namespace=network.server)
        assert served(A, places(site)[0], GREETING, network.client)


def test_listeners_that_systemd_opened(site, greeter):
    """Its own listen() kept no SYN, and the server begins with the first client: that one has no owner."""
    words = site.words(PYTHON, greeter, "activated")
    command = ("systemd-socket-activate", "-l", f"[::]:{OTHER}", "--setenv=LD_LIBRARY_PATH", *words)
    where = (site.network.server4, OTHER)
    with site.bare(command, OTHER) as running:
        assert not served(A, where, GREETING, site.network.client)
        assert site.decisions()[-1]["reason_id"] == "owner.not-saved", running.told()
        assert served(A, where, GREETING, site.network.client)
        assert not served(B, where, GREETING, site.network.client)


def test_a_stack_that_is_spoilt_later_changes_nothing(site, greeter):
    with site.start((PYTHON, greeter, "threads", str(GREETER)), GREETER) as running:
        assert served(A, places(site)[0], GREETING, site.network.client)
        site.write('[[verify]]\nmodule = "no_such_module"\ncontrol = "required"\n')
        site.ask_for_reload(1)

        def noticed():
            assert served(A, places(site)[0], GREETING, site.network.client)
            return "no_such_module" in running.told()
        running.wait_for(noticed)
        assert not served(B, places(site)[0], GREETING, site.network.client)
