"""What `.iterator()` holds, measured in a process of its own: `python -m bench.memory ROWS`."""

import os
import resource
import subprocess
import sys
from dataclasses import dataclass

from .erp import served

__all__ = ["FEW", "MANY", "Memory", "measure_memory"]

FEW, MANY = 2_000, 200_000
PAGE_SIZE = 1_000


@dataclass(frozen=True)
class Memory:
    """The greatest memory, in bytes, of iterating over few and over many rows."""

    few: int
    many: int
    complete: bool

    @property
    def more(self) -> int:
        """How much more the many rows held."""
        return self.many - self.few


def measure_memory() -> Memory:
    """Iterate over 2,000 and over 200,000 rows, each in a fresh process."""
    with served(rows=MANY + 100, page_size=PAGE_SIZE) as url:
        few, counted_few = _iterate(url, FEW)
        many, counted_many = _iterate(url, MANY)
    return Memory(few, many, (counted_few, counted_many) == (FEW, MANY))


def _iterate(url: str, rows: int) -> tuple[int, int]:
    command = [sys.executable, "-m", "bench.memory", str(rows)]
    environment = {**os.environ, "BENCH_ERP": url}
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    peak, counted = map(int, done.stdout.split())
    return peak, counted


def _main(rows: int) -> None:
    import django

    django.setup()

    from django.db import connections

    from .models import Row

    counted = sum(1 for _ in Row.sankhya.filter(codparc__gt=0, codparc__lte=rows).iterator())
    connections["sankhya"].close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(peak * (1 if sys.platform == "darwin" else 1024), counted)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
    _main(int(sys.argv[1]))
