# SPDX-License-Identifier: MIT
"""What the checks look at: the project's files, and C or C++ text without its prose."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("core", "modules", "kernel", "sdk", "packaging", "tests")
PRODUCT = ("core", "modules", "kernel", "sdk")
CODE = (".c", ".h", ".cpp", ".hpp")


def files(root=ROOT, folders=FOLDERS, suffixes=None):
    """Regular files below the folders, sorted; suffixes None: whatever their name."""
    found = []
    for folder in folders:
        for path in (Path(root) / folder).rglob("*"):
            if path.is_symlink() or not path.is_file() or "__pycache__" in path.parts:
                continue
            if suffixes is None or path.suffix in suffixes:
                found.append(path)
    return sorted(found)


def relative(path, root=ROOT):
    return path.relative_to(root).as_posix()


_PROSE = re.compile(
    r"""(?P<raw>R"(?P<mark>[^()\\\s]{0,16})\(.*?\)(?P=mark)")
      | //[^\n]*
      | /\*.*?\*/
      | (?P<string>"(?:\\.|[^"\\\n])*")
      | (?<![0-9A-Za-z_])(?P<char>(?:u8|[uUL])?'(?:\\.|[^'\\\n])*')""",
    re.DOTALL | re.VERBOSE,
)


def without_prose(text):
    """The text with comments blanked and literals emptied; every line stays where it was."""

    def blank(match):
        newlines = "\n" * match.group(0).count("\n")
        if match.group("raw") or match.group("string"):
            return '""' + newlines
        return "' '" if match.group("char") else " " + newlines

    return _PROSE.sub(blank, text)


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


def end(name, findings):
    """Say what was found and leave, with 1 if it was anything."""
    for finding in findings:
        print(finding)
    print(f"{name}: {len(findings)} findings" if findings else f"{name}: nothing found")
    sys.exit(1 if findings else 0)
