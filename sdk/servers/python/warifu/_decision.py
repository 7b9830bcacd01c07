# SPDX-License-Identifier: MIT
"""What a verify answered, copied out of the library: it outlives engine and connection."""
import ctypes
import dataclasses
import logging
from typing import Any, Optional, Tuple

from warifu import _structs
from warifu._enums import Code, Verdict
from warifu._library import LIBRARY, text
from warifu._owner import Owner, owner_of


@dataclasses.dataclass(frozen=True)
class Step:
    """One entry of the walk: what it answered, and what its control made of that."""
    file: str
    line: int
    code: Optional[Code]  # None: jumped over, or never reached
    entry: str
    module: str
    action: str           # "ok", "done", "bad", "die", "ignore", "reset", "skip 2"
    reason_id: str
    reason: str


@dataclasses.dataclass(frozen=True)
class Decision:
    """True only where the server must let the client in. Where the stack only observes, `verdict`
    is PASSED and `would` tells what it would have been."""
    verdict: Verdict = Verdict.REFUSED
    would: Verdict = Verdict.REFUSED
    code: Code = Code.ERROR
    observe: bool = False
    owner: Optional[Owner] = None
    owner_name: str = ""  # what a directory calls the owner
    reason_id: str = ""   # stable: warifu-reasons(7)
    reason: str = ""      # one sentence; escape it before printing
    file: str = ""        # what decided; "" where no entry did
    line: int = 0
    module: str = ""
    steps: Tuple[Step, ...] = ()
    latency: float = 0.0  # seconds that the verify took

    def __bool__(self) -> bool:
        return self.verdict is Verdict.PASSED

    @property
    def passed(self) -> bool:
        return bool(self)


def refusal(reason_id: str, reason: str) -> Decision:
    """One that the library did not make, and so did not log."""
    logging.getLogger("warifu").warning("refused: %s: %s", reason_id, reason)
    return Decision(reason_id=reason_id, reason=reason)


class Answer:
    """The library's room for one answer. A new one for each: what reads it may be interrupted by a
    signal's handler that verifies, too."""
    __slots__ = ("pointer",)

    def __init__(self) -> None:
        self.pointer = LIBRARY.warifu_decision_new()
        if not self.pointer:
            raise MemoryError("no memory for a decision")

    def __del__(self, free: Any = LIBRARY.warifu_decision_free) -> None:
        free(getattr(self, "pointer", None))

    def read(self, verdict: Optional[int] = None) -> Decision:
        """`verdict` is what the function returned; where the two differ neither is believed."""
        info = _structs.DecisionInfo(size=ctypes.sizeof(_structs.DecisionInfo))
        if LIBRARY.warifu_decision_describe(self.pointer, ctypes.byref(info)) != 0:
            return refusal("internal", "the decision cannot be read")
        known = verdict in (None, info.verdict) and info.verdict in (Verdict.PASSED, Verdict.WOULD_BLOCK)
        return Decision(
            verdict=Verdict(info.verdict) if known else Verdict.REFUSED,
            would=Verdict(info.would), code=Code(info.code), observe=bool(info.observe),
            owner=owner_of(info.owner), owner_name=text(info.owner_name),
            reason_id=text(info.reason_id), reason=text(info.reason), file=text(info.file),
            line=info.line, module=text(info.module), steps=tuple(_steps(info)),
            latency=info.latency / 10**6)


def _steps(info: _structs.DecisionInfo) -> Any:
    """By the library's own size of a step, which may be another than ours."""
    known = ctypes.sizeof(_structs.Step)
    for index in range(info.step_count if info.steps else 0):
        step = _structs.Step()
        ctypes.memmove(ctypes.byref(step), info.steps + index * info.step_size,
                       min(known, info.step_size))
        yield Step(text(step.file), step.line, None if step.code < 0 else Code(step.code),
                   text(step.entry), text(step.module), text(step.action), text(step.reason_id),
                   text(step.reason))
