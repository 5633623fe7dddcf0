"""What the two databases under an ERP say in their own words.

SQL Server speaks Portuguese through jTDS, Oracle through ORA- codes (protocol §9,
protocol examples §3). Texts that no source shows are modelled on the neighbouring ones.
"""

from __future__ import annotations

from typing import Protocol

from .errors import ErpError

OWNER = "SANKHYA"


class Flavour(Protocol):
    """The error texts of one database."""

    name: str
    sqlglot: str
    owners: frozenset[str]

    def syntax(self, near: str) -> ErpError: ...
    def unknown_table(self, name: str) -> ErpError: ...
    def unknown_column(self, table: str, name: str) -> ErpError: ...
    def ambiguous_column(self, name: str) -> ErpError: ...
    def unknown_function(self, name: str) -> ErpError: ...
    def not_a_condition(self, near: str) -> ErpError: ...
    def not_grouped(self, column: str, *, grouped: bool) -> ErpError: ...
    def not_a_number(self, value: str) -> ErpError: ...
    def not_a_date(self, value: str) -> ErpError: ...
    def divided_by_zero(self) -> ErpError: ...
    def many_rows(self) -> ErpError: ...
    def repeated_order(self) -> ErpError | None: ...
    def unbound_parameter(self, position: int) -> ErpError: ...
    def duplicate(self, table: str, constraint: str, value: str, *, primary: bool) -> ErpError: ...
    def bad_option(self, table: str, column: str) -> ErpError: ...
    def parent_missing(
        self, statement: str, child: str, column: str, parent: str, parent_column: str
    ) -> ErpError: ...
    def child_exists(self, child: str, column: str, parent: str) -> ErpError: ...
    def refused(self, detail: str) -> ErpError: ...


class Oracle:
    """Oracle's texts in Portuguese."""

    name = "oracle"
    sqlglot = "oracle"
    owners = frozenset({OWNER})

    def syntax(self, near: str) -> ErpError:
        del near  # Oracle does not tell
        return ErpError("ORA-00933: comando SQL não encerrado adequadamente")

    def unknown_table(self, name: str) -> ErpError:
        del name
        return ErpError("ORA-00942: a tabela ou view não existe")

    def unknown_column(self, table: str, name: str) -> ErpError:
        path = f'"{table}"."{name}"' if table else f'"{name}"'
        return ErpError(f"ORA-00904: {path}: identificador inválido")

    def ambiguous_column(self, name: str) -> ErpError:
        del name
        return ErpError("ORA-00918: coluna definida de maneira ambígua")

    def unknown_function(self, name: str) -> ErpError:
        return self.unknown_column("", name)

    def not_a_condition(self, near: str) -> ErpError:
        del near
        return ErpError("ORA-00920: operador relacional inválido")

    def not_grouped(self, column: str, *, grouped: bool) -> ErpError:
        del column
        if grouped:
            return ErpError("ORA-00979: não é uma expressão GROUP BY")
        return ErpError("ORA-00937: não é uma função de grupo de grupo simples")

    def not_a_number(self, value: str) -> ErpError:
        del value
        return ErpError("ORA-01722: número inválido")

    def not_a_date(self, value: str) -> ErpError:
        del value
        return ErpError("ORA-01861: literal não corresponde à string de formato")

    def divided_by_zero(self) -> ErpError:
        return ErpError("ORA-01476: o divisor é igual a zero")

    def many_rows(self) -> ErpError:
        return ErpError("ORA-01427: a subconsulta de uma única linha retorna mais de uma linha")

    def repeated_order(self) -> None:
        return None  # Oracle takes a column twice

    def unbound_parameter(self, position: int) -> ErpError:
        return ErpError(f"Parâmetro IN ou OUT ausente do índice:: {position}")

    def duplicate(self, table: str, constraint: str, value: str, *, primary: bool) -> ErpError:
        del table, value, primary
        return ErpError(f"ORA-00001: restrição exclusiva ({OWNER}.{constraint}) violada")

    def bad_option(self, table: str, column: str) -> ErpError:
        name = f"CKC_{column}_{table}"
        return ErpError(f"ORA-02290: restrição de verificação ({OWNER}.{name}) violada")

    def parent_missing(
        self, statement: str, child: str, column: str, parent: str, parent_column: str
    ) -> ErpError:
        del statement, parent_column
        name = f"FK_{child}_{column}_{parent}"
        return ErpError(
            f"ORA-02291: restrição de integridade ({OWNER}.{name}) violada - "
            "chave mãe não localizada"
        )

    def child_exists(self, child: str, column: str, parent: str) -> ErpError:
        name = f"FK_{child}_{column}_{parent}"
        return ErpError(
            f"ORA-02292 Erro ao remover entidade: ORA-02292: restrição de integridade "
            f"({OWNER}.{name}) violada - registro filho localizado."
        )

    def refused(self, detail: str) -> ErpError:
        return ErpError(f"ORA-00900: instrução SQL inválida ({detail})")


