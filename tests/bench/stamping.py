# SPDX-License-Identifier: MIT
"""An agent of the bench's own: one port of 127.0.0.1 is stamped, another is not."""
import os
import shutil
import socket
import tempfile

from support.agent import Agent

CONFIG = """[[stamp]]
to = ["127.0.0.1/32"]
ports = [{port}]
uids = [{uid}]
scope = "host"
"""


class CannotStamp(Exception):
    pass


def _free_ports(count):
    """Held all at once, so that they differ."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def _missing(programs):
    if os.geteuid() != 0:
        return "attaching BPF programs needs root"
    if not os.path.exists("/sys/kernel/btf/vmlinux"):
        return "this kernel has no BTF"
    if not os.path.ismount("/sys/fs/bpf"):
        return "no BPF file system is mounted at /sys/fs/bpf"
    for program in programs:
        if not os.path.exists(program):
            return f"{program} is not built"
    return None


class Stamping:
    def __init__(self, build):
        programs = [os.path.join(build, each)
                    for each in ("kernel/agent/warifu-agent", "tests/kernel/agent_probe")]
        reason = _missing(programs)
        if reason:
            raise CannotStamp(reason)
        self.folder = tempfile.mkdtemp(prefix="wfbench", dir="/run")
        self.agent = Agent(*programs, self.folder, f"/sys/fs/bpf/wfbench{os.getpid()}")
        self.stamped_port, self.plain_port = _free_ports(2)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.agent.clean_up()
        shutil.rmtree(self.folder)

    def attach(self):
        try:
            self.agent.start(CONFIG.format(port=self.stamped_port, uid=os.geteuid()))
        except RuntimeError as error:
            raise CannotStamp(str(error)) from error

    def detach(self):
        self.agent.stop()
        code, told = self.agent.detach()
        if code != 0:
            raise CannotStamp(f"detach: {told}")
