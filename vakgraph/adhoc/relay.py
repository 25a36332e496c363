"""The one way out of a question that may ask other servers: a relay on this machine, to named addresses only."""

from __future__ import annotations

import secrets
import threading
import urllib.error
import urllib.request
from collections.abc import Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

from vakgraph.errors import VakError

MOST = 256 * 1024 * 1024  # bytes of one answer
AGENT = "vakgraph (https://w3id.org/vakgraph/)"


class Relay:
    """A server on this machine that passes questions on. It follows no redirect, and knows no other address."""

    def __init__(self, servers: Sequence[str], timeout: float) -> None:
        self._server = _Server(("127.0.0.1", 0), _Handler)
        port, secret = self._server.server_address[1], secrets.token_urlsafe(16)
        paths = {server: f"/{secret}/{at}" for at, server in enumerate(servers)}
        self.addresses = {server: f"http://127.0.0.1:{port}{path}" for server, path in paths.items()}
        self._server.targets = {path: server for server, path in paths.items()}
        self._server.timeout_out = timeout

    @property
    def fault(self) -> VakError | None:
        """Why the first server that failed did so."""
        return self._server.fault

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    targets: dict[str, str]
    timeout_out: float
    fault: VakError | None = None


class _Stay(urllib.request.HTTPRedirectHandler):
    """A redirect leads elsewhere than was permitted."""

    def redirect_request(self, *_: Any) -> None:
        return None


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        target = self.server.targets.get(self.path)
        if target is None:
            return self._reply(404, "text/plain", b"")
        kept = {name: self.headers[name] for name in ("Content-Type", "Accept") if self.headers[name]}
        request = urllib.request.Request(target, body, {**kept, "User-Agent": AGENT}, method="POST")
        try:
            with urllib.request.build_opener(_Stay).open(request, timeout=self.server.timeout_out) as answer:
                content = answer.read(MOST + 1)
                if len(content) > MOST:
                    raise OSError(f"> {MOST} bytes")
                return self._reply(200, answer.headers.get("Content-Type", ""), content)
        except (OSError, ValueError) as error:
            self._failed(target, error)

    def _failed(self, target: str, error: Exception) -> None:
        """Remember why, for the person; the engine hears only that it failed."""
        why = str(getattr(error, "reason", None) or error) or type(error).__name__
        code = getattr(error, "code", None)
        nl, en = (f"{code} {why}", f"{code} {why}") if code else (why, why)
        if code and 300 <= code < 400:
            nl, en = (
                f"{code}: hij verwijst door, dat wordt niet gevolgd",
                f"{code}: it redirects, which is not followed",
            )
        self.server.fault = self.server.fault or VakError(
            f"De server {target} gaf geen antwoord ({nl}).", f"The server {target} gave no answer ({en})."
        )
        self._reply(502, "text/plain", why.encode())

    def _reply(self, code: int, sort: str, content: bytes) -> None:
        self.send_response(code)
        self.send_header("Content-Type", sort or "application/octet-stream")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        """Nothing: the person is told once, at the end."""
