# SPDX-License-Identifier: MIT
"""Through a proxy where the stack says so, and only there."""
import pytest

from conftest import TENANT
from support.certificates import Authority
from support.proxy import Proxy

ELSEWHERE = "stns.invalid"  # RFC 6761: no such name, so only a proxy gets there


@pytest.fixture
def proxy(lab, server):
    return lab.closing(Proxy(server.port))


def test_it_is_asked_through_the_proxy(lab, server, proxy):
    driver = lab.looks_up(server, api_endpoint=f"http://{ELSEWHERE}/v1", http_proxy=proxy.url)
    assert driver.ask(TENANT).passed
    assert [seen.target for seen in proxy.requests] == [f"http://{ELSEWHERE}/v1/users?id={TENANT}"]


def test_through_a_tunnel_the_server_is_verified(lab, tmp_path):
    authority = Authority(tmp_path, "authority")
    server = lab.server(tls=authority.issue("server", says=f"DNS:{ELSEWHERE}").server_context())
    server.directory.add_users([TENANT])
    proxy = lab.closing(Proxy(server.port))
    options = {"http_proxy": proxy.url, "auth_token": "sesame", "tls.ca": str(authority.certificate)}
    right = lab.looks_up(server, api_endpoint=f"https://{ELSEWHERE}/v1", **options).ask(TENANT)
    wrong = lab.looks_up(server, api_endpoint="https://another.invalid/v1", **options).ask(TENANT)
    assert (right.passed, wrong.code) == (True, "unavailable")
    assert [seen.method for seen in proxy.requests] == ["CONNECT", "CONNECT"]
    # The token is for the server, not for the proxy.
    assert all("sesame" not in str(seen) for seen in proxy.requests)
    assert server.count() == 1


def test_a_proxy_that_is_away_is_not_gone_around(lab, server, proxy):
    driver = lab.looks_up(server, http_proxy=proxy.url)
    proxy.close()
    assert driver.ask(TENANT).code == "unavailable"
    assert server.count() == 0


def test_the_environment_names_no_proxy(lab, server, proxy):
    names = ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]
    driver = lab.looks_up(server, environment={**dict.fromkeys(names, proxy.url), "no_proxy": ""})
    assert driver.ask(TENANT).passed
    assert proxy.requests == []


def test_the_environment_names_no_file_either(lab, server, tmp_path):
    # Keys of TLS sessions would be written, authorities taken, and logins read from the home folder.
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login thief password thief\n")
    (tmp_path / ".curlrc").write_text("proxy = http://127.0.0.1:9\n")
    driver = lab.looks_up(server, environment={"HOME": str(tmp_path), "NETRC": str(tmp_path / ".netrc"),
                                               "CURL_HOME": str(tmp_path)})
    assert driver.ask(TENANT).passed
    assert "authorization" not in server.requests[0].headers


def test_tls_takes_nothing_from_the_environment(lab, tmp_path):
    authority = Authority(tmp_path, "authority")
    server = lab.server(tls=authority.issue("server").server_context())
    server.directory.add_users([TENANT])
    keys = tmp_path / "keys"
    environment = {"SSL_CERT_FILE": str(authority.certificate), "SSLKEYLOGFILE": str(keys),
                   "CURL_CA_BUNDLE": str(authority.certificate)}
    assert lab.looks_up(server, environment=environment).ask(TENANT).code == "unavailable"
    trusted = lab.looks_up(server, environment=environment, **{"tls.ca": str(authority.certificate)})
    assert trusted.ask(TENANT).passed
    # The library opens the file whatever is asked of it; nothing may stand there.
    assert not keys.exists() or keys.read_bytes() == b""
