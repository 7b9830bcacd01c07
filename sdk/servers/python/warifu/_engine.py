# SPDX-License-Identifier: MIT
"""The engine of one service."""
import ctypes
import os
from concurrent.futures import Executor
from typing import Any, Awaitable, Callable, Optional, Union

from warifu import _later, _structs, _values
from warifu._decision import Answer, Decision, refusal
from warifu._enums import CACHED_ONLY, EngineFlag, Source, Status
from warifu._errors import Unusable, WarifuError
from warifu._handle import EngineHandle
from warifu._library import LIBRARY, later, take, text
from warifu._log import Log, LogBridge
from warifu._reading import Reading, handle_of, read_owner

Folder = Union[str, bytes, "os.PathLike[str]", "os.PathLike[bytes]", None]
Text = Union[str, bytes]


def library_version() -> str:
    """Of libwarifu, as "0.1.0"."""
    return text(LIBRARY.warifu_version())


class Engine:
    """The stack of a service with its modules loaded, and everything it needs: warifu_open().

    service      names STACKS/SERVICE.toml below config_dir; else other.toml there is taken
    config_dir   None: /etc/warifu. The folders are absolute paths.
    module_dir   None: where the package installed its modules
    runtime_dir  None: /run/warifu
    flags        EngineFlag
    log          called with each decision as a line of JSON (warifu-log(5)), on the thread that
                 verifies, maybe on several at once. What it raises goes to sys.unraisablehook, and
                 changes nothing. It must not use this engine.

    Raises WarifuError where anything is wrong with the stack. A context manager.
    """
    __slots__ = ("_handle", "__weakref__")

    def __init__(self, service: Text, *, config_dir: Folder = None, module_dir: Folder = None,
                 runtime_dir: Folder = None, flags: EngineFlag = EngineFlag(0),
                 log: Optional[Log] = None) -> None:
        self._handle: Optional[EngineHandle] = None
        if log is not None and not callable(log):
            raise WarifuError(Status.ARGUMENT, "Engine: log cannot be called")
        bridge = LogBridge(log)
        try:
            options = _structs.OpenOptions(
                size=ctypes.sizeof(_structs.OpenOptions), service=_values.string(service, "service"),
                config_dir=_values.path(config_dir, "config_dir"),
                module_dir=_values.path(module_dir, "module_dir"),
                runtime_dir=_values.path(runtime_dir, "runtime_dir"),
                flags=_values.number(flags, "flags"), log=bridge.callback)
        except (Unusable, TypeError) as mistake:
            raise WarifuError(Status.ARGUMENT, f"Engine: {mistake}") from None
        error = ctypes.c_void_p()
        pointer = LIBRARY.warifu_open(ctypes.byref(options), ctypes.byref(error))
        if not pointer:
            raise take(error)
        self._handle = EngineHandle(pointer, bridge)

    # ---------------------------------------------------------------------------- life
    def close(self) -> None:
        """Again, too, and while other threads use it: it is freed when their calls are over. What was
        read with it may still be given to another engine."""
        self._handle = None

    @property
    def closed(self) -> bool:
        return self._handle is None

    def __enter__(self) -> "Engine":
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    def _open(self) -> EngineHandle:
        handle = self._handle
        if handle is None:
            raise WarifuError(Status.ARGUMENT, "the engine is closed")
        handle.log.refuse_reentry()
        return handle

    def reload(self) -> None:
        """Loads everything again beside what is in use, and takes it only if all of it loads; else
        raises WarifuError and keeps what is in use. Verifies that run meanwhile end on what they began
        with. Not in a child that was forked while another thread reloaded."""
        handle, error = self._open(), ctypes.c_void_p()
        if LIBRARY.warifu_reload(handle.pointer, ctypes.byref(error)) != 0:
            raise take(error)

    def reload_if_asked(self, on_error: Optional[Callable[[WarifuError], Any]] = None) -> bool:
        """Reloads if the operator asked for it (`warifu reload SERVICE`). Looks at most once a second,
        so it may stand before every verify. True: reloaded. Where the new stack does not load, the old
        one stays in use, and WarifuError is raised, or given to on_error."""
        handle, error = self._open(), ctypes.c_void_p()
        status = LIBRARY.warifu_reload_if_asked(handle.pointer, ctypes.byref(error))
        if status >= 0:
            return bool(status > 0)
        failure = take(error)
        if on_error is None:
            raise failure
        on_error(failure)
        return False

    # ---------------------------------------------------------------------------- the hook
    def read_owner(self, connection: Any) -> Reading:
        """Reads who owns an accepted connection (a socket, its number, a writer or transport of
        asyncio), from the sources that the stack names. On the thread that accepted it, and once: the
        kernel gives a saved SYN only to who first asks. Also where there is no owner: the reading says
        why. Raises WarifuError only for what is no connection, or where memory ran out."""
        handle = self._open()
        try:
            return read_owner(handle.pointer, _values.descriptor(connection))
        except Unusable as mistake:
            raise WarifuError(Status.ARGUMENT, f"read_owner: {mistake}") from None

    def verify(self, connection: Any, account: Text, resource: Text = "", *,
               deadline: Optional[float] = None, cached_only: bool = False) -> Decision:
        """The one hook, after the server's own check of the password.

        connection   as read_owner() takes it, or what that gave
        account      as the client sent it, at most 1024 bytes; str is taken as UTF-8
        resource     the database, where there is such a thing
        deadline     seconds this may take; None: the stack's own, which it cannot exceed
        cached_only  answer from memory, or with the verdict WOULD_BLOCK: then ask again without

        Answers a refusal whatever goes wrong, and logs why: the library to the stack's log, this
        binding to the logger "warifu". Raises WarifuError only where the engine is closed, or inside
        its log callback. Any thread."""
        handle = self._open()
        try:
            return _verify(handle, connection, account, resource, deadline, cached_only)
        except Unusable as mistake:
            return refusal("request.invalid", str(mistake))
        except Exception as failure:  # pylint: disable=broad-except
            return refusal("internal", f"{type(failure).__name__} while asking")

    def verify_async(self, connection: Any, account: Text, resource: Text = "", *,
                     deadline: Optional[float] = None,
                     executor: Optional[Executor] = None) -> Awaitable[Decision]:
        """verify() for asyncio: reads the owner and asks from memory in place; only where that would
        block it asks on a thread of `executor` (None: the loop's own). Then the verdict holds only if
        the connection is still the same (SO_COOKIE): descriptor numbers are used again. To be awaited;
        what it returns before has no truth value, so a forgotten `await` lets nobody in."""
        return _later.Verification(self, connection, account, resource, deadline, executor)

    def explain(self, account: Text = "", resource: Text = "", *, uid: Optional[int] = None,
                gid: Optional[int] = None, domain: Text = "", source: Source = Source.SAVED_SYN,
                deadline: Optional[float] = None, cached_only: bool = False) -> Decision:
        """What the stack in use would say of a login that did not happen; uid None: a connection
        without an owner. For an operator's "why?", never to let anybody in: leaves no trace. Raises
        WarifuError where the login contradicts itself. Any thread."""
        handle, answer = self._open(), Answer()
        ask = later("warifu_explain")
        try:
            login = _structs.PresumedLogin(
                size=ctypes.sizeof(_structs.PresumedLogin), flags=CACHED_ONLY if cached_only else 0,
                source=_values.number(source, "source", 2**16 - 1), has_uid=uid is not None, has_gid=gid is not None,
                uid=_values.number(uid or 0, "uid"), gid=_values.number(gid or 0, "gid"),
                domain=_values.string(domain, "domain"), account=_values.string(account, "account"),
                resource=_values.string(resource, "resource"),
                deadline=_values.microseconds(deadline))
        except Unusable as mistake:
            raise WarifuError(Status.ARGUMENT, f"explain: {mistake}") from None
        status = ask(handle.pointer, ctypes.byref(login), answer.pointer)
        if status != Status.OK:
            raise WarifuError(status, "explain: the login contradicts itself, or a name is too long")
        return answer.read()


def _verify(handle: EngineHandle, connection: Any, account: Text, resource: Text,
            deadline: Optional[float], cached_only: bool) -> Decision:
    reading = handle_of(connection) if isinstance(connection, Reading) else None
    request = _structs.Request(
        size=ctypes.sizeof(_structs.Request), flags=CACHED_ONLY if cached_only else 0,
        fd=-1 if reading else _values.descriptor(connection),
        owner=reading.pointer if reading else None,
        account=_values.string(account, "the account"),
        resource=_values.string(resource, "the resource"),
        deadline=_values.microseconds(deadline))
    answer = Answer()
    return answer.read(LIBRARY.warifu_verify(handle.pointer, ctypes.byref(request), answer.pointer))
