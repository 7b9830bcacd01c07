# SPDX-License-Identifier: MIT
"""What is raised, and what of a request is refused before the library sees it."""
from warifu._enums import Status


class WarifuError(Exception):
    """Something could not be done. `text`: all that went wrong, a line each, FILE:LINE:COLUMN first
    where there is one; escaped for a terminal."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(status, text)
        self.status = Status(status)
        self.text = text

    def __str__(self) -> str:
        return self.text


class Unusable(Exception):
    """A value that the library must not be given, because C would understand another one."""
