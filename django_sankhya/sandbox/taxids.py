"""Brazilian tax ids with their check digits."""

from __future__ import annotations


def cnpj(root: int, branch: int = 1) -> str:
    """Return the 14 digits of a company's CNPJ, leading zeros kept."""
    digits = f"{root:08d}{branch:04d}"
    for _ in range(2):
        digits += _check(digits, highest=9)
    return digits


def cpf(number: int) -> str:
    """Return the 11 digits of a person's CPF."""
    digits = f"{number:09d}"
    for _ in range(2):
        digits += _check(digits, highest=11)
    return digits


def _check(digits: str, highest: int) -> str:
    weights = ((index % (highest - 1)) + 2 for index in range(len(digits)))
    rest = sum(int(d) * w for d, w in zip(reversed(digits), weights, strict=False)) % 11
    return str(11 - rest) if rest >= 2 else "0"
