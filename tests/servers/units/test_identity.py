# SPDX-License-Identifier: MIT
"""The apparatus itself, continued: who the command is, and what it finds around it."""
import os
import pathlib
import pwd
import subprocess
import tempfile

import pytest
from lab.tenants import A, B
from lab.unit import options
from lab.unit.confinement import Confinement
from probe import PYTHON, run
from support import child

NOBODY = pwd.getpwnam("nobody")
CAPABILITIES = """
status = dict(line.split(':', 1) for line in open('/proc/self/status'))
say([int(status[each], 16) for each in ('CapEff', 'CapBnd', 'CapAmb')])"""
CAP_SYS_ADMIN, CAP_NET_BIND_SERVICE, CAP_SYS_TIME = 1 << 21, 1 << 10, 1 << 25


@pytest.fixture
def unit(tmp_path):
    def make(text, **more):
        path = tmp_path / "tried.service"
        path.write_text("[Service]\n" + text)
        return Confinement(str(path), **more)
    return make


@pytest.fixture
def place(folder):
    """One that every user may enter."""
    made = pathlib.Path(tempfile.mkdtemp(dir=folder))
    made.chmod(0o755)
    return made


def test_user_groups_and_umask(unit):
    who = "say([os.getresuid(), os.getresgid(), os.getgroups(), os.umask(0)])"
    uid, gid = NOBODY.pw_uid, NOBODY.pw_gid
    assert run(unit("User=nobody\n"), who) == [[uid] * 3, [gid] * 3, [gid], 0o22]
    said = run(unit("User=nobody\nGroup=daemon\nSupplementaryGroups=mail\nUMask=007\n"), who)
    assert said == [[uid] * 3, [1] * 3, [1, 8], 0o7]
    assert run(unit("UMask=077\n"), who)[0] == [0] * 3


def test_capabilities(unit):
    effective, bounding, ambient = run(unit("User=nobody\n"), CAPABILITIES)
    assert effective == 0 and bounding & CAP_SYS_ADMIN and ambient == 0
    assert run(unit("CapabilityBoundingSet=\n"), CAPABILITIES) == [0, 0, 0]
    effective, bounding, _ = run(unit("CapabilityBoundingSet=~CAP_SYS_ADMIN\n"), CAPABILITIES)
    assert not (effective | bounding) & CAP_SYS_ADMIN and bounding & CAP_NET_BIND_SERVICE
    said = run(unit("CapabilityBoundingSet=CAP_SYS_ADMIN\nCapabilityBoundingSet=CAP_SYS_TIME\n"),
               CAPABILITIES)
    assert said[:2] == [CAP_SYS_ADMIN | CAP_SYS_TIME] * 2
    said = run(unit("User=nobody\nAmbientCapabilities=CAP_NET_BIND_SERVICE\n"), CAPABILITIES)
    assert said[0] == said[2] == CAP_NET_BIND_SERVICE
    assert not run(unit("ProtectClock=yes\n"), CAPABILITIES)[1] & CAP_SYS_TIME


def test_a_filter_for_an_unprivileged_user_forbids_new_privileges(unit):
    code = "say(libc.prctl(39, 0, 0, 0, 0))"
    assert run(unit("User=nobody\n"), code) == 0
    assert run(unit("User=nobody\nRestrictRealtime=yes\n"), code) == 1
    assert run(unit("RestrictRealtime=yes\n"), code) == 0


def test_limits(unit):
    code = "import resource\nsay(resource.getrlimit(resource.RLIMIT_NOFILE))"
    assert run(unit("LimitNOFILE=321\n"), code) == [321, 321]
    assert run(unit("LimitNOFILE=321:654\n"), code) == [321, 654]


def test_among_private_users_others_are_nobody(unit, place):
    """The very thing that keeps the owners of Unix sockets from a server."""
    for uid in (0, A, NOBODY.pw_uid):
        path = place / f"of{uid}"
        path.touch()
        os.chown(path, uid, uid)
    code = f"say([os.getuid(), os.stat('{place}/of0').st_uid, os.stat('{place}/of{A}').st_uid])"
    assert run(unit("User=daemon\nPrivateUsers=no\n"), code)[2] == A
    uid = pwd.getpwnam("daemon").pw_uid
    assert run(unit("User=daemon\nPrivateUsers=yes\n"), code) == [uid, 0, 65534]
    effective, bounding, _ = run(unit("User=daemon\nPrivateUsers=yes\n"), CAPABILITIES)
    assert effective == 0 and bounding


