# SPDX-License-Identifier: MIT
"""A login, for the server's remote() and local()."""
from my.server import PASSWORD
from my.wire import Refused

WRONG = 1045
WRONG_WITHOUT_PASSWORD = 1698


def login(account="app", password=PASSWORD):
    """talk(client): who it is to the server, or the number of the error."""
    def talk(client):
        try:
            client.log_in(account, password)
        except Refused as refused:
            return refused.number
        return client.ask("SELECT CURRENT_USER()")[0][0]
    return talk
