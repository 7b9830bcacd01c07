# SPDX-License-Identifier: MIT
"""What PostgreSQL answers from pg_ident.conf, written down a second time, and files to ask about.

PostgreSQL goes through the lines of a map in order. One matches if its system user is the owner
(exactly, or by an expression that is searched for) and its database user is the account, the first
\\1 in it replaced; from 16 on the latter may be an expression or the word all. Expressions are about bytes.
"""
import random
import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    owner: str
    account: str

    def text(self, name):
        return " ".join(quoted(each) for each in (name, self.owner, self.account)) + "\n"


def quoted(word):
    # A quoted "all" is a name like any other, and so is never quoted here.
    if word == "all" or (word and not re.search(r'[\s",#@+]', word)):
        return word
    return '"' + word.replace('"', '""') + '"'


def found(expression, name):
    # $ of Python also matches before a line break at the end; names here have none.
    return re.search(expression.encode(), name.encode(), re.DOTALL)


def line_matches(line, owner, account):
    wanted = line.account
    if line.owner.startswith("/"):
        match = found(line.owner[1:], owner)
        if not match:
            return False
        if not wanted.startswith("/") and "\\1" in wanted:
            return account == wanted.replace("\\1", match[1].decode(), 1)
    elif line.owner != owner:
        return False
    if wanted == "all":
        return True
    if wanted.startswith("/"):
        return found(wanted[1:], account) is not None
    return wanted == account


def may_log_in(lines, owner, account):
    return any(line_matches(line, owner, account) for line in lines)


class Files:
    """Random lines over few short names, so that they meet. Some expressions are ones that an import
    refuses: those are for the caller to leave out, a line at a time."""
    LETTERS = "ab-_.é"

    def __init__(self, seed):
        self.random = random.Random(seed)

    def name(self):
        while True:
            name = "".join(self.random.choices(self.LETTERS, k=self.random.randint(1, 4)))
            if name.strip("-_."):
                return name

    def atom(self, depth):
        kind = self.random.randrange(9)
        if kind == 0 and depth < 2:
            inside = "|".join(self.sequence(depth + 1) for _ in range(self.random.randint(1, 2)))
            return ("(" if self.random.random() < 0.6 else "(?:") + inside + ")"
        return [".", "[^-]", "[a-b_]", r"\w", r"\W", "a", "b", "-", r"\."][kind]

    def sequence(self, depth):
        return "".join(self.atom(depth) + self.random.choice(["", "", "*", "+", "?", "{2}", "{1,2}"])
                       for _ in range(self.random.randint(1, 3)))

    def expression(self):
        head, tail = self.random.choice(["^", "^", "^", ""]), self.random.choice(["$", "$", "$", ""])
        body = self.random.choice(["(.*)", "([^-]*)", r"(\w+)", "(a|ab)", self.sequence(0)])
        around = self.random.choice(["", "a", "-", self.sequence(1)])
        return "/" + head + self.random.choice([body + around, around + body]) + tail

    def line(self):
        kind = self.random.randrange(8)
        if kind < 3:
            return Line(self.name(), self.name())
        if kind < 6:
            account = self.random.choice(["\\1", "\\1_a", "b\\1", self.name()])
            return Line(self.expression(), account)
        return Line(self.name(), self.expression() if kind == 6 or self.random.random() < 0.5 else "all")

    def lines(self):
        return [self.line() for _ in range(self.random.randint(1, 8))]
