# SPDX-License-Identifier: MIT
"""`warifu test --proof`: what a server would read of both segments of a connection."""
import pytest

from support import syn
from support.command import DECIDES, TENANT, THIEF
from support.signer import build

SYN = syn.ipv4(syn.tcp(syn.USUAL + syn.claim(TENANT, 7)))
BARE_SYN = syn.ipv4(syn.tcp(syn.USUAL))
PROOF = syn.ipv4(syn.later(syn.TIMESTAMPS + syn.proof(TENANT, 7)))
OWNER = {"uid": TENANT, "gid": 7, "source": "record", "domain": ""}


def decide(warifu, *words):
    warifu.write("demo", DECIDES)
    return warifu.decide(*words)


@pytest.mark.parametrize("words", [
    ("--syn", SYN.hex(), "--proof", PROOF.hex()),
    ("--syn", BARE_SYN.hex(), "--proof", PROOF.hex()),
    ("--proof", PROOF.hex()),
    ("--proof", syn.ipv6(syn.later(syn.proof(TENANT, 7))).hex()),
    ("--syn", SYN.hex(), "--proof", syn.ipv4(syn.later(syn.TIMESTAMPS)).hex()),
])
def test_the_owner_is_read_as_from_a_record(warifu, words):
    outcome, said = decide(warifu, *words)
    assert (outcome.status, said["owner"]) == (0, OWNER)


def test_tcpdump_is_understood(warifu):
    digits = PROOF.hex()
    words = [digits[i:i + 4] for i in range(0, len(digits), 4)]
    dump = "".join(f"\t0x{at * 2:04x}:  {' '.join(words[at:at + 8])}\n"
                   for at in range(0, len(words), 8))
    outcome, said = decide(warifu, "--proof", dump)
    assert (outcome.status, said["owner"]) == (0, OWNER)


REFUSED = {
    "disagreement": (SYN, syn.later(syn.proof(0, 7)), "owner.disagreement"),
    "other-gid": (SYN, syn.later(syn.proof(TENANT, 0)), "owner.disagreement"),
    "bad-proof": (SYN, syn.later(syn.claim(TENANT, 7, 0x60, bytes(14))), "owner.malformed"),
    "twice": (SYN, syn.later(b"\xfe\x04WF" + syn.proof(TENANT, 7)), "owner.malformed"),
    "claim-after": (BARE_SYN, syn.later(syn.claim(TENANT, 7)), "owner.malformed"),
    "bad-syn": (syn.ipv4(syn.tcp(syn.claim(TENANT, 7) * 2)), syn.later(syn.proof(TENANT, 7)),
                "owner.malformed"),
    "neither": (BARE_SYN, syn.later(syn.TIMESTAMPS), "owner.no-option"),
    "cookie": (b"", syn.later(syn.TIMESTAMPS), "owner.no-source"),
    "somebody-else": (b"", syn.later(syn.proof(THIEF, 7)), "uid_allowlist.not-listed"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_nobody_else_is_let_in(warifu, name):
    first, proof, reason = REFUSED[name]
    words = ("--syn", first.hex()) if first else ()
    outcome, said = decide(warifu, *words, "--proof", syn.ipv4(proof).hex())
    assert (outcome.status, said["reason_id"]) == (1, reason)


MISTAKES = {
    "no-hex": (("--proof", "zz"), "--proof is not hex"),
    "odd": (("--proof", "450"), "--proof is not hex"),
    "no-segment": (("--proof", "00"), "neither an IPv4 nor an IPv6 header"),
    "a-syn": (("--proof", SYN.hex()), "--proof is a SYN"),
    "bad-syn": (("--syn", PROOF.hex(), "--proof", PROOF.hex()), "--syn: TCP flags"),
    "other-port": (("--syn", SYN.hex(), "--proof", syn.ipv4(syn.later(b"", port=40001)).hex()),
                   "not of one connection"),
    "with-uid": (("--uid", "1", "--proof", PROOF.hex()), "say who connects"),
    "isn-alone": (("--uid", "1", "--server-isn", "1"), "--server-isn is for a --proof"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_what_contradicts_itself_is_not_guessed_at(warifu, name):
    words, said = MISTAKES[name]
    warifu.write("demo", DECIDES)
    outcome = warifu("test", "--service", "demo", *words)
    assert outcome.status == 2
    assert said in outcome.err


def test_a_stack_without_the_source_reads_no_record(warifu):
    warifu.write("demo", '[owner]\nsources = ["saved-syn"]\n' + DECIDES.replace('mode = "enforce"', ""))
    outcome, said = warifu.decide("--proof", PROOF.hex())
    assert (outcome.status, said["reason_id"]) == (1, "owner.no-source")


# What the module that looks at MACs is given: flags, both sequence numbers.
WHOLE, COOKIE = 0b1110, 0b1111


@pytest.mark.parametrize("words,seen", [
    (("--syn", SYN.hex(), "--proof", PROOF.hex()), (WHOLE, 0x01020304, 0xA1B2C3D4, 13, 28)),
    (("--proof", PROOF.hex()), (COOKIE, 0x01020304, 0xA1B2C3D4, 0, 28)),
    (("--proof", PROOF.hex(), "--server-isn", "5"), (COOKIE, 0x01020304, 5, 0, 28)),
    (("--proof", PROOF.hex(), "--server-isn", "0xFFFFFFFF"),
     (COOKIE, 0x01020304, 0xFFFFFFFF, 0, 28)),
    # Data had gone before: the SYN's own number counts.
    (("--syn", SYN.hex(), "--proof",
      syn.ipv4(syn.later(syn.proof(TENANT, 7), sequence=0x01020999)).hex()),
     (WHOLE, 0x01020304, 0xA1B2C3D4, 13, 28)),
])
def test_what_a_mac_is_about(warifu, words, seen):
    build(warifu.modules)
    warifu.write("demo", '[[verify]]\nmodule = "signer"\n')
    _, said = warifu.decide(*words)
    assert said["reason"].endswith(": " + " ".join(str(number) for number in seen))
