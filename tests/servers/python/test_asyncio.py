# SPDX-License-Identifier: MIT
"""verify_async(): the loop goes on meanwhile, and a verdict is for the connection it was asked for."""
import asyncio
import os
import socket
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import warifu

SLOW = '[[verify]]\nmodule = "debug"\ncontrol = "required"\noptions = { sleep = "50ms" }\n'


@pytest.fixture
def slow(place):
    place.write(entries=SLOW)
    with place.open() as opened:
        yield opened


def test_from_memory_no_thread_is_asked(engine, connection):
    class Nobody(ThreadPoolExecutor):
        def submit(self, *_, **__):
            raise AssertionError("asked")

    async def ask():
        return await engine.verify_async(connection, "shop", executor=Nobody(1))
    assert asyncio.run(ask())


def test_the_loop_goes_on_while_a_thread_asks(slow, connection):
    """Ten verifies of 50 ms on ten threads; the loop's own thread runs none of them."""
    threads = []

    class Watched(ThreadPoolExecutor):
        def submit(self, work, *rest, **how):
            return super().submit(lambda: (threads.append(threading.get_ident()), work(*rest, **how))[1])

    async def ask():
        with Watched(10) as pool:
            asked = [slow.verify_async(connection, "shop", executor=pool) for _ in range(10)]
            return await asyncio.gather(*asked)
    assert all(asyncio.run(ask()))
    assert len(threads) == 10 and threading.get_ident() not in threads


def test_before_it_is_awaited_it_is_no_answer(engine, connection):
    forgotten = engine.verify_async(connection, "shop")
    with pytest.raises(TypeError, match="await"):
        if forgotten:
            pytest.fail("let in")


def test_a_writer_is_a_connection(slow):
    async def serve(reader, writer):
        answers.append(await slow.verify_async(writer, "shop"))
        writer.close()

    async def run():
        theirs, ours = socket.socketpair()
        reader, writer = await asyncio.open_connection(sock=ours)
        await serve(reader, writer)
        theirs.close()
    answers = []
    asyncio.run(run())
    assert answers[0] and answers[0].owner.uid == os.geteuid()


@pytest.mark.parametrize("how", ["closed", "another", "as a number"])
def test_a_late_verdict_is_for_its_own_connection(slow, how):
    """While the verify runs the connection is closed, and another one gets its number."""
    ours, theirs = socket.socketpair()
    number = ours.fileno()
    others = socket.socketpair()

    class Meanwhile(ThreadPoolExecutor):
        def submit(self, work, *rest, **more):
            ours.close()
            if how != "closed":
                os.dup2(others[0].fileno(), number)
            return super().submit(work, *rest, **more)

    async def ask():
        with Meanwhile(1) as pool:
            return await slow.verify_async(ours if how != "as a number" else number, "shop",
                                           executor=pool)
    decision = asyncio.run(ask())
    assert not decision and decision.reason_id == "request.invalid" and "closed" in decision.reason
    if how != "closed":
        os.close(number)
    for each in (theirs, *others):
        each.close()


def test_errors(engine, connection, place):
    async def ask(what, account="shop"):
        return await engine.verify_async(what, account)
    closed = socket.socket()
    closed.close()
    for what in (closed, None, -1, "3", engine.read_owner(connection)):
        assert not asyncio.run(ask(what)), what
    assert not asyncio.run(ask(connection, "sh\0op"))
    engine.close()
    with pytest.raises(warifu.WarifuError, match="closed"):
        asyncio.run(ask(connection))


def test_cancelled(slow, connection):
    """What the thread still does is nobody's; the next one is answered."""
    async def ask():
        task = asyncio.ensure_future(slow.verify_async(connection, "shop"))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        return await slow.verify_async(connection, "shop")
    assert asyncio.run(ask())
