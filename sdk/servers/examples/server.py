# SPDX-License-Identifier: MIT
"""A server for lines "ACCOUNT PASSWORD", a thread for each client. Service "example".
    python3 server.py 7000"""
import hmac
import socket
import sys
import threading

import warifu


def serve(engine, client):
    with client, client.makefile("rwb") as stream:
        account, password = (stream.readline(256).split() + [b"", b""])[:2]
        right = hmac.compare_digest(password, b"secret")        # yours: a hash
        passed = right and engine.verify(client, account)
        stream.write(b"hello %s\n" % account if passed else b"refused\n")  # the same for both


with warifu.Engine("example") as engine, socket.socket(socket.AF_INET6) as listener:
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    warifu.prepare_listener(listener)                   # before listen(2)
    listener.bind(("::", int(sys.argv[1])))
    listener.listen(64)
    while True:
        client, _ = listener.accept()
        engine.reload_if_asked(on_error=print)          # `warifu reload example`
        threading.Thread(target=serve, args=(engine, client), daemon=True).start()
