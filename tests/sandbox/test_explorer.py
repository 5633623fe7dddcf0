"""executeQuery: native values, both dialects' SQL, the databases' own error texts."""

import json
from typing import Any

import pytest

from django_sankhya import sandbox

from .caller import Caller


def test_the_answer(caller: Caller) -> None:
    answer = caller.query("SELECT CODPARC, NOMEPARC, DTALTER FROM TGFPAR WHERE CODPARC IN (1, 10)")
    body = answer["responseBody"]
    assert body["fieldsMetadata"] == [
        {"name": "CODPARC", "description": "CODPARC", "order": 1, "userType": "I"},
        {"name": "NOMEPARC", "description": "NOMEPARC", "order": 2, "userType": "S"},
        {"name": "DTALTER", "description": "DTALTER", "order": 3, "userType": "H"},
    ]
    assert body["rows"] == [
        [1, "BANCO DO BRASIL", "16072020 16:42:15"], [10, None, "16072020 16:42:15"],
    ]  # fmt: skip
    assert body["burstLimit"] is False


def test_xml(caller: Caller) -> None:
    root = caller.xml(
        "DbExplorerSP.executeQuery",
        "<sql>SELECT CODPARC, LIMCRED, NOMEPARC FROM TGFPAR WHERE CODPARC IN (2, 10)</sql>",
    )
    body = root.find("responseBody")
    assert [f.get("userType") for f in body.findall("fieldsMetadata")] == ["I", "F", "S"]
    assert [[cell.text for cell in row] for row in body.findall("rows")] == [
        ["2", "12345678.9", "D'Ávila & Filhos"], ["10", None, None],
    ]  # fmt: skip


def test_money_is_written_by_its_digits(caller: Caller) -> None:
    caller.erp.sql("UPDATE TGFPAR SET LIMCRED = 0.1 WHERE CODPARC IN (1, 2)")
    caller.erp.sql("UPDATE TGFPAR SET LIMCRED = 0.2 WHERE CODPARC = 3")
    sql = "SELECT LIMCRED, SUM(LIMCRED) OVER () AS S FROM TGFPAR WHERE CODPARC IN (1, 2, 3)"
    data = json.dumps({"requestBody": {"sql": sql}}).encode()
    text = caller.post("DbExplorerSP.executeQuery", data, outputType="json").text
    assert "[[0.1,0.4],[0.1,0.4],[0.2,0.4]]" in text


def test_at_most_5000_rows() -> None:
    with sandbox.serve(rows=5000) as erp:
        caller = Caller(erp)
        with caller.http:
            caller.login()
            cut = caller.query("SELECT CODPARC FROM TGFPAR")["responseBody"]
            assert (len(cut["rows"]), cut["burstLimit"]) == (5000, True)
            whole = caller.query("SELECT CODPARC FROM TGFPAR WHERE CODPARC > 0")["responseBody"]
            assert (len(whole["rows"]), whole["burstLimit"]) == (5000, False)


def test_it_may_be_forbidden() -> None:
    with sandbox.serve(rows=1, execute_query=False) as erp:
        caller = Caller(erp)
        with caller.http:
            answer = caller.login().query("SELECT 1 FROM DUAL")
            assert (answer["status"], answer["statusMessage"]) == ("0", "Não autorizado")


