# SPDX-License-Identifier: MIT
"""A server in a container: which owners it reads, with the host's records mounted and not, with users of
its own and not."""
import os

import pytest
from conftest import A, B
from machine.programs import log_in


@pytest.fixture(params=["plain", "with_users"])
def box(request):
    return request.getfixturevalue(request.param)


def owners(box, network, where):
    """A, then B, as A's account: the sources that their owners were read from."""
    mark = box.decisions.mark()
    assert log_in(network.client, A, where, "shop") == "hello shop\n", box.decisions.since(mark)
    assert log_in(network.client, B, where, "shop") == "refused\n"
    said = box.decisions.since(mark)
    assert [each["owner"]["uid"] for each in said] == [A, B]
    assert said[1]["reason_id"] == "owner_map.not-the-owner"
    return [each["owner"]["source"] for each in said]


@pytest.mark.parametrize("language", ["c", "python"])
def test_saved_syns_need_nothing_of_the_host(box, network, language):
    with box.serving(language) as where:
        assert owners(box, network, where) == ["saved-syn"] * 2


def test_records_that_are_not_mounted_are_not_missed(box, network, recording):
    with box.serving() as where:
        assert owners(box, network, where) == ["saved-syn"] * 2


def test_records_that_are_mounted_are_read(plain, network, recording):
    with plain.serving(records=True) as where:
        assert owners(plain, network, where) == ["record"] * 2


def test_records_in_a_container_with_users_of_its_own(with_users, network, recording):
    """The way to them belongs to nobody it knows, so it does not believe them; the log says so."""
    mark = with_users.decisions.mark()
    with with_users.serving(records=True) as where:
        assert owners(with_users, network, where) == ["saved-syn"] * 2
    notes = [each["note"] for each in with_users.decisions.all()[mark:] if "verdict" not in each]
    assert len(notes) == 1
    assert 'the source "record" is not available' in notes[0] and "65534" in notes[0]


def test_records_behind_an_engines_usual_filter_of_system_calls(plain, network, recording):
    mark = plain.decisions.mark()
    with plain.serving(records=True, under=["/usr/bin/python3", "/programs/no_bpf.py"]) as where:
        assert owners(plain, network, where) == ["saved-syn"] * 2
    notes = [each["note"] for each in plain.decisions.all()[mark:] if "verdict" not in each]
    assert len(notes) == 1
    assert 'the source "record" is not available' in notes[0] and "refuses bpf(2)" in notes[0]


def test_a_configuration_of_the_hosts_is_not_trusted_among_other_users(with_users):
    """Mounted from the host it belongs to nobody the container knows."""
    os.lchown(with_users.image.config, 0, 0)
    try:
        told = with_users.fails_to_start()
        assert "/etc/warifu" in told and "65534" in told and "root" in told
    finally:
        with_users.image.own()


def test_owners_of_unix_sockets(plain):
    mark = plain.decisions.mark()
    with plain.on_a_unix_socket() as path:
        assert log_in(None, A, path, "shop") == "hello shop\n"
        assert log_in(None, B, path, "shop") == "refused\n"
    said = plain.decisions.since(mark)
    assert [each["owner"]["uid"] for each in said] == [A, B]


def test_owners_of_unix_sockets_in_a_container_with_users_of_its_own(with_users):
    mark = with_users.decisions.mark()
    with with_users.on_a_unix_socket() as path:
        assert log_in(None, A, path, "shop") == log_in(None, B, path, "shop") == "refused\n"
    said = with_users.decisions.since(mark)
    assert [each["reason_id"] for each in said] == ["owner.foreign-user-namespace"] * 2
    assert [each["owner"] for each in said] == [None] * 2
