# SPDX-License-Identifier: MIT
"""Who connected, and from where to where."""
import dataclasses
import ipaddress
from typing import NamedTuple, Optional

from warifu import _structs
from warifu._enums import Source
from warifu._library import text


@dataclasses.dataclass(frozen=True)
class Owner:
    """Who called connect(2) on the client's host."""
    uid: int            # as the initial user namespace of that host numbers it
    gid: Optional[int]  # None: the source tells none, or it is not trusted
    source: Source
    domain: str         # which uid space; "" until a module that may say so has spoken


class Endpoint(NamedTuple):
    """One end of a TCP connection."""
    address: str
    port: int


def owner_of(given: _structs.Owner) -> Optional[Owner]:
    if not given.has_uid:
        return None
    return Owner(given.uid, given.gid if given.has_gid else None, Source(given.source),
                 text(given.domain))


def endpoint_of(given: _structs.Endpoint) -> Optional[Endpoint]:
    """None where it is not known, as of a Unix socket."""
    address = ipaddress.IPv6Address(bytes(given.address))
    if address.is_unspecified and given.port == 0:
        return None
    return Endpoint(str(address.ipv4_mapped or address), given.port)
