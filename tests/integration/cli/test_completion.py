# SPDX-License-Identifier: MIT
"""Completion: the scripts are the shells' own language, and what they ask is answered."""
import shutil
import subprocess

import pytest

from support.command import DECIDES


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_scripts_parse(warifu, shell):
    outcome = warifu("completion", shell)
    assert outcome.status == 0 and "warifu __complete -- " in outcome.out
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    subprocess.run([shell, "-n"], input=outcome.out, text=True, check=True)


def complete(warifu, *words):
    outcome = warifu.bare("__complete", "--", *words)
    assert (outcome.status, outcome.err) == (0, "")
    return set(outcome.out.split())


def test_what_is_answered(warifu):
    assert {"check", "test", "reload", "module", "agent", "completion", "--config-dir"} <= \
        complete(warifu, "")
    assert complete(warifu, "ch") == {"check"}
    assert complete(warifu, "module", "") >= {"list", "show"}
    assert {"--service", "--uid", "--syn"} <= complete(warifu, "test", "--")
    assert complete(warifu, "test", "--enf") == {"--enforce"}
    assert complete(warifu, "--nothing") == set()


def test_keys(warifu):
    assert complete(warifu, "key", "") >= {"generate", "derive", "fingerprint", "usage", "rotate"}
    assert complete(warifu, "key", "rotate", "re") == {"remove", "reopen"}
    assert {"--audience", "--for", "--out-dir"} <= complete(warifu, "key", "derive", "--")
    # Where a file is named, or any value that is not known here, the shell completes.
    for words in (("fingerprint", ""), ("derive", "a"), ("rotate", "begin", "--secret-file", ""),
                  ("rotate", "status", "--slot", ""), ("--config-dir", "")):
        assert complete(warifu, "key", *words) == set(), words


def test_a_server_to_run(warifu):
    assert {"--service", "--may-wait"} <= complete(warifu, "run", "--")
    assert "--may-wait" not in complete(warifu, "run", "--service", "")  # services, where there are any
    # Behind "--" the words are the server's: the shell completes.
    for words in (("",), ("ch",), ("memcached", "--"), ("memcached", "--service", "")):
        assert complete(warifu, "run", "--service", "demo", "--", *words) == set(), words


def test_maps(warifu):
    assert complete(warifu, "map", "") >= {"import"}
    assert complete(warifu, "map", "import", "p") == {"pg_ident"}
    assert {"--map", "--postgresql", "--out"} <= complete(warifu, "map", "import", "pg_ident", "--")
    assert "--map" not in complete(warifu, "map", "import", "csv", "--")
    # A file is read, and one written: the shell completes.
    for words in (("csv", ""), ("pg_ident", "/e"), ("csv", "--out", ""), ("pg_ident", "--map", "")):
        assert complete(warifu, "map", "import", *words) == set(), words


def test_bash_takes_the_answer(warifu, tmp_path):
    (tmp_path / "warifu").symlink_to(warifu.program)
    script = warifu("completion", "bash").out + \
        '\nCOMP_WORDS=(warifu test --enf); COMP_CWORD=2; _warifu; printf "%s\\n" "${COMPREPLY[@]}"'
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True,
                          env={"PATH": f"{tmp_path}:/usr/bin:/bin"})
    assert done.stdout == "--enforce\n"


def test_services_of_the_configuration_folder(sandbox):
    stacks = sandbox.command.folder / "etc/warifu/stacks"
    stacks.mkdir(parents=True)
    # A shell would take a name such as the second as more than a word.
    for name in ("shop", "$(touch owned)", "a\nb", "*"):
        (stacks / f"{name}.toml").write_text(DECIDES)
    sandbox.show_as_etc("etc")
    for words in (("check", ""), ("reload", "s"), ("test", "--service", ""), ("key", "usage", ""),
                  ("key", "rotate", "finish", "--service", "s")):
        assert "shop" in complete(sandbox, *words)
    assert sandbox.bare("__complete", "--", "test", "--service", "").out == "shop\n"
