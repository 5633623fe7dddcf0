"""The errors that an ERP, the network or a wrong request can cause, as one tree.

Each class is also the `django.db` error that fits, so that `except IntegrityError` and
`except ServiceRequestException` both work.
"""

from __future__ import annotations

from typing import Any

from django.db.utils import (
    DatabaseError,
    DataError,
    IntegrityError,
    InterfaceError,
    InternalError,
    NotSupportedError,
    OperationalError,
    ProgrammingError,
)

__all__ = [
    "DataError",
    "DatabaseError",
    "IntegrityError",
    "InterfaceError",
    "InternalError",
    "NotSupportedError",
    "OperationalError",
    "OutcomeUnknownException",
    "ProgrammingError",
    "ServiceRequestAnswerTooLargeException",
    "ServiceRequestAttributeException",
    "ServiceRequestBusinessRuleRestrictionException",
    "ServiceRequestCanceledQueryException",
    "ServiceRequestCompetitionException",
    "ServiceRequestDeadlockException",
    "ServiceRequestDuplicateKeyException",
    "ServiceRequestDuplicatedDocumentException",
    "ServiceRequestException",
    "ServiceRequestExpiredAuthenticationException",
    "ServiceRequestForeignKeyException",
    "ServiceRequestInaccessibleException",
    "ServiceRequestInvalidAuthorizationException",
    "ServiceRequestInvalidCredentialsException",
    "ServiceRequestInvalidExpressionException",
    "ServiceRequestInvalidRelationException",
    "ServiceRequestInvalidSubQueryException",
    "ServiceRequestInvalidValueException",
    "ServiceRequestMalformedAnswerException",
    "ServiceRequestPaginationException",
    "ServiceRequestPermissionDeniedException",
    "ServiceRequestPropertyNameException",
    "ServiceRequestPropertyWidthException",
    "ServiceRequestTimeoutException",
    "ServiceRequestUnavailableException",
    "ServiceRequestUnexpectedResultException",
    "ServiceRequestUnknownEntityException",
    "ServiceRequestUnknownServiceException",
]


class ServiceRequestException(DatabaseError):
    """Tell that a service request failed; the base of all errors of the ERP and of the way to it.

    `message` is the ERP's own text where it gave one. `status` is the answer's status ("0", "3",
    "4", or "" where no answer came), `code` the ERP's error code such as "CORE_E04064".
    """

    def __init__(
        self,
        message: str = "",
        *,
        service: str = "",
        status: str = "",
        code: str = "",
        transaction_id: str = "",
        **details: Any,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.service = service
        self.status = status
        self.code = code
        self.transaction_id = transaction_id
        self.details = details

    def __str__(self) -> str:
        facts = [
            f"{name} {value}"
            for name, value in (("service", self.service), ("code", self.code))
            if value
        ]
        return f"{self.message} ({', '.join(facts)})" if facts else self.message

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (self.message,), self.__dict__)


class ServiceRequestInaccessibleException(ServiceRequestException, OperationalError):
    """Tell that the ERP could not be reached; the request was certainly not executed."""


class ServiceRequestTimeoutException(ServiceRequestException, OperationalError):
    """Tell that no whole answer came in time, or that the ERP's own query timed out."""


class OutcomeUnknownException(ServiceRequestException, OperationalError):
    """Tell that a write was sent and its answer was lost: the ERP may or may not have executed it.

    Nothing is sent again. Look at the record before you repeat the write.
    """


class ServiceRequestMalformedAnswerException(ServiceRequestException, InterfaceError):
    """Tell that what came back is not an answer of the ERP: HTML, cut short, or forbidden XML."""


class ServiceRequestAnswerTooLargeException(ServiceRequestMalformedAnswerException):
    """Tell that an answer was longer than `max_answer_bytes` and was not read to its end."""


class ServiceRequestInvalidAuthorizationException(ServiceRequestException, OperationalError):
    """Tell that the ERP no longer knows the session: expired, closed or killed (status 3)."""


class ServiceRequestInvalidCredentialsException(ServiceRequestException, OperationalError):
    """Tell that the ERP refused the user name or the password."""


class ServiceRequestExpiredAuthenticationException(ServiceRequestInvalidCredentialsException):
    """Tell that the user's account has expired."""


class ServiceRequestPermissionDeniedException(ServiceRequestException, ProgrammingError):
    """Tell that the session is valid but its user may not do this (status 0)."""


class ServiceRequestCompetitionException(ServiceRequestException, OperationalError):
    """Tell that the ERP cancelled the call because of a concurrent one (status 4)."""


class ServiceRequestDeadlockException(ServiceRequestException, OperationalError):
    """Tell that the ERP's database chose this call as the victim of a deadlock."""


class ServiceRequestCanceledQueryException(ServiceRequestException, OperationalError):
    """Tell that the ERP's database cancelled the query."""


class ServiceRequestUnavailableException(ServiceRequestException, OperationalError):
    """Tell that the ERP lost its own database or answered with an HTTP error."""


class ServiceRequestUnknownServiceException(ServiceRequestException, ProgrammingError):
    """Tell that the ERP offers no such service on this module."""


class ServiceRequestUnknownEntityException(ServiceRequestException, ProgrammingError):
    """Tell that the ERP's dictionary has no such entity, or does not release it."""


class ServiceRequestPropertyNameException(ServiceRequestException, ProgrammingError):
    """Tell that a column is not a field of the entity in the ERP's dictionary."""


class ServiceRequestInvalidExpressionException(ServiceRequestException, ProgrammingError):
    """Tell that the ERP or its database could not read a criteria expression or SELECT."""


class ServiceRequestInvalidSubQueryException(ServiceRequestException, ProgrammingError):
    """Tell that a scalar subselect gave more than one value."""


class ServiceRequestInvalidRelationException(ServiceRequestException, ProgrammingError):
    """Tell that an entity path names a relation that the ERP's dictionary does not have."""


class ServiceRequestPaginationException(ServiceRequestException, OperationalError):
    """Tell that the ERP lost the result between two pages."""


class ServiceRequestPropertyWidthException(ServiceRequestException, DataError):
    """Tell that a text is longer than its column; details: property, current, allowed."""


class ServiceRequestInvalidValueException(ServiceRequestException, DataError):
    """Tell that a value does not fit the column's type."""


class ServiceRequestAttributeException(ServiceRequestException, IntegrityError):
    """Tell that a required attribute was not given; details: property."""


class ServiceRequestForeignKeyException(ServiceRequestException, IntegrityError):
    """Tell that a foreign key points nowhere, or that the record is still pointed at."""


class ServiceRequestDuplicateKeyException(ServiceRequestException, IntegrityError):
    """Tell that a unique key is already taken."""


class ServiceRequestDuplicatedDocumentException(ServiceRequestDuplicateKeyException):
    """Tell that another partner has this CNPJ or CPF; details: property, name."""


class ServiceRequestBusinessRuleRestrictionException(ServiceRequestException, IntegrityError):
    """Tell that a rule of the ERP's users did not permit the operation; details: rule."""


class ServiceRequestUnexpectedResultException(ServiceRequestException):
    """Tell that the ERP answered with an error which no row of the catalogue knows."""