def test_a_supplementary_group_reads_also_among_private_users(unit, place):
    secret = place / "secret"
    secret.write_text("x")
    os.chown(secret, 0, 8)
    os.chmod(secret, 0o640)
    code = f"say(attempt(lambda: open('{secret}')))"
    for private in ("", "PrivateUsers=yes\n"):
        assert run(unit("User=daemon\n" + private), code) == "EACCES"
        assert run(unit("User=daemon\nSupplementaryGroups=mail\n" + private), code) == "done"


def test_the_owner_of_a_unix_socket_among_private_users(unit, place):
    os.chmod(place, 0o777)
    path = str(place / "socket")
    code = (f"s = socket.socket(socket.AF_UNIX)\ns.bind('{path}')\nos.chmod('{path}', 0o777)\n"
            "s.listen()\nprint('listening', flush=True)\nc = s.accept()[0]\n"
            "print(int.from_bytes(c.getsockopt(1, 17, 12)[4:8], 'little'))")
    for private, seen in (("no", B), ("yes", 65534)):
        confined = unit(f"User=daemon\nPrivateUsers={private}\n")
        with subprocess.Popen([PYTHON, "-I", "-c", "import os, socket\n" + code], text=True,
                              stdout=subprocess.PIPE, preexec_fn=confined.enter) as server:
            assert server.stdout.readline() == "listening\n"
            child.run(lambda: _connect_as(B, path))
            assert int(server.stdout.read()) == seen
        os.unlink(path)


def _connect_as(uid, path):
    import socket
    child.become(uid, uid)
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(path)
        client.recv(1)


def test_only_what_is_named_may_be_executed(unit):
    code = "import subprocess\nsay(attempt(lambda: subprocess.run(['/bin/true'], check=True)))"
    libraries = "ExecPaths=/usr/lib /lib /lib64 /usr/bin/python3\n"
    assert run(unit(f"NoExecPaths=/\n{libraries}"), code) == "EACCES"
    assert run(unit(f"NoExecPaths=/\n{libraries}ExecPaths=/usr/bin/true\n"), code) == "done"
    with pytest.raises(PermissionError):
        run(unit("NoExecPaths=/\nExecPaths=/usr/lib /lib /lib64\n"), code)


def test_a_private_tmp_is_empty(unit):
    assert run(unit("PrivateTmp=yes\n"), "say(os.listdir('/tmp') + os.listdir('/var/tmp'))") == []


def test_private_devices_are_few(unit):
    said = run(unit("PrivateDevices=yes\n"), "say(sorted(os.listdir('/dev')))")
    assert {"null", "urandom", "shm", "pts", "stderr"} <= set(said) and "kmsg" not in said
    assert run(unit("PrivateDevices=yes\n"), "say(write('/dev/null'))") == "done"


def test_processes_of_others_are_invisible(unit):
    code = "say(os.path.exists('/proc/1'))"
    assert run(unit("User=nobody\nProtectProc=invisible\n"), code) is False
    assert run(unit("User=nobody\n"), code) is True


@pytest.mark.parametrize("text, complaint", [
    ("ProtectEverything=yes", "tried.service:2: an option that is not known: ProtectEverything"),
    ("PrivateNetwork=yes", "tried.service:2: PrivateNetwork: only no and false are imitated"),
    ("RestrictNamespaces=user", "RestrictNamespaces: only yes and true and no"),
    ("PrivateUsers=perhaps", "neither yes nor no: perhaps"),
    ("SystemCallFilter=@no-such-group", "a group that is not known: @no-such-group"),
    ("SystemCallFilter=@system-service\nSystemCallFilter=~read:EIO", "an error number of one call"),
    ("[Socket]\nListenStream=1", "a section that is not known: Socket"),
])
def test_what_is_not_imitated_is_an_error(unit, text, complaint):
    with pytest.raises(ValueError) as error:
        unit(text + "\n").values()
    assert complaint in str(error.value)


def test_an_inert_option_says_why():
    assert all(len(why) > 20 for why in options.INERT.values())
    assert not set(options.INERT) & set(options.KINDS)
