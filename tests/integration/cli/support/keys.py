# SPDX-License-Identifier: MIT
"""Keys, keyrings and counters of keys, as the commands for keys find them."""
import hashlib
import hmac
import json
import os
import struct
import subprocess
import time
from pathlib import Path

from support.command import SECONDS, Outcome

VECTORS = json.loads((Path(__file__).resolve().parents[3] / "unit/wire/vectors.json").read_text())
KEYRING = """\
# Tokyo's databases; who asks: ops@example.org

# --- web hosts
[[key]]
slot        = 3
secret_file = "keys/web.audience"      # 32 bytes in hex
derive      = "source-address"
domain      = "web"
from        = [
  "10.1.0.0/16",   # rack 1 ]
  "10.3.0.0/16",
]
uids        = ["10000-59999"]

# --- batch hosts
[[key]]
slot = 3
domain = "batch"
state = 'active' # as ever
secret_file = 'keys/batch.key'
from = ["10.2.0.5"]
uids = ["10000-59999"]
"""


def fingerprint(key):
    """HKDF-Expand, written down a second time: kernel/wire/FORMAT.md."""
    full = hmac.new(bytes.fromhex(key), b"warifu/1 fingerprint\x01", hashlib.sha256).hexdigest()
    return full[:16]


def hex_key(text):
    return hashlib.sha256(text.encode()).hexdigest()


def feed(warifu, text, *words):
    """Runs the command with something on standard input."""
    done = subprocess.run([os.fsencode(word) for word in (warifu.program, *warifu.where(), *words)],
                          input=text.encode(), capture_output=True, timeout=SECONDS, check=False)
    return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())


class Keys:
    """A folder with keys, and a keyring beside it."""

    def __init__(self, warifu):
        self.warifu = warifu
        self.folder = warifu.folder / "keys"
        self.folder.mkdir(mode=0o755)
        self.keyring = warifu.folder / "keyring.toml"
        self.secrets = set()

    def add(self, name, key=None, mode=0o640):
        """Writes a key; its fingerprint."""
        key = key or hex_key(name)
        self.secrets.add(key)
        path = self.folder / name
        path.write_text(key + "\n")
        path.chmod(mode)
        return fingerprint(key)

    def write_keyring(self, text=KEYRING):
        self.keyring.write_text(text)
        self.keyring.chmod(0o644)
        for name in ("web.audience", "batch.key", "web.new"):
            self.add(name)

    def rotate(self, step, *words, slot=3):
        outcome = self.warifu("key", "rotate", step, "--slot", str(slot), *words)
        self.assert_untold(outcome)
        return outcome

    def status(self, *words, domain="web"):
        outcome = self.rotate("status", "--json", "--domain", domain, *words)
        assert outcome.status == 0, outcome
        return outcome.json

    def assert_untold(self, outcome):
        for secret in self.secrets:
            assert secret not in outcome.said
            assert secret[:32] not in outcome.said and secret[32:] not in outcome.said

    def count(self, service, rows, uncounted=0):
        """A service's counters: {fingerprint: (passed, refused, seconds since first, since last)}."""
        folder = self.warifu.runtime / "replay" / service
        folder.mkdir(parents=True, exist_ok=True)
        now = int(time.time())
        data = struct.pack("=8sIIQ40x", b"WARIFUKU", 1, len(rows) + 1, uncounted)
        for name, (passed, refused, first, last) in rows.items():
            data += struct.pack("=8sQQqq", bytes.fromhex(name), passed, refused, now - first,
                                now - last)
        (folder / "keys").write_bytes(data + bytes(40))
        return folder
