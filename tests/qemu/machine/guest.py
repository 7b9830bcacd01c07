# SPDX-License-Identifier: MIT
"""A machine that boots, runs one suite of scenarios and switches itself off.

    kernel, initramfs --> qemu --> console (for whoever looks for a fault)
                               --> report: a line of JSON for each scenario
"""
import json
import os
import subprocess

QEMU = "qemu-system-x86_64"
PATIENCE = 240  # seconds until it is killed: emulated, and on a machine that may be busy
MEMORY = 640  # MiB


class Guest:
    def __init__(self, kernel, initramfs, folder):
        self._kernel = kernel
        self._initramfs = initramfs
        self._console = os.path.join(folder, "console.log")
        self._report = os.path.join(folder, "report.log")
        os.makedirs(folder, exist_ok=True)

    def run(self, suite):
        """(scenario to what it reported, why it broke off or None)"""
        with subprocess.Popen(self._command(suite), stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as machine:
            try:
                _, said = machine.communicate(timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                said = f"it did not end within {PATIENCE} s".encode()
            finally:
                machine.kill()
        with open(self._report, encoding="utf-8", errors="replace") as file:
            lines = [json.loads(line) for line in file if line.rstrip().endswith("}")]
        told = {each["scenario"]: each for each in lines}
        if "end" in told:
            return told, None
        return told, said.decode(errors="replace") + "\n" + self._last_words()

    def _command(self, suite):
        # TCG everywhere: the same machine whatever this one's processor allows.
        return [QEMU, "-accel", "tcg", "-cpu", "max", "-m", str(MEMORY), "-nodefaults",
                "-nographic", "-no-reboot", "-kernel", self._kernel, "-initrd", self._initramfs,
                "-serial", f"file:{self._console}", "-serial", f"file:{self._report}", "-append",
                f"console=ttyS0 panic=-1 quiet mitigations=off no_timer_check "
                f"warifu.suite={suite}"]

    def _last_words(self):
        with open(self._console, encoding="utf-8", errors="replace") as file:
            return file.read()[-3000:]
