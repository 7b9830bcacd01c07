# SPDX-License-Identifier: MIT
"""greeter.py MODE ADDRESS...: says "hello" to each client, then hangs up. An address is a port (of both
families) or the path of a Unix socket. It knows nothing of warifu."""
import asyncio
import os
import select
import socket
import sys
import threading


def listener(address):
    if not address.isdigit():
        made = socket.socket(socket.AF_UNIX)
        made.bind(address)
        os.chmod(address, 0o777)
    else:
        made = socket.socket(socket.AF_INET6)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        made.bind(("::", int(address)))
    made.listen(128)
    return made


def greet(client):
    with client:
        try:
            client.sendall(b"hello\n")
        except OSError:
            pass


def accept_on(listening):
    """As accept(2) asks for: who went away meanwhile is an error that is passed over."""
    while True:
        try:
            client, _ = listening.accept()
        except ConnectionAbortedError:
            continue
        greet(client)


def threads(listeners, of_each=1):
    """Each blocks in accept()."""
    started = [threading.Thread(target=accept_on, args=(each,)) for each in listeners * of_each]
    for each in started:
        each.start()
    for each in started:
        each.join()


def crowd(listeners):
    threads(listeners, 8)


def fork(listeners):
    """Children that block, as pre-forking servers do."""
    for _ in range(3):
        if os.fork() == 0:
            threads(listeners)
    threads(listeners)


def poll(listeners):
    """A listener that blocks and is asked only where a client is there: it must not block then."""
    while True:
        for each in select.select(listeners, [], [])[0]:
            try:
                client, _ = each.accept()
            except ConnectionAbortedError:
                continue
            greet(client)


def loop(listeners):
    """asyncio: nothing blocks."""
    async def answer(_, writer):
        writer.write(b"hello\n")
        writer.close()

    async def serve():
        for each in listeners:
            start = asyncio.start_unix_server if each.family == socket.AF_UNIX else asyncio.start_server
            await start(answer, sock=each)
        await asyncio.Event().wait()
    asyncio.run(serve())


def activated(_):
    """The listeners that systemd gave it."""
    threads([socket.socket(fileno=3 + at) for at in range(int(os.environ["LISTEN_FDS"]))])


def mute(listeners):
    """Its standard error is another file now, as a daemon's."""
    with open(os.devnull, "w") as nothing:
        os.dup2(nothing.fileno(), 2)
    threads(listeners)


MODES = {each.__name__: each for each in (threads, crowd, fork, poll, loop, activated, mute)}

if __name__ == "__main__":
    MODES[sys.argv[1]]([listener(each) for each in sys.argv[2:]])
