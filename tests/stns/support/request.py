# SPDX-License-Identifier: MIT
"""One HTTP request as it came in, and how an answer goes out."""
import urllib.parse
from dataclasses import dataclass

REASONS = {200: "OK", 302: "Found", 400: "Bad Request", 401: "Unauthorized", 404: "Not Found",
           500: "Internal Server Error"}


@dataclass
class Request:
    method: str
    target: str
    headers: dict  # names in lower case
    connection: int  # a number for each connection that was accepted
    at: float = 0.0  # time.monotonic() when it was read

    @property
    def path(self):
        return urllib.parse.urlsplit(self.target).path

    @property
    def parameters(self):
        return dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(self.target).query,
                                           keep_blank_values=True))


def read_request(stream, connection):
    """The next request of a connection; None at its end, or where it is something else."""
    first = stream.read(1)
    if not first.isalpha():  # such as the greeting of TLS, which may have no end of a line
        return None
    words = (first + stream.readline(65536)).decode("latin-1").split()
    if len(words) != 3 or not words[2].startswith("HTTP/1."):
        return None
    headers = {}
    while (line := stream.readline(65536).decode("latin-1").strip()):
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
    return Request(words[0], words[1], headers, connection)


def head(status, headers):
    lines = [f"HTTP/1.1 {status} {REASONS.get(status, 'Status')}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def head_of(response, length=None):
    """The header block of a whole answer, or of one that claims another length."""
    length = len(response.body) if length is None else length
    return head(response.status, {"Content-Type": response.kind, "Content-Length": length,
                                  **response.headers})
