# SPDX-License-Identifier: MIT
"""Who gets in: the right password, from a process of the account's owner."""
import pytest
from conftest import A, B, STRANGER
from lab.connected import connected_as
from my.login import WRONG, WRONG_WITHOUT_PASSWORD, login
from my.server import PASSWORD, PORT
from my.wire import ERROR, SWITCH, Client, Refused

IN = "app@%"


@pytest.mark.parametrize("family", ["server4", "server6"])
@pytest.mark.parametrize("tls", [False, True], ids=["plain", "tls"])
def test_the_owner_is_let_in_and_nobody_else(server, family, tls):
    for uid, expected in ((A, IN), (B, WRONG), (STRANGER, WRONG)):
        assert server.remote(uid, login(), family, tls) == expected


def test_over_the_unix_socket(server):
    assert server.local(A, login()) == IN
    assert server.local(B, login()) == WRONG
    assert server.local(0, login()) == WRONG  # not even root


def test_a_wrong_password_is_wrong_for_the_owner_too(server):
    for password in ("wrong", "", "right ", "righ"):
        assert server.remote(A, login(password=password)) == WRONG


def test_each_account_has_its_own_owner(server):
    assert server.remote(B, login("other")) == "other@%"
    assert server.remote(A, login("other")) == WRONG
    # The server treats it as one of the accounts that there are, so maybe as one that has no password.
    assert server.remote(A, login("nobody")) in (WRONG, WRONG_WITHOUT_PASSWORD)


def test_the_account_without_a_name_belongs_to_nobody(server, site):
    """It takes every name, also one that the map gives to this owner."""
    server.admin(f"CREATE USER ''@'%' IDENTIFIED VIA warifu USING PASSWORD('{PASSWORD}')")
    try:
        before = site.mark()
        site.write(ghost=A)
        server.reload()
        assert server.remote(A, login("ghost")) == WRONG
        assert site.decisions(before)[-1]["account"] == ""
    finally:
        server.admin("DROP USER ''@'%'")


def test_an_account_without_a_password_is_refused(server, site):
    server.admin("CREATE USER bare@'%' IDENTIFIED VIA warifu")
    try:
        site.write(bare=A)
        server.reload()
        for password in ("", PASSWORD):
            assert server.remote(A, login("bare", password)) == WRONG
        server.admin(f"SET PASSWORD FOR bare@'%' = PASSWORD('{PASSWORD}')")
        assert server.remote(A, login("bare")) == "bare@%"
    finally:
        server.admin("DROP USER bare@'%'")


def test_a_hash_that_is_none_is_not_taken(server):
    for wrong in ("*12", "right", "*" + "G" * 40, "*" + "0" * 41):
        with pytest.raises(Refused):
            server.admin(f"CREATE USER hashed@'%' IDENTIFIED VIA warifu USING '{wrong}'")


def test_the_server_tells_the_owner(server):
    def talk(client):
        client.log_in("app", PASSWORD)
        return client.ask("SELECT @@external_user")
    assert server.remote(A, talk) == [[f"{A}:{A}"]]
    assert server.local(A, talk) == [[f"{A}:{A}"]]


def test_a_second_login_has_the_owner_of_the_first(server):
    """COM_CHANGE_USER: the kernel tells a SYN once."""
    def talk(client):
        client.log_in("app", PASSWORD)
        client.change_user("more", PASSWORD)
        client.change_user("app", PASSWORD)
        assert client.ask("SELECT CURRENT_USER()") == [["app@%"]]
        with pytest.raises(Refused) as refused:
            client.change_user("other", PASSWORD)
        assert refused.value.number == WRONG
    server.remote(A, talk)
    server.local(A, talk)


def test_the_owner_is_who_connected(server, network):
    """A socket that B was given by A is A's, and the other way round."""
    for uid, expected in ((A, IN), (B, WRONG)):
        with Client(connected_as(uid, network.server4, PORT, network.client)) as client:
            assert login()(client) == expected


def test_what_is_no_proof_is_refused(server):
    """Replies of other lengths, and one of the greeting's scramble instead of the plugin's own."""
    for reply in (b"\0" * 20, b"x" * 19, b"x" * 21, b"x" * 5000, b"\0"):
        def talk(client, reply=reply):
            client.receive()
            client.send(client._settings() + b"app\0\0mysql_native_password\0")
            assert client.receive()[0] == SWITCH
            client.send(reply)
            return client.receive()[0]
        assert server.remote(A, talk) == ERROR
    assert server.remote(A, login()) == IN


def test_a_client_that_leaves_midway_does_no_harm(server):
    def talk(client):
        client.receive()
        client.send(client._settings() + b"app\0\0mysql_native_password\0")
        client.receive()
    for _ in range(20):
        server.remote(A, talk)
    assert server.remote(A, login()) == IN
