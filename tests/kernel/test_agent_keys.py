# SPDX-License-Identifier: MIT
"""Host keys in files, the keys of epochs in the kernel.

    K (file, 0640) --> warifu-agent --HKDF, HMAC's first blocks--> epoch_keys  (dead agent: stays)
          |                                                        source_keys, key_usages
          +-- never in a map
"""
import os
import re
import signal
import struct
import subprocess
import time

import pytest

from conftest import PORT, TENANT
from support import bpf_maps, child, libc, sha256, signed

KEY = bytes(range(32))
OTHER = bytes(range(100, 132))
AUDIENCE = bytes(range(200, 232))
PAST = 57  # epochs
DAY = 86400


class Keys:
    """Secret files in the configuration's folder."""

    def __init__(self, lab):
        self.lab = lab
        self.folder = os.path.join(lab.folder, "keys")
        os.makedirs(self.folder, mode=0o755)

    def file(self, name, text, mode=0o640):
        path = os.path.join(self.folder, name)
        with open(path, "w") as file:
            file.write(text)
        os.chmod(path, mode)
        return f"keys/{name}"

    def stamp(self, key=KEY, slot=3, proof="true", bind="connection", sources=None, more=""):
        name = self.file(key.hex()[:8], key.hex() + "\n")
        sources = sources or [self.lab.network.client4]
        listed = ", ".join(f'{{ source = "{each}", secret_file = "{name}" }}' for each in sources)
        return (more + self.lab.stamp()
                + f'slot = {slot}\nbind = "{bind}"\nproof = {proof}\nkeys = [{listed}]\n')


@pytest.fixture
def keys(lab):
    return Keys(lab)


def pin(lab, name):
    return os.path.join(lab.agent.pins, "maps-2", name)


def epoch_rows(lab):
    """{(generation, key, epoch): value}"""
    return {struct.unpack("=IIQ", key): value
            for key, value in bpf_maps.dump(pin(lab, "epoch_keys"))}


def states(value):
    """Claim's inner and outer, proof's inner and outer."""
    words = struct.unpack("=32I", value)
    return [list(words[at:at + 8]) for at in range(0, 32, 8)]


def usage(lab, key=KEY):
    return lab.agent.status()["keys"].get(signed.fingerprint(key))


def test_kernel_has_what_an_independent_derivation_has(lab, keys):
    lab.agent.start(keys.stamp())
    now = signed.epoch_now()
    generation = lab.agent.generation()
    rows = epoch_rows(lab)
    assert {(each[0], each[1]) for each in rows} == {(generation, 0)}
    epochs = sorted(epoch for _, _, epoch in rows)
    assert epochs == list(range(epochs[0], epochs[-1] + 1)), "no gap"
    assert epochs[0] <= now - PAST + 1 and epochs[-1] >= now + DAY // signed.EPOCH
    for epoch in (epochs[0], now - 1, now, now + 1, epochs[-1]):
        expected = [each for form in (signed.CLAIM, signed.PROOF)
                    for each in sha256.hmac_states(signed.epoch_key(KEY, form, epoch))]
        assert states(rows[(generation, 0, epoch)]) == expected


def test_sources_lead_to_their_keys(lab, keys):
    other = keys.file("other", OTHER.hex())
    text = keys.stamp(sources=[lab.network.client4, "2001:db8::5"])
    text = text.replace("keys = [", f'keys = [{{ source = "10.9.9.9", secret_file = "{other}" }}, ')
    lab.agent.start(text)
    found = {}
    for key, value in bpf_maps.dump(pin(lab, "source_keys")):
        assert struct.unpack("=II", key[:8]) == (lab.agent.generation(), 0)
        found[key[8:]] = (struct.unpack("=I", value[:4])[0], value[8:].hex())
    number, print_ = found[signed.address16(lab.network.client4)]
    assert print_ == signed.fingerprint(KEY)
    assert found[signed.address16("2001:db8::5")] == (number, print_), "one key, one number"
    assert found[signed.address16("10.9.9.9")] == (1 - number, signed.fingerprint(OTHER))
    assert len(found) == 3


def test_no_secret_is_in_any_map(lab, keys):
    derived = signed.host_key(AUDIENCE, lab.network.client4)
    lab.server()
    lab.agent.start(keys.stamp(key=derived))
    lab.connect()
    now = signed.epoch_now()
    secrets = [derived, AUDIENCE] + [signed.epoch_key(derived, form, epoch)
                                     for form in (signed.CLAIM, signed.PROOF)
                                     for epoch in range(now - 5, now + 5)]
    # Also as words of the machine, as programs would keep them.
    swapped = [struct.pack("=8I", *struct.unpack("!8I", each)) for each in secrets]
    pins = bpf_maps.pins_below(lab.agent.pins)
    assert pin(lab, "epoch_keys") in pins and pin(lab, "sockets") in pins
    seen = 0
    for each in pins:
        if os.path.basename(each) in ("sockets", "records"):
            continue  # kept with sockets: there is nothing to list
        for key, value in bpf_maps.dump(each):
            seen += 1
            for secret in secrets + swapped:
                assert secret[:16] not in key + value and secret[16:] not in key + value
    assert seen > 1000


