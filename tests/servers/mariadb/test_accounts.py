# SPDX-License-Identifier: MIT
"""warifu-mariadb-accounts: accounts that were there before are moved under the plugins and back, and
those that slip away are told of."""
import os
import subprocess

import pytest
from conftest import A, B
from lab.hosted import PATIENCE
from my.login import WRONG, login
from my.server import PASSWORD

SCRIPT = os.path.abspath(os.path.join(os.path.dirname(__file__), "../../..",
                                      "sdk/servers/mariadb/warifu-mariadb-accounts"))
NATIVE, ED25519 = f"mysql_native_password USING PASSWORD('{PASSWORD}')", f"ed25519 USING PASSWORD('{PASSWORD}')"


def accounts(server, *words, status=0):
    """What it says."""
    done = subprocess.run([SCRIPT, "--no-defaults", f"--socket={server.unix}", *words], text=True,
                          capture_output=True, timeout=PATIENCE, check=False)
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout + done.stderr


def quoted(name):
    return "'" + name.replace("\\", "\\\\").replace("'", "\\'") + "'"


@pytest.fixture
def make(server):
    """make(user, how, host): an account of the server's own plugins."""
    made = []

    def one(user, how=NATIVE, host="%"):
        made.append(f"{quoted(user)}@{quoted(host)}")
        server.admin(f"CREATE USER {made[-1]} IDENTIFIED VIA {how}")
    yield one
    for each in made:
        server.admin(f"DROP USER IF EXISTS {each}")
    server.admin("DROP DATABASE IF EXISTS warifu")


def plugins(server, like="t%"):
    return dict(server.admin("SELECT CONCAT(User, '@', Host), plugin FROM mysql.user "
                             f"WHERE User LIKE '{like}'"))


def test_moved_over_and_back_a_password_stays_as_it_is(server, site, make):
    make("tn")
    site.write(tn=A)
    server.reload()
    assert server.remote(B, login("tn")) == "tn@%"  # as before: nobody asks for the owner
    said = accounts(server, "move", "--do", "tn")
    assert "mysql_native_password -> warifu" in said and "Done." in said
    assert server.remote(A, login("tn")) == "tn@%"
    assert server.remote(B, login("tn")) == WRONG
    assert server.remote(A, login("tn", "wrong")) == WRONG
    accounts(server, "back", "--do", "tn")
    assert plugins(server) == {"tn@%": "mysql_native_password"}
    assert server.remote(B, login("tn")) == "tn@%"


def test_ed25519_becomes_warifu_ed25519(server, make):
    server.admin("INSTALL SONAME 'auth_ed25519'")
    try:
        make("te", ED25519)
        accounts(server, "move", "--do", "te")
        assert plugins(server) == {"te@%": "warifu_ed25519"}
        accounts(server, "back", "--do", "te")
        assert plugins(server) == {"te@%": "ed25519"}
    finally:
        server.admin("DROP USER te@'%'")
        server.admin("UNINSTALL SONAME 'auth_ed25519'")


def test_a_password_that_expired_stays_so(server, make):
    """ALTER USER takes a hash for a new password, which is good again."""
    make("t1")
    make("t2")
    server.admin("ALTER USER t1@'%' PASSWORD EXPIRE INTERVAL 90 DAY")
    server.admin("ALTER USER t1@'%' PASSWORD EXPIRE")
    for way in ("move", "back"):
        accounts(server, way, "--do", "t*")
        assert expiry(server) == {"t1": ("1", "90"), "t2": ("0", None)}


def expiry(server):
    rows = server.admin("SELECT User, JSON_VALUE(Priv, '$.password_last_changed') = 0, "
                        "JSON_VALUE(Priv, '$.password_lifetime') FROM mysql.global_priv WHERE User LIKE 't%'")
    return {user: (expired, days if days != "-1" else None) for user, expired, days in rows}


