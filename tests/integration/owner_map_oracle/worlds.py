# SPDX-License-Identifier: MIT
"""Random maps and questions out of a world so small that they meet."""
import json

ACCOUNTS = ["a", "b", "u0", "u1", "u7", "u07", "u4294967295", "wp_a", "a_db", "b_db", "all", "+g",
            "/a", "\\1", "u1\n", "ä", "A", "", "a.b", "uu1", "_db", "u1 "]
NAMES = ["a", "b", "wp-a", "wp-b", "root", "x7", "wp-", "Ä", "a b"]
UIDS = [0, 1, 7, 10, 4294967294]
GROUPS = ["g", "h", "ops team"]
DOMAINS = ["web", "batch"]
PATTERNS = ["^u([0-9]+)$", "u([0-9]*)", "^(.*)$", "^wp-(.*)$", "^wp_(a|b)$", "^([ab])(_db)?$", "a",
            "^(?:u)([01]?)", "(x)?7$", "^[a-z]+$", "^(.+)_db$", "^u(.)$", "()", "^wp-(a)?", "b$"]
BROKEN = ["(", "[a", "a{2,1}", "*a", ""]
FILLED = ["\\1", "wp-\\1", "\\1_db", "u\\1", "x\\1y"]
WRONG_OWNERS = [-1, 4294967295, "", "7", " a", "+", "+7", "+ g", "all", "/a", "a:b", 1.5, True,
                "\\1", [1], {"any": 1}, "-7", "1-7"]


def toml(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {toml(each)}" for key, each in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else str(value)


class World:
    def __init__(self, random):
        self.random = random
        self.wrong = 0.01 if random.random() < 0.7 else 0.0

    def _is_wrong(self):
        return self.random.random() < self.wrong

    def _owner(self):
        if self._is_wrong():
            return self.random.choice(WRONG_OWNERS)
        kind = self.random.randrange(3)
        if kind == 0:
            return self.random.choice(UIDS)
        return self.random.choice(NAMES) if kind == 1 else "+" + self.random.choice(GROUPS)

    def _owners(self):
        if self.random.random() < 0.5:
            return self._owner()
        return [self._owner() for _ in range(self.random.randrange(4))]

    def _entry(self):
        value = self._owners()
        if self.random.random() < 0.15:
            return {"domain": self.random.choice(DOMAINS), "any": value}
        return value

    def _side(self, exact):
        kind = self.random.randrange(6)
        if kind == 0:
            return "all"
        if kind <= 2:
            return "/" + self.random.choice(BROKEN if self._is_wrong() else PATTERNS)
        return self.random.choice(FILLED if kind == 3 else exact)

    def _rule(self):
        """Mostly one that can be: which sides go together is tried out, too."""
        for _ in range(1 if self._is_wrong() else 30):
            rule = {"account": self._side(ACCOUNTS)}
            kind = self.random.randrange(4)
            if kind == 0:
                rule["uid"] = self.random.choice([*UIDS, "\\1", "\\1"])
            elif kind == 1:
                rule["owner"] = "+" + self.random.choice(GROUPS)
            else:
                rule["owner"] = self._side(NAMES)
            if fits(rule):
                break
        return rule

    def _text(self, taken, domain):
        lines = [] if domain is None else [f"domain = {toml(domain)}"]
        free = [each for each in ACCOUNTS if each not in taken and each.strip() == each]
        named = self.random.sample(free, self.random.randrange(5)) if free else []
        named = [each for each in named if each or self._is_wrong()]
        taken.update(each for each in named if not self._is_wrong())
        lines.append("[accounts]")
        for account in named:
            bare = account.isascii() and account.isalnum() and self.random.random() < 0.8
            lines.append(f"{account if bare else toml(account)} = {toml(self._entry())}")
        for _ in range(self.random.randrange(5)):
            lines.append("[[rule]]")
            lines += [f"{key} = {toml(value)}" for key, value in self._rule().items()]
        return "\n".join(lines) + "\n"

    def _question(self):
        choose = self.random.choice
        memberships = [1, 0, -1, -2, -3]
        return {"account": choose(ACCOUNTS), "uid": choose([*UIDS, *UIDS, None]),
                "domain": choose([*DOMAINS, "web", ""]), "name": choose([*NAMES, *NAMES, None, ""]),
                "groups": {each: choose(memberships) for each in GROUPS if self.random.random() < .5}}

    def case(self):
        domain = self.random.choice([None, None, "web", "batch"])
        taken = set()
        text = self._text(taken, domain)
        files = {}
        if self.random.random() < 0.3:
            text = 'include = ["extra/*"]\n' + text
            for name in self.random.sample(["a.toml", "b.toml", "c.toml"], 2):
                own = self.random.choice(DOMAINS) if self._is_wrong() else domain
                files[name] = self._text(taken, own if self.random.random() < 0.5 else None)
        return {"map": text, "files": files, "questions": [self._question() for _ in range(20)]}


def fits(rule):
    account, owner = rule["account"], rule.get("owner", rule.get("uid"))
    texts = [each if isinstance(each, str) else "" for each in (account, owner)]
    patterns = [each.startswith("/") for each in texts]
    if account in ("", "u1 ", "u1\n", "+g") or all(patterns):
        return False
    for side in (0, 1):
        if not patterns[side] and "\\1" in texts[side]:
            if not patterns[1 - side] or "(" not in texts[1 - side].replace("(?:", ""):
                return False
    return True
