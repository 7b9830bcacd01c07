# SPDX-License-Identifier: MIT
"""Whoever tries a leaked password learns nothing of it from the refusal."""
import pytest
from conftest import A, ACCOUNTS, B
from pg.server import PASSWORD

WRONG = "wrong"


@pytest.mark.parametrize("tls", [False, True])
@pytest.mark.parametrize("account", ACCOUNTS)
def test_a_refusal_is_a_wrong_password_to_the_last_byte(server, account, tls):
    refused = server.remote(B, account, PASSWORD, tls=tls)
    wrong = server.remote(B, account, WRONG, tls=tls)
    assert refused.error["C"] == wrong.error["C"] == "28P01"
    assert refused.error["S"] == "FATAL"
    assert refused.error["M"] == f'password authentication failed for user "{account}"'
    assert refused.shape == wrong.shape


def test_nor_does_a_unix_socket_tell(server):
    assert server.local(B, "app", PASSWORD).shape == server.local(B, "app", WRONG).shape


def test_nor_does_replication(server):
    how = {"replication": "true", "database": None}
    assert server.remote(B, "app", PASSWORD, **how).shape == server.remote(B, "app", WRONG,
                                                                           **how).shape


def test_nor_does_a_server_in_another_language(server):
    """The text is the core's own, so that its catalogue translates it."""
    refused = server.remote(B, "app", PASSWORD)
    assert "warifu" not in str(refused.messages) and "owner" not in str(refused.messages)


def test_scram_still_proves_the_server_to_whom_it_lets_in(server):
    """The client checks the signature that was held back."""
    kinds = [(kind, body[:4]) for kind, body in server.remote(A, "app").messages if kind == "R"]
    assert [code[-1] for _, code in kinds] == [10, 11, 12, 0]


def test_distinct_says_what_it_is(server):
    server.configure(refusal="distinct")
    refused = server.remote(B, "app", PASSWORD)
    assert refused.error["C"] == "28000"
    assert refused.error["M"] == 'user "app" may not log in from this process'
    assert server.remote(B, "app", WRONG).error["C"] == "28P01"


def test_the_reason_is_in_the_log_alone(server):
    before = server.mark()
    refused = server.remote(B, "app", PASSWORD)
    said = server.told(before)
    assert "DETAIL:  warifu: owner_map." in said and "postgresql.toml:" in said
    assert set(refused.error) == {"S", "V", "C", "M", "F", "L", "R"}
