# SPDX-License-Identifier: MIT
"""A MariaDB server of the tests' own, and clients that speak its protocol."""
