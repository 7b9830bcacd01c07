# SPDX-License-Identifier: MIT
"""warifu key rotate: each step on a keyring as operators write them, and the mistakes there are."""
import os
import subprocess

import pytest

from support.keys import KEYRING, fingerprint, hex_key

OLD, NEW = fingerprint(hex_key("web.audience")), fingerprint(hex_key("web.new"))
QUIET = {OLD: (9, 0, 9000, 700), NEW: (5, 0, 650, 1)}


@pytest.fixture
def web(keys):
    keys.write_keyring()
    return keys


def begin(keys, *words):
    return keys.rotate("begin", "--domain", "web", "--secret-file", keys.folder / "web.new", *words)


def steps(keys):
    """(step, what next, the keys' states and fingerprints)"""
    status = keys.status()
    return status["step"], status["next"], [(key["state"], key["fingerprint"])
                                            for key in status["keys"]]


def test_from_the_beginning_to_the_end(web):
    assert steps(web) == ("none", "begin", [("active", OLD)])
    outcome = begin(web)
    assert outcome.status == 0 and "warifu reload SERVICE" in outcome.out
    begun = web.keyring.read_text()
    assert steps(web) == ("begun", "clients", [("active", OLD), ("accept", NEW)])
    web.count("shop", QUIET)
    outcome = web.rotate("finish", "--service", "shop")
    assert outcome.status == 0, outcome
    assert steps(web) == ("finished", "remove", [("active", NEW), ("retired", OLD)])
    assert web.rotate("reopen").status == 0
    assert steps(web) == ("begun", "clients", [("active", OLD), ("accept", NEW)])
    assert web.keyring.read_text() == begun.replace(
        "# 32 bytes in hex\n", "# 32 bytes in hex\nstate       = \"active\"\n", 1)
    assert web.rotate("finish", "--service", "shop").status == 0
    assert web.rotate("remove").status == 0
    assert steps(web) == ("none", "begin", [("active", NEW)])
    assert web.keyring.read_text() == KEYRING.replace(
        'web.audience"      # 32 bytes in hex\n',
        'web.new"      # 32 bytes in hex\nstate       = "active"\n')


def test_taken_back_the_file_is_as_it_was(web):
    begin(web)
    web.count("shop", {})
    assert web.rotate("abort", "--service", "shop").status == 0
    assert web.keyring.read_text() == KEYRING


def test_a_key_in_use_is_not_given_up(web):
    begin(web)
    web.count("shop", {OLD: (9, 0, 9000, 5), NEW: (5, 0, 650, 1)})
    before = web.keyring.read_text()
    outcome = web.rotate("finish", "--service", "shop")
    assert outcome.status == 1 and f"key {OLD} was last used" in outcome.err
    outcome = web.rotate("abort", "--service", "shop")
    assert outcome.status == 1 and f"key {NEW} was last used" in outcome.err
    assert web.keyring.read_text() == before
    assert web.status("--service", "shop")["next"] == "wait"
    assert web.status("--service", "shop", "--quiet-for", "2s")["next"] == "finish"
    assert web.rotate("finish", "--service", "shop", "--quiet-for", "2s").status == 0


def test_every_service_is_asked(web):
    begin(web)
    web.count("shop", QUIET)
    web.count("blog", {OLD: (9, 0, 9000, 5), NEW: (5, 0, 650, 1)})
    outcome = web.rotate("finish", "--service", "shop", "--service", "blog")
    assert outcome.status == 1 and "by blog" in outcome.err
    folder = web.count("shop", QUIET)
    assert web.rotate("finish", "--service", f"{folder}", "--dry-run").status == 0


def test_silence_is_no_proof(web):
    begin(web)
    outcome = web.rotate("finish")
    assert outcome.status == 2 and "--service" in outcome.err and "--force" in outcome.err
    assert web.rotate("finish", "--service", "shop").status == 2  # never counted
    web.count("shop", {OLD: (9, 0, 9000, 700)})
    outcome = web.rotate("finish", "--service", "shop")
    assert outcome.status == 2 and f"no login with key {NEW}" in outcome.err
    assert web.status("--service", "shop")["next"] == "clients"
    assert web.rotate("finish", "--force").status == 0


def test_a_leaked_key_goes_at_once(web):
    web.count("shop", {OLD: (9, 0, 9000, 1)})
    assert begin(web).status == 0
    assert web.rotate("finish", "--force", "--service", "shop").status == 0
    assert steps(web)[2] == [("active", NEW), ("retired", OLD)]


def test_usage_is_shown(web):
    begin(web)
    web.count("shop", QUIET)
    keys = web.status("--service", "shop")["keys"]
    assert [(key["usage"][0]["service"], key["usage"][0]["passed"]) for key in keys] == [
        ("shop", 9), ("shop", 5)]
    text = web.rotate("status", "--service", "shop", "--domain", "web").out
    assert "shop: 9 passed, 0 refused, last used 2" in text and "line 4" in text


