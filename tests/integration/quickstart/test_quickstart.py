# SPDX-License-Identifier: MIT
"""packaging/quickstart shows one let in and one refused for each way, and leaves nothing."""
import os
import re
import signal
import subprocess
import time
from pathlib import Path

import pytest

QUICKSTART = Path(__file__).resolve().parents[3] / "packaging/quickstart"
ANSWER = re.compile(r"^  (tenant, whose account it is|another tenant, with the password)(, [\w. ]+)? "
                    r"\(uid (\d+)\): +\x1b\[3[12]m(.+)\x1b\[0m$", re.MULTILINE)
SECONDS = 400


def processes():
    """Those of ours, by their program: other runs may be under way on the machine."""
    return subprocess.run(["ps", "-e", "-o", "args="], capture_output=True, text=True,
                          check=True).stdout


def assert_nothing_is_left(pid):
    tag = f"wfq{pid}"
    assert not os.path.exists(f"/sys/fs/bpf/{tag}")
    assert tag not in subprocess.run(["ip", "netns", "list"], capture_output=True, text=True,
                                     check=True).stdout
    assert tag not in subprocess.run(["ip", "-o", "link"], capture_output=True, text=True,
                                     check=True).stdout
    assert tag not in processes()


def folders():
    return set(Path("/run").glob("warifu-quickstart.*"))


def has_bpffs():
    return os.path.ismount("/sys/fs/bpf")


class Quickstart:
    def __init__(self, *words):
        self.before = folders()
        self.had_bpffs = has_bpffs()
        self.process = subprocess.Popen([QUICKSTART, *words], stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                        start_new_session=True)

    def end(self):
        said, _ = self.process.communicate(timeout=SECONDS)
        made = folders() - self.before
        assert_nothing_is_left(self.process.pid)
        assert made == set()
        assert has_bpffs() == self.had_bpffs
        # It starts its servers in its own session: nobody of that is left.
        left = subprocess.run(["pgrep", "-s", str(self.process.pid)], capture_output=True, check=False)
        assert left.stdout == b"", left
        return said


def answers(said):
    """{way: {who: answer}}"""
    found = {}
    for who, way, _, answer in ANSWER.findall(said):
        each = found.setdefault(way, {})
        assert who not in each, said
        each[who.split(",")[0]] = answer
    return found


EXPECTED = {"tenant": "hello shop", "another tenant": "refused"}


def test_without_bpf(build):
    run = Quickstart("--no-bpf", "--build", build)
    said = run.end()
    assert run.process.returncode == 0, said
    assert answers(said) == {", unix socket": EXPECTED, ", 127.0.0.1": EXPECTED}
    assert said.count("uid_allowlist.not-listed") == 2, said


def test_with_bpf(build):
    run = Quickstart("--build", build)
    said = run.end()
    assert run.process.returncode == 0, said
    if "BPF or network namespaces are not permitted here" in said:
        pytest.skip("BPF or network namespaces are not permitted here")
    assert answers(said) == {"": EXPECTED}
    assert "uid 10042 (record)" in said and "uid 10077 (record)" in said
    assert said.count("uid_allowlist.not-listed") == 1, said
    assert said.count("hmac_owner.wrong-key") == 1, said


def test_an_interrupted_one_leaves_nothing(build):
    run = Quickstart("--build", build)
    for line in run.process.stdout:
        if line.startswith("  client 192.0.2.1") or "not permitted here" in line:
            break
    time.sleep(0.5)  # in the midst of it, wherever that is
    run.process.send_signal(signal.SIGTERM)
    said = run.end()
    assert run.process.returncode in (0, 130), said


@pytest.mark.parametrize("words", [["--nobpf"], ["--build"], ["--build", ""], ["more"]])
def test_words_it_does_not_know(build, words):
    run = Quickstart(*words)
    said = run.end()
    assert run.process.returncode == 2
    assert "packaging/quickstart [--no-bpf] [--build DIR]" in said and "--build DIR  show" in said


def test_a_folder_where_nothing_is_built(build, tmp_path):
    run = Quickstart("--build", tmp_path)
    said = run.end()
    assert run.process.returncode == 2
    assert f"{tmp_path}/core/cli/warifu is not built" in said
