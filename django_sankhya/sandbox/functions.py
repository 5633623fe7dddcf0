"""SQL functions of Oracle and SQL Server that SQLite lacks or spells differently.

Each is registered on the connection under a name that translated SQL uses; a ValueError of theirs
becomes the ERP's conversion error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .date_functions import DATES, now
from .number_functions import NUMBERS, Average, Single, Sum
from .text_functions import TEXTS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

_EXPECTED = (ArithmeticError, ValueError, LookupError)
_AGGREGATES = (("ERP_SUM", Sum), ("ERP_AVG", Average), ("ERP_SINGLE", Single))


def register(connection: sqlite3.Connection, failed: Callable[[Exception], None]) -> None:
    """Add the functions to a connection.

    ``failed`` hears of the exception that a function raised: SQLite itself tells only that
    one did.
    """

    def guarded(function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            try:
                return function(*arguments)
            except _EXPECTED as error:
                failed(error)
                raise

        return call

    for name, arity, function in (*TEXTS, *NUMBERS, *DATES):
        connection.create_function(name, arity, guarded(function), deterministic=True)
    connection.create_function("ERP_NOW", 0, now)
    for name, aggregate in _AGGREGATES:
        watched: Any = type(aggregate.__name__, (aggregate,), {"step": guarded(aggregate.step)})
        connection.create_window_function(name, 1, watched)
