"""The checks of articles."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet

from core.records.checks import Problem, Severity, check
from core.records.document_checks import TITLE as DOCUMENTS
from core.records.document_checks import document_problems
from news.models import Article, ArticleFile


@check("article-file", Article, Severity.ADVICE, DOCUMENTS)
def problems_of_article_files(rows: QuerySet[Any], on: date) -> Iterator[Problem]:  # Any: rows of Article
    yield from document_problems(rows, ArticleFile, "article")
