# SPDX-License-Identifier: MIT
"""A PostgreSQL server of the tests' own, and a client that shows every byte it was sent."""
