"""A server on a real socket that answers exactly the bytes it is told to."""

import socket
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import repeat
from typing import Self

__all__ = [
    "Asked",
    "Script",
    "Wire",
    "answer",
    "drip",
    "drop",
    "flood",
    "page",
    "slow_body",
    "slow_chunk_size",
    "slow_head",
    "stall",
]

Script = Callable[["Connection"], None]


@dataclass(frozen=True)
class Asked:
    """A request as it arrived."""

    path: str
    headers: dict[str, str]
    content: bytes


class Connection:
    """One accepted connection, closed after one exchange."""

    def __init__(self, peer: socket.socket, closing: threading.Event) -> None:
        self._peer = peer
        self.closing = closing
        self.sent = 0

    def send(self, content: bytes) -> bool:
        """Send all of it, or say that the client has hung up."""
        try:
            self._peer.sendall(content)
        except OSError:
            return False
        self.sent += len(content)
        return True

    def wait_for_hang_up(self) -> None:
        try:
            while self._peer.recv(1024):
                pass
        except OSError:
            pass

    def reset(self) -> None:
        """Cut the connection without a farewell (RST)."""
        linger = b"\x01\x00\x00\x00\x00\x00\x00\x00"
        self._peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)

    def read(self) -> Asked | None:
        received = b""
        while b"\r\n\r\n" not in received:
            if not (chunk := self._peer.recv(65536)):
                return None
            received += chunk
        head, _, content = received.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = {n.lower(): v.strip() for n, _, v in (line.partition(":") for line in lines)}
        while len(content) < int(headers.get("content-length", 0)):
            content += self._peer.recv(65536)
        return Asked(first.split(" ")[1], headers, content)


class Wire:
    """Serve one script per request, in order; the last one serves all further requests."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._closing = threading.Event()
        self._scripts: list[Script] = []
        self._thread = threading.Thread(target=self._serve, name="wire", daemon=True)
        self.asked: list[Asked] = []
        self.sent = 0
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._closing.set()
        socket.create_connection(self._listener.getsockname()).close()
        self._thread.join()
        self._listener.close()

    def plays(self, *scripts: Script) -> Self:
        self._scripts = list(scripts)
        return self

    def _serve(self) -> None:
        while True:
            peer, _ = self._listener.accept()
            with peer:
                if self._closing.is_set():
                    return
                self._exchange(Connection(peer, self._closing))

    def _exchange(self, connection: Connection) -> None:
        asked = connection.read()
        if asked is None:
            return
        self.asked.append(asked)
        script = self._scripts.pop(0) if len(self._scripts) > 1 else self._scripts[0]
        script(connection)
        self.sent += connection.sent


def answer(
    content: bytes | str,
    status: str = "200 OK",
    content_type: str = "text/xml;charset=UTF-8",
    *headers: str,
    length: int | None = None,
) -> Script:
    """Answer with this content; `length` is what Content-Length claims."""
    body = content.encode() if isinstance(content, str) else content
    claimed = len(body) if length is None else length
    return drip([_head(status, content_type, f"Content-Length: {claimed}", *headers) + body], 0)


def page(content: str, status: str = "200 OK", *headers: str) -> Script:
    """Answer with a page of HTML."""
    return answer(content, status, "text/html;charset=UTF-8", *headers)


def drop(connection: Connection) -> None:
    """Read the request and cut the connection."""
    connection.reset()


def stall(connection: Connection) -> None:
    """Answer nothing until the client hangs up."""
    connection.wait_for_hang_up()


def drip(chunks: Iterable[bytes], every: float) -> Script:
    """Send chunk after chunk with a pause in between, until the client hangs up."""

    def play(connection: Connection) -> None:
        for chunk in chunks:
            if not connection.send(chunk) or connection.closing.wait(every):
                return

    return play


def slow_head(*, seconds: float) -> Script:
    """Send a header that takes its time, a byte every 20 ms."""
    start = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nX-Slow: "
    return drip([start, *repeat(b"a", int(seconds / 0.02))], 0.02)


def slow_body(*, seconds: float) -> Script:
    """Send a body that takes its time, a byte every 20 ms."""
    count = int(seconds / 0.02)
    head = _head("200 OK", "text/xml", f"Content-Length: {count}")
    return drip([head, *repeat(b" ", count)], 0.02)


def slow_chunk_size(*, seconds: float) -> Script:
    """Send a chunk whose size line takes its time, a byte every 20 ms."""
    head = _head("200 OK", "text/xml", "Transfer-Encoding: chunked")
    return drip([head, b"1;", *repeat(b"a", int(seconds / 0.02))], 0.02)


def flood(head: bytes = b"", *, encoding: str = "", block: bytes = b"<f0>0</f0>" * 6554) -> Script:
    """Never stop answering."""

    def play(connection: Connection) -> None:
        extra = (f"Content-Encoding: {encoding}",) if encoding else ()
        connection.send(_head("200 OK", "text/xml;charset=UTF-8", *extra) + head)
        while connection.send(block):
            pass

    return play


def _head(status: str, content_type: str, *headers: str) -> bytes:
    lines = (
        f"HTTP/1.1 {status}",
        f"Content-Type: {content_type}",
        "Connection: close",
        *headers,
    )
    return "".join(f"{line}\r\n" for line in (*lines, "")).encode("latin-1")
