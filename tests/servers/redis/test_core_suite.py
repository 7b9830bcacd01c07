# SPDX-License-Identifier: MIT
"""The server's own tests of logins and users, out of its source package, with the module loaded and stacks
that let everybody in: what the core does stays as it was."""
import os
import shutil
import subprocess

import pytest
from lab.stack import write
from support import netns
from support.debian_packages import CannotFetch, Release, this_release

# With it ends whatever it started.
ALONE = ("unshare", "--pid", "--mount-proc", "--fork", "--kill-child")
UNITS = ("unit/auth", "unit/acl", "unit/acl-v2")
PATIENCE = 300  # seconds until a test says that nothing came; nothing is measured
PERMIT = '[[verify]]\nmodule = "permit"\ncontrol = "required"\n'


@pytest.fixture(scope="module")
def suite(request, build, folder, program):
    """A copy of the source, in which the server is the one that is tried."""
    release, _, server = request.config.getoption("--server").partition(":")
    server = server or "redis"
    try:
        source = Release(release or this_release(), os.path.join(build, "packages")).source(server)
    except CannotFetch as failure:
        pytest.skip(f"source of {server}: {failure}")
    path = os.path.join(folder, "suite")
    for each in ("tests", "src", "utils"):
        shutil.copytree(os.path.join(source, each), os.path.join(path, each), symlinks=True)
    for each in ("runtest", f"{server}.conf"):
        shutil.copy(os.path.join(source, each), path)
    for name, there in (("server", program), ("cli", "redis-cli"), ("benchmark", "redis-benchmark")):
        for prefix in {"redis", server}:
            os.symlink(shutil.which(there), os.path.join(path, f"src/{prefix}-{name}"))
    return path


@pytest.fixture
def config_dir(folder):
    path = os.path.join(folder, "permits")
    os.makedirs(os.path.join(path, "stacks"))
    for service in ("redis", "redis-connect"):
        write(os.path.join(path, "stacks", service + ".toml"), PERMIT)
    return path


def test_what_the_server_promises_of_logins_stays(suite, config_dir, installed, folder, network):
    load = (f"{installed.folder}/warifu-redis.so config-dir {config_dir} module-dir {installed.modules} "
            f"runtime-dir {folder}")
    done = subprocess.run(
        [*ALONE, "./runtest", "--clients", "1", *(word for each in UNITS for word in ("--single", each)),
         "--config", "loadmodule", load],
        cwd=suite, env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "LD_LIBRARY_PATH": installed.lib},
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=PATIENCE, check=False,
        preexec_fn=lambda: netns.enter(network.server))
    assert done.returncode == 0 and "All tests passed without errors!" in done.stdout, done.stdout[-4000:]
    for each in UNITS:
        assert f"Testing {each}" in done.stdout