@pytest.mark.parametrize("way", ["move", "back"])
def test_where_passwords_are_validated_the_remedy_is_told(server, make, way):
    make("t1")
    if way == "back":
        accounts(server, "move", "--do", "t1")
    before = plugins(server)
    server.admin("INSTALL SONAME 'simple_password_check'")
    try:
        said = accounts(server, way, "--do", "t1", status=2)
        assert "SET GLOBAL strict_password_validation = OFF" in said
        assert plugins(server) == before
        server.admin("SET GLOBAL strict_password_validation = OFF")
        accounts(server, way, "--do", "t1")
        assert plugins(server) != before
    finally:
        server.admin("SET GLOBAL strict_password_validation = ON")
        server.admin("UNINSTALL SONAME 'simple_password_check'")


def test_nothing_is_changed_unless_asked_for(server, make):
    make("tn")
    said = accounts(server, "move", "tn")
    assert "tn" in said and "Nothing was changed: add --do." in said
    assert plugins(server) == {"tn@%": "mysql_native_password"}
    assert server.admin("SHOW DATABASES LIKE 'warifu'") == []


@pytest.mark.parametrize("pattern, moved", [
    ("t_1", {"t_1@%", "t_1@10.0.0.%"}), ("t_1@10.0.0.%", {"t_1@10.0.0.%"}), ("t_*", {"t_1@%", "t_1@10.0.0.%"}),
    ("t*", {"t_1@%", "t_1@10.0.0.%", "tx1@%", "T_1@%"}), ("t%", set()), ("none", set())])
def test_accounts_are_named_by_pattern(server, make, pattern, moved):
    for user, host in (("t_1", "%"), ("t_1", "10.0.0.%"), ("tx1", "%"), ("T_1", "%")):
        make(user, host=host)
    if pattern == "t*":
        moved = moved - {"T_1@%"}  # a name is what it is, letter by letter
    accounts(server, "move", "--do", pattern)
    assert {name for name, plugin in plugins(server).items() if plugin == "warifu"} == moved


@pytest.mark.parametrize("name", ["t'; DROP USER app; #", "t\\", 't"`', "t|%", "t\u00e9\u20ac", "t\n//\nt"])
def test_names_are_names_and_nothing_else(server, make, name):
    make(name)
    make("to")
    accounts(server, "move", "--do", name)
    assert plugins(server) == {f"{name}@%": "warifu", "to@%": "mysql_native_password"}
    assert server.remote(A, login("app")) == "app@%"


def test_what_cannot_be_moved_is_left_alone_and_told(server, make):
    make("t1", "mysql_native_password USING ''")
    make("t2", f"{NATIVE} OR unix_socket")
    make("t3", "unix_socket")
    make("t4")
    before = plugins(server)
    accounts(server, "move", "--do", "t*")
    assert plugins(server) == {**before, "t4@%": "warifu"}
    listed = {line.split("|")[1].strip(): line.split("|")[4].strip()
              for line in accounts(server, "list").splitlines() if line.startswith("| t")}
    assert listed == {"t1": "has no password", "t2": "has several plugins",
                      "t3": "has no password that warifu takes", "t4": "is under warifu"}


def test_names_say_nothing_to_a_terminal(server, make):
    """Clearing it, a second line, the other direction."""
    name = "t\x1b[2J\n|\x9b\u202e\u2028x"
    make(name)
    shown = "t?[2J?|???x"
    for words in (("list",), ("move", "t*"), ("move", "--do", "t*")):
        assert shown in accounts(server, *words)
    server.admin(f"ALTER USER {quoted(name)}@'%' IDENTIFIED VIA {NATIVE}")
    said = accounts(server, "slipped", status=1)
    assert shown in said and "\x1b" not in said and "\u202e" not in said
    assert list(plugins(server)) == [name + "@%"]


def test_root_is_moved_only_by_its_name(server, make):
    make("root", host="10.9.9.9")
    accounts(server, "move", "--do", "*")
    try:
        assert plugins(server, "root")["root@10.9.9.9"] == "mysql_native_password"
        accounts(server, "move", "--do", "root@10.9.9.9")
        assert plugins(server, "root")["root@10.9.9.9"] == "warifu"
    finally:
        accounts(server, "back", "--do", "*")
        for each in ("app", "more", "other"):
            accounts(server, "move", "--do", each)


