# SPDX-License-Identifier: MIT
"""What the module shows the server, and shows nobody else."""
from conftest import TENANT
from support import faults
from support.certificates import Authority

TOKEN = "sesame-3b9d1f"
SECRET = "pass:word-77aa"


def test_the_token_arrives(lab, server):
    server.token = TOKEN
    assert lab.looks_up(server, auth_token=TOKEN).ask(TENANT).passed
    assert server.requests[0].headers["authorization"] == f"token {TOKEN}"


def test_from_a_file_it_arrives_too(lab, server):
    server.token = TOKEN
    path = lab.write_secret("token", TOKEN + "\n")
    assert lab.looks_up(server, auth_token_file=path).ask(TENANT).passed


def test_user_and_password_arrive(lab, server):
    server.basic = ("client", SECRET)
    assert lab.looks_up(server, user="client", password=SECRET).ask(TENANT).passed


def test_a_wrong_one_is_no_answer(lab, server):
    server.token = TOKEN
    server.basic = None
    answer = lab.looks_up(server, auth_token="guessed").ask(TENANT)
    assert (answer.code, answer.reason_id) == ("unavailable", "stns.refused")


def test_headers_of_the_operators_arrive(lab, server):
    driver = lab.looks_up(server, http_headers={"X-Tenant": "tokyo", "X-Trace": "a b"})
    assert driver.ask(TENANT).passed
    seen = server.requests[0].headers
    assert (seen["x-tenant"], seen["x-trace"]) == ("tokyo", "a b")


def test_no_secret_is_told(lab, server, capfd):
    hidden = "hidden-51c6"
    for secrets in ({"auth_token": TOKEN}, {"user": "client", "password": SECRET}):
        driver = lab.looks_up(server, request_retry=1, http_headers={"X-Key": hidden}, **secrets)
        told = [driver.ask(TENANT), driver.ask(TENANT + 1)]
        for fault in (faults.Answer(401), faults.Answer(500, TOKEN.encode()), faults.Raw(b""),
                      faults.Reset("body"), faults.Answer(200, b"no json")):
            server.misbehave(fault)
            told.append(driver.ask(TENANT + 2))
            server.behave()
        server.go_away()
        told.append(driver.ask(TENANT + 2))
        server.come_back()
        text = str(told) + "".join(capfd.readouterr()) + lab.log.read_text()
        for secret in (TOKEN, SECRET, hidden):
            assert secret not in text


def test_a_redirect_is_not_followed(lab, server):
    other = lab.server()
    other.directory.add_users([TENANT])
    driver = lab.looks_up(server, auth_token=TOKEN)
    for status in (301, 302, 303, 307, 308):
        server.misbehave(faults.Answer(status, b"[]", location=f"{other.url}/users?id={TENANT}"))
        answer = driver.ask_here(TENANT)
        assert (status, answer.code, answer.reason_id) == (status, "unavailable", "stns.server-error")
        server.behave()
    assert (other.count(), other.connections) == (0, 0)


def test_a_redirect_out_of_tls_is_not_followed(lab, server, tmp_path):
    authority = Authority(tmp_path, "authority")
    first = lab.server(tls=authority.issue("server").server_context())
    first.misbehave(faults.Answer(302, b"", location=f"{server.url}/users?id={TENANT}"))
    driver = lab.looks_up(first, auth_token=TOKEN, **{"tls.ca": str(authority.certificate)})
    assert driver.ask(TENANT).code == "unavailable"
    assert (first.count(), server.connections) == (1, 0)
