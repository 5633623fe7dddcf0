"""DbExplorerSP.executeQuery (protocol §6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import cells, errors
from ..queries import Queries

if TYPE_CHECKING:
    from ..erp import Call, Erp
    from ..scope import Typed

_MOST_ROWS = 5000


def execute_query(erp: Erp, call: Call) -> dict[str, Any]:
    """Run one SELECT in the dialect of the ERP's database and answer native values."""
    if not erp.settings.execute_query:
        raise errors.forbidden()
    sql = call.native.get("sql")
    if not isinstance(sql, str) or not sql.strip():
        raise errors.missing_attribute("sql")
    statement = erp.dialect.select(sql)
    try:
        columns = Queries(erp.flavour, erp.schema).query(statement, None)
        translated = statement.sql(dialect="sqlite", identify=True)
    except RecursionError:
        raise erp.flavour.refused("instrução profunda demais") from None
    rows = erp.database.rows(translated, limit=_MOST_ROWS + 1)
    kinds = [_kind(typed, rows, number) for number, (_, typed) in enumerate(columns)]
    return {
        "fieldsMetadata": [
            {"name": name, "description": name, "order": number, "userType": kind}
            for number, ((name, _), kind) in enumerate(zip(columns, kinds, strict=True), 1)
        ],
        "rows": [
            [_cell(value, kind) for value, kind in zip(row, kinds, strict=True)]
            for row in rows[:_MOST_ROWS]
        ],
        "burstLimit": len(rows) > _MOST_ROWS,
        "timeQuery": "1ms",
        "timeResultSet": "1ms",
    }


def _kind(typed: Typed, rows: list[tuple[Any, ...]], number: int) -> str:
    """Return the userType; a kind that SQL did not tell is read off the values."""
    if typed.kind:
        return typed.kind
    values = [row[number] for row in rows if row[number] is not None]
    if values and all(isinstance(value, int) for value in values):
        return "I"
    return "F" if values and all(isinstance(value, int | float) for value in values) else "S"


def _cell(value: Any, kind: str) -> Any:
    if value is None:
        return None
    if kind == "H":
        return cells.explorer_date(str(value))
    if isinstance(value, float):
        number = cells.decimal(value, computed=True)
        return int(number) if kind == "I" else number
    return str(value) if kind == "S" else value
