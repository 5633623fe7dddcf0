"""Reads: loadRecords for rows, executeQuery for count() where the ERP permits it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import Count, Func
from django.db.models.expressions import Col, Star, Value
from django.db.models.sql import compiler
from django.db.models.sql.constants import GET_ITERATOR_CHUNK_SIZE, MULTI, SINGLE
from django.db.models.sql.query import Query

from django_sankhya import values
from django_sankhya.backend import comparisons, literals, statement
from django_sankhya.backend.compiler.columns import Columns
from django_sankhya.backend.compiler.criteria import OnRoot
from django_sankhya.backend.compiler.entities import ROOT, entity, needs_a_select
from django_sankhya.backend.compiler.subqueries import asks_only_whether, bare, keys_only
from django_sankhya.backend.statement import Load, Statement, Window
from django_sankhya.client import ExecuteQuery, LoadRecords, Parameter, Request, json, xml
from django_sankhya.exceptions import (
    NotSupportedError,
    ServiceRequestException,
    ServiceRequestPermissionDeniedException,
    ServiceRequestUnknownServiceException,
)

_REFUSALS = (ServiceRequestPermissionDeniedException, ServiceRequestUnknownServiceException)
_MOST_PARAMETERS = 2000  # SQL Server takes 2,100
_NOT_A_SELECT = "CORE_E03690"  # also said of a literal that contains the word UPDATE


class SQLCompiler(compiler.SQLCompiler):
    """Compile reads to loadRecords, and count() to executeQuery where the ERP permits it."""

    def compile(self, node: Any) -> tuple[str, Any]:
        if type(node) is Col:  # by far the most frequent, and the same everywhere
            return super().compile(node)
        node = comparisons.as_the_erp_has_it(node)
        if type(node) is Value and type(node.value) is int:
            # A database cannot tell the type of a bind value that is no comparison's other side.
            return str(node.value), ()
        told = self.connection.ops.dialect.functions.get(type(node).__name__)
        if told and isinstance(node, Func):
            return node.as_sql(self, self.connection, **told)
        return super().compile(node)

    def as_sql(self, with_limits: bool = True, with_col_aliases: bool = False) -> tuple[str, Any]:
        if self.query.subquery:
            return self._subquery(with_limits, with_col_aliases)
        if _counts_rows(self.query):
            return self._count_statement(self.query), ()
        return self._load()

    def as_request(self) -> Request:
        """Give the request that evaluating the query would send first."""
        sent, _ = self.as_sql()
        assert isinstance(sent, Statement)
        return sent.request

    def execute_sql(
        self,
        result_type: Any = MULTI,
        chunked_fetch: bool = False,
        chunk_size: int = GET_ITERATOR_CHUNK_SIZE,
    ) -> Any:
        if result_type == SINGLE and not self.query.subquery and _counts_rows(self.query):
            return self._count(self.query)
        return super().execute_sql(result_type, chunked_fetch, chunk_size)

    def explain_query(self) -> Iterator[str]:
        info, self.query.explain_info = self.query.explain_info, None
        request = self.as_request()
        codec = {"XML": xml, "JSON": json}[(info.format or self.connection.sankhya.format).upper()]
        yield f"{request.service} on {request.module}"
        yield str(request)
        yield codec.encode(request.service, request.body()).decode()

    def _subquery(self, with_limits: bool, with_col_aliases: bool) -> tuple[str, Any]:
        if asks_only_whether(self.query):  # EXISTS needs no LIMIT
            with_limits = False
        elif self.query.is_sliced and not self.query.order_by:  # OFFSET needs an order
            self.query.add_ordering("pk")
        return super().as_sql(with_limits, with_col_aliases)

    def _load(self) -> tuple[Load, Sequence[Any]]:
        joins = self.query.clone()
        _, order_by, group_by = self.pre_sql_setup()
        columns = Columns(self)
        self._refuse_what_needs_a_select(columns, group_by)
        fieldsets, shape = columns.layout()
        on_root = OnRoot(self)
        criteria, params = self._bindable(*on_root.where(joins))
        window = Window(self.query.low_mark, self.query.high_mark)
        request = LoadRecords(
            entity=entity(self.query.model),
            fieldsets=fieldsets,
            criteria=_with_question_marks(criteria, params),
            parameters=tuple(Parameter(values.encode(p), values.parameter_type(p)) for p in params),
            order_by=on_root.order((term, ref) for term, ref in order_by),
            page=window.first_page(self.connection.server.page_size),
        )
        return Load.of(request, window, shape), tuple(params)

    def _bindable(self, sql: str, params: list[Any]) -> tuple[str, list[Any]]:
        """Write numbers into a criteria that has more bind values than SQL Server takes."""
        if len(params) <= _MOST_PARAMETERS:
            return sql, params
        dialect = self.connection.sankhya.dialect
        shown = [literals.literal(p, dialect) if isinstance(p, int) else "%s" for p in params]
        return sql.replace("%%", "%%%%") % tuple(shown), [
            p for p in params if not isinstance(p, int)
        ]

    def _refuse_what_needs_a_select(self, columns: Columns, group_by: Any) -> None:
        query = self.query
        parts = (
            (query.combinator, f"{query.combinator}()"),
            (group_by or query.group_by is not None, "Aggregation with GROUP BY"),
            (self.having, "Filtering by an aggregate"),
            (self.qualify, "Filtering by a window function"),
            (query.extra or query.extra_tables or query.extra_order_by, "extra()"),
            (query.distinct_fields, "distinct() on fields"),
            (query.distinct and not columns.hold_the_key(), "distinct() without the primary key"),
        )
        for present, part in parts:
            if present:
                raise needs_a_select(part)

    # count()

    def _count(self, query: Query) -> list[int] | None:
        """Count on the ERP's side, or by keys where the ERP forbids a SELECT."""
        try:
            total = self._count_by_select(query)
            if total is None:
                total = self._count_by_keys(query)
        except EmptyResultSet:
            return None
        end = total if query.high_mark is None else min(total, query.high_mark)
        return [max(end - query.low_mark, 0)]

    def _count_by_select(self, query: Query) -> int | None:
        server = self.connection.server
        counted = self._count_statement(query)
        if not server.may_execute_query():
            return None
        try:
            return int(self._first_row(counted)[0])
        except ServiceRequestException as problem:
            if isinstance(problem, _REFUSALS):
                server.refused(problem)
            elif problem.code != _NOT_A_SELECT:
                raise
            return None

    def _count_by_keys(self, query: Query) -> int:
        sent, params = keys_only(query).get_compiler(connection=self.connection).as_sql()
        with self.connection.cursor() as cursor:
            cursor.execute(sent, params)
            return sum(len(rows) for rows in iter(cursor.fetchmany, []))

    def _first_row(self, sent: Statement) -> Any:
        with self.connection.cursor() as cursor:
            cursor.execute(sent, ())
            return cursor.fetchone()

    def _count_statement(self, query: Query) -> statement.Query:
        reading = bare(query)
        on_root = OnRoot(reading.get_compiler(connection=self.connection))
        criteria, params = on_root.where(reading.clone())
        sql = f"SELECT COUNT(*) FROM {query.model._meta.db_table} {ROOT}"  # noqa: S608
        if criteria:
            sql += " WHERE " + literals.inline(criteria, params, self.connection.sankhya.dialect)
        return statement.Query(ExecuteQuery(sql))


