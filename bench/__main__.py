"""Measure, print a table, write build/bench.json. Exit status 2 says that something is wrong.

    python -m bench [--check]

With `--check` a missed target is a failure too (exit status 1). Targets are ratios of one run, as
seconds depend on the machine.
"""

import argparse
import json
import os
import platform
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

REPORT = Path("build/bench.json")


def main() -> int:
    """Run all benchmarks."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="fail where a target is missed")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
    import django

    django.setup()
    try:
        report = _measure(django.get_version())
    finally:
        _remove_database()
    _print(report)
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    print(f"\nWritten to {REPORT}")
    if report["faults"]:
        return 2
    missed = [target for target in report["targets"] if not target["met"]]
    return 1 if options.check and missed else 0


def _measure(django_version: str) -> dict[str, Any]:
    from .compiling import measure_compiling
    from .loading import ROWS, measure_loading
    from .memory import measure_memory

    loading, compiling, memory = measure_loading(), measure_compiling(), measure_memory()
    figures = {**loading.figures, **compiling}
    best = {name: figure.best for name, figure in figures.items()}
    per_second = ROWS / best["instances"]
    compile_ms = best["request of Partner"] * 1000
    targets = [
        _at_most("instances / floor", best["instances"] / best["floor"], 4),
        _at_most("instances / sqlite3", best["instances"] / best["sqlite3 instances"], 1.5),
        _at_least("instances, rows/s", per_second, 100_000),
        _at_most("values_list / sqlite3", best["values_list"] / best["sqlite3 values_list"], 1.5),
        _at_most(
            "Partner.only / sqlite3", best["Partner.only"] / best["sqlite3 Partner.only"], 1.5
        ),
        _at_most("compile and encode, ms", compile_ms, 0.5),
        _at_most("iterator, MB more", memory.more / 1e6, 20),
    ]
    faults = [
        fault
        for fault, wrong in {
            "the rows differ from those of sqlite3": not loading.equal,
            "iterator() did not give all rows": not memory.complete,
        }.items()
        if wrong
    ]
    return {
        "python": platform.python_version(),
        "django": django_version,
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
        "load": os.getloadavg()[0],
        "noise": max(figure.noise for figure in figures.values()),
        "rows": ROWS,
        "answer_bytes": loading.size,
        "seconds": {
            name: {"best": figure.best, "median": figure.median} for name, figure in figures.items()
        },
        "compile_to_sqlite3": best["request of Partner"] / best["SQL of Partner"],
        "memory_bytes": {"few": memory.few, "many": memory.many},
        "targets": targets,
        "faults": faults,
    }


def _at_most(name: str, value: float, limit: float) -> dict[str, Any]:
    return {"name": name, "value": value, "limit": f"≤ {limit:,}", "met": value <= limit}


def _at_least(name: str, value: float, limit: float) -> dict[str, Any]:
    return {"name": name, "value": value, "limit": f"≥ {limit:,}", "met": value >= limit}


def _print(report: dict[str, Any]) -> None:
    print(
        f"Python {report['python']}, Django {report['django']}, {report['machine']}, "
        f"load {report['load']:.1f}; noise (median over best) up to {report['noise']:.0%}"
    )
    print(f"\n{report['rows']:,} rows x 8 columns, {report['answer_bytes'] / 1e6:.2f} MB of XML\n")
    print(f"{'':24}{'best':>11}{'median':>11}{'per row':>11}")
    for name, seconds in report["seconds"].items():
        row = "" if " of " in name else f"{seconds['best'] / report['rows'] * 1e6:8.2f} us"
        print(f"{name:24}{seconds['best'] * 1e3:8.3f} ms{seconds['median'] * 1e3:8.3f} ms{row:>11}")
    print()
    for target in report["targets"]:
        mark = "" if target["met"] else "   MISSED"
        print(f"{target['name']:24}{target['value']:14,.2f}   {target['limit']:>9}{mark}")
    for fault in report["faults"]:
        print(f"\nWRONG: {fault}")


def _remove_database() -> None:
    from django.db import connections

    connections.close_all()
    with suppress(FileNotFoundError):
        Path(connections["default"].settings_dict["NAME"]).unlink()


if __name__ == "__main__":
    sys.exit(main())
