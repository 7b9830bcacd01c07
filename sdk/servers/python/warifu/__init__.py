# SPDX-License-Identifier: MIT
"""warifu for servers in Python: may the owner of this connection log in as this account?

    import warifu

    with warifu.Engine("myserver") as engine:        # /etc/warifu/stacks/myserver.toml
        warifu.prepare_listener(listener)            # before listen(2): the first SYN
        connection, _ = listener.accept()
        ...                                          # the server's own check of the password
        decision = engine.verify(connection, account)
        if not decision:
            refuse()                                 # as for a wrong password

A binding of libwarifu.so.0 by ctypes: nothing but the standard library, Python 3.9 and newer. Meanings
are those of warifu/warifu.h, which is the source of every name here.

What holds for all of it:

 1. Fail closed. A decision is true only where the server must let the client in. verify() answers a
    refusal whatever it was given; it raises only where the engine was closed.
 2. Threads. Everything but a Decision's making may be called from any thread at any time; a call
    lets other threads run meanwhile. close() may be called while others verify: what they use is
    freed after them.
 3. Fork. An engine opened in a parent may be used in its children; opening starts no thread. It cannot
    be pickled: a process that was not forked from this one opens its own.
 4. Errors are WarifuError, with `status` and `text`.
 5. Texts that libwarifu gives as bytes are str here; a byte that is no UTF-8 stands as \\xNN. What came
    from outside may hold control characters: escape it before printing.
"""
from warifu._decision import Decision, Step
from warifu._engine import Engine, library_version
from warifu._enums import (Code, EngineFlag, Outcome, Source, Status, Verdict)
from warifu._errors import WarifuError
from warifu._listeners import prepare_listener, prepare_listeners
from warifu._owner import Endpoint, Owner
from warifu._reading import Reading

__all__ = ["Code", "Decision", "Endpoint", "Engine", "EngineFlag", "Outcome", "Owner", "Reading",
           "Source", "Status", "Step", "Verdict", "WarifuError", "library_version",
           "prepare_listener", "prepare_listeners"]
