# SPDX-License-Identifier: MIT
"""An agent of the bench's own, and a port of 127.0.0.1 for each thing that it may do there."""
import os
import secrets
import shutil
import socket
import tempfile

from support import keyring, libc
from support.agent import Agent

HOST = "127.0.0.1"
SLOT = 3


class CannotStamp(Exception):
    pass


def _free_ports(count):
    """Held all at once, so that they differ."""
    sockets = [socket.create_server((HOST, 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def _missing(programs):
    if os.geteuid() != 0:
        return "attaching BPF programs needs root"
    if not os.path.exists("/sys/kernel/btf/vmlinux"):
        return "this kernel has no BTF"
    for program in programs:
        if not os.path.exists(program):
            return f"{program} is not built"
    return None


class Stamping:
    """plain, claim, proof: ports to which connections carry that; other: one that is not named."""

    def __init__(self, build):
        programs = [os.path.join(build, each)
                    for each in ("kernel/agent/warifu-agent", "tests/kernel/agent_probe")]
        reason = _missing(programs)
        if reason:
            raise CannotStamp(reason)
        self.secret = secrets.token_bytes(32)
        self.folder = tempfile.mkdtemp(prefix="wfbench", dir="/run")
        self.bpf = os.path.join(self.folder, "bpf")
        self.agent = Agent(*programs, self.folder, os.path.join(self.bpf, "warifu"))
        self.slot = SLOT
        self.plain, self.claim, self.proof, self.other = self.ports = _free_ports(4)

    def __enter__(self):
        os.chmod(self.folder, 0o755)  # the record is for servers of any uid
        os.mkdir(self.bpf)
        libc.mount_bpffs(self.bpf)
        return self

    def __exit__(self, *_):
        self.agent.clean_up()
        libc.unmount(self.bpf)
        shutil.rmtree(self.folder)

    def attach(self, record=()):
        """record: ports on which claim and proof are recorded for the server."""
        listen = f"[listen]\nports = {list(record)}\nrecord = true\n" if record else ""
        try:
            self.agent.start("\n".join(self._stamps()) + listen)
        except RuntimeError as error:
            raise CannotStamp(str(error)) from error

    def detach(self):
        self.agent.stop()
        code, told = self.agent.detach()
        if code != 0:
            raise CannotStamp(f"detach: {told}")

    def _stamps(self):
        files = keyring.SecretFiles(os.path.join(self.folder, "keys"))
        common = {"to": [HOST + "/32"], "uids": [os.geteuid()], "scope": "host"}
        yield keyring.table("stamp", {**common, "ports": [self.plain]})
        for port, proof in ((self.claim, False), (self.proof, True)):
            yield keyring.stamp(files, {HOST: self.secret}, common["to"], [port], SLOT,
                                proof=proof, uids=common["uids"])
