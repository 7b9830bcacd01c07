# SPDX-License-Identifier: MIT
"""What a refusal looks like tells nothing: byte by byte that of a wrong password."""
import pytest
from conftest import A, B
from my.server import PASSWORD
from my.wire import ERROR, Refused


def packets_of(server, uid, password, account="app", tls=False, family="server4"):
    """All that came after the greeting, without the scramble."""
    def talk(client):
        with pytest.raises(Refused) as refused:
            client.log_in(account, password)
        at = client.raw.find(b"mysql_native_password\0")
        before = client.raw[:at] if at >= 0 else b""
        return before, refused.value.packet
    return server.remote(uid, talk, family, tls)


@pytest.mark.parametrize("tls", [False, True], ids=["plain", "tls"])
@pytest.mark.parametrize("family", ["server4", "server6"])
def test_every_refusal_is_the_same(server, tls, family):
    seen = {packets_of(server, uid, password, "app", tls, family)
            for uid, password in ((A, "wrong"), (B, "wrong"), (B, PASSWORD))}
    assert len(seen) == 1
    (_, packet), = seen
    assert packet[0] == ERROR and b"28000Access denied for user 'app'@" in packet
    assert packet.endswith(b"(using password: YES)")


def test_a_second_login_is_refused_in_the_same_way(server):
    def packet(password):
        def talk(client):
            client.log_in("app", PASSWORD)
            with pytest.raises(Refused) as refused:
                client.change_user("other", password)
            return refused.value.packet
        return server.remote(A, talk)
    assert packet(PASSWORD) == packet("wrong")


def test_without_a_stack_too(server, site):
    expected = packets_of(server, A, "wrong")
    site.spoil()
    server.stop()
    server.start()
    assert packets_of(server, A, PASSWORD) == expected


def test_what_every_account_may_read_does_not_tell_either(server):
    """Status variables of the server's and of the plugin's, as somebody sees them who has no rights."""
    server.admin("GRANT USAGE ON *.* TO other@'%'")

    def status():
        def talk(client):
            client.log_in("other", PASSWORD)
            return {name: value for name, value in client.ask("SHOW GLOBAL STATUS") if value.isdigit()}
        return server.remote(B, talk)

    def changed_by(password):
        before = status()
        packets_of(server, B, password)
        after = status()
        return {name: int(after[name]) - int(before[name]) for name in after
                if name.startswith(("Warifu", "Access", "Abort", "Conn"))}
    changed_by("wrong")  # what is counted only once
    assert changed_by(PASSWORD) == changed_by("wrong")