def test_secret_is_in_no_message_and_not_on_the_command_line(lab, keys):
    lab.agent.start(keys.stamp())
    keys.file("bad", KEY.hex()[:60])
    lab.agent.reload(keys.stamp().replace(f'keys/{KEY.hex()[:8]}', "keys/bad"))
    with open(f"/proc/{lab.agent.process.pid}/cmdline") as file:
        assert KEY.hex()[:16] not in lab.agent.told() + file.read()


def test_killed_agent_leaves_its_keys_and_the_next_keeps_maps_and_counts(lab, keys):
    lab.server()
    lab.agent.start(keys.stamp())
    lab.connect()
    before = usage(lab)
    assert before["claims"] == 1 and before["proofs"] == 1 and before["configured"]
    assert abs(before["last_used"] - time.time()) < 60
    maps = {each: bpf_maps.map_id(each) for each in bpf_maps.pins_below(lab.agent.pins)}
    lab.agent.kill()
    rows = epoch_rows(lab)
    assert any(epoch == signed.epoch_now() + 1000 for _, _, epoch in rows)
    lab.connect()
    assert usage(lab)["claims"] == 2, "signing goes on"
    status = lab.agent.status()
    assert not status["keys_short"]
    assert abs(status["keys_until"] - time.time() - DAY) < 2 * signed.EPOCH + 60

    lab.agent.start()
    assert {each: bpf_maps.map_id(each) for each in maps} == maps
    assert usage(lab)["claims"] == 2
    lab.connect()
    assert usage(lab)["claims"] == 3


def generations(lab):
    rows = {each[0] for each in epoch_rows(lab)}
    assert rows == {struct.unpack("=I", key[:4])[0]
                    for key, _ in bpf_maps.dump(pin(lab, "source_keys"))}
    return rows


def test_only_the_replaced_generation_stays(lab, keys):
    """What was begun under it is finished under it; the one before goes at once."""
    lab.agent.start(keys.stamp())
    first = lab.agent.generation()
    lab.agent.reload(keys.stamp(key=OTHER))
    assert generations(lab) == {first, first + 1}
    lab.agent.reload(keys.stamp())
    assert generations(lab) == {first + 1, first + 2}


def test_rotation_shows_when_the_old_key_is_no_longer_used(lab, keys):
    lab.server()
    lab.agent.start(keys.stamp())
    lab.connect()
    lab.agent.reload(keys.stamp(key=OTHER, slot=4))
    lab.connect()
    lab.connect()
    old, new = usage(lab), usage(lab, OTHER)
    assert (old["configured"], old["claims"]) == (False, 1)
    assert (new["configured"], new["claims"]) == (True, 2)
    assert new["last_used"] >= old["last_used"] > 0
    signing = lab.agent.status()["configuration"]["stamps"][0]["signing"]
    assert signing == {"slot": 4, "bind": 0, "proof": True,
                       "keys": [[lab.network.client4, signed.fingerprint(OTHER)]]}


def test_key_that_was_never_used_is_forgotten(lab, keys):
    lab.agent.start(keys.stamp())
    assert usage(lab)["claims"] == 0
    lab.agent.reload(keys.stamp(key=OTHER))
    lab.agent.reload(keys.stamp(key=OTHER))
    assert usage(lab) is None
    assert usage(lab, OTHER) is not None


MISTAKES = [
    ("readable by others", KEY.hex(), 0o644, r"agent\.toml:9:\d+: .*/keys/bad is a secret that "
                                             r"others may read"),
    ("writable by group", KEY.hex(), 0o660, r"agent\.toml:9:\d+: .*writable by group"),
    ("too short", KEY.hex()[:-2], 0o640, r"agent\.toml:9:\d+: .*/keys/bad holds no secret: it is "
                                         r"not 64"),
    ("zeros", "0" * 64, 0o640, r"agent\.toml:9:\d+: .*all zeros"),
    ("empty", "", 0o640, r"agent\.toml:9:\d+: .*it is empty"),
]


@pytest.mark.parametrize("text, mode, told", [each[1:] for each in MISTAKES],
                         ids=[each[0] for each in MISTAKES])
def test_bad_secret_keeps_the_old_configuration_and_keys(lab, keys, text, mode, told):
    lab.server()
    lab.agent.start(keys.stamp())
    before = lab.agent.status()
    rows = epoch_rows(lab)
    keys.file("bad", text, mode)
    said = lab.agent.reload(keys.stamp().replace(f"keys/{KEY.hex()[:8]}", "keys/bad"))
    assert re.search(told, said), said
    assert text == "" or text not in said
    assert "the configuration stays as it was" in said
    assert lab.agent.generation() == before["generation"]
    assert set(rows) <= set(epoch_rows(lab)) | {min(rows)}
    lab.connect()
    assert usage(lab)["claims"] == 1