def test_a_dry_run_is_a_patch_and_nothing_more(web):
    outcome = begin(web, "--dry-run")
    assert outcome.status == 0 and web.keyring.read_text() == KEYRING
    assert sorted(path.name for path in web.warifu.folder.iterdir() if path.is_file()) == [
        "keyring.toml"]
    copy = web.folder / "copy"
    copy.write_text(KEYRING)
    subprocess.run(["patch", "-s", copy], input=outcome.out, text=True, check=True)
    begin(web)
    assert copy.read_text() == web.keyring.read_text()
    assert begin(web, "--dry-run", "--json").status == 2  # begun already
    outcome = web.rotate("finish", "--force", "--dry-run", "--json")
    assert '+state       = "retired"' in outcome.json["diff"]


def test_owner_and_mode_stay(web, as_root):
    os.chown(web.keyring, 0, 12345)
    web.keyring.chmod(0o640)
    begin(web)
    status = web.keyring.stat()
    assert (status.st_uid, status.st_gid, status.st_mode & 0o7777) == (0, 12345, 0o640)


def test_which_of_several(web):
    outcome = web.rotate("begin", "--secret-file", web.folder / "web.new")
    assert outcome.status == 2 and "choose one with --domain NAME or --from PREFIX" in outcome.err
    assert f"{web.keyring}:4 (" in outcome.err and f"{web.keyring}:16 (" in outcome.err
    assert web.rotate("begin", "--secret-file", web.folder / "web.new", "--from",
                      "10.2.0.5").status == 0
    assert web.status(domain="batch")["step"] == "begun"
    outcome = web.rotate("status", slot=9)
    assert outcome.status == 2 and "it has keys for slots 3" in outcome.err


def test_one_secret_for_two_entries(web):
    web.add("again", hex_key("web.audience"))
    web.add("batch again", hex_key("batch.key"))
    for name, line in (("again", "the key in line 4"), ("web.audience", "the key in line 4"),
                       ("batch again", "the new key")):
        outcome = web.rotate("begin", "--domain", "web", "--secret-file", web.folder / name)
        assert outcome.status == 2, name
        assert f"is also that of {line};" in outcome.err, name
    assert web.keyring.read_text() == KEYRING


def test_one_audience_key_for_two_sources(keys):
    """Entries that share an audience's key are rotated one after the other, to one new key."""
    text = KEYRING.replace("'keys/batch.key'", '"keys/web.audience"').replace(
        "state = 'active' # as ever", 'derive = "source-address"')
    keys.write_keyring(text)
    for domain in ("web", "batch"):
        outcome = keys.rotate("begin", "--domain", domain, "--secret-file", keys.folder / "web.new")
        assert outcome.status == 0, outcome
    for domain in ("web", "batch"):
        assert keys.rotate("finish", "--domain", domain, "--force").status == 0
        assert keys.rotate("remove", "--domain", domain).status == 0
    assert "web.audience" not in keys.keyring.read_text()


def test_a_file_that_the_servers_cannot_read(web, as_root):
    os.chown(web.folder / "web.audience", 0, 12345)
    outcome = begin(web)
    assert outcome.status == 2 and f"chgrp 12345 {web.folder / 'web.new'}" in outcome.err
    os.chown(web.folder / "web.new", 0, 12345)
    (web.folder / "web.new").chmod(0o600)
    outcome = begin(web)
    assert outcome.status == 2 and "chmod g+r" in outcome.err
    (web.folder / "web.new").chmod(0o640)
    assert begin(web).status == 0


@pytest.mark.parametrize("change,fault", [
    (lambda path: path.chmod(0o644), "is a secret that others may read"),
    (lambda path: path.write_text("00\n"), "holds no key"),
    (lambda path: path.unlink(), "does not exist"),
])
def test_a_new_key_that_is_none(web, change, fault):
    change(web.folder / "web.new")
    outcome = begin(web)
    assert outcome.status == 2 and fault in outcome.err
    assert web.keyring.read_text() == KEYRING


def test_when_the_new_key_ends(keys):
    keys.write_keyring(KEYRING.replace("\n\n# --- batch", "\nnot_after = 2027-01-01\n\n# --- batch"))
    outcome = begin(keys)
    assert outcome.status == 2 and "say when with --not-after" in outcome.err
    for wrong in ("soon", "2001-01-01", "2027-13-01", "2099-01-01\nuids = [0]"):
        assert begin(keys, "--not-after", wrong).status == 2, wrong
    assert begin(keys, "--not-after", "2099-01-01T00:00:00Z").status == 0
    assert keys.keyring.read_text().count("not_after") == 2
    assert keys.rotate("abort", "--force").status == 0
    assert begin(keys, "--not-after", "none").status == 0
    assert keys.keyring.read_text().count("not_after") == 1


