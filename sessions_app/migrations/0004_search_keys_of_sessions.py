from django.db import migrations, models

from core.vietnamese.numbers import ordinal, roman
from core.vietnamese.search_query import search_key_of

KINDS = {
    "thematic": "chuyên đề",
    "extraordinary": "đột xuất (bất thường)",
    "first": "thứ nhất",
    "closing": "tổng kết nhiệm kỳ",
}
SEASONS = {"mid_year": "giữa năm", "end_year": "cuối năm"}


def fill(apps, schema_editor):
    """Compute the search keys of the stored sessions, as the model does when it saves one."""
    sessions = apps.get_model("sessions_app", "councilsession").objects.select_related("term__council")
    for session in sessions.iterator():
        term, council = session.term, session.term.council
        series = "chuyên đề " if session.series else ""
        labels = KINDS | {"regular": council.regular_label}
        kinds = ", ".join(labels[kind] for kind in (session.kind, session.second_kind) if kind)
        day = session.opened_on or session.planned_on
        text = (
            f"Kỳ họp {series}{ordinal(session.number)} kỳ họp {session.number} {kinds} {SEASONS.get(session.season, '')} "
            f"{day.year if day else ''} khóa {roman(term.ordinal)}, nhiệm kỳ {term.label} {council.name}"
        )
        sessions.model.objects.filter(pk=session.pk).update(search_key=search_key_of(text))


class Migration(migrations.Migration):

    dependencies = [
        ('councils', '0012_names_and_words'),
        ('sessions_app', '0003_session_parts'),
    ]

    operations = [
        migrations.AddField(
            model_name='councilsession',
            name='search_key',
            field=models.TextField(blank=True, editable=False, verbose_name='khóa tìm kiếm'),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
