# SPDX-License-Identifier: MIT
"""A Redis server of the tests' own, and clients that speak its protocol."""
