# SPDX-License-Identifier: MIT
"""Fixtures: the build folder, and for each test a laboratory and an STNS server."""
import os
import shutil
from pathlib import Path

import pytest

from support.lab import Lab

TENANT = 10042
MODULES = ("stns", "owner_map", "uid_allowlist", "permit")


def pytest_addoption(parser):
    parser.addoption("--build", default="build/debug", help="build folder with warifu")


@pytest.fixture(scope="session")
def build(request):
    path = Path(request.config.getoption("--build")).resolve()
    if os.geteuid() != 0:
        pytest.skip("root is needed to make connections of other users")
    assert (path / "tests/stns/stns_driver").exists(), f"{path}: stns_driver is not built"
    return path


@pytest.fixture(scope="session")
def sanitized(build):
    """Whether everything is many times slower, and memory is never given back."""
    return b"__asan_init" in (build / "tests/stns/stns_driver").read_bytes()


@pytest.fixture(scope="session")
def modules(build, tmp_path_factory):
    """Copies: whoever owns the build folder, here the running user owns them."""
    folder = tmp_path_factory.mktemp("modules")
    folder.chmod(0o755)
    for name in MODULES:
        shutil.copyfile(build / "modules-out" / f"warifu_{name}.so", folder / f"warifu_{name}.so")
    return folder


@pytest.fixture
def lab(build, modules, tmp_path):
    made = Lab(build, modules, tmp_path)
    try:
        yield made
    finally:
        made.close()


@pytest.fixture
def server(lab):
    """Knows uid 10042, as u10042."""
    made = lab.server()
    made.directory.add_users([TENANT])
    return made
