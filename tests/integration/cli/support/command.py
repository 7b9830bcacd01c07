# SPDX-License-Identifier: MIT
"""A configuration of its own, and the `warifu` command run on it."""
import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

TENANT = 10042
THIEF = 10077
DECIDES = f"""mode = "enforce"
[[verify]]
module  = "uid_allowlist"
control = "required"
options = {{ uids = [{TENANT}] }}
"""
SECONDS = 120  # no command takes that long, on any machine


@dataclass
class Outcome:
    status: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)

    @property
    def said(self):
        return self.out + self.err


def run(words, environment=None, **how):
    """Runs a command; what it says must be UTF-8, and it must not end by a signal."""
    done = subprocess.run([os.fsencode(word) for word in words], capture_output=True,
                          timeout=SECONDS, check=False, stdin=subprocess.DEVNULL,
                          env=dict(os.environ, **environment) if environment else None, **how)
    outcome = Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())
    assert done.returncode >= 0, outcome
    for sign in ("terminate called", "Sanitizer", "runtime error:", "Traceback"):
        assert sign not in outcome.said, outcome
    return outcome


class Command:
    """One folder: the stacks, the modules and what lives until reboot."""

    def __init__(self, build, folder):
        self.program = build / "core/cli/warifu"
        self.folder = Path(folder)
        self.stacks = self.folder / "stacks"
        self.modules = self.folder / "modules"
        self.runtime = self.folder / "run"
        self.stacks.mkdir()
        # Copies: whoever owns the build folder, here the running user owns them.
        shutil.copytree(build / "modules-out", self.modules, copy_function=shutil.copyfile)
        self.modules.chmod(0o755)

    def write(self, service, text):
        path = self.stacks / f"{service}.toml"
        path.write_text(text)
        path.chmod(0o644)
        return path

    def where(self):
        return ["--config-dir", self.folder, "--module-dir", self.modules,
                "--runtime-dir", self.runtime]

    def __call__(self, *words, environment=None):
        return run([self.program, *self.where(), *words], environment)

    def bare(self, *words):
        """Without saying where anything is."""
        return run([self.program, *words])

    def decide(self, *words, service="demo"):
        """What `warifu test` answers, as (outcome, its JSON)."""
        outcome = self("--json", "test", "--service", service, *words)
        return outcome, outcome.json
