# SPDX-License-Identifier: MIT
"""Uids and gids that nothing else on a machine uses."""
A, B = 20100, 20101
STRANGER = 20102  # one that the agent does not stamp
