# SPDX-License-Identifier: MIT
"""Starts a command under the restrictions of a systemd unit, where no systemd runs.

    file.py       what a unit file and its drop-ins say
    options.py    every option that may stand there; one that is not known is an error
    calls.py      SystemCallFilter=, with the groups as `systemd-analyze syscall-filter` has them
    filters.py    seccomp filters, made by libseccomp
    paths.py      which paths may be written to, executed, seen
    mounts.py     the mount namespace that makes it so
    identity.py   user, groups, capabilities, user namespace, limits
    confinement.py all of it in the order in which systemd does it
    notify.py     "READY=1", for units of Type=notify

What is imitated is systemd 252, as systemd.exec(5) and its source describe it. Each restriction is
itself tried in tests/servers/units/test_apparatus.py.
"""
