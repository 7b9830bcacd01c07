# SPDX-License-Identifier: MIT
"""A server for lines "ACCOUNT PASSWORD" on one event loop. Service "example".
    python3 asyncio_server.py 7000"""
import asyncio
import contextlib
import hmac
import socket
import sys

import warifu


async def serve(engine, reader, writer):
    with contextlib.closing(writer):
        account, password = ((await reader.readline()).split() + [b"", b""])[:2]
        right = hmac.compare_digest(password, b"secret")        # yours: a hash
        passed = right and await engine.verify_async(writer, account)
        writer.write(b"hello %s\n" % account if passed else b"refused\n")  # the same for both


async def follow_reloads(engine):                       # `warifu reload example`
    while True:
        await asyncio.sleep(1)
        await asyncio.to_thread(engine.reload_if_asked, print)


async def main(port):
    with warifu.Engine("example") as engine, socket.socket(socket.AF_INET6) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        warifu.prepare_listener(listener)               # before listen(2)
        listener.bind(("::", port))
        server = await asyncio.start_server(lambda r, w: serve(engine, r, w), sock=listener, limit=256)
        await asyncio.gather(server.serve_forever(), follow_reloads(engine))


asyncio.run(main(int(sys.argv[1])))
