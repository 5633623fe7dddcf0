"""Sample data: the registers of a small wholesaler, the same at every start.

Names are drawn from Faker's Brazilian pools with a fixed seed. The first partners are written by
hand: what goes wrong with quotes, zeros, NULLs, wildcards and accents is always among them.
"""

from __future__ import annotations

import random
import sqlite3
from typing import TYPE_CHECKING, Any

from faker.providers.address.pt_BR import Provider as AddressPool
from faker.providers.person.pt_BR import Provider as PersonPool

from . import database, sample_partners, schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .database import Database

_KEPT_ROWS = 20_000
"""Up to this many partners, the built database is kept to be copied by the next start."""

_templates: dict[tuple[int, int], sqlite3.Connection] = {}

BRAZIL = 1058
_COUNTRIES = (
    (0, "<sem descrição>", None), (BRAZIL, "Brasil", "BRA"), (639, "Argentina", "ARG"),
    (1589, "Chile", "CHL"), (1694, "Colômbia", "COL"), (2496, "Estados Unidos", "EUA"),
    (5860, "Paraguai", "PRY"), (6076, "Portugal", "PRT"), (8451, "Uruguai", "URY"),
)  # fmt: skip
_REGISTERS: tuple[tuple[str, str, tuple[tuple[int, str], ...]], ...] = (
    ("TCSPRJ", "CODPROJ IDENTIFICACAO", ()),
    ("TGFCFO", "CODCFO DESCRCFO", ()),
    ("TGFGRU", "CODGRUPOPROD DESCRGRUPOPROD", ()),
    ("TGFLOC", "CODLOCAL DESCRLOCAL", ((1100, "Corredor A"),)),
    ("TGFNAT", "CODNAT DESCRNAT", ()),
    ("TGFNTA", "CODTAB NOMETAB", ((1, "Varejo"),)),
    ("TGFOBS", "CODOBSPADRAO OBSERVACAO", ()),
    ("TGFTIT", "CODTIPTIT DESCRTIPTIT", ()),
    ("TGFTPP", "CODTIPPARC DESCRTIPPARC", ((1, "Revenda"),)),
    ("TSIBCO", "CODBCO NOMEBCO", ((1, "Banco do Brasil"),)),
    ("TSICTA", "CODCTABCOINT DESCRICAO", ()),
    ("TSICUS", "CODCENCUS DESCRCENCUS", ()),
    ("TSIGRU", "CODGRUPO NOMEGRUPO", ()),
    ("TSIMOE", "CODMOEDA NOMEMOEDA", ()),
)
_REGIONS = ("Norte", "Nordeste", "Centro-Oeste", "Sudeste", "Sul")
_STREETS = ("Rua", "Avenida", "Travessa", "Praça", "Alameda")
_SELLERS = 12
_STAMP = "2015-10-01 08:00:00"


def fill(target: Database, rows: int, seed: int, users: Iterable[tuple[str, str]]) -> None:
    """Give a database its tables, its sample rows and its users."""
    if rows <= _KEPT_ROWS:
        target.copy_from(_template(rows, seed))
    else:
        target.empty()
        target.use(lambda connection: _build(connection, rows, seed))
    for code, (name, _) in enumerate(users):
        target.plain(
            "INSERT INTO TSIUSU (CODUSU, NOMEUSU, CODGRUPO, CODPARC, CODVEND, DTALTER)"
            " VALUES (?, ?, 0, 0, 0, '2015-10-01 08:00:00')",
            (code, name.upper()),
        )


def _template(rows: int, seed: int) -> sqlite3.Connection:
    key = (rows, seed)
    if key not in _templates:
        connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        _build(connection, rows, seed)
        _templates[key] = connection
    return _templates[key]


def close_templates() -> None:
    """Let go of the databases kept for the next start."""
    while _templates:
        _templates.popitem()[1].close()


def _build(connection: sqlite3.Connection, rows: int, seed: int) -> None:
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("BEGIN")
    database.create_tables(connection, schema.load())
    sample = Sample(connection, rows, random.Random(seed))  # noqa: S311 - reproducible names
    sample.registers()
    sample.places()
    sample.sellers()
    sample.partners()
    database.create_indexes(connection)
    connection.execute("COMMIT")
    # A look at a part of each index tells the planner enough.
    connection.execute("PRAGMA analysis_limit = 1000")
    connection.execute("ANALYZE")


