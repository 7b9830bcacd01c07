# SPDX-License-Identifier: MIT
"""Figures beside their targets."""


class Table:
    def __init__(self):
        self.rows = []
        self.missing = []

    def at_most(self, what, value, limit, unit=""):
        self._add(what, value, "<=", limit, unit, value <= limit)

    def at_least(self, what, value, limit, unit=""):
        self._add(what, value, ">=", limit, unit, value >= limit)

    def told(self, what, value, unit=""):
        """A figure without a target, that explains another."""
        self.rows.append((what, f"{value:.3g}{unit}", "", ""))

    def not_measured(self, what, why):
        self.missing.append(f"not measured: {what}: {why}")

    def _add(self, what, value, sign, limit, unit, met):
        self.rows.append((what, f"{value:.3g}{unit}", f"{sign} {limit}{unit}",
                          "" if met else "MISSED"))

    def print(self):
        width = max((len(row[0]) for row in self.rows), default=0)
        for what, value, target, verdict in self.rows:
            print(f"{what:<{width}}  {value:>10}  {target:<12} {verdict}".rstrip())
        for line in self.missing:
            print(line)
