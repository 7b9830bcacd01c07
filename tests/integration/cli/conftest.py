# SPDX-License-Identifier: MIT
"""Fixtures: the build folder, and a configuration folder for each test."""
import os
from pathlib import Path

import pytest

from support.command import Command
from support.keys import Keys
from support.sandbox import Sandbox


def pytest_addoption(parser):
    parser.addoption("--build", default="build/debug", help="build folder with warifu")


@pytest.fixture(scope="session")
def build(request):
    path = Path(request.config.getoption("--build")).resolve()
    assert (path / "core/cli/warifu").exists(), f"{path}: warifu is not built"
    return path


@pytest.fixture
def warifu(build, tmp_path):
    return Command(build, tmp_path)


@pytest.fixture
def as_root():
    if os.geteuid() != 0:
        pytest.skip("root is needed")


@pytest.fixture
def sandbox(build, as_root):
    made = Sandbox(build)
    try:
        yield made
    finally:
        made.close()


@pytest.fixture
def keys(warifu):
    return Keys(warifu)