ORACLE: list[tuple[str, Any]] = [
    ("SELECT COUNT(*) FROM TGFPAR", [[301]]),
    ("SELECT COUNT(DISTINCT ATIVO) AS N FROM TGFPAR", [[2]]),
    ("SELECT CODPARC FROM TGFPAR WHERE ROWNUM <= 2 ORDER BY CODPARC DESC", [[1], [0]]),
    ("SELECT COUNT(*) FROM TGFPAR WHERE ROWNUM < 8", [[7]]),
    ("SELECT N FROM (SELECT A.CODPARC AS N, ROWNUM AS R FROM (SELECT CODPARC FROM TGFPAR"
     " ORDER BY CODPARC DESC) A WHERE ROWNUM <= 3) WHERE R > 1", [[299], [298]]),
    ("SELECT CODPARC FROM TGFPAR ORDER BY CODPARC OFFSET 3 ROWS FETCH NEXT 2 ROWS ONLY",
     [[3], [4]]),
    ("SELECT NVL(LIMCRED, -1), SUBSTR(NOMEPARC, -5), LENGTH(NOMEPARC), INSTR(NOMEPARC, 'D')"
     " FROM TGFPAR WHERE CODPARC = 1", [[0.1, "RASIL", 15, 7]]),
    ("SELECT UPPER('ação'), LOWER('AÇÃO'), INITCAP('ana luísa'), LPAD('7', 3, '0'),"
     " REPLACE('abc', 'b'), TRIM(' x '), 'a' || NULL || 'b' FROM DUAL",
     [["AÇÃO", "ação", "Ana Luísa", "007", "ac", "x", "ab"]]),
    ("SELECT TO_CHAR(D, 'YYYY-MM-DD'), TO_CHAR(D, 'Q'), TO_CHAR(D, 'D'), TO_CHAR(D, 'IYYY'),"
     " TO_CHAR(D, 'IW') FROM (SELECT DATE '2021-01-03' AS D FROM DUAL)",
     [["2021-01-03", "1", "1", "2020", "53"]]),
    ("SELECT EXTRACT(YEAR FROM DTALTER), EXTRACT(HOUR FROM CAST(DTALTER AS TIMESTAMP)),"
     " TRUNC(DTALTER), TRUNC(DTALTER, 'MONTH') FROM TGFPAR WHERE CODPARC = 1",
     [[2020, 16, "16072020 00:00:00", "01072020 00:00:00"]]),
    ("SELECT DATE '2020-02-28' + 2, DATE '2020-03-01' - DATE '2020-02-28',"
     " ADD_MONTHS(DATE '2020-01-31', 1), TIMESTAMP '2020-01-01 00:00:00' - INTERVAL '1' HOUR"
     " FROM DUAL", [["01032020 00:00:00", 2, "29022020 00:00:00", "31122019 23:00:00"]]),
    ("SELECT TO_DATE('28/10/2016 01:02:03', 'DD/MM/YYYY HH24:MI:SS'),"
     " TO_TIMESTAMP('2016-10-28 01:02:03.000004', 'YYYY-MM-DD HH24:MI:SS.FF6') FROM DUAL",
     [["28102016 01:02:03", "28102016 01:02:03"]]),
    ("SELECT 7 / 2, MOD(7, 2), ROUND(2.345, 2), ROUND(-0.5), TRUNC(2.9), ABS(-1), POWER(2, 3),"
     " GREATEST(1, 3, 2), LEAST(2, 1), FLOOR(-1.5), CEIL(1.2) FROM DUAL",
     [[3.5, 1, 2.35, -1, 2, 1, 8, 3, 1, -2, 2]]),
    ("SELECT CASE WHEN 1 = 1 THEN 'a' ELSE 'b' END, DECODE(NULL, 1, 'x', NULL, 'y'),"
     " NVL2(NULL, 1, 2), COALESCE(NULL, 3), NULLIF(1, 1) FROM DUAL", [["a", "y", 2, 3, None]]),
    ("SELECT CAST('12' AS NUMBER(5)), CAST(2.5 AS VARCHAR2(10)), CAST(1.25 AS NUMBER(5,1)),"
     " TO_NUMBER('1.5'), TO_CHAR(1234.5, 'FM9990.00') FROM DUAL",
     [[12, "2.5", 1.3, 1.5, "1234.50"]]),
    ("SELECT CODPARC FROM TGFPAR WHERE REGEXP_LIKE(NOMEPARC, '^JOÃO', 'i') AND CODPARC < 16",
     [[7], [8]]),
    ("SELECT CODPARC FROM TGFPAR WHERE REGEXP_LIKE(NOMEPARC, '^João') AND CODPARC < 16", [[7]]),
    ("SELECT CODPARC FROM TGFPAR WHERE (CODPARC, CODCID) IN ((1, 7), (2, 99))", [[1]]),
    ("SELECT CODPARC FROM TGFPAR WHERE CODPARC < 4 MINUS SELECT CODPARC FROM TGFPAR"
     " WHERE CODPARC < 2", [[2], [3]]),
    ("WITH Z AS (SELECT CODPARC FROM TGFPAR WHERE CODPARC < 3) SELECT MAX(CODPARC) FROM Z", [[2]]),
    ("SELECT U.UF, COUNT(*) N FROM TGFPAR P JOIN TSICID C ON C.CODCID = P.CODCID"
     " LEFT JOIN TSIUFS U ON U.CODUF = C.UF WHERE P.CODPARC < 3 GROUP BY U.UF"
     " HAVING COUNT(*) > 0 ORDER BY N, U.UF DESC", [["XX", 1], ["MG", 1], ["DF", 1]]),
    ("SELECT RANK() OVER (ORDER BY ATIVO) R FROM TGFPAR WHERE CODPARC IN (8, 9)", [[1], [2]]),
    ("SELECT NOMEPARC FROM TGFPAR WHERE CODPARC IN (9, 10) ORDER BY NOMEPARC",
     [["Inativo Comércio"], [None]]),
    ("SELECT NOMEPARC FROM TGFPAR WHERE CODPARC IN (9, 10) ORDER BY NOMEPARC NULLS FIRST",
     [[None], ["Inativo Comércio"]]),
    ("SELECT COUNT(*) FROM TGFPAR WHERE NOMEPARC = ''", [[0]]),
    ('SELECT "P"."CODPARC" FROM "SANKHYA"."TGFPAR" "P" WHERE "P"."CODPARC" = 1;', [[1]]),
    ("SELECT CODPARC FROM TGFPAR WHERE CODPARC = ANY (SELECT 1 FROM DUAL)", [[1]]),
    ("SELECT 'a''b;UPDATE' FROM DUAL", [["a'b;UPDATE"]]),
]  # fmt: skip


