# SPDX-License-Identifier: MIT
"""A server in Python, however it waits for its clients."""

import pytest
from conftest import GREETER
from lab.logins import crowd, descriptors_of, wait_for_rest
from lab.tenants import STRANGER, A, B
from shim.clients import GREETING, mistakes, served

MODES = ("threads", "crowd", "fork", "poll", "loop")
PYTHON = "/usr/bin/python3"


@pytest.fixture(params=MODES)
def running(request, site, greeter):
    with site.start((PYTHON, greeter, request.param, str(GREETER), site.unix), GREETER) as made:
        yield made


def places(site):
    return [(site.network.server4, GREETER), (site.network.server6, GREETER)]


def test_the_owner_decides(running, site):
    client = site.network.client
    for where in places(site):
        mark = site.mark()
        assert served(A, where, GREETING, client)
        assert not served(B, where, GREETING, client)
        assert not served(STRANGER, where, GREETING, client)
        assert served(A, where, GREETING, client)
        said = site.decisions(mark)
        assert [each["verdict"] for each in said] == ["pass", "refused", "refused", "pass"]
        assert [each["owner"] and each["owner"]["uid"] for each in said] == [A, B, None, A]
        assert said[2]["reason_id"] == "owner.no-option"
        assert {each["account"] for each in said} == {""}
        assert said[0]["owner"]["source"] == "saved-syn"  # the shim's listen(): no agent keeps SYNs here
    assert served(A, site.unix, GREETING), site.decisions()[-1]
    assert not served(B, site.unix, GREETING)


def test_a_thousand_of_both(running, site):
    """No decision is wrong, nobody waits for ever, and the server is as it was."""
    at_rest = descriptors_of(running.pid)
    mark = site.mark()
    assert crowd(site, site.network, GREETER, mistakes(GREETING, {A}), 250) == []
    passed = [each for each in site.decisions(mark) if each["verdict"] == "pass"]
    assert len(passed) == 500 and {each["owner"]["uid"] for each in passed} == {A}
    wait_for_rest(running.pid, at_rest)
