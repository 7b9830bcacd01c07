# SPDX-License-Identifier: MIT
"""Where the program is that answers."""


def pytest_addoption(parser):
    parser.addoption("--answers", default="build/release/tests/integration/owner_map_oracle/"
                                          "owner_map_answers")
    parser.addoption("--maps", type=int, default=4000)
    parser.addoption("--seed", type=int, default=20261125)