def test_steps_out_of_turn(web):
    for step, words in (("finish", ["--force"]), ("abort", ["--force"]), ("reopen", [])):
        outcome = web.rotate(step, "--domain", "web", *words)
        assert outcome.status == 2 and "no rotation is under way" in outcome.err, step
    outcome = web.rotate("remove", "--domain", "web")
    assert outcome.status == 2 and "no rotation is under way" in outcome.err
    begin(web)
    outcome = begin(web)
    assert outcome.status == 2 and "a rotation has begun there" in outcome.err
    outcome = web.rotate("remove")
    assert outcome.status == 2 and "there is no retired key" in outcome.err


def test_the_old_file_may_be_gone_before_its_entry(web):
    begin(web)
    web.rotate("finish", "--force")
    (web.folder / "web.audience").unlink()
    assert steps(web)[2] == [("active", NEW), ("retired", None)]
    assert web.rotate("remove").status == 0


@pytest.mark.parametrize("text,fault", [
    ('key = [{ slot = 3, secret_file = "keys/web.audience" }]\n', "keyring.toml:1:"),
    ("[[key]\n", "keyring.toml:1:"),
    ("", "it holds no key"),
    (KEYRING.replace("keys/batch.key", "keys/none"), "keyring.toml:16: "),
    (KEYRING.replace("slot = 3", "slot = 16"), "keyring.toml:17:"),
])
def test_a_keyring_that_is_none(keys, text, fault):
    keys.write_keyring(text)
    outcome = begin(keys)
    assert outcome.status == 2 and fault in outcome.err
    assert keys.keyring.read_text() == text


def test_mistakes_that_only_a_server_would_find(web):
    if not (web.warifu.modules / "warifu_hmac_owner.so").exists():
        pytest.skip("hmac_owner is not built")
    text = KEYRING.replace('uids = ["10000-59999"]\n', 'uids = ["many"]\n')
    web.write_keyring(text)
    outcome = begin(web)
    assert outcome.status == 2 and "with this change a server would not load it" in outcome.err
    # At the lines of the file as it is.
    assert f"{web.keyring}:22:" in outcome.err and ".new:" not in outcome.err
    assert web.keyring.read_text() == text
    assert not (web.warifu.folder / ".keyring.toml.new").exists()


def test_links_and_other_peoples_files_are_refused(web, as_root):
    os.chown(web.keyring, 65533, 65533)
    outcome = begin(web)
    assert outcome.status == 2 and "is owned by uid 65533" in outcome.err
    os.chown(web.keyring, 0, 0)
    web.keyring.rename(web.folder / "elsewhere.toml")
    web.keyring.symlink_to(web.folder / "elsewhere.toml")
    outcome = begin(web)
    assert outcome.status == 2 and "is a symbolic link" in outcome.err
    assert (web.folder / "elsewhere.toml").read_text() == KEYRING


def test_a_keyring_of_another_name(web):
    web.keyring.rename(web.warifu.folder / "other.toml")
    outcome = begin(web, "--keyring", web.warifu.folder / "other.toml")
    assert outcome.status == 0
    assert begin(web).status == 2


def test_a_full_disk_leaves_the_keyring_as_it_was(web, as_root):
    script = """mount -t tmpfs -o size=16k,mode=700 tmpfs "$1" && cp -pr "$2/." "$1" || exit 99
    head -c 9999999 /dev/zero > "$1/all" 2> /dev/null
    cp "$1/keyring.toml" "$3/before"
    "$4" --config-dir "$1" key rotate begin --slot 3 --domain web --secret-file "$1/keys/web.new"
    echo "$?"; cmp "$1/keyring.toml" "$3/before" && ls -A "$1" """
    here, full, out = web.warifu.folder / "conf", web.warifu.folder / "full", web.warifu.folder / "out"
    for folder in (here, full, out):
        folder.mkdir()
    web.folder.rename(here / "keys")
    web.keyring.rename(here / "keyring.toml")
    done = subprocess.run(["unshare", "--mount", "--propagation", "private", "sh", "-c", script, "sh",
                           full, here, out, web.warifu.program],
                          capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout == "2\nall\nkeyring.toml\nkeys\n"
    assert "No space left on device" in done.stderr


def test_quiet_for_is_a_duration(web):
    begin(web)
    outcome = web.rotate("finish", "--force", "--quiet-for", "long")
    assert outcome.status == 2 and '--quiet-for cannot be "long"' in outcome.err
    assert steps(web)[0] == "begun"
