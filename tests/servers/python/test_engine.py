# SPDX-License-Identifier: MIT
"""An engine's life: opened or a reason why not, reloaded, closed, and never used afterwards."""
import copy
import gc
import os
import pickle
import socket
import weakref

import pytest
import warifu
from local import PERMIT
from warifu import Status, WarifuError

TCP_SAVE_SYN = 27  # <linux/tcp.h>


def test_what_is_wrong_with_a_stack_is_told_with_its_place(place):
    place.write(entries='[[verify]]\nmodule = "permit"\ncontrol = "maybe"\n[[verify]]\nmodul = 1\n')
    with pytest.raises(WarifuError) as caught:
        place.open()
    assert caught.value.status is Status.CONFIGURATION
    lines = str(caught.value).splitlines()
    assert len(lines) >= 2  # all that is wrong, not only the first
    assert all(line.startswith(os.path.join(place.path, "stacks/local.toml:")) for line in lines)


@pytest.mark.parametrize("how", [
    {"service": "no/such"}, {"service": "Local"}, {"service": ""}, {"service": "x" * 65},
    {"service": "local\0"}, {"service": None}, {"service": 7}, {"config_dir": "relative"},
    {"config_dir": "/etc\0/warifu"}, {"config_dir": 3}, {"module_dir": b"relative"},
    {"flags": -1}, {"flags": 2**32}, {"flags": "all"}, {"log": "a file"}])
def test_a_mistake_of_the_callers(place, how):
    with pytest.raises(WarifuError) as caught:
        place.open(**how)
    assert caught.value.status is Status.ARGUMENT and caught.value.text


def test_a_service_without_a_stack(place):
    with pytest.raises(WarifuError, match="other.toml"):
        place.open(service="another")


def test_paths_may_be_bytes_and_path_objects(place, connection, tmp_path):
    with place.open(service=b"local", config_dir=tmp_path, module_dir=os.fsencode(place.modules)) as engine:
        assert engine.verify(connection, "shop")


def test_only_modules_that_never_block(place):
    place.write(entries='[[verify]]\nmodule = "nss"\ncontrol = "required"\n')
    with pytest.raises(WarifuError, match="block"):
        place.open(flags=warifu.EngineFlag.NONBLOCKING_ONLY)


def test_used_after_close(engine, connection):
    reading = engine.read_owner(connection)
    engine.close()
    engine.close()
    assert engine.closed
    for call in (lambda: engine.verify(connection, "shop"), lambda: engine.verify(reading, "shop"),
                 lambda: engine.read_owner(connection), lambda: engine.explain("shop"), engine.reload,
                 engine.reload_if_asked):
        with pytest.raises(WarifuError) as caught:
            call()
        assert caught.value.status is Status.ARGUMENT and "closed" in caught.value.text


def test_what_was_read_outlives_its_engine(place, connection):
    with place.open() as first, place.open() as second:
        reading = first.read_owner(connection)
        first.close()
        assert second.verify(reading, "shop")
    assert reading.owner.uid == os.geteuid()


def test_an_engine_that_nobody_holds_is_closed(place):
    """By its log file: a descriptor that is open as long as the engine is."""
    def logs():
        return [name for name in os.listdir("/proc/self/fd")
                if os.path.realpath(f"/proc/self/fd/{name}") == place.log]
    engine = place.open()
    seen = weakref.ref(engine)
    with socket.socketpair()[0] as connection:
        engine.verify(connection, "shop")
    assert len(logs()) == 1
    del engine
    gc.collect()
    assert seen() is None and logs() == []


def test_nothing_that_would_be_freed_twice_can_be_copied(engine, connection):
    for each in (engine, engine.read_owner(connection)):
        for attempt in (lambda each=each: pickle.loads(pickle.dumps(each)),
                        lambda each=each: copy.deepcopy(each)):
            with pytest.raises(TypeError, match="fork"):
                attempt()
    shared = copy.copy(engine)  # the same engine, held twice
    engine.close()
    assert shared.verify(connection, "shop")


def test_reload(place, engine, connection):
    assert engine.verify(connection, "shop")
    place.write(entries='[[verify]]\nmodule = "deny"\ncontrol = "required"\n')
    engine.reload()
    assert not engine.verify(connection, "shop")
    place.write(entries="what = 1\n")
    with pytest.raises(WarifuError) as caught:
        engine.reload()
    assert caught.value.status is Status.CONFIGURATION and "local.toml" in caught.value.text
    assert engine.verify(connection, "shop").reason_id == "deny.always"


