"""The rule that SQLite leaves out: beside aggregates, only grouped columns may stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from .sqlfunctions import FUNCTIONS

if TYPE_CHECKING:
    from .flavours import Flavour

_AGGREGATES = frozenset(
    name for table in FUNCTIONS.values() for name, f in table.items() if f.aggregate
)


def is_grouped(node: exp.Select) -> bool:
    """Tell whether a SELECT, not yet translated, gives groups instead of rows."""
    clauses = [*node.expressions, node.args.get("having")]
    return node.args.get("group") is not None or any(
        _holds_aggregate(item) for item in clauses if item is not None
    )


def check(node: exp.Select, flavour: Flavour) -> None:
    """Fail in the database's words where a column is neither grouped nor aggregated."""
    group = node.args.get("group")
    keys = {_shape(item) for item in group.expressions} if group is not None else set()
    if group is not None and any(isinstance(i, exp.Literal) for i in group.expressions):
        # GROUP BY 1 is a constant in both databases, never a position.
        raise flavour.not_grouped("1", grouped=True)
    aliases = {item.alias.upper() for item in node.expressions if isinstance(item, exp.Alias)}
    for item in node.expressions:
        _check(item.this if isinstance(item, exp.Alias) else item, keys, flavour)
    having, order = node.args.get("having"), node.args.get("order")
    if having is not None:
        _check(having.this, keys, flavour)
    for term in order.expressions if order is not None else []:
        key = term.this
        if not (isinstance(key, exp.Column) and not key.table and key.name.upper() in aliases):
            _check(key, keys, flavour)


def _check(node: exp.Expr, keys: set[str], flavour: Flavour) -> None:
    if _shape(node) in keys or _is_aggregate(node) or isinstance(node, exp.Query | exp.Subquery):
        return
    if isinstance(node, exp.Column):
        raise flavour.not_grouped(node.sql(), grouped=bool(keys))
    for child in node.iter_expressions():
        if not isinstance(child, exp.DataType | exp.Var | exp.Identifier):
            _check(child, keys, flavour)


def _holds_aggregate(node: exp.Expr) -> bool:
    if _is_aggregate(node):
        return True
    if isinstance(node, exp.Query | exp.Subquery):
        return False
    return any(_holds_aggregate(child) for child in node.iter_expressions())


def _is_aggregate(node: exp.Expr) -> bool:
    return (
        isinstance(node, exp.Anonymous)
        and str(node.this).upper() in _AGGREGATES
        and not isinstance(node.parent, exp.Window)
    )


def _shape(node: exp.Expr) -> str:
    """Write a node so that equal ones look equal, whatever their case or alias quoting."""
    while isinstance(node, exp.Paren):
        node = node.this
    if isinstance(node, exp.Column):
        return node.name.upper()
    return node.sql(normalize=True, identify=True).upper()
