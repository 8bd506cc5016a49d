"""The law by which a document of a session is not public, by the day of the session."""

from datetime import date

# (first day in force, the law). Sources: Luật 29/2018/QH14, điều 27; Luật 117/2025/QH15, in force from 01/3/2026.
SECRETS_LAWS = (
    (date(2026, 3, 1), "Luật Bảo vệ bí mật nhà nước số 117/2025/QH15"),
    (date(2020, 7, 1), "Luật Bảo vệ bí mật nhà nước số 29/2018/QH14"),
)


def legal_reason_on(day: date) -> str:
    """Return the law on state secrets in force on `day`; "" before the first one that the portal has."""
    return next((law for start, law in SECRETS_LAWS if day >= start), "")
