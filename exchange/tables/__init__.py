"""All registers, in the order in which they are loaded: whatever a row refers to stands in an earlier sheet."""

from exchange.record_table import in_order
from exchange.tables import citizens, councils, news, reports, resolutions, sessions_app, supervision

SHEETS = in_order(
    (
        *councils.SHEETS,
        *sessions_app.SHEETS,
        *resolutions.SHEETS,
        *citizens.SHEETS,
        *supervision.SHEETS,
        *news.SHEETS,
        *reports.SHEETS,
    )
)
