# SPDX-License-Identifier: MIT
"""Clients as people use them, unmodified: mariadb(1), and PHP's mysqli as a web shop uses it."""
import os

import pytest
from conftest import A, B
from lab.client_host import run
from my.server import PASSWORD, PORT

REFUSED = "ERROR 1045 (28000): Access denied for user 'app'@'"
SHOP = """<?php
mysqli_report(MYSQLI_REPORT_OFF);
$shop = mysqli_init();
if (!@$shop->real_connect($argv[1], "app", $argv[2], null, (int)$argv[3])) {
    echo $shop->connect_errno, " ", $shop->connect_error;
    exit(1);
}
echo $shop->query("SELECT CURRENT_USER()")->fetch_row()[0];
"""


def client(network, uid, *words, address=None, account="app", password=PASSWORD):
    return run(network, uid, "mariadb", "--no-defaults", f"--host={address or network.server4}",
               f"--port={PORT}", f"--user={account}", f"--password={password}", "--batch",
               "--skip-column-names", *words)


def slap(network, uid, account, queries, *words):
    """mariadb-slap: many queries over two connections, or each over one of its own."""
    return run(network, uid, "mariadb-slap", "--no-defaults", f"--host={network.server4}", f"--port={PORT}",
               f"--user={account}", f"--password={PASSWORD}", "--skip-ssl", "--no-drop", "--concurrency=2",
               f"--number-of-queries={queries}", "--query=DO 1", *words)


@pytest.mark.parametrize("tls", [False, True], ids=["plain", "tls"])
@pytest.mark.parametrize("family", ["server4", "server6"])
def test_mariadb(server, network, family, tls):
    where = {"address": getattr(network, family)}
    words = ("--ssl" if tls else "--skip-ssl", "-e",
             "SELECT CURRENT_USER(), @@external_user; SHOW STATUS LIKE 'Ssl_cipher'")
    status, told, complaints = client(network, A, *words, **where)
    assert status == 0, complaints
    who, cipher = told.splitlines()
    assert who == f"app@%\t{A}:{A}"
    assert (cipher != "Ssl_cipher\t") == tls
    status, told, complaints = client(network, B, *words, **where)
    assert status == 1 and told == "" and complaints.startswith(REFUSED)


@pytest.fixture
def signing(server, site):
    """An account of warifu_ed25519; its key is made by the server's own plugin."""
    server.admin("INSTALL SONAME 'auth_ed25519'")
    server.admin(f"CREATE USER signs@'%' IDENTIFIED VIA ed25519 USING PASSWORD('{PASSWORD}')")
    ((key,),) = server.admin("SELECT authentication_string FROM mysql.user WHERE User = 'signs'")
    server.admin(f"ALTER USER signs@'%' IDENTIFIED VIA warifu_ed25519 USING '{key}'")
    site.write(signs=A)
    server.reload()
    yield "signs"
    server.admin("DROP USER signs@'%'")
    server.admin("UNINSTALL SONAME 'auth_ed25519'")


def test_ed25519(server, network, signing):
    query = ("-e", "SELECT CURRENT_USER()")
    status, told, complaints = client(network, A, *query, account=signing)
    assert (status, told) == (0, "signs@%\n"), complaints
    for uid, password in ((B, PASSWORD), (A, "wrong"), (B, "wrong")):
        status, told, complaints = client(network, uid, *query, account=signing, password=password)
        assert status == 1 and told == ""
        assert complaints.startswith("ERROR 1045 (28000): Access denied for user 'signs'@'"), complaints


def test_a_shop_in_php(server, network, folder):
    script = os.path.join(folder, "shop.php")
    with open(script, "w") as file:
        file.write(SHOP)
    words = ("php", script, network.server4, PASSWORD, str(PORT))
    assert run(network, A, *words)[:2] == (0, "app@%")
    status, told, _ = run(network, B, *words)
    assert status == 1 and told.startswith("1045 Access denied for user 'app'@'")


def test_mariadb_slap(server, network):
    server.admin("CREATE DATABASE mysqlslap")
    server.admin("GRANT ALL ON mysqlslap.* TO app")
    try:
        status, _, complaints = slap(network, A, "app", 100, "--detach=1")
        assert status == 0, complaints
        status, _, complaints = slap(network, B, "app", 100, "--detach=1")
        assert status != 0 and "Access denied for user 'app'@'" in complaints
    finally:
        server.admin("DROP DATABASE mysqlslap")
