"""From Django's Query to requests; the only package that uses Django's private query API.

Django compiles conditions, lookups, functions and subqueries as it does for any database, on the
alias `this` of the ERP's criteria. Only the outer SELECT is translated: its columns become
fieldsets on entity paths, conditions that need joins become `this.KEY IN (SELECT …)`, so that rows
never repeat, and what the ERP cannot say raises NotSupportedError with its reason.
"""

from django_sankhya.backend.compiler.reading import SQLAggregateCompiler, SQLCompiler
from django_sankhya.backend.compiler.writing import (
    SQLDeleteCompiler,
    SQLInsertCompiler,
    SQLUpdateCompiler,
)

__all__ = [
    "SQLAggregateCompiler",
    "SQLCompiler",
    "SQLDeleteCompiler",
    "SQLInsertCompiler",
    "SQLUpdateCompiler",
]
