#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Checks #include lines against layers.toml, and that the folders of core/ form no cycle."""

import graphlib
import re
import tomllib
from pathlib import Path

import tree

RULES = Path(__file__).with_name("layers.toml")
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.MULTILINE)
OWN = tuple(folder + "/" for folder in tree.PRODUCT) + ("warifu/", "tests/")


def includes(path):
    """(line, what) of each #include of this project's own files."""
    text = path.read_text()
    for match in INCLUDE.finditer(text):
        quoted, what = match.groups()
        beside = quoted == '"' and (path.parent / what).is_file()
        if ".." in Path(what).parts or (what.startswith(OWN) and not beside):
            yield tree.line_of(text, match.start()), what


def layer_of(name, layers):
    return next((layer for layer in layers if name.startswith(layer["folder"])), None)


def forbidden(path, root, layers):
    name = tree.relative(path, root)
    layer = layer_of(name, layers)
    if layer is None:
        return
    inner = name.removeprefix(layer["folder"]).split("/")
    may = tuple(each.replace("{own}", inner[0]) for each in layer["may"])
    for line, what in includes(path):
        if not what.startswith(may):
            yield f"{name}:{line}: {layer['folder']} must not include {what}"


def cycle_in_core(root):
    """The first cycle between folders of core/, as a finding, or nothing."""
    graph = {}
    for path in tree.files(root, ["core"], tree.CODE):
        folder = tree.relative(path, root).split("/")[1]
        for _, what in includes(path):
            parts = what.split("/")
            if parts[0] == "core" and len(parts) > 2 and parts[1] != folder:
                graph.setdefault(folder, set()).add(parts[1])
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        return [f"core: the folders include each other in a circle: {' <- '.join(error.args[1])}"]
    return []


def check(layers, root=tree.ROOT):
    findings = []
    for path in tree.files(root, tree.PRODUCT, tree.CODE):
        findings += forbidden(path, root, layers)
    return findings + cycle_in_core(root)


if __name__ == "__main__":
    tree.end("layers", check(tomllib.loads(RULES.read_text())["layer"]))
