"""One exchange with a server: a deadline that holds, no redirect to another host, no answer that is not whole.

urllib and SPARQLWrapper count their timeout anew at each byte, follow a redirect with the password in hand, and set
digest authentication for the whole process. So the exchange itself is ours, on `http.client`.
"""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import threading
import time
import urllib.request
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from vakgraph.store.access import Credentials, is_near
from vakgraph.store.faults import ServerFault, bare

MOST = 2**31  # bytes of one answer
REDIRECTS = 3
PAUSES = (0.2, 0.8)  # seconds before another try of what only reads
_PIECE = 1 << 20
_FAULTS = {401: "unknown", 403: "forbidden"}
_BUSY = (429, 502, 503, 504)


@dataclass(frozen=True, slots=True)
class Call:
    """What is sent: the method, where to, and with what."""

    method: str
    url: str
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, whole. `measured`: the server said how long it is."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes
    measured: bool

    @property
    def media(self) -> str:
        return (self.headers.get_content_type() or "").lower() if self.headers.get("Content-Type") else ""


class Transport:
    """The way to one server, with who we are there."""

    def __init__(self, credentials: Credentials = Credentials(), timeout: float = 60.0) -> None:
        self.timeout = timeout
        self._credentials = credentials
        self._challenges: dict[str, str] = {}  # origin and path -> what it asked for; "" for nothing
        known = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        self._known = known
        self._digest = urllib.request.AbstractDigestAuthHandler(known)

    def read(self, call: Call, timeout: float | None = None) -> Reply:
        """An exchange that changes nothing: what may pass is tried again, within the same deadline."""
        until = time.monotonic() + (timeout or self.timeout)
        for pause in PAUSES:
            try:
                return self._answered(call, until)
            except ServerFault as fault:
                if not fault.passing or time.monotonic() + pause >= until:
                    raise
                time.sleep(pause)
        return self._answered(call, until)

    def write(self, call: Call, timeout: float | None = None) -> Reply:
        """An exchange that changes something; it is sent once."""
        return self._answered(call, time.monotonic() + (timeout or self.timeout))

    # ---- who we are

    def _answered(self, call: Call, until: float) -> Reply:
        """The reply to a call that was accepted; a challenge that has grown old is asked for once more."""
        for fresh in (False, True):
            reply = self._led(call, self._proof(call, until, fresh), until)
            if reply.status != 401 or not self._credentials or fresh:
                break
        if 200 <= reply.status < 300:
            return reply
        said = reply.body[:400].decode("utf-8", "replace") if "html" not in reply.media else ""
        why = self._veiled(f"{reply.status} {said}".strip())
        passing = reply.status in _BUSY
        name = _FAULTS.get(reply.status) or ("failed" if reply.status >= 500 or passing else "refused")
        raise ServerFault(name, call.url, why, passing)

    def _proof(self, call: Call, until: float, fresh: bool) -> dict[str, str]:
        """The header that says who we are, in the way this server asked for, and only if it asked."""
        if not self._credentials:
            return {}
        if not is_near(call.url):
            raise ServerFault("open", call.url)
        place = bare(call.url)
        if fresh or place not in self._challenges:
            reply = self._led(Call("GET", place), {}, until)
            self._challenges[place] = reply.headers.get("WWW-Authenticate", "") if reply.status == 401 else ""
        scheme, _, rest = self._challenges[place].partition(" ")
        if scheme.lower() == "digest":
            return {"Authorization": f"Digest {self._digested(call, rest)}"}
        return {"Authorization": self._plain()} if scheme else {}

    def _veiled(self, said: str) -> str:
        """What a server says, without our password should it say that."""
        who = self._credentials
        for secret in filter(None, (who.password, who.token, self._plain().partition(" ")[2])):
            said = said.replace(secret, "***")
        return said

    def _plain(self) -> str:
        who = self._credentials
        if who.token:
            return f"Bearer {who.token}"
        return "Basic " + b64encode(f"{who.user}:{who.password}".encode()).decode()

    def _digested(self, call: Call, challenge: str) -> str:
        said = urllib.request.parse_keqv_list(urllib.request.parse_http_list(challenge))
        self._known.add_password(None, call.url, self._credentials.user, self._credentials.password)
        request = urllib.request.Request(call.url, method=call.method)
        try:
            made = self._digest.get_authorization(request, said)
        except (ValueError, KeyError):
            made = None
        if not made:
            raise ServerFault("unknown", call.url)
        return made

    # ---- the wire

    def _led(self, call: Call, proof: Mapping[str, str], until: float) -> Reply:
        """The reply, of another path on the same server where it says so; of another server never."""
        url = call.url
        for _ in range(REDIRECTS + 1):
            reply = self._once(call, url, proof, until)
            if reply.status not in (301, 302, 303, 307, 308):
                return reply
            there = urljoin(url, reply.headers.get("Location", ""))
            if urlsplit(there)[:2] != urlsplit(url)[:2] or (call.method != "GET" and reply.status not in (307, 308)):
                raise ServerFault("moved", call.url, bare(there))
            url = there
        raise ServerFault("moved", call.url, bare(url))

    def _once(self, call: Call, url: str, proof: Mapping[str, str], until: float) -> Reply:
        """One request and its whole reply. At the deadline the connection is shut from outside, whatever it is at."""
        left = until - time.monotonic()
        seconds = f"{self.timeout:g}"
        if left <= 0:
            raise ServerFault("silent", call.url, seconds)
        parts = urlsplit(url)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        line = kind(parts.hostname or "", parts.port, timeout=left)
        watch = _Watch(line)
        try:
            line.connect()
            with watch.until(until):
                target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
                line.request(call.method, target, call.body or None, {**call.headers, **proof, "Connection": "close"})
                with line.getresponse() as response:
                    return _whole(response, call.url)
        except ssl.SSLError as error:
            raise ServerFault("absent", call.url, error) from None
        except (OSError, http.client.HTTPException) as error:
            if watch.fired or isinstance(error, TimeoutError) or time.monotonic() >= until:
                raise ServerFault("silent", call.url, seconds) from None
            name, passing = _of_error(error)
            raise ServerFault(name, call.url, str(error) or type(error).__name__, passing) from None
        finally:
            line.close()


