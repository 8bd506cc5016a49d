"""Expressions for generated columns: the database computes them, so that no writer can forget them.

Such a column may use only functions whose result depends on nothing but their arguments. Django's own `ExtractYear` is a
Python function on SQLite: a column made of it cannot be read by any other program.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Func, IntegerField

if TYPE_CHECKING:  # only the hints need them
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler

Sql = tuple[str, Any]  # a statement and its parameters; Any: as in Django's methods


class YearOf(Func):
    """The year of a date."""

    arity = 1
    output_field = IntegerField()
    template = "EXTRACT(YEAR FROM %(expressions)s)::integer"

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> Sql:  # Any: as in Django's
        """Return the expression for SQLite, which stores a date as text."""
        return self.as_sql(compiler, connection, template="CAST(substr(%(expressions)s, 1, 4) AS integer)", **context)


class MonthOf(Func):
    """The month of a moment as a number, 202201, in Vietnamese time, which is seven hours ahead of UTC since 1975."""

    arity = 1
    output_field = IntegerField()
    template = (
        "(EXTRACT(YEAR FROM %(expressions)s AT TIME ZONE 'Asia/Ho_Chi_Minh') * 100"
        " + EXTRACT(MONTH FROM %(expressions)s AT TIME ZONE 'Asia/Ho_Chi_Minh'))::integer"
    )

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> Sql:  # Any: as in Django's
        """Return the expression for SQLite, which stores a moment as text, in UTC, and would round its microseconds."""
        day = "date(substr(%(expressions)s, 1, 19), '+7 hours')"
        template = f"CAST(substr({day}, 1, 4) || substr({day}, 6, 2) AS integer)"
        return self.as_sql(compiler, connection, template=template, **context)
