# SPDX-License-Identifier: MIT
"""Who is let in: the right owner with the right password, nobody else."""
import pytest
from conftest import A, B
from lab.tenants import STRANGER
from rd.resp import ServerError
from rd.server import ADMIN, PASSWORD

WRONG = "wrong"
WRONGPASS = "WRONGPASS invalid username-password pair or user is disabled."


def auth(account, password=PASSWORD):
    return lambda client: client.ask("AUTH", account, password)


def hello(account, password=PASSWORD, protocol=3):
    def talk(client):
        answer = client.ask("HELLO", protocol, "AUTH", account, password, "SETNAME", "me")
        return "OK" if isinstance(answer, (dict, list)) else answer
    return talk


@pytest.mark.parametrize("log_in", [auth, hello])
@pytest.mark.parametrize("tls", [False, True])
@pytest.mark.parametrize("family", ["server4", "server6"])
def test_password_and_owner_decide_together(server, log_in, tls, family):
    def answer(uid, password):
        return server.remote(uid, log_in("app", password), family, tls=tls)
    assert answer(A, PASSWORD) == "OK"
    assert answer(A, WRONG) == WRONGPASS
    assert answer(B, PASSWORD) == WRONGPASS
    assert answer(B, WRONG) == WRONGPASS


def test_the_owner_of_a_unix_socket_is_its_process(server):
    assert server.local(A, auth("app")) == "OK"
    assert server.local(B, auth("app")) == WRONGPASS
    assert server.local(0, auth("app")) == WRONGPASS


def test_an_account_without_a_password_still_has_an_owner(server):
    assert server.remote(A, auth("open", "anything")) == "OK"
    assert server.remote(B, auth("open", "anything")) == WRONGPASS


def test_without_a_claim_it_is_refused_and_the_log_says_why(server, site):
    before = site.mark()
    assert server.remote(STRANGER, auth("app")) == WRONGPASS
    refused = [each for each in site.decisions(before) if each["verdict"] == "refused"]
    assert [each["reason_id"] for each in refused] == ["owner.no-option"]
    assert refused[0]["account"] == "app"


def test_a_refusal_names_account_owner_and_line_of_the_map(server, site):
    before = site.mark()
    assert server.remote(B, auth("app")) == WRONGPASS
    (refused,) = [each for each in site.decisions(before) if each["verdict"] == "refused"]
    assert refused["reason_id"] == "owner_map.not-the-owner"
    assert refused["owner"]["uid"] == B and site.login.map() in refused["reason"]


def test_what_the_agent_no_longer_stamps_is_refused(server, stamping):
    assert server.remote(A, auth("app")) == "OK"
    stamping.agent.reload(stamping.text(uids=(B,)))
    try:
        assert server.remote(A, auth("app")) == WRONGPASS
    finally:
        stamping.agent.reload(stamping.text())


def test_a_refused_login_leaves_the_one_before(server, site):
    site.login.write(other=A)
    assert server.admin("WARIFU.RELOAD") == "OK"

    def talk(client):
        return [client.ask("AUTH", "app", PASSWORD), client.ask("AUTH", "admin", PASSWORD),
                client.ask("ACL", "WHOAMI"), client.ask("AUTH", "other", PASSWORD),
                client.ask("SET", "k", "v")]
    # WHOAMI is no right of app's.
    answers = server.remote(A, talk)
    assert answers[0] == "OK" and answers[1] == WRONGPASS
    assert isinstance(answers[2], ServerError) and answers[2].startswith("NOPERM")
    assert answers[3:] == ["OK", "OK"]


def test_every_auth_of_a_hello_needs_its_owner(server):
    def talk(client):
        first = client.ask("HELLO", 3, "AUTH", "app", PASSWORD, "AUTH", "other", PASSWORD)
        return first, client.ask("GET", "k")
    first, then = server.remote(A, talk)
    assert first == WRONGPASS
    assert then.startswith("NOAUTH")


@pytest.mark.parametrize("words", [("aUtH", "app", PASSWORD), ("hElLo", "2", "aUtH", "app", PASSWORD)])
def test_no_spelling_gets_past(server, words):
    def talk(client):
        return client.ask(*words), client.ask("GET", "nothing")
    assert server.remote(A, talk)[1] is None
    refused = server.remote(B, talk)
    assert refused[0] == WRONGPASS and refused[1].startswith("NOAUTH")


@pytest.mark.parametrize("words", [("WARIFU.AUTH", "app", PASSWORD),
                                   ("warifu.hello", "3", "auth", "app", PASSWORD)])