class Sample:
    """Write the sample rows."""

    def __init__(self, connection: sqlite3.Connection, rows: int, rng: random.Random) -> None:
        self._connection = connection
        self._rows = rows
        self._rng = rng
        self._cities: list[tuple[int, str, str]] = []
        self._neighborhoods = 0
        self._streets = 0

    def _insert(self, table: str, columns: str, rows: Iterable[Sequence[Any]]) -> None:
        self._connection.executemany(database.insert_sql(table, columns.split()), rows)

    def registers(self) -> None:
        """Write the rows 0 that stand for "none", one company and some units."""
        for table, columns, more in _REGISTERS:
            self._insert(table, columns, [(0, "<sem descrição>"), *more])
        self._insert("TGFVEI", "CODVEICULO PLACA CODPARC", [(0, "<sem>", 0)])
        self._insert("TGFVOL", "CODVOL DESCRVOL", [("UN", "Unidade"), ("CX", "Caixa")])
        self._insert(
            "TSIEMP", "CODEMP NOMEFANTASIA RAZAOSOCIAL", [(1, "EMPRESA MODELO", "Modelo Ltda.")]
        )
        self._insert("TGFEMP", "CODEMP", [(1,)])
        self._insert("TSIPAI", "CODPAIS DESCRICAO ABREVIATURA", _COUNTRIES)
        self._insert(
            "TSIREG",
            "CODREG NOMEREG CODREGPAI GRAU",
            [(0, "<sem descrição>", -999999999, 1)]
            + [(number, name, 0, 2) for number, name in enumerate(_REGIONS, 1)],
        )

    def places(self) -> None:
        """Write states, cities, neighborhoods and streets."""
        states = list(schema.rows("states.csv"))
        codes = {row["uf"]: (n, int(row["region"])) for n, row in enumerate(states, 1)}
        self._insert(
            "TSIUFS",
            "CODUF UF DESCRICAO CODPAIS CODIBGE CODPARCSECRECEST",
            [(0, "XX", "<sem descrição>", 0, None, None)]
            + [(n, r["uf"], r["name"], BRAZIL, int(r["ibge"]), None)
               for n, r in enumerate(states, 1)],
        )  # fmt: skip
        cities = list(schema.rows("cities.csv"))
        self._cities = [(n, r["uf"], r["ddd"]) for n, r in enumerate(cities, 1)]
        self._insert(
            "TSICID",
            "CODCID UF CODREG NOMECID DDD CODMUNFIS CODPARCNFSE TIMPARCPREFEITURA DTALTER",
            [(0, 0, 0, "<SEM CIDADE>", None, None, 0, 0, _STAMP)]
            + [(n, *codes[r["uf"]], r["city"], r["ddd"], int(r["ibge"]) if r["ibge"] else None,
                0, 0, _STAMP) for n, r in enumerate(cities, 1)],
        )  # fmt: skip
        names = sorted(set(AddressPool.bairros))
        names = [
            "<sem descrição>",
            "Centro",
            *self._rng.sample([n for n in names if n != "Centro"], 118),
        ]
        self._neighborhoods = len(names) - 1
        self._insert(
            "TSIBAI", "CODBAI NOMEBAI CODREG DTALTER",
            [(n, name, 0, _STAMP) for n, name in enumerate(names)],
        )  # fmt: skip
        streets = [
            "<sem descrição>",
            "Joana d'Arc",
            "São João",
            "XV de Novembro",
            *self._people(116),
        ]
        self._streets = len(streets) - 1
        self._insert(
            "TSIEND", "CODEND TIPO NOMEEND DTALTER",
            [(n, _STREETS[n % 5] if n else None, name, _STAMP) for n, name in enumerate(streets)],
        )  # fmt: skip

    def _people(self, count: int) -> list[str]:
        """Draw that many different names of persons."""
        names: dict[str, None] = {}
        while len(names) < count:
            names[f"{self._rng.choice(_FIRST)} {self._rng.choice(_LAST)}"] = None
        return list(names)

    def sellers(self) -> None:
        first = self._rng.sample(_FIRST, _SELLERS)
        rows: list[tuple[Any, ...]] = [(0, "<SEM VENDEDOR>", "S", 0, 0, None, None, None, _STAMP)]
        for code, name in enumerate(first, 1):
            short = name.split()[0][:12]
            rows.append(
                (code, short, "N" if code == 7 else "S", min(code - 1, 1), code % 6,
                 "V" if code > 1 else "G", f"vendedor{code}@exemplo.com.br",
                 (0.1, 2.5, None, 0.0)[code % 4], f"2020-0{code % 9 + 1}-15 1{code % 10}:30:00")
            )  # fmt: skip
        self._insert(
            "TGFVEN", "CODVEND APELIDO ATIVO CODGER CODREG TIPVEND EMAIL COMVENDA DTALTER", rows
        )

    def partners(self) -> None:
        """Write partners, their complements and contacts."""
        pools = sample_partners.Pools(
            _FIRST, _LAST, self._cities, self._neighborhoods, self._streets, _SELLERS
        )
        self._insert("TGFPAR", *sample_partners.partners(self._rows, self._rng, pools))
        self._insert("TGFCPL", *sample_partners.complements(self._rows, pools))
        self._insert("TGFCTT", *sample_partners.contacts(self._rows, pools))


_FIRST = sorted({*PersonPool.first_names_female, *PersonPool.first_names_male})
_LAST = sorted(set(PersonPool.last_names))
