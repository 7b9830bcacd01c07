# SPDX-License-Identifier: MIT
"""hmac_owner from outside: keyrings as `warifu check` sees them, signed claims as `warifu test`
verifies them at a moment of our choice."""
from pathlib import Path

import pytest

from support import signing, syn
from support.command import TENANT, THIEF

AT = 1_795_264_300
KEY, OTHER, AUDIENCE = (bytes(range(start, start + 32)) for start in (1, 65, 129))
STACK = """mode = "enforce"
[[verify]]
module  = "hmac_owner"
control = "requisite"
options = {{ keyring = "{keyring}"{more} }}
[[verify]]
module  = "uid_allowlist"
control = "required"
options = {{ uids = ["10000-59999"], domain = "web" }}
"""
ENTRY = """[[key]]
slot = 3
secret_file = "keys/plain"
domain = "web"
uids = ["10000-10050"]
"""


class Keyring:
    """A keyring beside the stacks, and secrets in files that others cannot read."""

    def __init__(self, warifu):
        self.warifu = warifu
        self.path = warifu.folder / "keyring.toml"
        (warifu.folder / "keys").mkdir(mode=0o755)
        for name, secret in (("plain", KEY), ("other", OTHER), ("audience", AUDIENCE)):
            self.secret(name, secret.hex() + "\n")
        self.write(ENTRY)

    def secret(self, name, text, mode=0o600):
        path = self.warifu.folder / "keys" / name
        path.write_text(text)
        path.chmod(mode)

    def write(self, text, more=""):
        self.path.write_text(text)
        self.path.chmod(0o644)
        self.warifu.write("demo", STACK.format(keyring=self.path, more=more))

    def ask(self, option, *words, at=AT):
        return self.warifu.decide("--syn", signing.packet(option), "--at", str(at), *words)


@pytest.fixture
def keyring(warifu):
    return Keyring(warifu)


def test_a_good_keyring(keyring):
    outcome = keyring.warifu("check", "demo")
    assert (outcome.status, outcome.err) == (0, "")


def test_every_mistake_of_a_keyring_is_told_at_its_place(keyring):
    keyring.write("[[key]]\nslot = 16\nsecret_file = \"keys/none\"\nbind = \"both\"\n")
    keyring.secret("open", KEY.hex(), 0o644)
    outcome = keyring.warifu("check", "demo")
    assert outcome.status == 1
    for place in ("2:8", "3:15", "4:8"):
        assert f"{keyring.path}:{place}: " in outcome.said
    keyring.write(ENTRY.replace("plain", "open"))
    assert f"{keyring.path}:3:15: " in keyring.warifu("check", "demo").said


def test_no_secret_is_ever_said(keyring):
    keyring.secret("plain", KEY.hex()[:-2] + "zz")
    said = keyring.warifu("check", "demo").said
    assert "keys/plain" in said
    assert KEY.hex()[:8] not in said


def test_warnings_fail_a_strict_check(keyring):
    keyring.write(ENTRY.replace("10000-10050", "0-10050"))
    assert "may speak for uid 0" in keyring.warifu("check", "demo").said
    assert keyring.warifu("check", "--strict", "demo").status != 0


def test_a_signed_claim(keyring):
    outcome, said = keyring.ask(signing.claim(KEY, TENANT, 7, AT))
    assert outcome.status == 0
    # The key has no gids: the owner's is not trusted.
    assert said["owner"] == {"uid": TENANT, "gid": None, "source": "saved-syn", "domain": "web"}
    assert said["steps"][0]["reason_id"] == "hmac_owner.signed"


@pytest.mark.parametrize("bind", signing.BINDS)
def test_each_bind(keyring, bind):
    keyring.write(ENTRY + f'bind = "{bind}"\n')
    for signed in signing.BINDS:
        outcome, _ = keyring.ask(signing.claim(KEY, TENANT, 7, AT, bind=signed))
        assert outcome.status == (0 if signed == bind else 1)


def test_a_derived_key(keyring):
    keyring.write(ENTRY.replace("plain", "audience") +
                  'derive = "source-address"\nfrom = ["192.0.2.0/24"]\n')
    for key, status in ((signing.host_key(AUDIENCE, signing.SOURCE), 0),
                        (signing.host_key(AUDIENCE, "192.0.2.11"), 1), (AUDIENCE, 1)):
        assert keyring.ask(signing.claim(key, TENANT, 7, AT))[0].status == status


