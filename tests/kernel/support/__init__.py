# SPDX-License-Identifier: MIT
"""What the tests stand on: namespaces, processes with an identity, the agent, and SYNs."""