def test_reload_if_asked(place, connection):
    with place.open() as engine:
        assert engine.reload_if_asked() is False
    place.ask_for_reload(1)
    with place.open() as engine:
        assert engine.reload_if_asked() is False  # what was asked for before is in use already
    with place.open() as engine:
        place.ask_for_reload(2)
        place.write(entries='[[verify]]\nmodule = "deny"\ncontrol = "required"\n')
        assert engine.reload_if_asked() is True
        assert not engine.verify(connection, "shop")


def test_a_reload_that_was_asked_for_and_failed(place, connection):
    for errors in (None, []):
        place.write()
        with place.open() as engine:
            place.ask_for_reload(3 if errors is None else 4)
            place.write(entries="what = 1\n")
            if errors is None:
                with pytest.raises(WarifuError, match="local.toml"):
                    engine.reload_if_asked()
            else:
                assert engine.reload_if_asked(on_error=errors.append) is False
                assert [each.status for each in errors] == [Status.CONFIGURATION]
            assert engine.verify(connection, "shop")  # the old one stays


def test_listeners():
    with socket.socket() as tcp, socket.socket(socket.AF_UNIX) as unix:
        warifu.prepare_listener(tcp)
        warifu.prepare_listener(tcp.fileno())
        assert tcp.getsockopt(socket.IPPROTO_TCP, TCP_SAVE_SYN) == 1
        warifu.prepare_listener(unix)
    reader, writer = os.pipe()
    for what in (tcp, -1, 2**32, reader, "3", None, 1.5):
        with pytest.raises(WarifuError) as caught:
            warifu.prepare_listener(what)
        assert caught.value.status is Status.ARGUMENT
    os.close(reader)
    os.close(writer)


def test_listeners_that_are_not_at_hand():
    with socket.socket() as listening, socket.socket() as other, socket.socket(socket.AF_UNIX) as unix:
        before = warifu.prepare_listeners()
        listening.listen()
        unix.bind("")
        unix.listen()
        assert warifu.prepare_listeners() == before + 2
        assert listening.getsockopt(socket.IPPROTO_TCP, TCP_SAVE_SYN) == 1
        assert other.getsockopt(socket.IPPROTO_TCP, TCP_SAVE_SYN) == 0


def test_observe(place, connection):
    import datetime
    until = datetime.date.today() + datetime.timedelta(days=5)
    place.write(head=f'mode = "observe"\nobserve_until = {until}\n',
                entries='[[verify]]\nmodule = "deny"\ncontrol = "required"\n')
    with place.open() as engine:
        decision = engine.verify(connection, "shop")
    assert decision and decision.observe
    assert decision.would is warifu.Verdict.REFUSED and decision.code is warifu.Code.FAIL


def test_explain(place, engine):
    place.write(entries='[[verify]]\nmodule = "uid_allowlist"\ncontrol = "required"\n'
                'options = { uids = [7], gids = [8] }\n' + PERMIT)
    engine.reload()
    assert engine.explain("shop", uid=7).would is warifu.Verdict.PASSED
    assert engine.explain("shop", uid=9, gid=8).would is warifu.Verdict.PASSED
    refused = engine.explain("shop", "database", uid=9, source=warifu.Source.RECORD)
    assert refused.reason_id == "uid_allowlist.no-gid" and refused.owner.uid == 9
    assert refused.owner.gid is None and refused.owner.source is warifu.Source.RECORD
    assert [step.code for step in refused.steps] == [warifu.Code.UNKNOWN, warifu.Code.PASS]
    assert engine.explain("shop").owner is None
    with open(place.log) if os.path.exists(place.log) else open(os.devnull) as log:
        assert "shop" not in log.read()  # nobody logged in


@pytest.mark.parametrize("how", [
    {"gid": 8}, {"uid": -1}, {"uid": 2**32}, {"uid": 2**32 - 1}, {"uid": "7"}, {"uid": True},
    {"uid": 7, "gid": 2**33}, {"uid": 7, "source": 99}, {"uid": 7, "source": -1}, {"account": "a\0b"},
    {"account": "x" * 1025}, {"domain": "d" * 1025}, {"resource": None}, {"deadline": -1}])
def test_a_presumed_login_that_contradicts_itself(engine, how):
    with pytest.raises(WarifuError) as caught:
        engine.explain(**how)
    assert caught.value.status is Status.ARGUMENT
