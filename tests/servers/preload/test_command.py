# SPDX-License-Identifier: MIT
"""What `warifu run` starts, and what it does not: a server that would let in everybody."""
import os
import shutil
import struct
import subprocess

import pytest
from lab.stack import write

CANNOT_SAY, CANNOT_EXECUTE, NOT_FOUND = 2, 126, 127
MAIN = "int main(void) { return 0; }\n"


@pytest.fixture(scope="session")
def programs(folder):
    """A folder on a file system where set-user-ID counts."""
    path = os.path.join(folder, "programs")
    os.makedirs(path)
    return path


@pytest.fixture(scope="session")
def static(programs):
    path = os.path.join(programs, "static")
    subprocess.run(["cc", "-static", "-x", "c", "-o", path, "-"], input=MAIN, text=True, check=True)
    return path


def script(programs, name, text, mode=0o755):
    path = os.path.join(programs, name)
    write(path, text)
    os.chmod(path, mode)
    return path


def copy_of_true(programs, name, mode=0o755):
    path = os.path.join(programs, name)
    shutil.copyfile("/bin/true", path)
    os.chmod(path, mode)
    return path


def refused(done, status, what):
    code, said, complaint = done
    assert code == status and said == "", complaint
    assert what in complaint
    return complaint


# ---------------------------------------------------------------------------- what is started
def test_words_are_the_commands_own(site):
    words = ["%s\n", "-l", "check", "[::1]", "--", "--help", "", "--service", "other"]
    assert site.run("printf", *words) == (0, "".join(each + "\n" for each in words[1:]), "")


def test_its_exit_status_is_told(site):
    assert site.run("sh", "-c", "exit 41")[0] == 41  # also the one that a trial ends with


def test_what_was_preloaded_stays(site):
    other = site.installed.copy(site.shim, site.runtime)
    done = site.run("sh", "-c", "echo $LD_PRELOAD", environment={"LD_PRELOAD": other})
    assert done == (0, f"{site.shim}:{other}\n", "")


def test_a_script_is_its_interpreter(site, programs):
    assert site.run(script(programs, "of-sh", "#!/bin/sh\necho ran\n")) == (0, "ran\n", "")
    assert site.run(script(programs, "of-env", "#!/usr/bin/env -S sh -e\necho ran\n")) == (0, "ran\n", "")


# ---------------------------------------------------------------------------- what no shim gets into
def test_a_static_program(site, programs, static):
    refused(site.run(static), CANNOT_EXECUTE, "is statically linked")
    found = site.run("static", environment={"PATH": f"{programs}:/bin"})
    refused(found, CANNOT_EXECUTE, "is statically linked")


def test_a_script_of_a_static_program(site, programs, static):
    one = script(programs, "of-static", f"#!{static}\n")
    refused(site.run(one), CANNOT_EXECUTE, "is statically linked")
    refused(site.run(script(programs, "of-script", f"#!{one}\n")), CANNOT_EXECUTE, "is statically linked")
    by_env = script(programs, "by-env", f"#!/usr/bin/env {static}\n")
    refused(site.run(by_env), CANNOT_EXECUTE, "is statically linked")


@pytest.mark.parametrize("words", ["-i", "-u LD_PRELOAD", "LD_PRELOAD="])
def test_a_script_that_has_env_drop_the_shim(site, programs, words):
    path = script(programs, "dropping", f"#!/usr/bin/env -S {words} sh\necho started\n")
    refused(site.run(path), CANNOT_EXECUTE, "may leave out the shim")


def test_a_script_of_itself_ends(site, programs):
    path = os.path.join(programs, "endless")
    refused(site.run(script(programs, "endless", f"#!{path}\n")), CANNOT_EXECUTE, "script of a script")


@pytest.mark.parametrize("mode, what", [(0o4755, "set-user-ID"), (0o2755, "set-group-ID")])
def test_a_program_that_gets_rights(site, programs, mode, what):
    refused(site.run(copy_of_true(programs, what, mode)), CANNOT_EXECUTE, what)


