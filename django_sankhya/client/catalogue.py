"""The one table from the ERP's texts and codes to exceptions (protocol §9).

Texts are matched case-insensitively, first row first. What no row knows keeps its full text.
"""

from __future__ import annotations

import re
from typing import Final

from django_sankhya import exceptions as e

__all__ = ["exception_for"]

_BY_STATUS: Final[dict[str, type[e.ServiceRequestException]]] = {
    "3": e.ServiceRequestInvalidAuthorizationException,
    "4": e.ServiceRequestCompetitionException,
}

# A group named `property` gives the column at fault; `property_NAME` says that it is NAME.
_BY_TEXT: Final[tuple[tuple[str, type[e.ServiceRequestException]], ...]] = (
    (r"usuário/senha inválido", e.ServiceRequestInvalidCredentialsException),
    (r"usuário expirou", e.ServiceRequestExpiredAuthenticationException),
    (r"não autorizado", e.ServiceRequestPermissionDeniedException),
    (r"nenhum provedor foi encontrado", e.ServiceRequestUnknownServiceException),
    (r"método \S+ não encontrado", e.ServiceRequestUnknownServiceException),
    (r"não foi encontrado objeto de acesso", e.ServiceRequestUnknownEntityException),
    (r"descritor do campo '(?P<property>[^']+)' inválido", e.ServiceRequestPropertyNameException),
    (r"nome de coluna '(?P<property>[^']+)' inválido", e.ServiceRequestPropertyNameException),
    (
        r"identificador de várias partes \"(?P<property>[^\"]+)\"",
        e.ServiceRequestPropertyNameException,
    ),
    (r"campo não existe: (?P<property>.+)$", e.ServiceRequestPropertyNameException),
    (r"ORA-00904: (?P<property>[^:\n]+)", e.ServiceRequestPropertyNameException),
    (
        r"relacionamento: '(?P<relation>[^']+)' não encontrado",
        e.ServiceRequestInvalidRelationException,
    ),
    (
        r"propriedade '(?P<property>[^']+)' com largura acima do limite: "
        r"\((?P<current>\d+) > (?P<allowed>\d+)\)",
        e.ServiceRequestPropertyWidthException,
    ),
    (
        r"é necessário informar o atributo '(?P<property>[^']+)'",
        e.ServiceRequestAttributeException,
    ),
    (
        r"(?P<property_CGC_CPF>CNPJ/CPF) já existente para o parceiro: '(?P<name>.*)'",
        e.ServiceRequestDuplicatedDocumentException,
    ),
    (
        r"tamanho do (?P<property_CGC_CPF>CNPJ/CPF) inválido",
        e.ServiceRequestInvalidValueException,
    ),
    (
        r"apenas a (?P<property_CLASSIFICMS>Classificação ICMS)",
        e.ServiceRequestInvalidValueException,
    ),
    (
        r"(?P<property_IDENTINSCESTAD>palavra ISENTO)",
        e.ServiceRequestInvalidValueException,
    ),
    (
        r"situação de concorrência|log de acessos|'PK_TSIRLG'",
        e.ServiceRequestCompetitionException,
    ),
    (r"ORA-00001|UNIQUE KEY|PRIMARY KEY|índice exclusivo", e.ServiceRequestDuplicateKeyException),
    (r"ORA-0229[12]|conflitou com a restrição", e.ServiceRequestForeignKeyException),
    (r"ORA-01400|não (é possível|pode) inserir o valor NULL", e.ServiceRequestAttributeException),
    (r"ORA-12899|seriam truncados", e.ServiceRequestPropertyWidthException),
    (
        r"a regra \"(?P<rule>[^\"]+)\" não permitiu a operação",
        e.ServiceRequestBusinessRuleRestrictionException,
    ),
    (r"deadlock|ORA-00060", e.ServiceRequestDeadlockException),
    (r"tempo limite da consulta", e.ServiceRequestTimeoutException),
    (r"a consulta foi cancelada|ORA-01013", e.ServiceRequestCanceledQueryException),
    (r"a subconsulta retornou mais de 1|ORA-01427", e.ServiceRequestInvalidSubQueryException),
    (
        r"sistema não pode encontrar o arquivo especificado",
        e.ServiceRequestPaginationException,
    ),
    (
        r"resultset object is closed|objeto de acesso a dados|connection object is closed|"
        r"I/O error|TDS protocol error|STP_SET_SESSION|java\.lang\.NullPointerException",
        e.ServiceRequestUnavailableException,
    ),
    (
        r"expressão inválida|delimitador ''' desbalanceado|ORA-009\d\d|sintaxe incorreta|"
        r"tipo não booliano|não é um nome de função|na lista ordenar por",
        e.ServiceRequestInvalidExpressionException,
    ),
    (
        r"ORA-01722|ORA-018\d\d|falha (ao converter|na conversão)|erro ao converter",
        e.ServiceRequestInvalidValueException,
    ),
)
_ROWS: Final = tuple((re.compile(text, re.I | re.M), raised) for text, raised in _BY_TEXT)


def exception_for(
    message: str, *, service: str = "", status: str = "", code: str = "", transaction_id: str = ""
) -> e.ServiceRequestException:
    """Make the exception for an answer that is not OK; its details come from the ERP's text."""
    raised, details = _row(message, status)
    said = message or f"The ERP answered with status {status} and no message."
    return raised(
        said,
        service=service,
        status=status,
        code=code,
        transaction_id=transaction_id,
        **details,
    )


def _row(message: str, status: str) -> tuple[type[e.ServiceRequestException], dict[str, str]]:
    if status in _BY_STATUS:
        return _BY_STATUS[status], {}
    for pattern, raised in _ROWS:
        if found := pattern.search(message):
            return raised, _details(found)
    return e.ServiceRequestUnexpectedResultException, {}


def _details(found: re.Match[str]) -> dict[str, str]:
    """Give what the groups of a row found out."""
    details = {}
    for name, text in found.groupdict().items():
        if text is not None:
            kind, _, column = name.partition("_")
            details[kind] = column or text
    return details
