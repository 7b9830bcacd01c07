# SPDX-License-Identifier: MIT
"""Clients as people use them, unmodified: redis-cli, redis-benchmark, hiredis."""
import pytest
from conftest import A, B
from lab.client_host import run
from rd import hiredis
from rd.server import PASSWORD, PORT, TLS_PORT

REFUSED = "WRONGPASS invalid username-password pair or user is disabled."


def benchmark(network, uid, requests, *words):
    return run(network, uid, "redis-benchmark", "-h", network.server4, "-p", str(PORT), "--user", "app", "-a",
               PASSWORD, "-c", "8", "-n", str(requests), "-t", "get", "--csv", *words)


@pytest.mark.parametrize("protocol", ["-2", "-3"])
@pytest.mark.parametrize("tls", [False, True], ids=["plain", "tls"])
@pytest.mark.parametrize("family", ["server4", "server6"])
def test_redis_cli(server, network, family, tls, protocol):
    words = ("redis-cli", "-h", getattr(network, family), "-p", str(TLS_PORT if tls else PORT), protocol,
             *(("--tls", "--insecure") if tls else ()), "--user", "app", "--no-auth-warning", "GET", "nothing")
    status, told, complaints = run(network, A, *words, REDISCLI_AUTH=PASSWORD)
    assert (status, told.strip(), complaints) == (0, "", "")  # it may read, and there is nothing
    status, told, complaints = run(network, B, *words, REDISCLI_AUTH=PASSWORD)
    assert REFUSED in told + complaints
    assert "NOPERM" in told or "NOAUTH" in told


@pytest.mark.parametrize("keep", [0, 1])
def test_redis_benchmark(server, network, keep):
    status, told, complaints = benchmark(network, A, 500, "-k", str(keep))
    assert status == 0 and '"GET"' in told, complaints
    status, told, complaints = benchmark(network, B, 500, "-k", str(keep))
    assert REFUSED in told + complaints
    assert '"GET"' not in told


@pytest.mark.parametrize("family", ["server4", "server6"])
def test_hiredis(network, server, family):
    def ask(uid):
        def talk(client):
            return client.ask("AUTH", "app", PASSWORD), client.ask("GET", "nothing")
        return hiredis.talk(network, uid, (getattr(network, family), PORT), talk)
    assert ask(A) == ((False, "OK"), (False, ""))
    (is_error, said), (then_is_error, then) = ask(B)
    assert is_error and said == REFUSED
    assert then_is_error and then.startswith("NOAUTH")
