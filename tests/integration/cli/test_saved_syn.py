# SPDX-License-Identifier: MIT
"""`warifu test --syn`: the reader of saved SYNs, from outside, on good and on hostile bytes."""
import random
from concurrent.futures import ThreadPoolExecutor

import pytest

from support import syn
from support.command import DECIDES, TENANT, THIEF

ANYBODY = DECIDES.replace(str(TENANT), '"0-4294967294"')
HOSTILE = 300


@pytest.mark.parametrize("headers", [syn.ipv4, syn.ipv6,
                                     lambda payload: syn.ipv6_with_extensions(payload, 8)])
@pytest.mark.parametrize("uid,status", [(TENANT, 0), (THIEF, 1)])
def test_a_plain_claim(warifu, headers, uid, status):
    warifu.write("demo", DECIDES)
    outcome, said = warifu.decide("--syn", headers(syn.tcp(syn.USUAL + syn.claim(uid, 7))).hex())
    assert outcome.status == status
    assert said["owner"] == {"uid": uid, "gid": 7, "source": "saved-syn", "domain": ""}


def test_a_signed_claim_is_read_and_worth_as_much(warifu):
    warifu.write("demo", DECIDES)
    claim = syn.claim(TENANT, 7, 0x58, bytes(7))
    outcome, said = warifu.decide("--syn", syn.ipv4(syn.tcp(syn.USUAL + claim)).hex())
    assert (outcome.status, said["owner"]["uid"]) == (0, TENANT)


def test_capital_digits_are_hex_too(warifu):
    warifu.write("demo", DECIDES)
    data = syn.ipv4(syn.tcp(syn.claim(TENANT, 7)))
    assert warifu("test", "--service", "demo", "--syn", data.hex().upper()).status == 0


NOBODY = {
    "none": (syn.USUAL, "owner.no-option"),
    "other-kind": (b"\xfd" + syn.claim(1, 1)[1:], "owner.no-option"),
    "other-experiment": (bytes.fromhex("fe04f989"), "owner.no-option"),
    "behind-the-end": (b"\x00" + syn.claim(1, 1), "owner.no-option"),
    "tcpriv": (bytes.fromhex("fe0a0000f991000003e8"), "owner.no-option"),
    "twice": (syn.claim(1, 1) * 2, "owner.malformed"),
    "twice-damaged": (syn.claim(1, 1) + b"\xfe\x04WF", "owner.malformed"),
    "with-tcpriv": (syn.claim(1, 1) + bytes.fromhex("fe0a0000f991000003e8"), "owner.malformed"),
    "slot": (syn.claim(1, 1, 0x41), "owner.malformed"),
    "version": (syn.claim(1, 1, 0x80), "owner.malformed"),
    "form": (syn.claim(1, 1, 0x70), "owner.malformed"),
    "length": (syn.claim(1, 1, mac=b"\0"), "owner.malformed"),
    "proof": (syn.claim(1, 1, 0x60, bytes(15)), "owner.malformed"),
    "uid": (syn.claim(0xFFFFFFFF, 1), "owner.malformed"),
    "gid": (syn.claim(1, 0xFFFFFFFF), "owner.malformed"),
    "zero-length": (b"\x02\x00" + syn.claim(1, 1), "owner.malformed"),
    "past-the-end": (syn.claim(1, 1) + b"\x02\x09\x00", "owner.malformed"),
}


@pytest.mark.parametrize("name", NOBODY)
def test_nobody_is_believed(warifu, name):
    options, reason = NOBODY[name]
    warifu.write("demo", ANYBODY)
    outcome, said = warifu.decide("--syn", syn.ipv4(syn.tcp(options)).hex())
    assert outcome.status == 1
    assert said["owner"] is None
    assert said["reason_id"] == reason


def mutated(good, dice):
    """Damage where it may matter: lengths, the data offset, the options; seldom anywhere else."""
    data = bytearray(dice.choice(good))
    for _ in range(dice.randint(1, 4)):
        way = dice.randrange(6)
        spot = dice.randrange(len(data)) if data else 0
        if way == 0 and data:
            data[spot] ^= 1 << dice.randrange(8)
        elif way == 1 and data:
            data[spot] = dice.choice((0, 1, 2, 0x40, 0x45, 0x60, 0xFD, 0xFE, 0xFF))
        elif way == 2:
            del data[spot:]
        elif way == 3:
            data[spot:spot] = dice.choice((dice.randbytes(3), syn.claim(THIEF, 1), b"\xfe\x04WF"))
        elif way == 4 and data:
            del data[spot:spot + dice.randint(1, 8)]
        elif len(data) > 32:  # the lengths of both headers, and the protocol
            data[dice.choice((0, 2, 3, 6, 9, 12, 32))] = dice.randrange(256)
    return bytes(data)


def hostile(dice):
    payload = [syn.tcp(syn.USUAL + syn.claim(TENANT, 7)), syn.tcp(syn.claim(TENANT, 7)),
               syn.tcp(syn.USUAL + syn.claim(TENANT, 7, 0x53, b"macmacm"))]
    good = [each(one) for one in payload for each in (syn.ipv4, syn.ipv6)]
    good.append(syn.ipv6_with_extensions(payload[0], 3))
    for _ in range(HOSTILE):
        if dice.randrange(10) == 0:
            yield dice.randbytes(dice.randint(1, 120))
        else:
            yield mutated(good, dice)


def test_no_hostile_syn_makes_an_owner_up(warifu):
    seed = random.SystemRandom().randrange(2**32)
    print(f"seed {seed}")  # shown where the test fails
    warifu.write("demo", ANYBODY)

    def read(data):
        outcome = warifu("--json", "test", "--service", "demo", "--syn", data.hex())
        assert outcome.status in ((0, 1) if data else (2,)), (data.hex(), outcome)
        if not data:
            return None
        owner = outcome.json["owner"]
        if owner is None:
            assert outcome.status == 1, data.hex()
            return None
        assert (owner["uid"], owner["gid"]) in syn.owners_in(data), data.hex()
        return owner["uid"]

    with ThreadPoolExecutor(2) as pool:
        read_uids = list(pool.map(read, hostile(random.Random(seed))))
    # Else the mutations were no test of anything.
    assert TENANT in read_uids and None in read_uids
