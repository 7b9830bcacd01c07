# SPDX-License-Identifier: MIT
"""Who is let in whatever the map says: by source and by an owner that a signature vouches for, both."""
import os
import secrets

import pytest
from conftest import A, B
from rd.server import PASSWORD, PORT, TLS_PORT, USER
from support import keyring
from support.signed import host_key


@pytest.fixture
def signed(server, site, stamping, network):
    """The agent signs; the server wants it. Both are put back."""
    audience = secrets.token_bytes(32)
    ours = keyring.SecretFiles(os.path.join(site.config, "keys"), USER.pw_gid)
    theirs = keyring.SecretFiles(os.path.join(site.config, "host-keys"))
    path = os.path.join(site.config, "keyring.toml")
    with open(path, "w") as file:
        file.write(keyring.key(ours, audience, derive="source-address", uids=[f"{A}-{B}"],
                               gids=[f"{A}-{B}"]))
    stamping.agent.reload(keyring.stamp(
        theirs, {network.client4: host_key(audience, network.client4)}, [network.server4],
        [PORT, TLS_PORT], uids=[f"{A}-{B}"]))
    replay = os.path.join(server.folder, "replay")
    os.makedirs(replay, mode=0o700, exist_ok=True)
    os.chown(replay, USER.pw_uid, USER.pw_gid)
    site.login.write(entries=(
        f'[[verify]]\nmodule = "hmac_owner"\ncontrol = "requisite"\noptions = {{ keyring = "{path}", '
        f'require = "claim", accept_local = true, replay_dir = "{replay}" }}\n'))
    yield server
    stamping.agent.reload(stamping.text())
    server.stop()
    site.login.write()
    server.start()


def log_in(account):
    return lambda client: client.ask("AUTH", account, PASSWORD)


def restart(server, exemption):
    server.stop()
    server.start(arguments=f"exempt {exemption}")


def test_source_and_owner_together_are_exempt(signed, network, site):
    restart(signed, f"{network.net4}.0/24 {A}")
    before = len(signed.told())
    assert signed.remote(A, log_in("app")) == "OK"
    assert "exempt" not in signed.told(before)  # it was its own account
    assert signed.remote(A, log_in("other")) == "OK"
    assert f"exempt: uid {A} is let in, though {site.login.file()}:" in signed.told(before)
    assert signed.remote(B, log_in("app")).startswith("WRONGPASS")
    assert signed.remote(A, lambda client: client.ask("AUTH", "other", "no")).startswith("WRONGPASS")


@pytest.mark.parametrize("exemption", ["{net4}.1/32 {B}", "192.0.2.0/24 {A}"])
def test_either_alone_is_not(signed, network, exemption):
    restart(signed, exemption.format(net4=network.net4, A=A, B=B))
    assert signed.remote(A, log_in("app")) == "OK"
    assert signed.remote(A, log_in("other")).startswith("WRONGPASS")


def test_an_owner_that_nobody_vouches_for_is_not(signed, site, stamping, network):
    stamping.agent.reload(stamping.text())  # plain claims
    restart(signed, f"{network.net4}.0/24 {A}")
    before = site.mark()
    assert signed.remote(A, log_in("other")).startswith("WRONGPASS")
    refused = [each for each in site.decisions(before) if each["verdict"] == "refused"]
    assert refused[-1]["reason_id"] == "hmac_owner.no-signature"
