# SPDX-License-Identifier: MIT
"""The reference that the other tests hold the product against says what the vectors say:

    tests/unit/wire/vectors.json == support/signed.py
"""
import json
import os

from support import signed

VECTORS = os.path.join(os.path.dirname(__file__), "../unit/wire/vectors.json")
FORMS = {"claim": signed.CLAIM, "proof": signed.PROOF}

with open(VECTORS) as file:
    vectors = json.load(file)


def test_keys():
    for each in vectors["audience_keys"]:
        made = signed.audience_key(bytes.fromhex(each["master"]), each["audience"])
        assert made.hex() == each["key"]
    for each in vectors["host_keys"]:
        made = signed.host_key(bytes.fromhex(each["audience_key"]), each["address"])
        assert made.hex() == each["key"]
    for each in vectors["epoch_keys"]:
        made = signed.epoch_key(bytes.fromhex(each["host_key"]), FORMS[each["form"]], each["epoch"])
        assert made.hex() == each["key"]


def test_options():
    looked_at = 0
    for each in vectors["vectors"]:
        if each["form"] not in FORMS:
            continue
        connection = signed.Connection(each["source"], each["source_port"], each["destination"],
                                       each["destination_port"], each["client_isn"],
                                       each["server_isn"])
        late = signed.epoch_now() - each["epoch"]
        signer = signed.Signer(bytes.fromhex(each["key"]), each["slot"], each["bind"], late)
        made = signer.option(FORMS[each["form"]], each["uid"], each["gid"], connection)
        assert made.hex() == each["option"]
        parsed = signed.parse(made)
        assert (parsed.uid, parsed.gid, parsed.slot) == (each["uid"], each["gid"], each["slot"])
        looked_at += 1
    assert looked_at > 60
