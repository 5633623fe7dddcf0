"""An ERP on loopback that speaks Sankhya's protocol over real HTTP.

It is the demo's peer, the tests' peer and a test double for projects that use django-sankhya::

    from django_sankhya import sandbox

    with sandbox.serve() as erp:
        ...  # erp.url, erp.sankhya_url, erp.calls, erp.sql(...), erp.inject(...)

It knows nothing of the rest of the package, and nothing of Django.
"""

try:
    import faker  # noqa: F401
    import sqlglot  # noqa: F401
    import waitress  # noqa: F401
except ImportError as error:
    raise ImportError(
        f'The sandbox needs {error.name}: pip install "django-sankhya[sandbox]"'
    ) from error

from .faults import Delay, Drop, Fault, Raw, Refuse
from .server import Sandbox, serve
from .wsgi import Request

__all__ = ["Delay", "Drop", "Fault", "Raw", "Refuse", "Request", "Sandbox", "serve"]
