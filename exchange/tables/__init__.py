"""All CSV tables, in the order in which they are loaded: whatever a row refers to stands in an earlier table."""

from exchange.record_table import in_order
from exchange.tables import citizens, councils, news, reports, resolutions, sessions_app, supervision

TABLES = in_order(
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
