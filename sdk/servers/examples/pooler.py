# SPDX-License-Identifier: MIT
"""A pooler in front of server.py: asks for the owners of its own clients (service "pooler"), then
connects to the server as itself, whose stack gives the accounts to the pooler's uid.
    python3 pooler.py 6000 10.2.0.5 7000"""
import asyncio
import contextlib
import socket
import sys

import warifu


async def pump(reader, writer):
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()
    writer.write_eof()


async def serve(engine, upstream, reader, writer):
    with contextlib.closing(writer):
        account, password = ((await reader.readline()).split() + [b"", b""])[:2]
        if not await engine.verify_async(writer, account):  # who connected to the pooler
            writer.write(b"refused\n")                  # as the server answers a wrong password
            return
        their_reader, their_writer = await asyncio.open_connection(*upstream)  # its owner: we
        their_writer.write(b"%s %s\n" % (account, password))  # what was verified, not what came
        await asyncio.gather(pump(reader, their_writer), pump(their_reader, writer))


async def main(port, *upstream):
    with warifu.Engine("pooler") as engine, socket.socket(socket.AF_INET6) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        warifu.prepare_listener(listener)
        listener.bind(("::", port))
        server = await asyncio.start_server(lambda r, w: serve(engine, upstream, r, w), sock=listener)
        await server.serve_forever()


asyncio.run(main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
