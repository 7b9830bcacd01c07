# SPDX-License-Identifier: MIT
"""The driver program: a server without clients that verifies owners on command."""
import collections
import contextlib
import itertools
import json
import os
import queue
import signal
import subprocess
import threading
from dataclasses import dataclass

SECONDS = 120  # nothing takes that long, on any machine: something hangs
CODES = ("pass", "fail", "unknown", "unavailable", "ignore", "error", "would_block")


@dataclass(frozen=True)
class Answer:
    uid: int
    account: str
    passed: bool
    would_block: bool
    code: str
    reason_id: str
    reason: str
    name: str
    steps: tuple  # ("stns", code, reason id) of each entry that answered
    times: int

    @classmethod
    def read(cls, line):
        steps = tuple((step["module"], CODES[step["code"]], step["reason_id"])
                      for step in line["steps"] if step["code"] >= 0)
        would_block = line["verdict"] == 2
        code = "would_block" if would_block else CODES[line["code"]]
        return cls(line["uid"], line["account"], line["verdict"] == 1, would_block, code,
                   line["reason_id"], line["reason"], line["name"], steps, line["times"])


class Answers(list):
    """All that one job answered."""

    def __init__(self, answers, killed, started):
        super().__init__(answers)
        self.killed = killed
        self.started = started

    @property
    def codes(self):
        """{code: how often}"""
        counted = collections.Counter()
        for answer in self:
            counted[answer.code] += answer.times
        return dict(counted)

    @property
    def only(self):
        """The one answer there was."""
        assert len(self) == 1, self
        return self[0]


class Job:
    def __init__(self, driver):
        self._driver = driver
        self.lines = queue.Queue()
        self._seen = []

    def _take(self, timeout=SECONDS):
        self._seen.append(self._driver.next(self.lines, timeout))
        return self._seen[-1]

    def kill_first(self):
        """Ends the first of its processes, of a job with tell_pids, by SIGKILL."""
        line = self._take()
        assert line["event"] == "started", line
        os.kill(line["pid"], signal.SIGKILL)

    def ends_before(self, event):
        """Waits until it is done or the event (threading.Event) is set: whether it is done."""
        while not self._is_done():
            if event.is_set():
                return False
            with contextlib.suppress(queue.Empty):
                self._take(0.02)
        return True

    def _is_done(self):
        return bool(self._seen) and self._seen[-1]["event"] in ("done", "broken")

    def wait(self):
        while not self._is_done():
            self._take()
        last = self._seen[-1]
        assert (last["event"], last.get("failed")) == ("done", 0), last
        answers = [Answer.read(line) for line in self._seen if line["event"] == "answer"]
        return Answers(answers, last["killed"], last["started"])


class Driver:
    def __init__(self, program, words, environment):
        # pylint: disable-next=consider-using-with
        self._process = subprocess.Popen([program, *words], stdin=subprocess.PIPE,
                                         stdout=subprocess.PIPE, text=True, env=environment)
        self._numbers = itertools.count(1)
        self._jobs = {}
        self._others = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        assert self.next(self._others)["event"] == "ready"

    def _read(self):
        for text in self._process.stdout:
            line = json.loads(text)
            (self._jobs[line["id"]].lines if "id" in line else self._others).put(line)
        for lines in (self._others, *(job.lines for job in list(self._jobs.values()))):
            lines.put(None)

    def next(self, lines, timeout=SECONDS):
        line = lines.get(timeout=timeout)
        assert line is not None, "the driver ended"
        return line

    def _say(self, command):
        self._process.stdin.write(json.dumps(command) + "\n")
        self._process.stdin.flush()

    # ------------------------------------------------------------------- verifies

    def start(self, owners, **job):
        """Members of a job as in job.h; an owner is a uid, or a uid and an account."""
        number = next(self._numbers)
        pairs = [owner if isinstance(owner, tuple) else (owner, "") for owner in owners]
        self._jobs[number] = Job(self)
        self._say({"do": "verify", "id": number, "owners": pairs, **job})
        return self._jobs[number]

    def run(self, owners, **job):
        return self.start(owners, **job).wait()

    def ask(self, uid, account="", **job):
        """One login, in a process of its own."""
        return self.run([(uid, account)], **{"processes": 1, **job}).only

    def ask_here(self, uid, account="", **job):
        """One login in the driver itself, which lives on."""
        return self.ask(uid, account, processes=0, **job)

    # ------------------------------------------------------------------- the rest

    def reload(self):
        self._say({"do": "reload"})
        return self.next(self._others)

    def status(self):
        self._say({"do": "status"})
        return self.next(self._others)

    def hold_descriptors(self, count):
        self._say({"do": "hold", "count": count})
        assert self.next(self._others)["count"] == count

    def close(self):
        """It ends by itself with its input."""
        self._process.stdin.close()
        try:
            status = self._process.wait(SECONDS)
        finally:
            self._process.kill()
            self._process.wait()
            self._reader.join()
            self._process.stdout.close()
        assert status == 0, f"the driver ended with {status}"
