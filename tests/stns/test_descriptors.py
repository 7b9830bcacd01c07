# SPDX-License-Identifier: MIT
"""A server with thousands of connections has descriptors of high numbers, which select(2) fears."""
from conftest import TENANT
from support import faults


def test_beyond_the_thousandth(lab, server):
    driver = lab.looks_up(server, request_timeout="1s")
    driver.hold_descriptors(3000)
    assert driver.status()["highest"] > 3000
    assert driver.ask_here(TENANT).passed
    assert driver.ask_here(TENANT + 1).code == "unknown"
    server.misbehave(faults.Silent())
    assert driver.ask_here(TENANT + 2).code == "unavailable"
    assert driver.run([TENANT], processes=1, threads=8, times=100).codes == {"pass": 800}
