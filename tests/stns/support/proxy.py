# SPDX-License-Identifier: MIT
"""A small HTTP proxy: GET of a whole URL, and CONNECT. All hosts are one server's."""
import contextlib
import socket
import threading

from support.request import read_request


class Proxy:
    def __init__(self, port):
        """Whatever is asked for is asked of this port of this machine."""
        self._to = ("127.0.0.1", port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open, self._threads = [], []
        self.requests = []
        self._run(self._accept)

    @property
    def url(self):
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def close(self):
        for end in (self._listener, *self._open):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        for thread in self._threads:
            thread.join(60)

    def _run(self, target, *arguments):
        self._threads.append(threading.Thread(target=target, args=arguments, daemon=True))
        self._threads[-1].start()

    def _accept(self):
        with contextlib.suppress(OSError):
            while True:
                self._run(self._serve, self._listener.accept()[0])

    def _serve(self, client):
        with contextlib.suppress(OSError):
            request = read_request(client.makefile("rb", buffering=0), 0)
            if request is None:
                return
            self.requests.append(request)
            server = socket.create_connection(self._to)
            self._open += [client, server]
            if request.method == "CONNECT":
                client.sendall(b"HTTP/1.1 200 Connected\r\n\r\n")
            else:
                server.sendall(_to_origin(request))
            self._run(_copy, client, server)
            _copy(server, client)


def _to_origin(request):
    path = "/" + request.target.split("/", 3)[3]
    headers = {name: value for name, value in request.headers.items() if not name.startswith("proxy")}
    lines = [f"{request.method} {path} HTTP/1.1", *(f"{n}: {v}" for n, v in headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def _copy(source, sink):
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)
