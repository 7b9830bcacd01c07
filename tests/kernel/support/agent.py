# SPDX-License-Identifier: MIT
"""The agent under test: its own pin folder, its own configuration, stopped whatever happens."""
import json
import os
import signal
import subprocess
import time

from support import netns


# The agent is not dumpable, and the leak sanitizer has to trace what it looks at.
os.environ["ASAN_OPTIONS"] = "detect_leaks=0"


class Agent:
    def __init__(self, binary, probe, folder, pins):
        self.binary = binary
        self.probe = probe
        self.config = os.path.join(folder, "agent.toml")
        self.log = os.path.join(folder, "agent.log")
        self.pins = pins
        self.records = os.path.dirname(pins)  # a BPF file system too, for servers to enter
        self.replay = os.path.join(folder, "replay")
        self.options = ["--record-dir", self.records, "--replay-dir", self.replay]
        self.process = None

    def write(self, text):
        # Replaced in one step, as an operator's editor does.
        with open(self.config + ".new", "w") as file:
            file.write(text)
        os.chmod(self.config + ".new", 0o644)
        os.rename(self.config + ".new", self.config)

    def command(self, *more):
        return [self.binary, "--config", self.config, "--bpffs", self.pins, *self.options,
                *more]

    def start(self, text=None, network_namespace=None):
        """Returns once it stamps."""
        if text is not None:
            self.write(text)
        before = self.generation()
        enter = (lambda: netns.enter(network_namespace)) if network_namespace else None
        with open(self.log, "w") as log:
            self.process = subprocess.Popen(self.command("--foreground"), stderr=log,
                                            preexec_fn=enter)
        self.wait_for(lambda: self.generation() > before and self.status()["attached"]
                      and self.settled())
        return self

    def settled(self):
        """Attached, and past the listeners that were there: it waits for signals."""
        with open(f"/proc/{self.process.pid}/wchan") as file:
            return "poll" in file.read()

    def wait_for(self, condition):
        end = time.monotonic() + 20
        while not condition():
            if self.process and self.process.poll() is not None:
                raise RuntimeError("the agent ended: " + self.told())
            if time.monotonic() > end:
                raise RuntimeError("waited in vain")
            time.sleep(0.01)

    def told(self):
        with open(self.log) as log:
            return log.read()

    def reload(self, text):
        """Writes the configuration and has it read; returns what the agent said of it."""
        self.write(text)
        return self.read_again()

    def read_again(self):
        before = len(self.told())
        self.process.send_signal(signal.SIGHUP)
        ends = ("the configuration was read again\n", "the configuration stays as it was\n")
        self.wait_for(lambda: self.told()[before:].endswith(ends))
        return self.told()[before:]

    def stop(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        status = self.process.wait(20)
        self.process = None
        return status

    def kill(self):
        return self.stop(signal.SIGKILL)

    def run(self, *more):
        """For an agent that is expected to refuse: (exit status, what it said)."""
        done = subprocess.run(self.command("--foreground", *more), stderr=subprocess.PIPE,
                              text=True, timeout=20)
        return done.returncode, done.stderr

    def status(self):
        done = subprocess.run([self.probe, "status", self.pins, self.records],
                              capture_output=True, text=True)
        return json.loads(done.stdout) if done.returncode == 0 else None

    def generation(self):
        status = self.status()
        return status["generation"] if status else 0

    def counters(self):
        return {each["name"]: each["value"] for each in self.status()["counters"]}

    def map_pin(self, name):
        """Where the programs' map of this name is pinned."""
        folder = next(each for each in os.listdir(self.pins) if each.startswith("maps-"))
        return os.path.join(self.pins, folder, name)

    def detach(self):
        done = subprocess.run([self.probe, "detach", self.pins, self.records],
                              capture_output=True, text=True)
        return done.returncode, done.stderr

    def clean_up(self):
        if self.process:
            self.process.kill()
            self.process.wait()
        if os.path.exists(self.pins):
            self.detach()