def test_bad_secret_at_the_start_is_told_with_its_place(lab, keys):
    keys.file("bad", KEY.hex(), 0o644)
    lab.agent.write(keys.stamp().replace(f"keys/{KEY.hex()[:8]}", "keys/bad"))
    for more in ((), ("--check",)):
        status, said = lab.agent.run(*more)
        assert status == 1
        assert re.search(r"agent\.toml:9:\d+: .*others may read", said)
    assert not os.path.exists(lab.agent.pins)


def test_too_many_keys_so_far_ahead_are_refused(lab, keys):
    lab.agent.start(keys.stamp())
    more = "".join(keys.stamp(key=bytes([i]) * 32) for i in range(1, 28))
    said = lab.agent.reload('[keys]\nahead = "720h"\n' + more)
    assert "27 keys so far ahead" in said and "[keys] ahead" in said
    assert usage(lab)["configured"]


def test_ahead_is_as_configured_and_short_is_told(lab, keys):
    lab.agent.start(keys.stamp(more='[keys]\nahead = "10m"\n'))
    last = max(epoch for _, _, epoch in epoch_rows(lab))
    assert 600 <= (last + 1) * signed.EPOCH - time.time() <= 600 + 3 * signed.EPOCH
    assert not lab.agent.status()["keys_short"], "an agent sees to it"
    lab.agent.stop()
    assert lab.agent.status()["keys_short"]


def test_time_that_the_kernel_signs_by_is_the_hosts(lab, keys):
    lab.agent.start(keys.stamp())
    lab.agent.wait_for(lambda: settings(lab)[2] != 0)
    _, tai_offset, real_minus_boot = settings(lab)
    assert tai_offset == round(time.clock_gettime(time.CLOCK_TAI) - time.time())
    measured = time.time() - time.clock_gettime(time.CLOCK_BOOTTIME)
    assert abs(real_minus_boot / 1e9 - measured) < 1


def settings(lab):
    (_, value), = bpf_maps.dump(pin(lab, "settings"))
    return struct.unpack("=Iiq", value)


@pytest.mark.parametrize("jump", [3600, -3600, 65])
def test_jump_while_no_agent_ran_is_counted_and_told(lab, keys, jump):
    """What the last agent saw is changed, and not the machine's clock."""
    lab.agent.start(keys.stamp())
    lab.agent.wait_for(lambda: settings(lab)[2] != 0)
    lab.agent.kill()
    generation, tai_offset, seen = settings(lab)
    bpf_maps.update(pin(lab, "settings"), bytes(4),
                    struct.pack("=Iiq", generation, tai_offset, seen - jump * 10**9))
    lab.agent.start()
    lab.agent.wait_for(lambda: "the clock was set" in lab.agent.told())
    way = "ahead" if jump > 0 else "back"
    told = re.search(rf"the clock was set {way} by (\d+\.\d+) s", lab.agent.told())
    assert abs(float(told.group(1)) - abs(jump)) < 1
    assert lab.agent.counters()["clock-jumped"] == 1
    lab.agent.stop()
    lab.agent.start()
    lab.agent.wait_for(lambda: settings(lab)[2] != 0)
    lab.agent.stop(signal.SIGTERM)
    assert lab.agent.counters()["clock-jumped"] == 1, "counted once"


def test_small_step_is_no_jump(lab, keys):
    lab.agent.start(keys.stamp())
    lab.agent.wait_for(lambda: settings(lab)[2] != 0)
    lab.agent.kill()
    generation, tai_offset, seen = settings(lab)
    bpf_maps.update(pin(lab, "settings"), bytes(4),
                    struct.pack("=Iiq", generation, tai_offset, seen - 60 * 10**9))
    lab.agent.start()
    lab.agent.stop()
    assert "the clock was set" not in lab.agent.told()
    assert lab.agent.counters()["clock-jumped"] == 0


def test_uids_of_others_containers_are_warned_of(lab):
    lab.agent.write(f'[[stamp]]\nto = ["10.0.0.1"]\nports = [{PORT}]\nuids = ["1000-100000"]\n')

    def check():
        """With an /etc/subuid of its own."""
        libc.unshare(libc.CLONE_NEWNS)
        subprocess.run(["mount", "--make-rprivate", "/"], check=True)
        subprocess.run(["mount", "-t", "tmpfs", "tmpfs", "/etc"], check=True)
        with open("/etc/subuid", "w") as file:
            file.write("alice:100000:65536\n")
        return lab.agent.run("--check")

    status, said = child.run(check)
    assert status == 0
    assert re.search(r"agent\.toml:1:1: warning: its uids overlap 100000-165535, .*alice", said)


def test_configured_uid_alone_is_not_warned_of(lab, keys):
    lab.agent.write(keys.stamp().replace('uids = "all"', f"uids = [{TENANT}]"))
    assert lab.agent.run("--check") == (0, "")