def test_who_slips_away_is_told_of(server, make):
    make("t1")
    make("t2")
    accounts(server, "move", "--do", "t*")
    accounts(server, "setup")
    assert accounts(server, "slipped") == "no account slipped\n"
    server.reload()
    server.wait_for_status(lambda status: status["slipped_accounts"] == 0)
    before = len(server.told())
    server.admin("ALTER USER t1@'%' IDENTIFIED BY 'new'")
    server.admin(f"ALTER USER t2@'%' IDENTIFIED VIA warifu USING PASSWORD('{PASSWORD}') OR {NATIVE}")
    said = accounts(server, "slipped", status=1)
    assert said.count("it takes mysql_native_password") == 2 and "t1" in said and "t2" in said
    server.reload()
    server.wait_for_status(lambda status: status["slipped_accounts"] == 2)
    server.wait_until_told("warifu: slipped: 't1'@'%' can be logged into past warifu: it takes mysql", before)
    accounts(server, "move", "--do", "t1")
    server.admin(f"ALTER USER t2@'%' IDENTIFIED VIA warifu USING PASSWORD('{PASSWORD}')")
    assert accounts(server, "slipped") == "no account slipped\n"


def test_those_that_were_made_under_warifu_are_remembered_by_setup(server, make):
    make("t1", f"warifu USING PASSWORD('{PASSWORD}')")
    accounts(server, "setup")
    server.admin("ALTER USER t1@'%' IDENTIFIED BY 'new'")
    assert "t1" in accounts(server, "slipped", status=1)


def test_slipped_says_where_it_could_not_look(server):
    assert "nonexistent" in accounts(server, "--socket=/nonexistent/socket", "slipped", status=2)


def test_an_account_whose_plugin_is_nowhere_slipped_as_well(server, make):
    """The server takes its own then; so may a table of accounts be that was edited."""
    make("t1")
    accounts(server, "move", "--do", "t1")
    server.admin("UPDATE mysql.global_priv SET Priv = JSON_REMOVE(Priv, '$.plugin') WHERE User = 't1'")
    server.admin("FLUSH PRIVILEGES")
    assert server.remote(B, login("t1")) == "t1@%"
    assert "it takes mysql_native_password" in accounts(server, "slipped", status=1)
    accounts(server, "move", "--do", "t1")
    assert server.remote(B, login("t1")) == WRONG
    assert accounts(server, "slipped") == "no account slipped\n"


def test_slipped_accounts_are_told_when_the_server_starts(server, make):
    make("t1")
    accounts(server, "move", "--do", "t1")
    server.admin("ALTER USER t1@'%' IDENTIFIED BY 'new'")
    before = len(server.told())
    server.stop()
    server.start()
    server.wait_until_told("warifu: slipped: 't1'@'%'", before)


def test_without_the_plugin_nobody_is_moved(server, make):
    make("t1")
    server.admin("UNINSTALL SONAME 'warifu'")
    try:
        assert "has not loaded the plugin" in accounts(server, "move", "--do", "t1", status=2)
        assert plugins(server) == {"t1@%": "mysql_native_password"}
    finally:
        server.admin("INSTALL SONAME 'warifu'")


def test_tenants_see_nothing_of_it(server, make):
    make("t1")
    accounts(server, "move", "--do", "t1")
    assert server.remote(A, login("app")) == "app@%"

    def look(client):
        client.log_in("app", PASSWORD)
        return client.ask("SHOW DATABASES LIKE 'warifu'")
    assert server.remote(A, look) == []


@pytest.mark.parametrize("words, remedy", [
    ((), "COMMAND"), (("mov",), "no command 'mov'"), (("move",), "which accounts?"),
    (("move", "--do"), "which accounts?"), (("move", "@%"), "without a name"),
    (("move", "a@"), "ends in @"), (("list", "a"), "takes no more words")])
def test_words_that_are_wrong(server, words, remedy):
    assert remedy in accounts(server, *words, status=2)
