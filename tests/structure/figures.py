#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Prints how long files and functions are, and fails where they have grown past the limits."""

import re
import statistics
from pathlib import Path
from typing import NamedTuple

import tree

LONG = 60  # lines of a function, its braces included


class Limit(NamedTuple):
    file_median: int
    file_p90: int
    function_median: int
    long_share: float


# The verifier of the kernel wants programs inlined, so BPF gets more room for long functions.
PRODUCT_LIMIT = Limit(120, 400, 12, 0.03)
BPF_LIMIT = Limit(120, 400, 24, 0.08)

_OPENS_SCOPE = re.compile(r"\b(?:namespace|class|struct|union|enum)\b|^\s*extern\s*\"\"\s*$", re.DOTALL)
_AFTER_SIGNATURE = re.compile(r"(?:\)|\b(?:const|noexcept|override|final|try|mutable))\s*$")
_TRAILING_RETURN = re.compile(r"\)[^()]*->[^()={};]*$")


def _kind(before, around):
    """What a brace opens, from the text since the last statement and the braces around it."""
    if any(kind != "scope" for kind in around):
        return "block"
    if "(" in before and (_AFTER_SIGNATURE.search(before) or _TRAILING_RETURN.search(before)):
        return "function"
    if _OPENS_SCOPE.search(before) and "(" not in before:
        return "scope"
    return "initialiser"  # of a member or a constant; the statement goes on after it


def functions(text):
    """(first line, lines) of each function that has a body at namespace or class scope."""
    code = re.sub(r"^[ \t]*#(?:[^\n\\]|\\.|\\\n)*", lambda m: "\n" * m.group(0).count("\n"),
                  tree.without_prose(text), flags=re.MULTILINE)
    found, open_braces, start, line = [], [], 0, 1
    for offset, character in enumerate(code):
        if character == "\n":
            line += 1
        elif character == ";":
            start = offset + 1
        elif character == "{":
            kind = _kind(code[start:offset], [kind for kind, _ in open_braces])
            open_braces.append((kind, line))
            if kind != "initialiser":
                start = offset + 1
        elif character == "}" and open_braces:
            kind, first = open_braces.pop()
            if kind == "function":
                found.append((first, line - first + 1))
            if kind != "initialiser":
                start = offset + 1
    return found


def p90(values):
    return sorted(values)[min(len(values) - 1, len(values) * 9 // 10)]


def measure(paths):
    """Lengths of the files, and (length, path, line) of the functions."""
    lengths, bodies = [], []
    for path in paths:
        text = path.read_text()
        lengths.append(text.count("\n"))
        bodies += [(lines, path, first) for first, lines in functions(text)]
    return lengths, bodies


def judge(name, paths, limit=None, root=tree.ROOT):
    """Print one row; what is over the limit comes back as findings."""
    lengths, bodies = measure(paths)
    if not lengths:
        return []
    sizes = [lines for lines, _, _ in bodies] or [0]
    long_ones = sorted((body for body in bodies if body[0] > LONG), reverse=True)
    share = len(long_ones) / len(sizes)
    print(f"{name:8} files {len(lengths):4}  median {statistics.median(lengths):5.0f}  p90 "
          f"{p90(lengths):5}   functions {len(bodies):5}  median {statistics.median(sizes):4.0f}  "
          f"p90 {p90(sizes):4}  over {LONG} lines {share:6.1%}")
    if limit is None:
        return []
    findings = []
    for what, value, most in (
        ("median of the files' lengths", statistics.median(lengths), limit.file_median),
        ("p90 of the files' lengths", p90(lengths), limit.file_p90),
        ("median of the functions' lengths", statistics.median(sizes), limit.function_median),
    ):
        if value > most:
            findings.append(f"{name}: {what} is {value:.0f}, more than {most}")
    if share > limit.long_share:
        findings.append(f"{name}: {share:.1%} of the functions are over {LONG} lines")
        findings += [f"  {tree.relative(path, root)}:{line}: {lines} lines"
                     for lines, path, line in long_ones]
    return findings


def check(root=tree.ROOT):
    product = tree.files(root, tree.PRODUCT, tree.CODE)
    in_bpf = [path for path in product if Path(root, "kernel/bpf") in path.parents]
    findings = judge("product", [path for path in product if path not in in_bpf], PRODUCT_LIMIT, root)
    findings += judge("bpf", in_bpf, BPF_LIMIT, root)
    findings += judge("tests", tree.files(root, ["tests"], tree.CODE), root=root)
    return findings


if __name__ == "__main__":
    tree.end("figures", check())
