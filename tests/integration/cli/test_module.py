# SPDX-License-Identifier: MIT
"""`warifu module`: what is installed, what each takes, and why one does not load."""
import shutil

STANDARD = ["debug", "deny", "hmac_owner", "nss", "owner_map", "permit", "stns", "uid_allowlist"]


def test_the_list(warifu):
    outcome = warifu("module", "list")
    assert (outcome.status, outcome.err) == (0, "")
    assert [line.split()[0] for line in outcome.out.splitlines()] == STANDARD
    listed = warifu("--json", "module", "list").json
    assert [each["name"] for each in listed] == STANDARD
    assert all(each["abi"] == "1.2" and each["summary"] for each in listed)


def test_one_module(warifu):
    shown = warifu("--json", "module", "show", "uid_allowlist").json
    options = {each["name"]: each for each in shown["options"]}
    assert set(options) == {"uids", "gids", "deny_uids", "deny_gids", "domain"}
    assert all(each["help"] and each["type"] for each in options.values())
    assert "uid_allowlist.not-listed" in {each["id"] for each in shown["reasons"]}
    text = warifu("module", "show", "uid_allowlist").out
    for word in (*options, "uid_allowlist.not-listed"):
        assert word in text


def test_broken_modules_are_listed_with_why(warifu):
    (warifu.modules / "warifu_empty.so").write_bytes(b"")
    shutil.copyfile(warifu.modules / "warifu_permit.so", warifu.modules / "warifu_renamed.so")
    cut = (warifu.modules / "warifu_deny.so").read_bytes()[:2000]
    (warifu.modules / "warifu_cut.so").write_bytes(cut)
    (warifu.modules / "warifu_linked.so").symlink_to(warifu.modules / "warifu_permit.so")
    broken = ("cut", "empty", "linked", "renamed")
    outcome = warifu("module", "list")
    assert outcome.status == 1
    lines = {line.split()[0]: line for line in outcome.out.splitlines()}
    assert sorted(lines) == sorted((*STANDARD, *broken))
    for name in broken:
        why = lines[name].split("does not load: ")[1]
        assert f"warifu_{name}.so" in why and len(why.split()) > 3, why
        assert warifu("module", "show", name).status == 2
    errors = {each["name"]: each.get("error") for each in warifu("--json", "module", "list").json}
    assert {name for name, error in errors.items() if error} == set(broken)


def test_a_module_that_is_not_there(warifu):
    outcome = warifu("module", "show", "permti")
    assert (outcome.status, outcome.out) == (2, "")
    assert 'did you mean "permit"?' in outcome.err
    assert "modules there: debug, deny" in warifu("module", "show", "stranger_still").err


def test_no_folder(warifu):
    shutil.rmtree(warifu.modules)
    outcome = warifu("module", "list")
    assert (outcome.status, outcome.out) == (2, "")
    assert str(warifu.modules) in outcome.err and "--module-dir" in outcome.err
