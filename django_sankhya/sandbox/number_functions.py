"""Arithmetic of Oracle and SQL Server on decimal digits, for SQLite."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from . import cells
from .nulls import or_null

if TYPE_CHECKING:
    from .cells import Value
    from .nulls import Definition


def decimal_of(value: Value) -> Decimal:
    if isinstance(value, float):
        return cells.decimal(value, computed=True)
    return cells.number(cells.text(value))


def plain_number(value: Decimal) -> Value:
    return int(value) if value == value.to_integral_value() else float(value)


def _round(value: Value, places: Value = 0) -> Value:
    """Round half away from zero on the decimal digits, as both engines do."""
    if value is None or places is None:
        return None
    step = Decimal(1).scaleb(-int(places))
    return plain_number(decimal_of(value).quantize(step, ROUND_HALF_UP))


def _to_number(value: Value) -> Value:
    return None if value is None else plain_number(decimal_of(value))


def _to_float(value: Value) -> Value:
    return None if value is None else float(decimal_of(value))


def _to_integer(value: Value) -> Value:
    """Cast as SQL Server does: towards zero."""
    return None if value is None else int(decimal_of(value))


def _divide(left: Value, right: Value) -> Value:
    if left is None or right is None:
        return None
    return float(decimal_of(left) / decimal_of(right))


def _divide_integers(left: Value, right: Value) -> Value:
    if left is None or right is None:
        return None
    return int(decimal_of(left) / decimal_of(right))


def _mod(left: Value, right: Value) -> Value:
    """Keep the sign of the dividend; Oracle's MOD(x, 0) is x."""
    if left is None or right is None:
        return None
    divisor = decimal_of(right)
    return left if divisor == 0 else plain_number(decimal_of(left) % divisor)


def _power(value: Value, exponent: Value) -> Value:
    if value is None or exponent is None:
        return None
    return plain_number(Decimal(str(float(decimal_of(value)) ** float(decimal_of(exponent)))))


def _floor(value: Value) -> Value:
    return None if value is None else int(decimal_of(value).to_integral_value(ROUND_FLOOR))


def _ceil(value: Value) -> Value:
    return None if value is None else int(decimal_of(value).to_integral_value(ROUND_CEILING))


def _sign(value: Value) -> Value:
    if value is None:
        return None
    digits = decimal_of(value)
    return (digits > 0) - (digits < 0)


class ManyRowsError(LookupError):
    """A subselect that stands for one value gave several rows."""


class Single:
    """Pass the one value of a group on."""

    def __init__(self) -> None:
        self._value: Value = None
        self._seen = False

    def step(self, value: Value) -> None:
        if self._seen:
            raise ManyRowsError
        self._value, self._seen = value, True

    def inverse(self, value: Value) -> None:
        """Windows are never asked of it."""
        raise NotImplementedError

    def value(self) -> Value:
        return self._value

    finalize = value


class Sum:
    """Add up on the decimal digits: a sum of money shows no trace of binary fractions."""

    def __init__(self) -> None:
        self._total: Decimal | int = 0
        self._count = 0

    def step(self, value: Value) -> None:
        if value is not None:
            self._total += value if isinstance(value, int) else decimal_of(value)
            self._count += 1

    def inverse(self, value: Value) -> None:
        if value is not None:
            self._total -= value if isinstance(value, int) else decimal_of(value)
            self._count -= 1

    def value(self) -> Value:
        if not self._count:
            return None
        return self._total if isinstance(self._total, int) else float(self._total)

    finalize = value


class Average(Sum):
    def value(self) -> Value:
        return float(Decimal(self._total) / self._count) if self._count else None

    finalize = value


def _number_from(value: Value, places: Value) -> Value:
    return _round(_to_number(value), places)


NUMBERS: tuple[Definition, ...] = (
    ("ERP_ROUND", -1, _round),
    ("ERP_TO_NUMBER", 1, _to_number),
    ("ERP_TO_FLOAT", 1, _to_float),
    ("ERP_TO_INTEGER", 1, _to_integer),
    ("ERP_DIV", 2, _divide),
    ("ERP_IDIV", 2, _divide_integers),
    ("ERP_MOD", 2, _mod),
    ("ERP_POWER", 2, _power),
    ("ERP_FLOOR", 1, _floor),
    ("ERP_CEIL", 1, _ceil),
    ("ERP_SIGN", 1, _sign),
    ("ERP_NUMBER_FROM", 2, or_null(_number_from)),
)
