"""The ERP that is measured against: a sandbox in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections

__all__ = ["point_at", "served"]


@contextmanager
def served(*, rows: int, page_size: int) -> Iterator[str]:
    """Serve a sandbox of that many partners; give its address."""
    command = [
        sys.executable,
        *("-m", "django_sankhya.sandbox", "--port", "0"),
        *("--rows", str(rows), "--page-size", str(page_size)),
    ]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        try:
            for line in process.stdout:
                if line.startswith("SANKHYA_URL="):
                    address = line.rpartition("@")[2].partition("/")[0]
                    break
            else:
                raise RuntimeError("The sandbox did not start.")
            yield f"http://{address}"
        finally:
            process.terminate()


def point_at(url: str) -> None:
    """Let the alias mean this ERP."""
    connections["sankhya"].close()
    connections["sankhya"].settings_dict["HOST"] = url
