#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Looks for the calls that bans.toml forbids, and holds its exceptions to their count."""

import re
import tomllib
from pathlib import Path

import tree

FORBIDDEN_NOWHERE = Path(__file__).with_name("bans.toml")


def uses(ban, root):
    """file -> line numbers where the ban's pattern stands."""
    pattern = re.compile(ban["pattern"])
    found = {}
    for path in tree.files(root, ban["in"], tree.CODE):
        name = tree.relative(path, root)
        if name.startswith(tuple(ban.get("except", ()))):
            continue
        text = path.read_text()
        # An #include is written as a literal; those lines are judged as they stand.
        looked_at = text if ban.get("text") or "include" in ban["pattern"] else tree.without_prose(text)
        lines = [tree.line_of(looked_at, match.start()) for match in pattern.finditer(looked_at)]
        if lines:
            found[name] = lines
    return found


def check(rules, root=tree.ROOT):
    allowed = {(each["ban"], each["file"]): each["count"] for each in rules.get("allowed", ())}
    findings = []
    for ban in rules["ban"]:
        found = uses(ban, root)
        for name, lines in found.items():
            count = allowed.pop((ban["name"], name), 0)
            if len(lines) > count:
                findings += [f"{name}:{line}: {ban['name']}: {ban['why']}" for line in lines]
            elif len(lines) < count:
                findings.append(f"{name}: {ban['name']}: {count} allowed, {len(lines)} used: lower it")
    findings += [f"{name}: {ban}: allowed, but not used: take it out" for ban, name in allowed]
    return findings


if __name__ == "__main__":
    tree.end("bans", check(tomllib.loads(FORBIDDEN_NOWHERE.read_text())))
