# SPDX-License-Identifier: MIT
"""Only the server that the operator means is asked."""
import ssl

import pytest

from conftest import TENANT
from support.certificates import Authority

UNVERIFIED = ("unavailable", "stns.server-not-verified")


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("tls"), "authority")


@pytest.fixture(scope="module")
def other_authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("other-tls"), "other")


def served(lab, context):
    server = lab.server(tls=context)
    server.directory.add_users([TENANT])
    return server


def asked(lab, server, **options):
    answer = lab.looks_up(server, **options).ask(TENANT)
    assert answer.passed == (answer.code == "pass")
    return answer.code, answer.reason_id


def test_the_right_server_is_asked(lab, authority):
    server = served(lab, authority.issue("server").server_context())
    assert asked(lab, server, **{"tls.ca": str(authority.certificate)})[0] == "pass"
    assert server.count() == 1


@pytest.mark.parametrize("most", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_by_name_and_with_either_version(lab, authority, most):
    server = served(lab, authority.issue("server").server_context(most=most))
    url = server.url.replace("127.0.0.1", "localhost")
    assert asked(lab, server, api_endpoint=url, **{"tls.ca": str(authority.certificate)})[0] == "pass"


WRONG = {
    "another-host": {"says": "DNS:stns.example"},
    "another-address": {"says": "IP:127.0.0.2"},
    # An address is no name, however it is written.
    "address-as-name": {"says": "DNS:127.0.0.1"},
    "expired": {"expired": True},
}


@pytest.mark.parametrize("name", WRONG)
def test_a_certificate_that_does_not_fit_is_none(lab, authority, name):
    server = served(lab, authority.issue(name, **WRONG[name]).server_context())
    assert asked(lab, server, **{"tls.ca": str(authority.certificate)}) == UNVERIFIED
    assert server.count() == 0, "it was asked before it was known who it is"


def test_an_authority_that_nobody_named_is_none(lab, authority, other_authority):
    server = served(lab, other_authority.issue("server").server_context())
    assert asked(lab, server, **{"tls.ca": str(authority.certificate)}) == UNVERIFIED
    # Nor do the system's know it.
    assert asked(lab, server) == UNVERIFIED
    assert server.count() == 0


def test_a_server_without_tls_is_not_asked_in_clear(lab, server):
    url = server.url.replace("http:", "https:")
    assert asked(lab, server, api_endpoint=url, auth_token="sesame")[0] == "unavailable"
    assert server.count() == 0


def test_what_is_not_verified_is_the_operators_word(lab, other_authority):
    server = served(lab, other_authority.issue("server", says="DNS:x").server_context())
    assert asked(lab, server, ssl_verify=False)[0] == "pass"
    assert asked(lab, server, ssl_verify=True) == UNVERIFIED
    assert server.count() == 1


def test_a_client_shows_its_certificate(lab, authority, other_authority):
    context = authority.issue("server").server_context(clients=authority)
    server = served(lab, context)
    ca = {"tls.ca": str(authority.certificate)}
    mine = authority.issue("client")
    assert asked(lab, server, **ca, **{"tls.key": str(mine.key),
                                       "tls.cert": str(mine.certificate)})[0] == "pass"
    assert server.count() == 1
    foreign = other_authority.issue("client")
    assert asked(lab, server, **ca, **{"tls.key": str(foreign.key),
                                       "tls.cert": str(foreign.certificate)})[0] == "unavailable"
    assert asked(lab, server, **ca)[0] == "unavailable"
    assert server.count() == 1
