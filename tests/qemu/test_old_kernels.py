# SPDX-License-Identifier: MIT
"""Debian's kernels: the oldest that stamps, a newer one, and one that is too old."""
import pytest

import main

RELEASES = {"bullseye": "too_old",  # Linux 5.10
            "bookworm": "full",     # 6.1
            "trixie": "full"}       # 6.12


@pytest.mark.parametrize("release, scenario", [(release, scenario)
                                               for release, suite in RELEASES.items()
                                               for scenario in main.scenarios(suite)])
def test_scenario(booted, release, scenario):
    told, why_not = booted.told(release, RELEASES[release])
    if told is None:
        pytest.skip(why_not)
    module = scenario.split(".")[0]
    found = told.get(scenario) or told.get(module)  # which is there if its setting failed
    if found is None:
        pytest.fail(f"nothing was told of it: {why_not}", pytrace=False)
    if found["failure"]:
        pytest.fail(found["failure"], pytrace=False)


@pytest.mark.parametrize("release, module", [(release, module.__name__)
                                             for release, suite in RELEASES.items()
                                             for module in main.SUITES[suite]])
def test_setting_is_cleared_away(booted, release, module):
    told, why_not = booted.told(release, RELEASES[release])
    if told is None:
        pytest.skip(why_not)
    assert module not in told, told[module]["failure"]
