# SPDX-License-Identifier: MIT
"""An emulated machine: what it starts from, and what comes back from it."""
