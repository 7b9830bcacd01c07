# SPDX-License-Identifier: MIT
"""What the shim has to say, where the server has no standard error any more: to syslog, as syslog(3) does."""
import os
import socket
import stat

import pytest
from conftest import GREETER
from lab.tenants import A
from lab.unit import kernel
from shim.clients import GREETING, served
from support import child
from test_greeter import PYTHON, places

PATIENCE = 120  # seconds until a test says that nothing came; nothing is measured


def own_devices():
    """/dev of this process alone, with a syslog; its socket."""
    kernel.unshare(kernel.CLONE_NEWNS)
    kernel.mount(None, "/", flags=kernel.MS_REC | kernel.MS_SLAVE)
    kernel.mount("tmpfs", "/dev", "tmpfs", kernel.MS_NOSUID, "mode=755")
    for name, number in (("null", 3), ("urandom", 9)):
        os.mknod(f"/dev/{name}", stat.S_IFCHR | 0o666, os.makedev(1, number))
        os.chmod(f"/dev/{name}", 0o666)
    log = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    log.bind("/dev/log")
    os.chmod("/dev/log", 0o666)
    log.settimeout(PATIENCE)
    return log


@pytest.mark.parametrize("how", [("threads", "2>&-"), ("mute", "")], ids=["closed", "exchanged"])
def test_it_is_told_to_syslog(site, greeter, how):
    """A stack that was spoilt: the server goes on, and nobody else would learn of it."""
    mode, closing = how
    words = ("sh", "-c", f"exec {PYTHON} {greeter} {mode} {GREETER} {closing}")

    def there():
        log = own_devices()
        with site.start(words, GREETER):
            assert served(A, places(site)[0], GREETING, site.network.client)
            site.write('[[verify]]\nmodule = "no_such_module"\ncontrol = "required"\n')
            site.ask_for_reload(1)
            log.setblocking(False)
            for _ in range(PATIENCE * 10):
                assert served(A, places(site)[0], GREETING, site.network.client)
                try:
                    return log.recv(65536).decode()
                except BlockingIOError:
                    continue
        raise AssertionError("nothing was told")
    told = child.run(there)
    assert told.startswith("<83>warifu: ") and "no_such_module" in told
