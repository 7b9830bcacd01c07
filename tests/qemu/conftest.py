# SPDX-License-Identifier: MIT
"""Each kernel is booted once; its scenarios are then looked up in what the guest told."""
import os
import platform
import shutil
import sys

import pytest

HERE = os.path.dirname(os.path.abspath(__file__))
KERNEL_TESTS = os.path.join(HERE, "..", "kernel")
SOURCES = [os.path.join(HERE, "guest"), os.path.abspath(KERNEL_TESTS)]
sys.path[:0] = [HERE, *SOURCES]

from machine import initramfs  # noqa: E402
from machine.guest import QEMU, Guest  # noqa: E402
from support.debian_packages import CannotFetch, Release  # noqa: E402

PROGRAMS = {"/usr/sbin/warifu-agent": "kernel/agent/warifu-agent",
            "/usr/bin/agent_probe": "tests/kernel/agent_probe",
            "/usr/bin/verify_server": "tests/kernel/verify_server",
            "/usr/bin/warifu": "core/cli/warifu"}


def pytest_addoption(parser):
    parser.addoption("--build", default="build/release", help="build folder with warifu-agent")


def _missing(build):
    if platform.machine() != "x86_64":
        return "the guests are x86_64 machines, and this is none"
    if shutil.which(QEMU) is None:
        return f"{QEMU} is not installed (packaging/dependencies test)"
    for path in PROGRAMS.values():
        if not os.path.exists(os.path.join(build, path)):
            return f"{os.path.join(build, path)} is not built"
    return None


@pytest.fixture(scope="session")
def build(request):
    path = os.path.abspath(request.config.getoption("--build"))
    missing = _missing(path)
    if missing:
        pytest.skip(missing)
    return path


@pytest.fixture(scope="session")
def initial_files(build):
    path = os.path.join(build, "qemu", "initramfs")
    os.makedirs(os.path.dirname(path), exist_ok=True)
    programs = {guest: os.path.join(build, here) for guest, here in PROGRAMS.items()}
    initramfs.build(path, programs, os.path.join(build, "modules-out"), SOURCES)
    yield path
    os.remove(path)


class Booted:
    """What a release's kernel told of its suite; booted at the first question."""

    def __init__(self, build, initial_files):
        self._build = build
        self._initial_files = initial_files
        self._told = {}

    def told(self, release, suite):
        """(scenario to what it reported, why the rest is missing)"""
        if release not in self._told:
            self._told[release] = self._run(release, suite)
        return self._told[release]

    def _run(self, release, suite):
        try:
            kernel = Release(release, os.path.join(self._build, "debian")).kernel()
        except CannotFetch as reason:
            return None, f"Debian's kernel cannot be had: {reason}"
        folder = os.path.join(self._build, "qemu", release)
        return Guest(kernel, self._initial_files, folder).run(suite)


@pytest.fixture(scope="session")
def booted(build, initial_files):
    return Booted(build, initial_files)
