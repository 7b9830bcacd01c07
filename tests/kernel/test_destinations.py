# SPDX-License-Identifier: MIT
"""Who is stamped towards where: [[stamp]] entries.

    client host --> 198.18.N.2:5432  in a [[stamp]]      => stamped, if the uid is listed
                --> 198.18.N.3:5432  in none             => not stamped
                --> 198.18.N.2:5433  another port        => not stamped
"""
import pytest

from conftest import OTHER, PORT, TENANT
from support import syn


def claims_of(lab, server, **how):
    return syn.claims(lab.syn_of(server, **how))


def test_nothing_configured_nothing_stamped(lab):
    lab.agent.start("")
    assert claims_of(lab, lab.server()) == []


def test_other_address_is_not_stamped(lab):
    lab.agent.start(lab.stamp(to=[lab.network.server4]))
    before = lab.agent.counters()
    server = lab.server(lab.network.other4)
    assert claims_of(lab, server, address=lab.network.other4) == []
    assert lab.agent.counters()["not-a-destination"] > before["not-a-destination"]


def test_other_port_is_not_stamped(lab):
    lab.agent.start(lab.stamp(ports=[PORT]))
    assert claims_of(lab, lab.server(port=PORT + 1), port=PORT + 1) == []


def test_everything_in_ipv6_is_not_ipv4(lab):
    lab.agent.start(lab.stamp(to=["::/0"], uids=[TENANT]))
    assert claims_of(lab, lab.server()) == []
    assert claims_of(lab, lab.server(port=PORT + 1), port=PORT + 1,
                     address="::ffff:" + lab.network.server4) == []


@pytest.mark.parametrize("uids, uid, stamped", [
    (f'["{TENANT}-{OTHER}"]', TENANT, True),
    (f'["{TENANT}-{OTHER}"]', OTHER, True),
    (f'["{TENANT}-{OTHER}"]', TENANT - 1, False),
    (f'["{TENANT}-{OTHER}"]', OTHER + 1, False),
    (f"[{TENANT}]", TENANT, True),
    ('"all"', TENANT, True),
    ('"all"', 1, True),
    ('"all"', 0xFFFFFFFE, True),
    ('"all"', 0, False),
    ('["all", 0]', 0, True),
    ("[0]", 0, True),
])
def test_uids(lab, uids, uid, stamped):
    lab.agent.start(lab.stamp().replace('uids = "all"', "uids = " + uids))
    expected = [syn.plain_claim(uid, uid)] if stamped else []
    assert claims_of(lab, lab.server(), uid=uid, gid=uid) == expected
    counters = lab.agent.counters()
    assert counters["stamped"] == int(stamped)
    assert counters["uid-not-listed"] == int(not stamped)


def test_longest_prefix_decides_whatever_the_order(lab):
    wide = lab.stamp(to=[lab.network.net4 + ".0/24"], uids="all")
    narrow = lab.stamp(to=[lab.network.server4 + "/32"], uids=[OTHER])
    for text in (wide + narrow, narrow + wide):
        lab.agent.start(text)
        server = lab.server()
        assert claims_of(lab, server) == []
        assert claims_of(lab, server, uid=OTHER) != []
        server.close()
        lab.agent.stop()


def test_of_equal_prefixes_the_first_decides(lab):
    lab.agent.start(lab.stamp(uids=[OTHER]) + lab.stamp(uids="all"))
    assert claims_of(lab, lab.server()) == []


def test_longer_prefix_of_another_port_does_not_decide(lab):
    lab.agent.start(lab.stamp(to=[lab.network.server4 + "/32"], ports=[PORT + 1], uids=[OTHER]) +
                    lab.stamp(to=[lab.network.net4 + ".0/24"], ports=[PORT], uids=[TENANT]))
    assert claims_of(lab, lab.server()) == [syn.plain_claim(TENANT, TENANT)]


def test_status_shows_what_was_configured(lab):
    lab.agent.start('[wire]\nkind = 253\n[listen]\nports = [5432, 3306]\n' +
                    lab.stamp(uids=["5-9", 12], scope="userns", ports=[6379, 5432]) +
                    '[[identity]]\ncgroup = "wf-none/a"\nuids = "all"\n'
                    '[[identity]]\ncgroup = "/wf-none/a/b"\nas = { uid = 1, gid = 2 }\n')
    shown = lab.agent.status()
    assert shown["attached"] and shown["running"]
    assert shown["pid"] == lab.agent.process.pid
    assert shown["configuration"] == {
        "kind": 253, "exid": 0x5746, "listen": [3306, 5432], "record": False,
        "stamps": [{"to": [lab.network.server4 + "/32", lab.network.server6 + "/128"],
                    "ports": [5432, 6379], "uids": [[5, 9], [12, 12]], "scope": "userns"}],
        "identities": [{"cgroup": ["wf-none", "a"], "uids": [[1, 0xFFFFFFFE]]},
                       {"cgroup": ["wf-none", "a", "b"], "uids": [], "as": [1, 2]}]}