class SqlServer:
    """SQL Server's texts in Portuguese."""

    name = "sqlserver"
    sqlglot = "tsql"
    owners = frozenset({OWNER, "DBO"})

    def syntax(self, near: str) -> ErpError:
        return ErpError(f"Sintaxe incorreta próximo a '{near}'.")

    def unknown_table(self, name: str) -> ErpError:
        return ErpError(f"Nome de objeto '{name}' inválido.")

    def unknown_column(self, table: str, name: str) -> ErpError:
        if table:
            return ErpError(
                f'O identificador de várias partes "{table}.{name}" não pôde ser associado.'
            )
        return ErpError(f"Nome de coluna '{name}' inválido.")

    def ambiguous_column(self, name: str) -> ErpError:
        return ErpError(f"Nome de coluna '{name}' ambíguo.")

    def unknown_function(self, name: str) -> ErpError:
        return ErpError(f"'{name}' não é um nome de função interna reconhecido.")

    def not_a_condition(self, near: str) -> ErpError:
        return ErpError(
            "Uma expressão do tipo não booliano foi especificada em um contexto em que uma "
            f"condição é esperada, próximo de '{near}'."
        )

    def not_grouped(self, column: str, *, grouped: bool) -> ErpError:
        tail = " nem na cláusula GROUP BY" if grouped else (
            " e não existe nenhuma cláusula GROUP BY"
        )  # fmt: skip
        return ErpError(
            f"A coluna '{column}' é inválida na lista de seleção porque não está contida em "
            f"uma função de agregação{tail}."
        )

    def not_a_number(self, value: str) -> ErpError:
        return ErpError(f"Falha na conversão do valor varchar '{value}' para o tipo de dados int.")

    def not_a_date(self, value: str) -> ErpError:
        del value
        return ErpError("Falha ao converter data e/ou hora da cadeia de caracteres.")

    def divided_by_zero(self) -> ErpError:
        return ErpError("Erro de divisão por zero.")

    def many_rows(self) -> ErpError:
        return ErpError(
            "A subconsulta retornou mais de 1 valor. Isso não é permitido quando a subconsulta "
            "segue um =, !=, <, <= , >, >= ou quando ela é usada como uma expressão."
        )

    def repeated_order(self) -> ErpError | None:
        return ErpError(
            "Uma coluna foi especificada mais de uma vez na lista ordenar por. As colunas na "
            "lista ordenar por devem ser exclusivas."
        )

    def unbound_parameter(self, position: int) -> ErpError:
        return ErpError(f"Parameter #{position} has not been set.")

    def duplicate(self, table: str, constraint: str, value: str, *, primary: bool) -> ErpError:
        kind = "PRIMARY KEY" if primary else "UNIQUE KEY"
        return ErpError(
            f"Violação da restrição {kind} '{constraint}'. Não é possível inserir a chave "
            f"duplicada no objeto 'sankhya.{table}'. O valor de chave duplicada é ({value})."
        )

    def bad_option(self, table: str, column: str) -> ErpError:
        return self._conflict("INSERT", "CHECK", f"CKC_{column}_{table}", table, column)

    def parent_missing(
        self, statement: str, child: str, column: str, parent: str, parent_column: str
    ) -> ErpError:
        name = f"FK_{child}_{column}_{parent}"
        return self._conflict(statement, "FOREIGN KEY", name, parent, parent_column)

    def child_exists(self, child: str, column: str, parent: str) -> ErpError:
        name = f"FK_{child}_{column}_{parent}"
        return self._conflict("DELETE", "REFERENCE", name, child, column)

    def refused(self, detail: str) -> ErpError:
        return ErpError(f"Não foi possível executar a instrução ({detail}).")

    @staticmethod
    def _conflict(statement: str, kind: str, name: str, table: str, column: str) -> ErpError:
        # "bando" is how the server spells it.
        return ErpError(
            f'A instrução {statement} conflitou com a restrição do {kind} "{name}". O conflito '
            f'ocorreu no bando de dados "{OWNER}", tabela "sankhya.{table}", column \'{column}\'.'
        )


FLAVOURS: dict[str, Flavour] = {"oracle": Oracle(), "sqlserver": SqlServer()}