@pytest.mark.parametrize(("sql", "expected"), ORACLE)
def test_oracle(caller: Caller, sql: str, expected: Any) -> None:
    assert caller.cells(sql) == expected


def test_a_subselect_of_one_row(caller: Caller, tsql: Caller) -> None:
    sql = (
        "SELECT (SELECT C.NOMECID FROM TSICID C WHERE C.CODCID = P.CODCID) AS X, (SELECT"
        " P.CODPARC FROM TSIEMP E) AS Y, (SELECT 1 FROM TSIEMP E WHERE E.CODEMP = 9) AS Z"
        " FROM TGFPAR P WHERE P.CODPARC IN (1, 2)"
    )
    assert caller.cells(sql) == [["Brasília", 1, None], ["Uberlândia", 2, None]]
    assert tsql.cells(sql) == [["Brasília", 1, None], ["Uberlândia", 2, None]]
    many = "SELECT CODPARC FROM TGFPAR WHERE CODCID = (SELECT CODCID FROM TSICID)"
    assert caller.error(many).startswith("ORA-01427")
    assert tsql.error(many).startswith("A subconsulta retornou mais de 1 valor")


def test_a_column_orders_once_in_sql_server(caller: Caller, tsql: Caller) -> None:
    sql = "SELECT CODPARC FROM TGFPAR WHERE CODPARC < 2 ORDER BY ATIVO, ATIVO DESC, CODPARC"
    assert caller.cells(sql) == [[0], [1]]
    assert tsql.error(sql).startswith("Uma coluna foi especificada mais de uma vez")


SQL_SERVER: list[tuple[str, Any]] = [
    ("SELECT TOP 2 CODPARC FROM TGFPAR ORDER BY CODPARC DESC", [[300], [299]]),
    ("SELECT CODPARC FROM TGFPAR ORDER BY CODPARC OFFSET 3 ROWS FETCH NEXT 2 ROWS ONLY",
     [[3], [4]]),
    ("SELECT [p].[CODPARC] AS [a b] FROM [sankhya].[TGFPAR] AS [p] WITH (NOLOCK)"
     " WHERE [p].[CODPARC] = 1", [[1]]),
    ("SELECT ISNULL(NULL, 2), LEN('ab '), LEFT('abc', 2), RIGHT('abc', 2), SUBSTRING('abc', 0, 2),"
     " CHARINDEX('c', 'abc'), 'a' + N'b', UPPER('ã')",
     [[2, 2, "ab", "bc", "a", 3, "ab", "Ã"]]),
    ("SELECT DATEPART(weekday, D), DATEPART(iso_week, D), YEAR(D), MONTH(D), CAST(D AS DATE),"
     " CONVERT(VARCHAR(10), D, 103), CONVERT(VARCHAR(19), D, 120)"
     " FROM (SELECT CAST('2021-01-03 04:05:06' AS DATETIME2) AS D) AS X",
     [[1, 53, 2021, 1, "03012021 00:00:00", "03/01/2021", "2021-01-03 04:05:06"]]),
    ("SELECT DATEADD(month, 1, '2020-01-31'), DATEDIFF(day, '2020-01-31', '20200201'),"
     " EOMONTH('2020-02-01'), CONVERT(DATE, '28/10/2016', 103)",
     [["29022020 00:00:00", 1, "29022020 00:00:00", "28102016 00:00:00"]]),
    ("SELECT CODPARC FROM TGFPAR WHERE DTCAD = '2016-10-28' AND CODPARC = 1", [[1]]),
    ("SELECT 7 / 2, 7.0 / 2, 7 % 4, CAST('12' AS INT), CAST(1.255 AS DECIMAL(9, 2)), CEILING(1.2)",
     [[3, 3.5, 3, 12, 1.26, 2]]),
    ("SELECT IIF(1 > 2, 'a', 'b'), CONCAT('a', NULL, 1), COUNT_BIG(*) FROM DUAL_ "
     .replace("FROM DUAL_ ", "FROM TSIEMP"), [["b", "a1", 1]]),
    ("SELECT NOMEPARC FROM TGFPAR WHERE CODPARC IN (9, 10) ORDER BY NOMEPARC",
     [[None], ["Inativo Comércio"]]),
    ("SELECT CAST(5 AS BIT), CONVERT(FLOAT, '1.5'), GREATEST(1, 2)", [[5, 1.5, 2]]),
]  # fmt: skip


