# SPDX-License-Identifier: MIT
"""The command `warifu` on the server host of a test, as root types it."""
import json
import os
import subprocess


class Command:
    def __init__(self, build, verifier):
        self._words = [os.path.join(build, "core/cli/warifu"), *verifier.folders()]

    def run(self, *words, where=None):
        """(exit status, what it said)"""
        done = subprocess.run([*self._words, *words], cwd=where, capture_output=True, text=True,
                              timeout=120)
        return done.returncode, done.stdout + done.stderr

    def do(self, *words, where=None):
        """One that must succeed."""
        status, said = self.run(*words, where=where)
        assert status == 0, f"warifu {' '.join(map(str, words))}: {said}"
        return said

    def ask(self, *words):
        return json.loads(self.do(*words, "--json"))
