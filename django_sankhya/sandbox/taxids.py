"""Brazilian tax ids with their check digits."""

from __future__ import annotations

from operator import mul

_CNPJ = ((5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2), (6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2))
_CPF = (tuple(range(10, 1, -1)), tuple(range(11, 1, -1)))


def cnpj(root: int, branch: int = 1) -> str:
    """Return the 14 digits of a company's CNPJ, leading zeros kept."""
    return _checked(f"{root:08d}{branch:04d}", _CNPJ)


def cpf(number: int) -> str:
    """Return the 11 digits of a person's CPF."""
    return _checked(f"{number:09d}", _CPF)


def _checked(digits: str, weights: tuple[tuple[int, ...], ...]) -> str:
    for row in weights:
        rest = sum(map(mul, map(int, digits), row)) % 11
        digits += str(11 - rest) if rest > 1 else "0"
    return digits
