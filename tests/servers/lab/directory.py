# SPDX-License-Identifier: MIT
"""The least of an STNS server: who a uid is, and a way to keep those who ask waiting. What such servers
may answer otherwise is tried in tests/stns."""
import contextlib
import http.server
import json
import threading
import urllib.parse

from support import netns


class Directory:
    """`names`: uid -> name. In the namespace, on the loopback address and a port of the kernel's choice."""

    def __init__(self, namespace, names):
        self.names = names
        self.asked = 0
        self._may_answer = threading.Event()
        self._may_answer.set()
        self._somebody_waits = threading.Event()
        with netns.inside(namespace):
            self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    @contextlib.contextmanager
    def holding(self):
        """Nobody is answered meanwhile."""
        self._somebody_waits.clear()
        self._may_answer.clear()
        try:
            yield
        finally:
            self._may_answer.set()

    def wait_for_somebody(self, timeout=300):
        assert self._somebody_waits.wait(timeout), "nobody asks"

    def close(self):
        self._may_answer.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _handler(self):
        directory = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):  # pylint: disable=invalid-name
                directory.asked += 1
                directory._somebody_waits.set()
                directory._may_answer.wait()
                query = urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query)
                uid = int(query.get("id", ["0"])[0])
                found = uid in directory.names and self.path.startswith("/v1/users")
                body = json.dumps([{"id": uid, "name": directory.names[uid], "group_id": uid}]
                                  if found else []).encode()
                with contextlib.suppress(OSError):  # who asked has given up
                    self.send_response(200 if found else 404)
                    self.send_header("Content-Type", "application/json")
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)

            def log_message(self, *_):
                pass

        return Handler


def entries(url, unasked=(), patience=15):
    """Of a stack that looks owners up there, for so many seconds; `unasked`: uids that are let in without."""
    return (f'[[verify]]\nmodule = "uid_allowlist"\ncontrol = "sufficient"\n'
            f'options = {{ uids = {list(unasked)} }}\n'
            f'[[verify]]\nmodule = "stns"\ncontrol = "required"\n'
            f'options = {{ api_endpoint = "{url}", request_timeout = "{patience}s", '
            f'request_retry = 0 }}\n')
