"""Sample partners: some written by hand for their difficult values, the rest drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .taxids import cnpj, cpf

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Iterator, Sequence

COLUMNS = (
    "CODPARC NOMEPARC RAZAOSOCIAL TIPPESSOA CLASSIFICMS EMAIL ATIVO CLIENTE FORNECEDOR "
    "TRANSPORTADORA IDENTINSCESTAD CEP CODEND NUMEND COMPLEMENTO CODBAI CODCID CODREG TELEFONE "
    "DTCAD DTALTER OBSERVACOES CODPARCMATRIZ DTNASC DTULTCONTATO DTULTNEGOC CGC_CPF PRAZOPAG "
    "LIMCRED CODVEND"
)
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Pools:
    """What partners are put together from."""

    first_names: Sequence[str]
    last_names: Sequence[str]
    cities: Sequence[tuple[int, str, str]]
    """Code, state and area code."""
    neighborhoods: int
    streets: int
    sellers: int


_PLAIN: dict[str, Any] = {
    "TIPPESSOA": "J", "CLASSIFICMS": "C", "ATIVO": "S", "CLIENTE": "S", "FORNECEDOR": "N",
    "TRANSPORTADORA": "N", "CODEND": 1, "CODBAI": 1, "CODCID": 1, "CODREG": 0, "CODVEND": 0,
    "DTCAD": "2016-10-28 00:00:00", "DTALTER": "2020-07-16 16:42:15",
}  # fmt: skip
_BY_HAND: tuple[dict[str, Any], ...] = (
    {"NOMEPARC": "<SEM PARCEIRO>", "RAZAOSOCIAL": "<SEM PARCEIRO>", "CODEND": 0, "CODBAI": 0,
     "CODCID": 0, "CLIENTE": "N"},
    {"NOMEPARC": "BANCO DO BRASIL", "RAZAOSOCIAL": "BANCO DO BRASIL SA", "CODCID": 7,
     "CGC_CPF": "00000000000191", "LIMCRED": 0.1, "PRAZOPAG": 0, "FORNECEDOR": "S"},
    {"NOMEPARC": "D'Ávila & Filhos", "RAZAOSOCIAL": "D'Ávila & Filhos Comércio Ltda.",
     "CGC_CPF": cnpj(1234567), "LIMCRED": 12345678.90, "CODCID": 28, "CODVEND": 1,
     "EMAIL": "contato@davila.example"},
    {"NOMEPARC": "100% Algodão", "RAZAOSOCIAL": "Tecidos 100% Algodão", "LIMCRED": 1000.50,
     "CGC_CPF": cnpj(2345678), "CODVEND": 2},
    {"NOMEPARC": "Auto_Peças _ Silva", "RAZAOSOCIAL": None, "LIMCRED": 0, "CODVEND": 1,
     "CGC_CPF": cnpj(3456789)},
    {"NOMEPARC": r"Barra \ Invertida", "RAZAOSOCIAL": r"C:\Dados\Cliente", "CODVEND": None,
     "CGC_CPF": cnpj(4567890), "OBSERVACOES": "linha 1\nlinha 2 <b>&amp;</b>"},
    {"NOMEPARC": 'Aspas "Duplas" & Cia', "RAZAOSOCIAL": "Cia <Teste>", "CGC_CPF": cnpj(5678901),
     "LIMCRED": -15.25, "DTULTCONTATO": "2021-03-01 23:59:59"},
    {"NOMEPARC": "João da Conceição", "TIPPESSOA": "F", "CGC_CPF": cpf(1234567), "CODCID": 28,
     "DTNASC": "1980-02-29 00:00:00", "DTULTCONTATO": "2021-03-01 00:00:00", "CODVEND": 3,
     "LIMCRED": 250},
    {"NOMEPARC": "JOÃO DA CONCEIÇÃO", "TIPPESSOA": "F", "CGC_CPF": cpf(12345678), "CODCID": 25,
     "DTNASC": "1999-12-31 00:00:00", "DTULTCONTATO": "2021-02-28 12:00:00"},
    {"NOMEPARC": "Inativo Comércio", "ATIVO": "N", "CGC_CPF": cnpj(6789012), "CODVEND": 7,
     "DTULTNEGOC": "2016-10-28 00:00:00"},
    {"NOMEPARC": None, "RAZAOSOCIAL": "Sem Nome Fantasia SA", "CGC_CPF": None, "CLASSIFICMS": None,
     "CODVEND": None},
    {"NOMEPARC": "Filial Um", "CODPARCMATRIZ": 2, "CGC_CPF": cnpj(1234567, 2), "CODCID": 30,
     "LIMCRED": 99.99},
    {"NOMEPARC": "Transportes Além-Mar", "CLIENTE": "N", "TRANSPORTADORA": "S",
     "CGC_CPF": cnpj(7890123), "LIMCRED": 0.3, "COMPLEMENTO": " sala 2"},
    {"NOMEPARC": "Ano Um Ltda.", "CGC_CPF": cnpj(8901234), "DTULTNEGOC": "0001-04-01 00:00:00",
     "LIMCRED": 123456789012.34},
    {"NOMEPARC": "Espaço no fim ", "CGC_CPF": cnpj(9012345), "NUMEND": "S/N", "PRAZOPAG": 30},
    {"NOMEPARC": "straße café", "CGC_CPF": cnpj(9123456), "EMAIL": "CAFE@EXEMPLO.COM.BR"},
)  # fmt: skip
_COMPANIES = (
    "Comércio", "Atacado", "Distribuidora", "Indústria", "Mercado", "Materiais", "Transportes",
    "Agropecuária", "Farmácia", "Padaria", "Confecções", "Móveis", "Papelaria", "Construções",
)  # fmt: skip
_ENDINGS = ("Ltda.", "S/A", "& Cia", "ME", "EPP", "Eireli")
_LIMITS = (None, 0.0, 0.1, 500.0, 1000.5, 2500.75, 10000.0, 33333.33)
_TERMS = (None, 0, 7, 14, 21, 28, 30, 45)


def partners(rows: int, rng: random.Random, pools: Pools) -> tuple[str, Iterable[Row]]:
    """Return the columns and the rows of partner 0 and ``rows`` partners more."""
    return COLUMNS, _partners(rows, rng, pools)


def _partners(rows: int, rng: random.Random, pools: Pools) -> Iterator[Row]:
    names = COLUMNS.split()
    for code, given in enumerate(_BY_HAND[: rows + 1]):
        row = _PLAIN | {"CODPARC": code} | given
        row.setdefault("RAZAOSOCIAL", row["NOMEPARC"])
        yield tuple(row.get(name) for name in names)
    for code in range(len(_BY_HAND), rows + 1):
        yield _drawn(code, rng.getrandbits(64), pools)


def _drawn(code: int, bits: int, pools: Pools) -> Row:
    """Put a partner together from 64 random bits."""
    bits, first = divmod(bits, len(pools.first_names))
    bits, last = divmod(bits, len(pools.last_names))
    bits, place = divmod(bits, len(pools.cities))
    bits, trade = divmod(bits, len(_COMPANIES))
    bits, day = divmod(bits, 28)
    bits, month = divmod(bits, 12)
    bits, year = divmod(bits, 10)
    bits, choice = divmod(bits, 256)
    person = choice % 3 == 0
    city, _, area = pools.cities[place]
    full = f"{pools.first_names[first]} {pools.last_names[last]}"
    name = full if person else f"{_COMPANIES[trade]} {pools.last_names[last]}"
    legal = full if person else f"{name} {_ENDINGS[choice % 6]}"
    since = f"{2012 + year}-{month + 1:02d}-{day + 1:02d}"
    # The CPF of a drawn person starts above those written by hand.
    document = cpf(20_000_000 + code) if person else cnpj(10_000_000 + code)
    supplier = choice % 7 == 0
    return (
        code, name, legal, "F" if person else "J", "C" if person else "R",
        None if choice % 5 == 0 else f"parceiro{code}@exemplo.com.br",
        "N" if choice % 11 == 0 else "S",
        "N" if supplier and choice % 2 else "S",
        "S" if supplier else "N",
        "S" if choice % 29 == 0 else "N",
        None if person or choice % 4 == 0 else f"{code:012d}",
        f"{38400000 + bits % 999:08d}" if choice % 2 else f"0{1310000 + bits % 9999:07d}",
        bits % pools.streets + 1,
        None if choice % 9 == 0 else str(choice + 1),
        None if choice % 3 else f"sala {day + 1}",
        bits % pools.neighborhoods + 1, city, choice % 6,
        None if choice % 8 == 0 else f"{area}9{code % 100_000_000:08d}",
        f"{since} 00:00:00", f"{2022 + choice % 3}-{month + 1:02d}-{day + 1:02d} {day % 24:02d}:{choice % 60:02d}:{day:02d}",
        None if choice % 6 else f"Cliente desde {2012 + year}",
        2 if choice == 77 else None,
        f"{1950 + choice % 55}-{month + 1:02d}-{day + 1:02d} 00:00:00" if person else None,
        None if choice % 4 else f"2023-{month + 1:02d}-{day + 1:02d} {choice % 24:02d}:15:00",
        None if choice % 5 == 1 else f"2023-{12 - month:02d}-{day + 1:02d} 00:00:00",
        document, _TERMS[choice % 8], _LIMITS[bits % 8],
        None if choice % 16 == 5 else choice % (pools.sellers + 1),
    )  # fmt: skip


def complements(rows: int, pools: Pools) -> tuple[str, Iterable[Row]]:
    """Return a complement for 18 of 100 partners."""
    columns = "CODPARC CEPENTREGA CODENDENTREGA NUMENTREGA COMPLENTREGA CODBAIENTREGA CODCIDENTREGA"
    return columns, (
        (code, f"{30000000 + code % 999983:08d}", code % pools.streets + 1, str(code % 900 + 1),
         "fundos" if code % 2 else None, code % pools.neighborhoods + 1,
         pools.cities[code % len(pools.cities)][0])
        for code in range(1, rows + 1)
        if code % 100 in range(1, 19)
    )  # fmt: skip


def contacts(rows: int, pools: Pools) -> tuple[str, Iterable[Row]]:
    """Return one or two contacts for every fourth partner."""
    columns = "CODPARC CODCONTATO NOMECONTATO ATIVO EMAIL CELULAR CARGO CODCID DTNASC DTCAD"
    return columns, (
        (code, number, f"{pools.first_names[(code * 7 + number) % len(pools.first_names)]} "
         f"{pools.last_names[code % len(pools.last_names)]}".upper()[:40],
         "S" if code % 12 else "N", f"contato{number}.{code}@exemplo.com.br" if code % 8 else None,
         f"349{code % 100_000_000:08d}", ("Compras", "Financeiro", None)[code % 3],
         pools.cities[code % len(pools.cities)][0], None, "2019-05-06 07:08:09")
        for code in range(1, rows + 1)
        if code % 4 == 2
        for number in range(1, code % 3 + 1)
    )  # fmt: skip