class SQLAggregateCompiler(SQLCompiler):
    """Count the rows of a slice or of distinct rows; other aggregates raise."""

    def as_sql(self, with_limits: bool = True, with_col_aliases: bool = False) -> tuple[str, Any]:
        return self._count_statement(self._counted()), ()

    def execute_sql(self, result_type: Any = MULTI, *args: Any, **kwargs: Any) -> Any:
        try:
            counted = self._counted()
        except EmptyResultSet:
            return None
        return self._count(counted)

    def _counted(self) -> Query:
        inner = self.query.inner_query
        if not _selects_count(self.query) or inner.combinator or inner.group_by is not None:
            raise needs_a_select("An aggregate")
        counted = inner.clone()
        counted.subquery = False
        counted.clone().get_compiler(connection=self.connection).as_sql()  # refuses what it must
        return counted


def _counts_rows(query: Query) -> bool:
    plain = not query.select and not query.default_cols and query.group_by is None
    return plain and not query.combinator and _selects_count(query)


def _selects_count(query: Query) -> bool:
    selected = list(query.annotation_select.values())
    if len(selected) != 1 or not isinstance(selected[0], Count):
        return False
    count = selected[0]
    return isinstance(count.get_source_expressions()[0], Star) and not count.filter


def _with_question_marks(sql: str, params: Sequence[Any]) -> str:
    if "?" in sql:
        raise NotSupportedError(
            "A criteria with a literal question mark is not supported: pass it as a value."
        )
    return sql % (("?",) * len(params))
