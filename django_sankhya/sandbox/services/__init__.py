"""The services: which exist, on which module, and the code that answers them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .. import errors
from . import crud, dataset, explorer, login, session_manager

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..erp import Answer, Call, Erp

__all__ = ["MODULES", "Service", "find"]

MODULES = ("mge", "mgecom", "mgefin")


@dataclass(frozen=True, slots=True)
class Service:
    """One service and the module that provides it."""

    module: str
    answer: Callable[[Erp, Call], Answer]
    anonymous: bool = False
    """Callable without a session."""


_SERVICES = {
    "MobileLoginSP.login": Service("mge", login.login, anonymous=True),
    "MobileLoginSP.logout": Service("mge", login.logout),
    "CRUDServiceProvider.loadRecords": Service("mge", crud.load_records),
    "CRUDServiceProvider.loadRecord": Service("mge", crud.load_record),
    "CRUDServiceProvider.saveRecord": Service("mge", crud.save_record),
    "CRUDServiceProvider.removeRecord": Service("mge", crud.remove_record),
    "DatasetSP.save": Service("mge", dataset.save),
    "DatasetSP.loadRecords": Service("mge", dataset.load_records),
    "DatasetSP.removeRecord": Service("mge", dataset.remove_record),
    "DbExplorerSP.executeQuery": Service("mge", explorer.execute_query),
    "SessionManagerSP.getCoreSessions": Service("mge", session_manager.get_core_sessions),
    "SessionManagerSP.killSession": Service("mge", session_manager.kill_session),
}
_PROVIDERS = {name.partition(".")[0]: service.module for name, service in _SERVICES.items()}


def find(name: str, module: str) -> Service:
    """Return the service, or fail as the broker does (protocol examples §3)."""
    provider, _, method = name.partition(".")
    if _PROVIDERS.get(provider) != module:
        raise errors.unknown_service(name)
    if name not in _SERVICES:
        raise errors.unknown_method(method)
    return _SERVICES[name]
