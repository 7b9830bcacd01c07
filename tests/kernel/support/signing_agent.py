# SPDX-License-Identifier: MIT
"""An agent that signs: one [[stamp]] towards the server host, with a key for each address."""
import os
import struct

from support.bpf_map import Map
from support.signed import EPOCH, fingerprint


def stamp_with_keys(lab, signers, proof=False, **stamp):
    """The entry; signers: {source address: Signer}, of one slot and bind. Writes the key files."""
    folder = os.path.join(lab.folder, "keys")
    os.makedirs(folder, mode=0o700, exist_ok=True)
    keys = []
    for address, signer in signers.items():
        name = os.path.join("keys", address.replace(":", "_") + ".key")
        with open(os.path.join(lab.folder, name), "w", opener=_secret_file) as file:
            file.write(signer.key.hex() + "\n")
        keys.append(f'{{ source = "{address}", secret_file = "{name}" }}')
    any_signer = next(iter(signers.values()))
    return (lab.stamp(**stamp) + f"slot = {any_signer.slot}\nbind = \"{any_signer.bind}\"\n"
            f"keys = [{', '.join(keys)}]\nproof = {'true' if proof else 'false'}\n")


def _secret_file(path, flags):
    return os.open(path, flags, 0o600)


def listen(ports):
    return f"[listen]\nports = {list(ports)}\nrecord = true\n"


def usage(agent, signer):
    """(claims, proofs, last used) of a key, as the programs counted."""
    with Map(agent.map_pin("key_usages"), 24) as usages:
        return struct.unpack("=QQQ", usages.get(bytes.fromhex(fingerprint(signer.key))))


def remove_epoch_keys(agent, keep=lambda epoch: False):
    """As if the agent had been dead for longer than it put keys there for."""
    with Map(agent.map_pin("epoch_keys"), 128) as keys:
        for each in keys.keys(16):
            if not keep(struct.unpack("=IIQ", each)[2]):
                keys.delete(each)


def move_clock(agent, epochs):
    """The clock that the programs go by, and nothing else's, is so much later."""
    with Map(agent.map_pin("settings"), 16) as settings:
        zero = struct.pack("=I", 0)
        generation, offset, rest = struct.unpack("=IiQ", settings.get(zero))
        settings.put(zero, struct.pack("=IiQ", generation, offset - epochs * EPOCH, rest))
