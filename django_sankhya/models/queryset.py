"""The queryset of entities."""

from typing import TypeVar

from django.db import models

from django_sankhya.client import Request

M = TypeVar("M", bound=models.Model, covariant=True)


class SankhyaQuerySet(models.QuerySet[M]):
    """Django's queryset, plus a look at the request that it stands for."""

    def request(self) -> Request:
        """Return what evaluating this queryset would send, without sending it.

        ``str()`` of the result is readable text: service, entity, fields, criteria, order and rows.
        ``str(queryset.query)`` misleads here, since Django compiles that for the default database.
        """
        request: Request = self.query.get_compiler(self.db).as_request()
        return request
