# SPDX-License-Identifier: MIT
"""`check` and `test` look and ask; they write nothing, log nothing and start nothing."""
import os
import shutil
import subprocess

import pytest

from support.command import DECIDES, TENANT, THIEF

CHANGES = "open,openat,openat2,creat,mkdir,mkdirat,unlink,unlinkat,rename,renameat,renameat2," \
          "link,linkat,symlink,symlinkat,truncate,mknod,mknodat,chmod,fchmodat,connect,sendto,sendmsg"
LOGS = '[log]\nsink = "file"\nfile = "{}"\n'


def tree(folder):
    return {os.path.join(at, name): os.lstat(os.path.join(at, name)).st_mtime_ns
            for at, folders, names in os.walk(folder) for name in folders + names}


@pytest.mark.parametrize("words", [["check"], ["test", "--service", "demo", "--uid", str(THIEF)],
                                   ["test", "--service", "demo", "--uid", str(TENANT)],
                                   ["module", "list"]])
def test_nothing_is_written(warifu, tmp_path, words):
    warifu.write("demo", DECIDES + LOGS.format(tmp_path / "decisions.json"))
    before = tree(tmp_path)
    assert warifu(*words).status in (0, 1)
    assert tree(tmp_path) == before


@pytest.mark.parametrize("words", [["check"], ["test", "--service", "demo", "--uid", str(THIEF)]])
def test_no_system_call_that_writes(warifu, tmp_path, words):
    if not shutil.which("strace"):
        pytest.skip("strace is not installed")
    warifu.write("demo", DECIDES)
    trace = tmp_path / "trace"
    done = subprocess.run(["strace", "-f", "-qq", "-o", trace, "-e", f"trace=?{CHANGES.replace(',', ',?')}",
                           "env", "-u", "ASAN_OPTIONS", warifu.program, *warifu.where(), *words],
                          capture_output=True, check=False, timeout=120)
    if "Operation not permitted" in done.stderr.decode():
        pytest.skip("processes may not be traced here")
    writes = [line for line in trace.read_text().splitlines()
              if not any(flag in line for flag in ("O_RDONLY", "O_PATH")) and "ENOENT" not in line
              and "resumed" not in line and "+++" not in line and "---" not in line]
    assert trace.read_text().count("demo.toml") > 0
    assert writes == []
