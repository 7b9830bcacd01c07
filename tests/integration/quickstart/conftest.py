# SPDX-License-Identifier: MIT
"""The build folder that quickstart is to show."""
import os

import pytest


def pytest_addoption(parser):
    parser.addoption("--build", default="build/debug", help="build folder with warifu")


@pytest.fixture(scope="session")
def build(request):
    if os.geteuid() != 0:
        pytest.skip("root is needed")
    return os.path.abspath(request.config.getoption("--build"))
