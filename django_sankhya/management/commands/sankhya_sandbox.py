"""``manage.py sankhya_sandbox``: the sandbox with the options of ``python -m``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Serve an ERP on loopback with sample data, until interrupted."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        from django_sankhya.sandbox.command import add_arguments

        add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        from django_sankhya.sandbox.command import run

        try:
            run(options, self._say)
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
