"""The ERP's error answers, worded as the ERP words them (protocol §9, protocol examples §3)."""

from __future__ import annotations

from dataclasses import dataclass

ERROR = "0"
OK = "1"
TIMEOUT = "3"
CANCELED = "4"


@dataclass(slots=True)
class ErpError(Exception):
    """Answer the call with this message and status.

    ``code`` becomes the ``tsErrorCode`` where the ERP is known to send one (protocol §3).
    """

    message: str
    code: str = ""
    status: str = ERROR

    def __str__(self) -> str:
        return self.message


def not_authorized() -> ErpError:
    """Tell that the session is missing, expired or killed (protocol §2d)."""
    return ErpError("Não autorizado.", status=TIMEOUT)


def forbidden() -> ErpError:
    """Tell that the user may not call this service: same words, status 0 (protocol §2d)."""
    return ErpError("Não autorizado")


def bad_credentials() -> ErpError:
    return ErpError("Usuário/Senha inválido", "CORE_E01434")


def concurrent_call() -> ErpError:
    """Tell that another call of the same session is running (protocol §3, status 4)."""
    return ErpError("Serviço cancelado por situação de concorrência.", status=CANCELED)


def unknown_service(name: str) -> ErpError:
    return ErpError(f"HttpServiceBroker: Nenhum provedor foi encontrado para o serviço '{name}'.")


def unknown_method(method: str) -> ErpError:
    return ErpError(f"Método {method} não encontrado")


def unknown_entity(name: str) -> ErpError:
    return ErpError(f"Não foi encontrado objeto de acesso a dados para este BMP: mge-dwf:{name}.")


def unknown_field(name: str) -> ErpError:
    return ErpError(f"Descritor do campo '{name}' inválido.", "CORE_E04064")


def unknown_relation(relation: str, entity: str) -> ErpError:
    return ErpError(f"Relacionamento: '{relation}' não encontrado em: '{entity}'")


def missing_attribute(name: str) -> ErpError:
    return ErpError(f"É necessário informar o atributo '{name}'")


def missing_element() -> ErpError:
    """Answer a body of the wrong shape as the ERP does (protocol §9, "NPE for wrong body shape")."""
    return ErpError("java.lang.NullPointerException")


def internal() -> ErpError:
    """Answer what should not happen, as the ERP does (protocol §9)."""
    return ErpError("erro interno (NPE)")


def malformed_json(detail: str) -> ErpError:
    return ErpError(f"com.google.gson.JsonSyntaxException: {detail}")


def malformed_xml(detail: str) -> ErpError:
    return ErpError(f"org.jdom.input.JDOMParseException: {detail}")


def too_wide(name: str, width: int, limit: int) -> ErpError:
    return ErpError(f"Propriedade '{name}' com largura acima do limite: ({width} > {limit})")


def duplicate_document(partner: str) -> ErpError:
    return ErpError(f"CNPJ/CPF já existente para o parceiro: '{partner}'")


def wrong_cpf_size() -> ErpError:
    return ErpError("Tamanho do CNPJ/CPF inválido para pessoa Física!")


def only_queries() -> ErpError:
    return ErpError(
        "Permitido apenas a execução de consultas, a instrução possui 'UPDATE', 'DELETE' ou "
        "'INSERT' e tais comandos não são permitidos.",
        "CORE_E03690",
    )


def row_not_found(entity: str) -> ErpError:
    return ErpError(f"Registro não encontrado para a entidade '{entity}'.")