@pytest.mark.parametrize(("sql", "expected"), SQL_SERVER)
def test_sql_server(tsql: Caller, sql: str, expected: Any) -> None:
    assert tsql.cells(sql) == expected


def test_names_of_columns(caller: Caller, tsql: Caller) -> None:
    def named(asked: Caller, sql: str) -> list[str]:
        return [f["name"] for f in asked.query(sql)["responseBody"]["fieldsMetadata"]]

    sql = 'SELECT CODPARC AS cod, NOMEPARC "Nome", COUNT(*) OVER () FROM TGFPAR'
    assert named(caller, sql) == ["COD", "Nome", "COUNT(*)OVER()"]
    assert named(tsql, sql) == ["cod", "Nome", ""]
    assert named(caller, "SELECT * FROM TSIPAI")[:2] == ["CODPAIS", "DESCRICAO"]


@pytest.mark.parametrize(
    ("sql", "text"),
    [
        ("SELECT NADA FROM TGFPAR", 'ORA-00904: "NADA": identificador inválido'),
        ("SELECT P.NADA FROM TGFPAR P", 'ORA-00904: "P"."NADA": identificador inválido'),
        ('SELECT "codparc" FROM TGFPAR', 'ORA-00904: "codparc": identificador inválido'),
        ("SELECT FOO(1) FROM DUAL", 'ORA-00904: "FOO": identificador inválido'),
        ("SELECT LEN('a') FROM DUAL", 'ORA-00904: "LEN": identificador inválido'),
        ("SELECT 1 FROM NADA", "ORA-00942: a tabela ou view não existe"),
        ("SELECT 1 FROM OUTRO.TGFPAR", "ORA-00942: a tabela ou view não existe"),
        ("SELECT 1 FROM sqlite_master", "ORA-00942: a tabela ou view não existe"),
        ("SELECT 1 FROM TGFPAR WHERE ATIVO", "ORA-00920: operador relacional inválido"),
        ("SELECT CODCID FROM TGFPAR P, TSICID C", "ORA-00918: coluna definida de maneira ambígua"),
        ("SELECT ATIVO, COUNT(*) FROM TGFPAR",
         "ORA-00937: não é uma função de grupo de grupo simples"),
        ("SELECT ATIVO, CODCID FROM TGFPAR GROUP BY ATIVO",
         "ORA-00979: não é uma expressão GROUP BY"),
        ("SELECT ATIVO FROM TGFPAR GROUP BY 1", "ORA-00979: não é uma expressão GROUP BY"),
        ("SELECT 1 / 0 FROM DUAL", "ORA-01476: o divisor é igual a zero"),
        ("SELECT 1 FROM TGFPAR WHERE NOMEPARC = 5", "ORA-01722: número inválido"),
        ("SELECT 1 FROM TGFPAR WHERE CODPARC = 'x'", "ORA-01722: número inválido"),
        ("SELECT TO_DATE('x', 'DD/MM/YYYY') FROM DUAL",
         "ORA-01861: literal não corresponde à string de formato"),
        ("SELECT (SELECT CODCID FROM TSICID) FROM DUAL",
         "ORA-01427: a subconsulta de uma única linha retorna mais de uma linha"),
        ("SELECT 1 FROM DUAL WHERE 'x", "Delimitador ''' desbalanceado"),
    ],
)  # fmt: skip
def test_what_oracle_says(caller: Caller, sql: str, text: str) -> None:
    assert caller.error(sql) == text


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT FROM TGFPAR", "SELECT 1", "SELECT 1 FROM TGFPAR LIMIT 1", "SELECT 1 FROM",
        "SELECT CODPARC = 1 FROM TGFPAR", "SELECT UPPER() FROM DUAL", "SELECT 7 % 2 FROM DUAL",
        "SELECT 1 FROM TGFPAR P NATURAL JOIN TSICID", "SELECT TOP 1 CODPARC FROM TGFPAR",
        "SELECT CODPARC FROM TGFPAR WHERE CODPARC IN (SELECT CODPARC, CODCID FROM TGFPAR)",
        "SELECT 1 FROM DUAL WHERE NOMEPARC ILIKE 'a'",
    ],
)  # fmt: skip
def test_bad_syntax_in_oracle(caller: Caller, sql: str) -> None:
    assert caller.error(sql).startswith(("ORA-00933", "ORA-00904"))


