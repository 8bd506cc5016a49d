"""A program: fill the database of DATABASE_URL, take it to the previous head of the migrations and back to the present one.

Run as `python -m tests.hdnd_portal.migrated`. It prints JSON: the rows of every table as filled, at the previous head
and after it.
"""

import json
import os
import sys

import django

# The last migrations of the version that has landed before this one; raised with each version.
# Apps without a migration since then stand here too, so that their next one is tested.
PREVIOUS_HEAD = {
    "accounts": "0003",
    "citizens": "0008",
    "core": "0006",
    "councils": "0012",
    "news": "0007",
    "reports": "0008",
    "resolutions": "0013",
    "sessions_app": "0002",
    "supervision": "0007",
}


def stored_rows(connection):
    """{table: [row as {column: text}]} of every table but the list of migrations, in the order of their first column."""
    tables = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            if table == "django_migrations":
                continue
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} ORDER BY 1")
            columns = [column.name if hasattr(column, "name") else column[0] for column in cursor.description]
            tables[table] = [dict(zip(columns, map(str, row), strict=True)) for row in cursor.fetchall()]
    return tables


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hdnd_portal.settings.base")
    django.setup()

    from django.core.management import call_command  # noqa: PLC0415 needs the settings
    from django.db import connection  # noqa: PLC0415 needs the settings

    from exchange.sample.loading import COUNCIL, load_sample  # noqa: PLC0415 needs the settings

    call_command("migrate", verbosity=0)
    load_sample(slugs=[COUNCIL])
    filled = stored_rows(connection)
    for app, name in PREVIOUS_HEAD.items():
        call_command("migrate", app, name, verbosity=0)
    before = stored_rows(connection)
    call_command("migrate", verbosity=0)
    json.dump({"filled": filled, "before": before, "after": stored_rows(connection)}, sys.stdout)


if __name__ == "__main__":
    main()