class _Watch:
    """Shuts a connection when its time is up."""

    def __init__(self, line: http.client.HTTPConnection) -> None:
        self.line, self.fired = line, False
        self._timer: threading.Timer | None = None

    def until(self, moment: float) -> _Watch:
        self._timer = threading.Timer(max(0.0, moment - time.monotonic()), self._shut, [self.line.sock])
        self._timer.daemon = True
        return self

    def __enter__(self) -> None:
        assert self._timer
        self._timer.start()

    def __exit__(self, *_: object) -> None:
        assert self._timer
        self._timer.cancel()
        if self.fired:
            raise TimeoutError

    def _shut(self, held: socket.socket) -> None:
        self.fired = True
        with contextlib.suppress(OSError):
            held.shutdown(socket.SHUT_RDWR)


def _whole(response: http.client.HTTPResponse, url: str) -> Reply:
    """The reply to its end; IncompleteRead where the server stopped before the length that it promised."""
    length, pieces, size = response.length, [], 0
    while piece := response.read(_PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > MOST:
            raise ServerFault("cut", url, f"> {MOST} bytes")
    if length is not None and size < length:
        raise ServerFault("half", url, f"{size} / {length} bytes")
    measured = length is not None or bool(response.chunked)
    return Reply(response.status, response.headers, b"".join(pieces), measured)


def _of_error(error: Exception) -> tuple[str, bool]:
    """What a broken exchange is called, and whether it may pass."""
    if isinstance(error, http.client.IncompleteRead):
        return "half", False
    if isinstance(error, http.client.RemoteDisconnected | ConnectionError | socket.gaierror):
        return "absent", not isinstance(error, socket.gaierror)
    if isinstance(error, http.client.HTTPException):
        return "foreign", False
    return "absent", False
