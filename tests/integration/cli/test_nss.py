# SPDX-License-Identifier: MIT
"""The module nss in a stack: users and groups of files that only the command sees."""
import subprocess

import pytest

from support.command import run

STACK = """mode = "enforce"
[[verify]]
module  = "nss"
control = "required"
options = {{ {options} }}
"""
PASSWD = """root:x:0:0:root:/root:/bin/sh
wp:x:10042:500::/:/bin/sh
shop:x:10043:501::/:/bin/sh
10044:x:10044:501::/:/bin/sh
"""
GROUP = "root:x:0:\nwp:x:500:\nshop:x:501:\ndeploy:x:600:shop,other\n"
SEES_THEM = 'mount --bind "$1" /etc/passwd && mount --bind "$2" /etc/group && shift 2 && exec "$@"'


class Host:
    """A host with users of its own, in a mount namespace that ends with the command."""

    def __init__(self, warifu):
        self.warifu = warifu
        self.passwd, self.group = warifu.folder / "passwd", warifu.folder / "group"
        self.passwd.write_text(PASSWD)
        self.group.write_text(GROUP)

    def decide(self, options, *words):
        self.warifu.write("demo", STACK.format(options=options))
        outcome = run(["unshare", "--mount", "sh", "-c", SEES_THEM, "sh", self.passwd, self.group,
                       self.warifu.program, *self.warifu.where(), "--json", "test", "--service",
                       "demo", *words])
        return outcome.json["code"], outcome.json["reason_id"]


@pytest.fixture
def host(warifu, as_root):
    tried = subprocess.run(["unshare", "--mount", "true"], check=False, capture_output=True)
    if tried.returncode:
        pytest.skip("no mount namespace may be made here")
    return Host(warifu)


@pytest.mark.parametrize("uid, code, reason", [
    ("10042", "pass", "stack.pass"),
    ("10043", "fail", "nss.other-account"),
    ("10044", "unavailable", "nss.malformed-name"),
    ("10045", "unknown", "nss.not-found"),
    ("0", "fail", "nss.other-account"),
])
def test_the_owner_has_the_name_of_the_account(host, uid, code, reason):
    assert host.decide("same_as_account = true", "--uid", uid, "--account", "wp") == (code, reason)


@pytest.mark.parametrize("uid, groups, code", [
    ("10042", '"wp"', "pass"),          # the primary group
    ("10043", '"deploy"', "pass"),      # one that lists the user
    ("10042", '"deploy"', "fail"),
    ("10042", '["deploy", "wp"]', "pass"),
    ("10042", '"nobody-made-it"', "fail"),
])
def test_the_owner_is_in_a_group(host, uid, groups, code):
    # The gid that comes with the connection is deploy's, and has no say.
    decided = host.decide(f"require_groups = {groups}", "--uid", uid, "--gid", "600")
    assert decided == (code, "stack.pass" if code == "pass" else "nss.not-in-group")


def test_an_account_that_is_a_number_is_nobodys_name(host):
    decided = host.decide("same_as_account = true", "--uid", "10044", "--account", "10044")
    assert decided == ("unavailable", "nss.malformed-name")
