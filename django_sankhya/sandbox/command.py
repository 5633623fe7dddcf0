"""The command line of the sandbox, shared by ``python -m`` and ``manage.py``."""

from __future__ import annotations

import os
import signal
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import serve
from .flavours import FLAVOURS

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Callable, Mapping


def add_arguments(parser: ArgumentParser) -> None:
    """Add the options of the sandbox to a parser."""
    add = parser.add_argument
    add("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    add("--allow-remote", action="store_true", help="allow a --host that is not loopback")
    add("--port", type=int, default=8180, help="port, 0 for a free one (default: %(default)s)")
    add("--port-file", type=Path, help="file to write the port to, once it listens")
    add("--rows", type=int, default=300, help="number of partners (default: %(default)s)")
    add("--dialect", choices=sorted(FLAVOURS), default="oracle", help="the ERP's database")
    add("--user", action="append", default=[], metavar="NAME:PASSWORD", type=_user, dest="users",
        help="a user; repeatable (default: SUP:sandbox)")  # fmt: skip
    add("--page-size", type=int, default=50, help="rows of a page (default: %(default)s)")
    add("--session-timeout", type=float, default=1800, metavar="SECONDS",
        help="inactivity that ends a session (default: %(default)s)")  # fmt: skip
    add("--no-execute-query", action="store_true", help="refuse DbExplorerSP.executeQuery")
    add("--strict", action="store_true", help="answer what an ERP silently ignores with an error")


def _user(text: str) -> tuple[str, str]:
    name, colon, password = text.partition(":")
    if not name or not colon:
        raise ValueError(text)
    return name, password


def run(options: Mapping[str, Any], say: Callable[[str], object]) -> None:
    """Serve until SIGINT or SIGTERM; ``say`` prints a line."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with serve(
        rows=options["rows"], dialect=options["dialect"], page_size=options["page_size"],
        users=dict(options["users"]) or None, host=options["host"], port=options["port"],
        execute_query=not options["no_execute_query"], strict=options["strict"],
        session_timeout=options["session_timeout"], allow_remote=options["allow_remote"],
    ) as erp:  # fmt: skip
        if options["port_file"]:
            _write_whole(options["port_file"], str(erp.port))
        say(f"SANKHYA_URL={erp.sankhya_url}")
        stop.wait()


def _write_whole(path: Path, text: str) -> None:
    """Write a file that nobody sees half-written."""
    with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False) as file:
        file.write(text)
    Path(file.name).chmod(0o644)
    os.replace(file.name, path)
