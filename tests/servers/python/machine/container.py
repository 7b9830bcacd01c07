# SPDX-License-Identifier: MIT
"""A container on the installed machine: its own network, mounts, processes and root folder, and with
`userns` its own users as well, as container engines make them.

    client host                server host, which routes              container
    .1 ------------------------ .2  server4                 .130
                                .129 --------- veth --------- eth, default route to .129

    ROOT/usr, dev/null         the machine's; what warifu installs, and ROOT itself, the image's own
    ROOT/etc                   the image's
    ROOT/run                   its own; with `records` also /run/warifu/bpf, mounted from the host
    ROOT/run/shared            a folder shared with the host
"""
import contextlib
import os
import shutil
import subprocess

from machine.installed import ETC, LIBRARIES, as_user
from support import netns

OUTER = 100000  # whom the container's root is on the host, where it has users of its own
COUNT = 65536

# $1: ROOT, $2: records or "", $3: the shared folder, $4: the programs, $5: the user namespace or "". That
# is entered last: a container's users may not mount what its engine mounts for it.
MAKE = """
mount --bind "$1" "$1"
for each in bin sbin lib64 share; do
  if [ -d "/usr/$each" ]; then mkdir -p "$1/usr/$each"; mount --rbind "/usr/$each" "$1/usr/$each"; fi
done
mount --rbind /usr/lib "$1/run/was/lib"
mount --rbind /run/was/libraries "$1/run/was/libraries"
mount --bind /dev/null "$1/dev/null"
mount --bind "$3" "$1/run/shared"
mount --bind "$4" "$1/programs"
mount -t proc proc "$1/proc"
if [ -n "$2" ]; then mount --bind "$2" "$1/run/warifu/bpf"; fi
root=$1 users=$5
shift 5
if [ -n "$users" ]; then exec nsenter "--user=$users" chroot "$root" "$@"; fi
exec chroot "$root" "$@"
"""


class Image:
    """What is in the container, owned by its root: `owner` on the host."""

    def __init__(self, installed, name, owner=0):
        self.root = os.path.join(installed.folder, name)
        self.config = os.path.join(self.root, "etc/warifu")
        self.owner = owner
        for each in ("dev", "proc", "etc/warifu", "programs", "run/shared", "run/warifu/bpf", "run/was/lib",
                     "run/was/libraries", "usr/lib"):
            os.makedirs(os.path.join(self.root, each))
        with open(os.path.join(self.root, "dev/null"), "w"):
            pass
        for each in ("bin", "lib", "lib64", "sbin"):
            os.symlink("usr/" + each, os.path.join(self.root, each))
        for each in os.listdir("/usr/lib"):
            if each != os.path.basename(LIBRARIES):
                os.symlink("/run/was/lib/" + each, os.path.join(self.root, "usr/lib", each))
        shutil.copytree(os.path.join(installed.folder, "libraries"), self.root + LIBRARIES, symlinks=True)
        for each in ETC:
            shutil.copy(os.path.join(installed.folder, "etc", each), os.path.join(self.root, "etc"))
        self.own()

    def own(self):
        """Also what was written since."""
        for folder, folders, files in os.walk(self.root):
            for each in (folder, *(os.path.join(folder, name) for name in folders + files)):
                os.lchown(each, self.owner, self.owner)


class Container:
    """Routed to by both hosts while it is there."""

    def __init__(self, network, records):
        self._records = records
        self._network = network
        self.name = f"wf{os.getpid()}k"
        self.address = f"{network.net4}.130"
        self._gateway = f"{network.net4}.129"

    def up(self):
        netns.ip("netns", "add", self.name)
        netns.ip("link", "set", "lo", "up", netns=self.name)
        netns.ip("link", "add", self.name, "netns", self.name, "type", "veth", "peer", "name", self.name,
                 "netns", self._network.server)
        for host, address in ((self.name, self.address), (self._network.server, self._gateway)):
            netns.ip("address", "add", address + "/30", "dev", self.name, netns=host)
            netns.ip("link", "set", self.name, "up", netns=host)
        netns.ip("route", "add", "default", "via", self._gateway, netns=self.name)
        netns.write_sysctl(self._network.server, "net.ipv4.ip_forward", 1)
        netns.ip("route", "add", f"{self._network.net4}.128/30", "via", self._network.server4,
                 netns=self._network.client)

    def down(self):
        if os.path.exists(f"/run/netns/{self.name}"):
            netns.ip("route", "delete", f"{self._network.net4}.128/30", netns=self._network.client)
            netns.ip("netns", "delete", self.name)
            netns.write_sysctl(self._network.server, "net.ipv4.ip_forward", 0)

    def command(self, installed, image, shared, inner, uid, records=False, users=None):
        """Runs `inner` in it as `uid`. The whole container ends with the first process."""
        return installed.command(
            self._records, "unshare", "--mount", "--pid", "--fork", "--kill-child", "--propagation",
            "private", "sh", "-ec", MAKE, "container", image.root, "/run/warifu/bpf" if records else "",
            shared, installed.programs, f"/proc/{users}/ns/user" if users else "",
            *as_user(uid), *inner, network=self.name)


@contextlib.contextmanager
def users_of_its_own():
    """A process in a user namespace in which OUTER and the COUNT that follow are 0 and what follows."""
    holder = subprocess.Popen(["unshare", "--user", "sh", "-c", "echo up; exec sleep 3600"],
                              stdout=subprocess.PIPE)
    try:
        assert holder.stdout.readline() == b"up\n"
        for name in ("uid_map", "gid_map"):
            with open(f"/proc/{holder.pid}/{name}", "w") as file:
                file.write(f"0 {OUTER} {COUNT}")
        yield holder.pid
    finally:
        holder.kill()
        holder.wait()
        holder.stdout.close()
