# SPDX-License-Identifier: MIT
"""A machine with the packages on it, for programs that look where packages put things; and containers
on that machine."""