def test_the_modules_own_commands_ask_for_the_owner(server, words):
    """There are none where the server has a callback for this."""
    def talk(client):
        return client.ask(*words), client.ask("GET", "nothing")
    if server.has_callback():
        assert server.remote(A, talk)[0].startswith("ERR unknown command")
    else:
        assert server.remote(A, talk)[1] is None
        assert server.remote(B, talk)[0] == WRONGPASS
    assert server.remote(B, talk)[1].startswith("NOAUTH")


@pytest.mark.parametrize("words", [("WARIFU.AUTH",), ("WARIFU.AUTH", "a", "b", "c"), ("WARIFU.HELLO",),
                                   ("WARIFU.HELLO", "3"), ("WARIFU.HELLO", "x", "AUTH", "app"),
                                   ("WARIFU.HELLO", "3", "SETNAME", "x")])
def test_the_modules_own_commands_refuse_what_names_nobody(server, words):
    expected = "ERR unknown command" if server.has_callback() else WRONGPASS
    assert server.remote(A, lambda client: client.ask(*words)).startswith(expected)


def test_within_multi_a_refusal_is_a_wrong_password(server):
    """Where a callback refuses, and for a wrong password as well, Redis 7.2 to 8 forget an element of
    EXEC's reply (addAuthErrReply() in acl.c): so bytes are compared, up to a later reply."""
    def bytes_of(account, password):
        def talk(client):
            for words in (("AUTH", "app", PASSWORD), ("MULTI",), ("AUTH", account, password),
                          ("SET", "of-multi", "1"), ("EXEC",), ("ECHO", "end"), ("SET", "then", "1")):
                client.send(*words)
            while not client.raw.endswith(b"end\r\n+OK\r\n"):  # still the account from before
                client.receive()
            return client.raw
        return server.remote(A, talk)
    assert bytes_of("other", PASSWORD) == bytes_of("app", "wrong")
    assert bytes_of("app", PASSWORD) != bytes_of("app", "wrong")


def test_a_script_cannot_log_in(server):
    def talk(client):
        client.ask("AUTH", "app", PASSWORD)
        return client.ask("EVAL", f"return redis.call('AUTH', 'app', '{PASSWORD}')", 0)
    assert "not allowed from script" in server.remote(A, talk)


def test_reset_gives_nothing_back(server):
    def talk(client):
        client.ask("AUTH", "app", PASSWORD)
        return client.ask("RESET"), client.ask("GET", "k")
    first, then = server.remote(A, talk)
    assert first == "RESET" and then.startswith("NOAUTH")


def test_the_servers_own_errors_are_its_own(server):
    def talk(client):
        return [client.ask("AUTH"), client.ask("AUTH", "a", "b", "c"), client.ask("HELLO", "9"),
                client.ask("HELLO", "3", "NOPE"), client.ask("HELLO", "3", "AUTH", "app")]
    assert server.remote(A, talk) == [
        "ERR wrong number of arguments for 'auth' command", "ERR syntax error",
        "NOPROTO unsupported protocol version", "ERR Syntax error in HELLO option 'NOPE'",
        "ERR Syntax error in HELLO option 'AUTH'"]


def test_operators_commands_are_not_for_tenants(server):
    def talk(client):
        client.ask("AUTH", "app", PASSWORD)
        return [client.ask(*words) for words in (("WARIFU.STATUS",), ("WARIFU.RELOAD",),
                                                 ("WARIFU.EXPLAIN", "app", "1"))]
    assert all(answer.startswith("NOPERM") for answer in server.remote(A, talk))
    assert server.remote(A, lambda client: client.ask("WARIFU.STATUS")).startswith("NOAUTH")
    assert server.local(ADMIN, auth("admin")) == "OK"


def test_operators_commands_are_of_the_category_admin(server):
    """Whom an operator gave everything but that."""
    server.admin("ACL", "SETUSER", "app", "+@all", "-@admin", "-@dangerous")
    try:
        def talk(client):
            assert client.ask("AUTH", "app", PASSWORD) == "OK"
            return [client.ask(*words) for words in (("WARIFU.STATUS",), ("WARIFU.RELOAD",),
                                                     ("WARIFU.EXPLAIN", "other", "1"))]
        assert all(str(answer).startswith("NOPERM") for answer in server.remote(A, talk))
    finally:
        server.admin("ACL", "SETUSER", "app", "-@all", "+@read", "+@write", "+@connection",
                     "+@transaction", "+@scripting")
