# SPDX-License-Identifier: MIT
"""What a map should answer, written from warifu-owner-map(5) and from nothing else."""
import re
import tomllib

PASS, FAIL, UNKNOWN, UNAVAILABLE, WOULD_BLOCK = 0, 1, 2, 3, 6
MEMBER, NOT_MEMBER, CANNOT_TELL, AWAY, MUST_WAIT = 1, 0, -1, -2, -3
MEMBERSHIPS = {MEMBER: PASS, NOT_MEMBER: FAIL, CANNOT_TELL: UNKNOWN, AWAY: UNAVAILABLE,
               MUST_WAIT: WOULD_BLOCK}
# Of several answers, the first of these that is among them.
BEST_FIRST = (PASS, WOULD_BLOCK, UNAVAILABLE, UNKNOWN, FAIL)


class Mistake(Exception):
    pass


def best(answers):
    return min(answers, key=BEST_FIRST.index, default=FAIL)


def check_uid(value):
    if not 0 <= value < 2**32 - 1:
        raise Mistake(value)


def check_shown(text):
    if not text or text != text.strip() or any(ord(each) < 32 for each in text):
        raise Mistake(text)


def check_name(name):
    check_shown(name)
    if name == "all" or name[0] in "/+" or ":" in name:
        raise Mistake(name)
    if "\\1" in name or re.fullmatch(r"[-+0-9_.,: ]*[0-9][-+0-9_.,: ]*", name):
        raise Mistake(name)


def compiled(text):
    """`$` is the end of the text alone; Python's is also before a last line end."""
    try:
        pattern = re.compile(text[:-1] + r"\Z" if text.endswith("$") else text, re.ASCII)
    except re.error as wrong:
        raise Mistake(text) from wrong
    if not text:
        raise Mistake(text)
    return pattern


def by_member(name, who):
    return UNKNOWN if not who["name"] else PASS if who["name"] == name else FAIL


def in_group(group, who):
    return MEMBERSHIPS[who["groups"].get(group, NOT_MEMBER)]


class Entry:
    """A line of [accounts]."""

    def __init__(self, value):
        self.domain = None
        if isinstance(value, dict):
            if set(value) != {"domain", "any"}:
                raise Mistake(value)
            self.domain, value = value["domain"], value["any"]
            if not isinstance(self.domain, str) or not self.domain:
                raise Mistake(value)
        self.owners = value if isinstance(value, list) else [value]
        for owner in self.owners:
            if type(owner) is int:
                check_uid(owner)
            elif isinstance(owner, str):
                check_name(owner[1:] if owner.startswith("+") else owner)
            else:
                raise Mistake(owner)

    def answer(self, who):
        return best(self._one(owner, who) for owner in self.owners)

    @staticmethod
    def _one(owner, who):
        if isinstance(owner, int):
            return PASS if owner == who["uid"] else FAIL
        if owner.startswith("+"):
            return in_group(owner[1:], who)
        return by_member(owner, who)


class Rule:
    def __init__(self, table):
        if "account" not in table or len({"uid", "owner"} & set(table)) != 1 or len(table) != 2:
            raise Mistake(table)
        self.account = table["account"]
        self.uid = table.get("uid")
        self.owner = table.get("owner")
        for text in (self.account, self.owner or "-"):
            if not isinstance(text, str):
                raise Mistake(table)
            check_shown(text)
        if self.account[0] == "+":
            raise Mistake(table)
        self.by_account = compiled(self.account[1:]) if self.account[0] == "/" else None
        self.by_owner = None
        if self.owner is None:
            if type(self.uid) is int:
                check_uid(self.uid)
            elif self.uid != "\\1":
                raise Mistake(table)
        elif not self.owner:
            raise Mistake(table)
        elif self.owner[0] == "/":
            self.by_owner = compiled(self.owner[1:])
        elif self.owner[0] == "+":
            check_name(self.owner[1:])
        elif self.owner != "all" and "\\1" not in self.owner:
            check_name(self.owner)
        self._check_together()

    def _check_together(self):
        if self.by_account and self.by_owner:
            raise Mistake("two expressions")
        wanted = self.uid if isinstance(self.uid, str) else self.owner or ""
        for text, pattern, other in ((self.account, self.by_account, self.by_owner),
                                     (wanted, self.by_owner, self.by_account)):
            if pattern is None and "\\1" in text:
                if text.count("\\1") > 1 or other is None or other.groups == 0:
                    raise Mistake(text)

    def answer(self, account, who):
        if self.by_owner:
            return self._by_name(account, who)
        captured = None
        if self.by_account:
            found = self.by_account.search(account)
            if not found:
                return FAIL
            captured = found.group(1) if self.by_account.groups else None
        elif self.account not in ("all", account):
            return FAIL
        return self._owner(captured, who)

    def _by_name(self, account, who):
        fixed = "\\1" not in self.account
        if fixed and self.account not in ("all", account):
            return FAIL
        if not who["name"]:
            return UNKNOWN
        found = self.by_owner.search(who["name"])
        if not found:
            return FAIL
        if fixed:
            return PASS
        captured = found.group(1)
        if captured is None:
            return FAIL
        return PASS if self.account.replace("\\1", captured) == account else FAIL

    def _owner(self, captured, who):
        if self.uid is not None:
            uid = self.uid
            if uid == "\\1":
                plain = captured is not None and re.fullmatch("0|[1-9][0-9]*", captured, re.ASCII)
                uid = int(captured) if plain and int(captured) < 2**32 - 1 else None
            return PASS if uid == who["uid"] else FAIL
        if self.owner == "all":
            return PASS
        if self.owner[0] == "+":
            return in_group(self.owner[1:], who)
        if "\\1" in self.owner:
            return FAIL if captured is None else by_member(self.owner.replace("\\1", captured), who)
        return by_member(self.owner, who)


class Map:
    def __init__(self, text, files):
        try:
            main = tomllib.loads(text)
            others = [tomllib.loads(files[name]) for name in sorted(files)]
        except tomllib.TOMLDecodeError as wrong:
            raise Mistake("not TOML") from wrong
        self.domain = main.get("domain")
        if set(main) - {"domain", "include", "accounts", "rule"}:
            raise Mistake("unknown key")
        included = others if main.get("include") else []
        self.accounts, self.rules = {}, []
        for each in [main, *included]:
            if each is not main and each.get("domain", self.domain) != self.domain:
                raise Mistake("domain")
            if each is not main and set(each) - {"domain", "accounts", "rule"}:
                raise Mistake("unknown key")
            for account, value in each.get("accounts", {}).items():
                check_shown(account)
                if account in self.accounts:
                    raise Mistake(account)
                self.accounts[account] = Entry(value)
            self.rules += [Rule(rule) for rule in each.get("rule", [])]

    def answer(self, who):
        account = who["account"]
        if who["uid"] is None:
            return UNKNOWN
        if not account:
            return FAIL
        entry = self.accounts.get(account)
        domain = (entry and entry.domain) or self.domain
        if domain and domain != who["domain"]:
            return UNKNOWN
        if entry:
            return entry.answer(who)
        return best(rule.answer(account, who) for rule in self.rules)


def answers(case):
    """The list of answers, or None for a map that must not load."""
    try:
        made = Map(case["map"], case["files"])
    except Mistake:
        return None
    return [made.answer(question) for question in case["questions"]]
