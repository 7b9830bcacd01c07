#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""What a guide prints as a file is that file: a block below <!-- the same as PATH --> has all of it but
the licence's line. And each example for servers is printed somewhere."""

import re

import tree

BLOCK = re.compile(r"<!-- the same as (\S+) -->\n```\w*\n(.*?)^```$", re.DOTALL | re.MULTILINE)
MARK = "<!-- the same as "
EXAMPLES = "sdk/servers/examples"


def judge(guide, text, root):
    """(findings, the files that are printed)"""
    findings, printed = [], set()
    blocks = list(BLOCK.finditer(text))
    if len(blocks) != text.count(MARK):
        findings.append(f"{guide}: a line '{MARK}...' without a block below it")
    for block in blocks:
        path = (root / guide).parent / block.group(1)
        where = f"{guide}:{tree.line_of(text, block.start())}"
        if not path.is_file():
            findings.append(f"{where}: {block.group(1)} is not there")
            continue
        printed.add(path.resolve())
        if block.group(2) != path.read_text().split("\n", 1)[1]:
            findings.append(f"{where}: is not what {block.group(1)} has below its first line")
    return findings, printed


def check(root=tree.ROOT):
    findings, printed = [], set()
    for path in tree.files(root, suffixes=(".md",)):
        more, files = judge(tree.relative(path, root), path.read_text(), root)
        findings += more
        printed |= files
    for path in tree.files(root, [EXAMPLES], (*tree.CODE, ".py")):
        if path.resolve() not in printed:
            findings.append(f"{tree.relative(path, root)}: no guide prints it")
    return findings


if __name__ == "__main__":
    tree.end("guides", check())
