"""``python -m django_sankhya.sandbox``: an ERP on loopback until it is interrupted."""

from __future__ import annotations

import argparse
import sys

from .command import add_arguments, run


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m django_sankhya.sandbox", description=__doc__)
    add_arguments(parser)
    try:
        run(vars(parser.parse_args(arguments)), _say)
    except (OSError, ValueError) as error:
        parser.exit(1, f"{error}\n")
    return 0


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
