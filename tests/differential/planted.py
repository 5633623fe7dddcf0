"""Rows that lie in wait: what goes wrong with texts, numbers, dates, NULLs and relations."""

from typing import Any

__all__ = ["plant"]

PARTNERS: dict[int, dict[str, Any]] = {
    101: {"NOMEPARC": 'O\'Neil & Filhos "Ltda"'},
    102: {"NOMEPARC": "100% Algodão_Puro", "COMPLEMENTO": "100%"},
    103: {"NOMEPARC": "100X AlgodãoYPuro", "COMPLEMENTO": "100X"},
    104: {"NOMEPARC": "C:\\Temp\\_%", "COMPLEMENTO": "\\"},
    105: {"NOMEPARC": "[A-Z] Colchetes", "COMPLEMENTO": "[A-Z]"},
    106: {"NOMEPARC": "AZ Colchetes", "COMPLEMENTO": "AZ"},
    107: {"NOMEPARC": "  espaços  "},
    108: {"NOMEPARC": "ação É ÚLTIMA"},
    109: {"NOMEPARC": "AÇÃO é última"},
    110: {"NOMEPARC": None, "RAZAOSOCIAL": None, "EMAIL": None, "CGC_CPF": None},
    111: {"LIMCRED": 0, "PRAZOPAG": 0, "LIMCREDMENSAL": 0},
    112: {"LIMCRED": None, "PRAZOPAG": None, "LIMCREDMENSAL": None},
    113: {"LIMCRED": -0.01, "PRAZOPAG": -5, "LIMCREDMENSAL": -0.01},
    114: {"LIMCRED": 9999999999.99, "PRAZOPAG": 99999},
    115: {"LIMCRED": 0.1, "LIMCREDMENSAL": 0.3},
    116: {"LIMCRED": 0.3, "LIMCREDMENSAL": 0.1},
    117: {"DTULTCONTATO": "2024-02-29 00:00:00", "DTNASC": "2024-02-29 00:00:00"},
    118: {"DTULTCONTATO": "2024-02-29 23:59:59", "DTNASC": "1899-12-31 00:00:00"},
    119: {"DTULTCONTATO": "2023-12-31 22:30:00", "DTNASC": "2000-01-01 00:00:00"},
    120: {"DTULTCONTATO": "2000-01-01 00:00:00", "DTNASC": "2023-12-31 00:00:00"},
    121: {"DTULTCONTATO": "2024-03-01 00:00:00", "DTNASC": None},
    122: {"NOMEPARC": "Emoji 🌵 漢字"},
    123: {"NOMEPARC": "Linha\nQuebrada\tTab"},
    124: {"NOMEPARC": "Onde?", "COMPLEMENTO": "?"},
    125: {"NOMEPARC": "%"},
    126: {"NOMEPARC": "_"},
    127: {"NOMEPARC": "''"},
    128: {"NOMEPARC": "Banco", "CGC_CPF": "00000000000191", "NUMEND": "000"},
    129: {"NOMEPARC": "<b>Tag</b> &amp; ]]>"},
    130: {"EMAIL": "Maria@Exemplo.com"},
    131: {"EMAIL": "maria@exemplo.COM"},
    132: {"NOMEPARC": "UPDATE e DELETE Ltda", "COMPLEMENTO": "; DROP TABLE X--"},
    133: {"CODVEND": None, "CODREG": None, "CODPARCMATRIZ": None, "CODASSESSOR": None},
    134: {"CODVEND": 3, "CODASSESSOR": 3, "CODREG": 4},
    135: {"CODVEND": 3, "CODASSESSOR": 4, "CODREG": 4},
    136: {"CODPARCMATRIZ": 101, "CODCID": 1},
    137: {"CODPARCMATRIZ": 101, "CODCID": 1},
    138: {"CODPARCMATRIZ": 136, "CODCID": 2},
    139: {"CODPARCMATRIZ": 139, "CODCID": 0},
    140: {"ATIVO": "N", "CLIENTE": "N", "FORNECEDOR": "S", "CODCID": 2},
    141: {"ATIVO": "N", "CLIENTE": "S", "FORNECEDOR": "S", "BLOQUEAR": "S"},
    142: {"CGC_CPF": "0", "CEP": "00000000", "TELEFONE": "0"},
    143: {"OBSERVACOES": "linha 1\nlinha 2 com 50% e 'aspas'"},
}

