# SPDX-License-Identifier: MIT
"""warifu key generate: who can read what is made, and that nothing half made or written over is."""
import os
import pty
import re
import stat
import subprocess

import pytest

from support.command import SECONDS, run
from support.keys import fingerprint

KEY = re.compile(r"[0-9a-fA-F]{32}")


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def on_a_terminal(words):
    """(exit code, what the terminal shows)."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.execv(words[0], [str(word) for word in words])
    said = b""
    try:
        while more := os.read(terminal, 4096):
            said += more
    except OSError:
        pass  # EIO: the other end is closed
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), said.decode()


def test_a_file_for_its_owner(warifu):
    path = warifu.folder / "master.key"
    outcome = warifu("key", "generate", path)
    assert (outcome.status, outcome.err) == (0, "")
    text = path.read_text()
    assert re.fullmatch(r"[0-9a-f]{64}\n", text)
    assert outcome.out == f"{fingerprint(text.strip())}  {path}\n"
    assert mode(path) == 0o600 and path.stat().st_nlink == 1
    assert text not in outcome.said


def test_no_two_keys_are_the_same(warifu):
    made = {warifu("key", "generate", "--stdout").out for _ in range(20)}
    assert len(made) == 20


def test_a_file_for_a_group(warifu):
    gid = 12345 if os.geteuid() == 0 else os.getegid()
    path = warifu.folder / "audience.key"
    outcome = warifu("key", "generate", path, "--group", str(gid))
    assert outcome.status == 0
    assert mode(path) == 0o640 and path.stat().st_gid == gid
    outcome = warifu("key", "generate", warifu.folder / "k", "--group", "no such group")
    assert outcome.status == 2 and '"no such group" is no group' in outcome.err
    assert not (warifu.folder / "k").exists()


@pytest.mark.parametrize("umask", [0o000, 0o777])
def test_the_umask_does_not_decide(warifu, umask):
    path = warifu.folder / "key"
    run([warifu.program, "key", "generate", path], preexec_fn=lambda: os.umask(umask))
    assert mode(path) == 0o600


def test_for_programs(warifu):
    path = warifu.folder / "key"
    outcome = warifu("key", "generate", path, "--json")
    assert outcome.json == [{"file": str(path), "fingerprint": fingerprint(path.read_text().strip())}]


def test_nothing_is_written_over(warifu):
    path = warifu.folder / "key"
    path.write_text("precious")
    outcome = warifu("key", "generate", path)
    assert outcome.status == 2 and outcome.out == ""
    assert f"{path} exists already" in outcome.err and "name another file" in outcome.err
    assert path.read_text() == "precious"


def test_links_are_not_followed(warifu):
    target = warifu.folder / "target"
    link = warifu.folder / "link"
    link.symlink_to(target)
    assert "exists already" in warifu("key", "generate", link).err
    (warifu.folder / "real").mkdir()
    (warifu.folder / "way").symlink_to("real")
    outcome = warifu("key", "generate", warifu.folder / "way/key")
    assert outcome.status == 2 and "is a symbolic link" in outcome.err
    assert not target.exists() and not list((warifu.folder / "real").iterdir())


def test_a_folder_that_others_write_to_is_refused(warifu):
    shared = warifu.folder / "shared"
    shared.mkdir()
    shared.chmod(0o777)
    outcome = warifu("key", "generate", shared / "key")
    assert outcome.status == 2 and "chmod go-w" in outcome.err
    assert not list(shared.iterdir())
    assert "does not exist" in warifu("key", "generate", warifu.folder / "nowhere/key").err
    assert warifu("key", "generate", f"{warifu.folder}/").status == 2


def test_a_key_is_not_shown_on_a_terminal_unasked(warifu):
    status, said = on_a_terminal([warifu.program, "key", "generate"])
    assert status == 2 and "name a file, or say --stdout" in said
    assert not KEY.search(said)
    path = warifu.folder / "key"
    status, said = on_a_terminal([warifu.program, "key", "generate", path])
    assert status == 0 and not KEY.search(said)
    status, said = on_a_terminal([warifu.program, "key", "generate", "--stdout"])
    assert status == 0 and KEY.search(said)


@pytest.mark.parametrize("words", [["--stdout", "key"], ["--json"], ["--group", "0"],
                                   ["--json", "--stdout"]])
def test_what_does_not_go_together(warifu, words):
    outcome = run([warifu.program, "key", "generate", *words], cwd=warifu.folder)
    assert outcome.status == 2 and outcome.out == "" and not KEY.search(outcome.err)
    assert not (warifu.folder / "key").exists()


def test_a_full_disk_leaves_nothing(warifu, as_root):
    # One page, which is taken.
    script = """mount -t tmpfs -o size=4k,mode=700 tmpfs "$1" && echo taken > "$1/all" || exit 99
    "$2" key generate "$1/key"; echo "$?"; ls -A "$1" """
    (warifu.folder / "full").mkdir()
    done = subprocess.run(["unshare", "--mount", "--propagation", "private", "sh", "-c", script, "sh",
                           warifu.folder / "full", warifu.program],
                          capture_output=True, text=True, timeout=SECONDS, check=True)
    assert done.stdout == "2\nall\n"
    assert "No space left on device; make room; nothing was written" in done.stderr


def test_a_closed_or_full_output_is_told(warifu):
    with open("/dev/full", "wb") as full:
        done = subprocess.run([warifu.program, "key", "generate"], stdout=full, timeout=SECONDS,
                              stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2 and "cannot be written to standard output" in done.stderr
