# SPDX-License-Identifier: MIT
"""A verify that an event loop does not wait for."""
import asyncio
import socket
import sys
from concurrent.futures import Executor
from typing import TYPE_CHECKING, Any, Generator, NoReturn, Optional, Union

from warifu._decision import Decision, refusal
from warifu._enums import Status, Verdict
from warifu._errors import Unusable, WarifuError
from warifu._values import descriptor

if TYPE_CHECKING:
    from warifu._engine import Engine

SO_COOKIE = getattr(socket, "SO_COOKIE", 57)  # <asm-generic/socket.h>


class Verification:
    """What Engine.verify_async() returns. Awaited, it is the decision; before, it is nothing that could
    be taken for one."""
    __slots__ = ("_arguments",)

    def __init__(self, engine: "Engine", connection: Any, account: Union[str, bytes],
                 resource: Union[str, bytes], deadline: Optional[float],
                 executor: Optional[Executor]) -> None:
        self._arguments = (engine, connection, account, resource, deadline, executor)

    def __await__(self) -> Generator[Any, None, Decision]:
        return _verify(*self._arguments).__await__()

    def __bool__(self) -> NoReturn:
        raise TypeError("a verification is no answer until it is awaited")


async def _verify(engine: "Engine", connection: Any, account: Union[str, bytes],
                  resource: Union[str, bytes], deadline: Optional[float],
                  executor: Optional[Executor]) -> Decision:
    if engine.closed:
        raise WarifuError(Status.ARGUMENT, "the engine is closed")
    try:
        reading = engine.read_owner(connection)
    except WarifuError as failure:
        return refusal("request.invalid" if failure.status == Status.ARGUMENT else "internal", failure.text)
    except Exception as failure:  # pylint: disable=broad-except
        return refusal("internal", f"{type(failure).__name__} while reading the owner")
    decision = engine.verify(reading, account, resource, deadline=deadline, cached_only=True)
    if decision.verdict is not Verdict.WOULD_BLOCK:
        return decision
    decision = await asyncio.get_running_loop().run_in_executor(
        executor, lambda: engine.verify(reading, account, resource, deadline=deadline))
    if decision and not _is_still(connection, reading.socket_cookie):
        return refusal("request.invalid", "the connection was closed before the verdict was there")
    return decision


def _is_still(connection: Any, cookie: int) -> bool:
    try:
        return cookie != 0 and cookie == _cookie(descriptor(connection))
    except (Unusable, OSError):
        return False


def _cookie(number: int) -> int:
    """By a socket object that only borrows the descriptor."""
    borrowed = socket.socket(socket.AF_INET, socket.SOCK_STREAM, 0, fileno=number)
    try:
        return int.from_bytes(borrowed.getsockopt(socket.SOL_SOCKET, SO_COOKIE, 8), sys.byteorder)
    finally:
        borrowed.detach()
