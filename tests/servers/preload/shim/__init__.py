# SPDX-License-Identifier: MIT
"""Servers that `warifu run` starts, and clients that see whether they are served."""