_COMPLEMENT = {
    "SUGTIPNEGSAID": 0, "SUGTIPNEGENTR": 0, "SEQENTREGA": 0, "SEQVISITA": 0, "EXIGEPEDIDO": "N",
    "ISENTOTAXAMINBOLETA": "N", "USASAIDAFATPER": "N", "GERARFRETE": "N", "LIMCREDAUTOM": "N",
    "SITCADSUFRAMA": "0",
}  # fmt: skip
COMPLEMENTS: list[dict[str, Any]] = [
    {**_COMPLEMENT, "CODPARC": 101, "IDENTIFICACAO": "A", "CODCIDENTREGA": 1, "FATMIN": 10.5},
    {**_COMPLEMENT, "CODPARC": 102, "IDENTIFICACAO": None, "CODCIDENTREGA": 2, "FATMIN": 0},
    {**_COMPLEMENT, "CODPARC": 136, "IDENTIFICACAO": "B", "CODCIDENTREGA": None, "FATMIN": None},
    {**_COMPLEMENT, "CODPARC": 139, "IDENTIFICACAO": "a", "CODCIDENTREGA": 1, "EXIGEPEDIDO": "S"},
]

_CONTACT = {
    "ATIVO": "S", "POSSUIACESSOBT": "N", "NIVELCOB": 0, "RECEBEBOLETOEMAIL": "N",
    "RECEBENOTAEMAIL": "N", "SOCIO": "N", "RECEMAILIMPPED": "N", "EMAILRECBOL": "N",
    "ENVIANOTIFCOTA": "N",
}  # fmt: skip
CONTACTS: list[dict[str, Any]] = [
    {**_CONTACT, "CODPARC": 101, "CODCONTATO": 1, "NOMECONTATO": "Ana", "CODCID": 1},
    {**_CONTACT, "CODPARC": 101, "CODCONTATO": 2, "NOMECONTATO": "Bruno D'Ávila", "ATIVO": "N"},
    {**_CONTACT, "CODPARC": 101, "CODCONTATO": 3, "NOMECONTATO": None, "PRIORIDADE": 1},
    {**_CONTACT, "CODPARC": 102, "CODCONTATO": 1, "NOMECONTATO": "Ana", "CODCID": 2},
    {**_CONTACT, "CODPARC": 102, "CODCONTATO": 7, "NOMECONTATO": "Zé", "PRIORIDADE": 2},
    {**_CONTACT, "CODPARC": 136, "CODCONTATO": 1, "NOMECONTATO": "Caio", "NIVELCOB": 5},
    {**_CONTACT, "CODPARC": 139, "CODCONTATO": 2, "NOMECONTATO": "Duda", "CODREG": 1},
]


def plant(erp: Any) -> None:
    """Write the rows into a sandbox of at least 300 partners, past its services."""
    for code, values in PARTNERS.items():
        changes = ", ".join(f"{column} = ?" for column in values)
        erp.sql(f"UPDATE TGFPAR SET {changes} WHERE CODPARC = ?", [*values.values(), code])
    for table, rows in (("TGFCPL", COMPLEMENTS), ("TGFCTT", CONTACTS)):
        for row in rows:
            marks = ", ".join("?" * len(row))
            erp.sql(
                f"INSERT OR REPLACE INTO {table} ({', '.join(row)}) VALUES ({marks})",
                list(row.values()),
            )
