"""All CSV tables, in the order in which they are loaded: a row refers to its own table or an earlier one only."""

from exchange.record_table import tables_by_name
from exchange.tables import citizens, councils, news, reports, resolutions, sessions_app, supervision

TABLES = tables_by_name(
    (
        *councils.TABLES,
        *sessions_app.TABLES,
        *resolutions.TABLES,
        *citizens.TABLES,
        *supervision.TABLES,
        *news.TABLES,
        *reports.TABLES,
    )
)