def refusals():
    good = signing.claim(KEY, TENANT, 7, AT)
    yield "plain", ENTRY, syn.claim(TENANT, 7), "no-signature", ""
    yield "key", ENTRY, signing.claim(OTHER, TENANT, 7, AT), "wrong-key", ""
    yield "slot", ENTRY, signing.claim(KEY, TENANT, 7, AT, slot=4), "unknown-slot", ""
    yield "source", ENTRY + 'from = ["192.0.2.11"]', good, "source-not-allowed", ""
    yield "uid", ENTRY, signing.claim(KEY, THIEF, 7, AT), "uid-not-allowed", ""
    yield "proof", ENTRY, good, "no-proof", ', require = "proof"'
    yield "old", ENTRY, signing.claim(KEY, TENANT, 7, AT - 640), "too-old", ""
    yield "new", ENTRY, signing.claim(KEY, TENANT, 7, AT + 640), "too-new", ""
    yield ("retired", ENTRY + 'state = "retired"\n' + ENTRY.replace("plain", "other"), good,
           "key-retired", "")
    yield "expired", ENTRY + "not_after = 2026-11-21T12:00:00Z\n" + ENTRY.replace(
        "plain", "other"), good, "key-expired", ""
    yield "early", ENTRY + "not_before = 2026-11-22", good, "key-not-yet-valid", ""
    for place in (5, 9, 13, 19):  # uid, gid, MAC
        altered = bytearray(good)
        altered[place] ^= 1
        yield f"altered-{place}", ENTRY, bytes(altered), "wrong-key", ""


@pytest.mark.parametrize("name,text,option,reason,more", refusals(),
                         ids=[each[0] for each in refusals()])
def test_refused(keyring, name, text, option, reason, more):
    keyring.write(text, more)
    outcome, said = keyring.ask(option)
    assert outcome.status == 1
    assert said["reason_id"] == f"hmac_owner.{reason}"
    assert "web" not in (said["owner"] or {}).get("domain", "")
    assert KEY.hex()[:16] not in outcome.said


def test_how_far_the_clocks_are_apart(keyring):
    _, said = keyring.ask(signing.claim(KEY, TENANT, 7, AT - 640))
    assert "by about 640 s (10 epochs)" in said["reason"]


def test_the_epochs_beside_are_accepted(keyring):
    for epochs in (-1, 0, 1):
        option = signing.claim(KEY, TENANT, 7, AT + epochs * signing.EPOCH)
        assert keyring.ask(option)[0].status == 0


def test_a_trial_leaves_nothing_behind_and_needs_no_cache(keyring):
    keyring.write(ENTRY, f', replay_dir = "{keyring.warifu.folder}/replay"')
    option = signing.claim(KEY, TENANT, 7, AT)
    assert [keyring.ask(option)[0].status for _ in range(2)] == [0, 0]
    assert not (keyring.warifu.folder / "replay").exists()


def test_the_rest_of_the_stack_can_be_tried_with_a_presumed_owner(keyring):
    def ask(*words):
        outcome, said = keyring.warifu.decide("--uid", *words)
        return outcome.status, said["steps"][0]["reason_id"]
    assert ask(str(TENANT), "--domain", "web") == (0, "hmac_owner.presumed")
    assert ask(str(THIEF), "--domain", "web") == (1, "hmac_owner.uid-not-allowed")
    assert ask(str(TENANT), "--domain", "batch") == (1, "hmac_owner.unknown-domain")
    assert ask(str(TENANT)) == (1, "hmac_owner.no-signature")


def test_owners_of_this_host(keyring):
    words = ("--uid", str(TENANT), "--source", "unix-socket")
    assert keyring.warifu.decide(*words)[1]["reason_id"] == "hmac_owner.local-owner"
    keyring.write(ENTRY, ", accept_local = true")
    _, said = keyring.warifu.decide(*words)
    assert said["owner"]["domain"] == "local"
    assert said["steps"][0]["reason_id"] == "hmac_owner.local"


def test_the_example_loads(keyring):
    example = Path(__file__).parents[3] / "packaging/examples/keyring.toml"
    keyring.secret("postgresql.audience", AUDIENCE.hex())
    keyring.secret("batch.key", OTHER.hex())
    keyring.write(example.read_text())
    outcome = keyring.warifu("check", "demo")
    assert (outcome.status, outcome.err) == (0, "")
