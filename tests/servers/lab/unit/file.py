# SPDX-License-Identifier: MIT
"""Unit files and drop-ins, as systemd.syntax(7) has them."""
import os
from typing import NamedTuple


class Line(NamedTuple):
    """One assignment, and where it stands."""
    section: str
    key: str
    value: str
    place: str  # FILE:LINE


def parse(text, name):
    """The assignments of one file in order."""
    lines, section, pending, start = [], None, "", 0
    for number, raw in enumerate(text.splitlines(), 1):
        if raw.lstrip().startswith(("#", ";")) or (not raw.strip() and not pending):
            continue
        start = start if pending else number
        if raw.endswith("\\"):
            pending += raw[:-1] + " "
            continue
        line, pending = (pending + raw).strip(), ""
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1]
            continue
        key, equals, value = line.partition("=")
        if not equals or section is None:
            raise ValueError(f"{name}:{start}: is no assignment in a section: {line}")
        lines.append(Line(section, key.strip(), value.strip(), f"{name}:{start}"))
    return lines


def find(name, folders=("/etc/systemd/system", "/lib/systemd/system", "/usr/lib/systemd/system")):
    """Where the distribution keeps a unit; None where it is not installed."""
    return next((os.path.join(folder, name) for folder in folders
                 if os.path.exists(os.path.join(folder, name))), None)


def read(path, *drop_ins):
    """The assignments of a unit file, then those of each drop-in: paths, or text as it would stand
    in one."""
    lines = _read(path)
    for each in drop_ins:
        lines += parse(each, "drop-in") if "\n" in each else _read(each)
    return lines


def _read(path):
    with open(path) as file:
        return parse(file.read(), path)


def expand(value, instance):
    """The specifiers that units of servers use: %i, %I, %%."""
    plain = value.replace("%%", "\0").replace("%i", instance)
    plain = plain.replace("%I", instance.replace("-", "/"))
    if "%" in plain:
        raise ValueError(f"a specifier that is not known: {value}")
    return plain.replace("\0", "%")
