# SPDX-License-Identifier: MIT
"""Users and groups, and how an STNS server answers a question about them."""
import json
from dataclasses import dataclass, field

JSON = "application/json; charset=UTF-8"
NOBODY = b"{}"


@dataclass
class Response:
    status: int
    body: bytes
    headers: dict = field(default_factory=dict)
    kind: str = JSON


def user(number, name, group=None, **more):
    return {"id": number, "name": name, "password": "", "group_id": number if group is None else group,
            "directory": "", "shell": "", "gecos": "", "keys": None, **more}


def encode(found):
    return json.dumps(found).encode()


class Directory:
    """What the server knows. `bounds`: whether it tells the lowest and the highest ids."""

    def __init__(self):
        self.users = []
        self.groups = []
        self.bounds = False

    def add_user(self, number, name, **more):
        self.users.append(user(number, name, **more))

    def add_users(self, numbers):
        """Each is called by its number, as u10042."""
        for number in numbers:
            self.add_user(number, f"u{number}")

    def add_group(self, number, name, members=()):
        self.groups.append({"id": number, "name": name, "users": list(members)})

    def answer(self, resource, parameters):
        """`resource` is "users" or "groups"; what an STNS server says to GET /v1/RESOURCE?..."""
        headers = self._bound_headers()
        found = getattr(self, resource)
        for name, value in parameters.items():
            if name not in ("id", "name") or (name == "id" and not value.isdecimal()):
                return Response(400, NOBODY, headers)
            wanted = int(value) if name == "id" else value
            found = [one for one in found if one[name] == wanted]
        return Response(200, encode(found), headers) if found else Response(404, NOBODY, headers)

    def _bound_headers(self):
        headers = {}
        for word, known in (("user", self.users), ("group", self.groups)):
            ids = [one["id"] for one in known]
            if self.bounds and ids:
                headers[f"{word}-highest-id"] = str(max(ids))
                headers[f"{word}-lowest-id"] = str(min(ids))
        return headers
