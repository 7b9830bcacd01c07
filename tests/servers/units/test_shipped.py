# SPDX-License-Identifier: MIT
"""The units as distributions ship them, and the drop-ins as our packages do."""
import glob
import os
import pwd

import pytest
from lab.unit import file, options
from lab.unit.confinement import Confinement
from probe import BPF, PYTHON, Waiting, run

SOURCES = os.path.abspath(os.path.join(os.path.dirname(__file__), "../../../sdk/servers"))
OF_REDIS = ("redis-server.service", "redis-server@.service", "valkey-server.service")
OF_OTHERS = ("postgresql@.service", "mariadb.service", "mariadb@.service", "memcached.service",
             "nginx.service")
NETLINK = "say(attempt(lambda: socket.socket(16, 3)))"


def drop_in(server):
    return os.path.join(SOURCES, server, "unit.conf")


def shipped(name):
    path = file.find(name)
    if path is None:
        pytest.skip(f"{name} is not installed here")
    return path


@pytest.fixture
def redis(machine):
    """redis(drop-ins...) -> Redis's own unit, in which our probe may be executed, too."""
    path = shipped("redis-server.service")
    return lambda *drop_ins: Confinement(path, *drop_ins, f"[Service]\nExecPaths={PYTHON} /lib64\n",
                                         before=machine.enter)


# Those of servers that are installed here; tests/run installs Redis, PostgreSQL and MariaDB.
@pytest.mark.parametrize("name", [name for name in OF_REDIS + OF_OTHERS if file.find(name)])
def test_everything_in_a_shipped_unit_is_known(name):
    values = Confinement(shipped(name), instance="15-main").values()
    assert values["ExecStart"]


def test_redis_may_not_be_asked_for_much(redis):
    assert run(redis(), NETLINK) == "EAFNOSUPPORT"
    assert run(redis(), BPF) == "killed"
    assert run(redis(), "say([write(each) for each in ('/var/lib/t', '/run/warifu/replay/t', "
               "'/var/lib/redis/t', '/etc/redis/t')])") == ["EROFS", "EROFS", "done", "done"]
    assert run(redis(), "say([os.stat('/').st_uid, os.stat('/var/mail').st_gid])") == [0, 65534]
    with pytest.raises(PermissionError):
        run(Confinement(shipped("redis-server.service")), "")


def own_folder(path, user):
    """What the agent makes for [[replay]]."""
    os.makedirs(path, mode=0o700, exist_ok=True)
    os.chown(path, pwd.getpwnam(user).pw_uid, -1)


def test_our_drop_in_gives_redis_what_the_module_needs(redis, machine):
    machine.inside(lambda: own_folder("/run/warifu/replay/tried", "redis"))
    ours = redis(drop_in("redis"))
    assert run(ours, BPF) == "EFAULT"
    assert run(ours, "say(attempt(lambda: os.chown('/dev/null', 0, 0)))") == "EPERM"  # not killed
    assert run(ours, "say([write(each) for each in ('/var/lib/t', '/run/warifu/replay/tried/t', "
               "'/run/warifu/replay/t')])") == ["EROFS", "done", "EACCES"]


def test_by_our_drop_in_alone_a_keyring_is_read(redis, machine):
    machine.write("/etc/warifu/secret", "x")
    machine.run("chgrp", "warifu", "/etc/warifu/secret")
    machine.run("chmod", "640", "/etc/warifu/secret")
    code = "say(attempt(lambda: open('/etc/warifu/secret')))"
    assert run(redis(), code) == "EACCES"
    assert run(redis(drop_in("redis")), code) == "done"


def test_what_the_agent_makes_after_the_server_started_appears(redis, machine, folder):
    code = "say([write('/run/warifu/replay/late/t'), sorted(os.listdir('/run/warifu/bpf'))])"
    waiting = Waiting(redis(drop_in("redis")), code)
    machine.inside(lambda: own_folder("/run/warifu/replay/late", "redis"))
    os.makedirs(os.path.join(folder, "late"))
    open(os.path.join(folder, "late/records"), "w").close()
    machine.mount_records(os.path.join(folder, "late"))
    try:
        assert waiting.go_on() == ["done", ["records"]]
    finally:
        machine.unmount_records()


def test_owners_of_unix_sockets_take_a_drop_in_of_the_operators(redis):
    code = "say(os.stat('/var/mail').st_gid)"
    assert run(redis(drop_in("redis")), code) == 65534
    assert run(redis(drop_in("redis"), "[Service]\nPrivateUsers=false\n"), code) == 8


@pytest.mark.parametrize("path", sorted(glob.glob(os.path.join(SOURCES, "*/unit.conf"))))
def test_a_drop_in_makes_no_filter_where_the_unit_has_none(path):
    """One system call that is allowed forbids all others."""
    has = "SystemCallFilter" in options.settings(file.read(path))
    units = OF_REDIS if os.path.basename(os.path.dirname(path)) == "redis" else OF_OTHERS
    assert not has or units is OF_REDIS
    for each in filter(None, map(file.find, OF_REDIS if has else ())):
        assert options.settings(file.read(each))["SystemCallFilter"].allows
