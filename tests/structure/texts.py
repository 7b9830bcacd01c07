#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Each source begins with its licence, names only what is in the tree, and is finished."""

import re

import tree

LICENCE = re.compile(r"SPDX-License-Identifier: (?:MIT|MIT OR GPL-2\.0-only|GPL-2\.0-only OR MIT)\b")
SCRIPTS = (".py", ".sh", ".bash")
# Written in pieces: this file must pass its own check.
UNFINISHED = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|X" r"XX|HA" r"CK)\b")
MACHINE_PATH = re.compile(r"(?<![\w./])/(?:wo" r"rk|ho" r"me/\w+|ro" r"ot)/")
DOCUMENT = re.compile(r"\b[A-Z][A-Z_]+\.md\b")
TOP_LEVEL = {*tree.FOLDERS, ".ci", ".git", "build"}


def needs_licence(path, text):
    return path.suffix in tree.CODE + SCRIPTS or (path.suffix == "" and text.startswith("#!"))


def judge(name, text, path, documents):
    head = "\n".join(text.splitlines()[:2])
    if needs_licence(path, text) and not LICENCE.search(head):
        yield f"{name}:1: no SPDX-License-Identifier line at the top"
    for number, line in enumerate(text.splitlines(), 1):
        if word := UNFINISHED.search(line):
            yield f"{name}:{number}: {word.group(0)}: finish it, or say it in the issue tracker"
        if MACHINE_PATH.search(line):
            yield f"{name}:{number}: a path of one machine"
        for document in DOCUMENT.findall(line):
            if document not in documents:
                yield f"{name}:{number}: {document} is not in this tree"


def check(root=tree.ROOT):
    findings = [
        f"{path.name}/: not one of the project's folders"
        for path in sorted(root.iterdir())
        if path.is_dir() and path.name not in TOP_LEVEL and not path.name.startswith(("build-", ".cache"))
    ]
    single = sorted(path for path in root.iterdir() if path.is_file() and path.name != ".git")
    everything = tree.files(root, (*tree.FOLDERS, ".ci")) + single
    documents = {path.name for path in everything if path.suffix == ".md"}
    for path in everything:
        try:
            text = path.read_text()
        except UnicodeDecodeError:
            continue  # seeds of the fuzzers and captured packets
        if "tests/fuzz/corpus/" not in tree.relative(path, root):
            findings += judge(tree.relative(path, root), text, path, documents)
    return findings


if __name__ == "__main__":
    tree.end("texts", check())
