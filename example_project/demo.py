"""The demo: the sandbox and the example on loopback, to try by hand or with --check by itself.

Everything lives in this process and in a temporary folder, so nothing is left when it ends.
"""

# ruff: noqa: T201 - it speaks to whoever started it

import argparse
import errno
import logging
import os
import shlex
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread

import django
from django.core.management import call_command
from walk import check

from django_sankhya import sandbox

HOST = "127.0.0.1"
FIRST_PORT = 8000
HERE = Path(__file__).resolve().parent


def main() -> int:
    """Run the demo; return the exit status."""
    options = _options()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with _demo() as (site_url, erp):
            if options.check:
                logging.getLogger("django.server").setLevel(logging.ERROR)
                return check(site_url, erp)
            _show_calls()
            print(_welcome(site_url, erp.sankhya_url), flush=True)
            Event().wait()
    except KeyboardInterrupt:
        print("\nStopped.")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="walk through the pages and end")
    return parser.parse_args()


@contextmanager
def _demo() -> Iterator[tuple[str, sandbox.Sandbox]]:
    """Start both; yield the address of the site, and the sandbox."""
    with TemporaryDirectory(prefix="sankhya-demo-") as folder, sandbox.serve() as erp:
        _set_up(Path(folder) / "site.sqlite3", erp.sankhya_url)
        with _site() as site_url:
            yield site_url, erp


def _set_up(database: Path, sankhya_url: str) -> None:
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "example.settings",
        "DEBUG": "true",
        "SECRET_KEY": "only for the demo",
        "ALLOWED_HOSTS": HOST,
        "DATABASE_URL": f"sqlite:///{database}",
        "SANKHYA_URL": sankhya_url,
    }
    django.setup()
    call_command("migrate", verbosity=0)
    os.environ["DJANGO_SUPERUSER_PASSWORD"] = "admin"
    call_command(
        "createsuperuser",
        interactive=False,
        username="admin",
        email="admin@site.example",
        verbosity=0,
    )


@contextmanager
def _site() -> Iterator[str]:
    server = _server()
    thread = Thread(target=server.serve_forever, name="site", daemon=True)
    thread.start()
    try:
        yield f"http://{HOST}:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _server():
    """Bind the first free port; whoever binds it has it, so there is nothing to race for."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
    from django.core.wsgi import get_wsgi_application

    for port in range(FIRST_PORT, FIRST_PORT + 100):
        try:
            server = ThreadedWSGIServer((HOST, port), WSGIRequestHandler)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
        else:
            server.set_app(StaticFilesHandler(get_wsgi_application()))
            return server
    raise SystemExit(f"No port from {FIRST_PORT} to {FIRST_PORT + 99} is free.")


def _show_calls() -> None:
    """Print each call to the ERP above the request that made it."""
    handler = logging.StreamHandler()
    handler.addFilter(lambda record: getattr(record, "alias", "") == "sankhya")
    handler.setFormatter(logging.Formatter("    %(duration).3f s  %(sql).140s"))
    logger = logging.getLogger("django.db.backends")
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    logger.propagate = False


def _welcome(site_url: str, sankhya_url: str) -> str:
    shell = shlex.join([sys.executable, str(HERE / "manage.py"), "shell", "-c"])
    return f"""
  The example is at {site_url} (user admin, password admin).
  Its ERP is a sandbox on this machine, with 300 partners. Nothing you do here is kept.

  Three things to try:

  1. Filter, sort, change a partner; give it the CNPJ of another one. Each call shows below.
     {site_url}partners/?state=MG&sort=-limit

  2. In another terminal, ask the ERP by Django's ORM.
     DEBUG=1 SANKHYA_URL={shlex.quote(sankhya_url)} {shell} \\
       'from django_sankhya.models import Partner; print(Partner.sankhya.filter(codparc__gt=0)[:5])'

  3. See partners and cities in the admin.
     {site_url}admin/django_sankhya/partner/

  Ctrl-C stops both.
"""


if __name__ == "__main__":
    sys.exit(main())
