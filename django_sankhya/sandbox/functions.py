"""SQL functions of Oracle and SQL Server that SQLite lacks or spells differently.

Each is registered on the connection under a name that translated SQL uses; a ValueError of theirs
becomes the ERP's conversion error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .date_functions import DATES, now
from .number_functions import NUMBERS, Average, Sum
from .text_functions import TEXTS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from .cells import Value


def register(connection: sqlite3.Connection, failed: Callable[[Exception], None]) -> None:
    """Add the functions to a connection.

    ``failed`` hears of the exception that a function raised: SQLite itself tells only that
    one did.
    """

    def guarded(function: Callable[..., Value]) -> Callable[..., Any]:
        def call(*arguments: Value) -> Value:
            try:
                return function(*arguments)
            except (ArithmeticError, ValueError, LookupError) as error:
                failed(error)
                raise

        return call

    for name, arity, function in (*TEXTS, *NUMBERS, *DATES):
        connection.create_function(name, arity, guarded(function), deterministic=True)
    connection.create_function("ERP_NOW", 0, now)
    for name, aggregate in (("ERP_SUM", Sum), ("ERP_AVG", Average)):
        connection.create_window_function(name, 1, aggregate)