@pytest.mark.parametrize(
    ("sql", "text"),
    [
        ("SELECT NADA FROM TGFPAR", "Nome de coluna 'NADA' inválido."),
        ("SELECT CODPARC FROM TGFPAR WHERE ROWNUM <= 2", "Nome de coluna 'ROWNUM' inválido."),
        ("SELECT P.NADA FROM TGFPAR P",
         'O identificador de várias partes "P.NADA" não pôde ser associado.'),
        ("SELECT 1 FROM NADA", "Nome de objeto 'NADA' inválido."),
        ("SELECT 1 FROM DUAL", "Nome de objeto 'DUAL' inválido."),
        ("SELECT NVL(1, 2)", "'NVL' não é um nome de função interna reconhecido."),
        ("SELECT 'a' || 'b'", "Sintaxe incorreta próximo a '||'."),
        ("SELECT 1 / 0", "Erro de divisão por zero."),
        ("SELECT CAST('x' AS INT)",
         "Falha na conversão do valor varchar 'x' para o tipo de dados int."),
        ("SELECT CAST('x' AS DATE)", "Falha ao converter data e/ou hora da cadeia de caracteres."),
        ("SELECT CODPARC FROM TGFPAR ORDER BY CODPARC NULLS LAST",
         "Sintaxe incorreta próximo a 'NULLS'."),
        ("SELECT CODPARC FROM TGFPAR OFFSET 1 ROWS", "Sintaxe incorreta próximo a 'OFFSET'."),
    ],
)  # fmt: skip
def test_what_sql_server_says(tsql: Caller, sql: str, text: str) -> None:
    assert tsql.error(sql) == text


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE TGFPAR SET NOMEPARC = 'x'", "DELETE FROM TGFPAR", "INSERT INTO TGFPAR VALUES (1)",
        "DROP TABLE TGFPAR", "SELECT 1 FROM DUAL; DELETE FROM TGFPAR",
        "SELECT 1 FROM DUAL; SELECT 2 FROM DUAL", "TRUNCATE TABLE TGFPAR",
        "MERGE INTO TGFPAR USING DUAL ON (1 = 1) WHEN MATCHED THEN UPDATE SET NOMEPARC = 'x'",
        "WITH X AS (SELECT 1 FROM DUAL) DELETE FROM TGFPAR", "PRAGMA table_info(TGFPAR)",
        "SELECT * INTO X FROM TGFPAR", "/* x */ delete from TGFPAR", "BEGIN NULL; END;",
    ],
)  # fmt: skip
def test_only_one_select_passes(caller: Caller, sql: str) -> None:
    answer = caller.query(sql)
    assert answer["status"] == "0"
    assert answer["tsError"]["tsErrorCode"] == "CORE_E03690"
    assert answer["statusMessage"].startswith("Permitido apenas a execução de consultas")
    assert caller.erp.sql("SELECT COUNT(*), MIN(NOMEPARC) FROM TGFPAR") == [(301, "100% Algodão")]


@pytest.mark.parametrize("sql", ["(" * 3000, "SELECT " + "(" * 500 + "1" + ")" * 500 + " FROM DUAL",
                                 "\x00", "SELECT '\x00' FROM DUAL", "?", ";", "--"])  # fmt: skip
def test_nothing_breaks_the_server(caller: Caller, sql: str) -> None:
    answer = caller.query(sql)
    assert answer["status"] in ("0", "1")
    assert "NPE" not in answer.get("statusMessage", "")