def test_a_program_with_file_capabilities(site, programs):
    path = copy_of_true(programs, "capable")
    net_bind_service = struct.pack("<5I", 0x02000001, 1 << 10, 0, 0, 0)  # vfs_cap_data, effective
    os.setxattr(path, "security.capability", net_bind_service)
    refused(site.run(path), CANNOT_EXECUTE, "file capabilities")


def test_what_is_no_program(site, programs):
    refused(site.run(programs), CANNOT_EXECUTE, "no regular file")
    refused(site.run(script(programs, "mute", "#!\n")), CANNOT_EXECUTE, "no interpreter")
    refused(site.run(script(programs, "text", "echo ran\n")), CANNOT_EXECUTE, "neither an ELF")
    refused(site.run(script(programs, "empty", "")), CANNOT_EXECUTE, "neither an ELF")
    refused(site.run(script(programs, "cut", "\x7fELF")), CANNOT_EXECUTE, "; ")


def test_what_may_not_be_executed_and_what_is_not_there(site, programs):
    path = script(programs, "kept", "#!/bin/sh\n", mode=0o644)
    refused(site.run(path), CANNOT_EXECUTE, "may not be executed")
    refused(site.run("kept", environment={"PATH": programs}), CANNOT_EXECUTE, "may not be executed")
    refused(site.run(programs + "/none"), NOT_FOUND, "no such program")
    refused(site.run("no-such-server"), NOT_FOUND, "no such program")
    refused(site.run(""), NOT_FOUND, "no such program")


def test_a_name_with_a_terminals_sequence_is_shown_escaped(site):
    complaint = refused(site.run("\x1b[2Jnone"), NOT_FOUND, "no such program")
    assert "\x1b" not in complaint


# ---------------------------------------------------------------------------- what could let nobody in
def test_a_stack_with_a_mistake(site):
    site.write('[[verify]]\nmodule = "uid_allowlist"\ncontrol = "requried"\n')
    complaint = refused(site.run("echo", "started"), CANNOT_SAY, "shim.toml:8:")
    assert "requried" in complaint and "warifu check" in complaint


def test_no_stack_at_all(site):
    os.unlink(os.path.join(site.config, "stacks/shim.toml"))
    refused(site.run("echo", "started"), CANNOT_SAY, "shim")


def test_a_stack_that_may_wait(site):
    """Unless it is asked for: who waits is the whole server."""
    site.write('[[verify]]\nmodule = "debug"\ncontrol = "required"\n')
    refused(site.run("echo", "started"), CANNOT_SAY, "debug")
    assert site.run("echo", "started", options=["--may-wait"]) == (0, "started\n", "")


@pytest.mark.parametrize("shim", ["/nonexistent/shim.so", "/etc/passwd"])
def test_a_shim_that_is_not_loaded(site, shim):
    """The loader only warns, and starts the server without it."""
    refused(site.run("echo", "started", shim=shim), CANNOT_SAY, "does not load the shim")


def test_another_shim_is_none(site):
    """One that is loaded and says nothing."""
    other = os.path.join(site.installed.lib, "libwarifu.so.0")
    refused(site.run("echo", "started", shim=other), CANNOT_SAY, "does not load the shim")


def test_wrong_usage(site):
    refused(site.run(), CANNOT_SAY, "no command")
    assert site.run("echo", options=["--service", "../x"])[0] == CANNOT_SAY


# ---------------------------------------------------------------------------- what the server runs
SPOIL = "echo '[[' > {stack}; "


def spoil(site):
    return SPOIL.format(stack=os.path.join(site.config, "stacks/shim.toml"))


def test_a_program_that_the_server_runs_is_left_alone(site):
    """It may never accept anything: no reason to keep it from its work."""
    assert site.run("sh", "-c", spoil(site) + "/bin/echo ran; exit 3") == (3, "ran\n", "")


def test_a_server_that_becomes_another_is_still_one(site):
    refused(site.run("sh", "-c", spoil(site) + "exec /bin/echo ran"), CANNOT_SAY, "shim.toml")


def test_help_says_what_it_cannot_see(site):
    done = subprocess.run([site.warifu, "run", "--help"], capture_output=True, text=True, check=True)
    for word in ("statically", "io_uring", "raw system calls", "LD_PRELOAD"):
        assert word in " ".join(done.stdout.split())
