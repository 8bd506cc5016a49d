"""The pages on which staff paste the agenda of a session, and add several documents to it."""

from sessions_app.actions import add_agenda
from sessions_app.agenda_forms import AgendaRowForm, PasteForm, SittingsOfSession, heading_of_key, marked_rows, rows_of_text
from sessions_app.models import AgendaItem, Sitting
from sessions_app.pasted_agenda import MAX_ITEMS
from sessions_app.session_pages import CONFIRM, PREVIEW, ROWS, SessionPartsPage


class PasteAgendaPage(SessionPartsPage):
    """The page where an agenda is pasted, checked in a table, and recorded."""

    key = "dan-chuong-trinh"
    label = "Dán chương trình"
    submit = "Ghi chương trình"
    permission = "sessions_app.add_agendaitem"
    part_model = AgendaItem
    template = "admin/sessions_app/paste_agenda.html"
    max_rows = MAX_ITEMS

    def parts(self, session):
        return [*session.sittings.all(), *session.agenda.all()]

    def table(self, request, session, posted):
        """The pasted text, and a row for each item in it: as it was posted, or as the text says."""
        form, skipped = PasteForm(posted), []
        sittings = SittingsOfSession(session)
        number = self.number_of_rows(posted) if posted is not None and PREVIEW not in posted else 0
        data = posted
        if posted is not None and not number and form.is_valid():
            values, skipped = rows_of_text(form.cleaned_data["text"], session, sittings)
            data, number = posted.copy(), len(values)
            for index, row in enumerate(values):
                data.update({f"row-{index}-{name}": value for name, value in row.items()})
        if number and CONFIRM in (posted or ()):
            form = PasteForm(initial={"text": posted.get("text", "")})  # only its rows are saved
        rows = [AgendaRowForm(data, prefix=f"row-{index}", sittings=sittings) for index in range(number)]
        return {"form": form, "rows": rows, "skipped": skipped, "count_name": ROWS, "taken": sum(row.is_checked for row in rows)}

    def without_stored(self, session, posted):
        return marked_rows(posted, self.number_of_rows(posted), session)

    def add_parts(self, request, session, rows):
        sittings = {str(sitting.pk): sitting for sitting in SittingsOfSession(session).rows}
        items = []
        for row in rows:
            values = row.cleaned_data
            key = values["sitting"]
            if key and key not in sittings:
                heading = heading_of_key(key)
                sittings[key] = Sitting(session=session, held_on=heading.day, part_of_day=heading.part)
            columns = {name: values[name] for name in ("title", "kind", "starts_at", "presenter_title")}
            items.append(AgendaItem(session=session, sitting=sittings.get(key), **columns))
        number = add_agenda(session=session, items=items)
        made = f", lập {number} phiên họp" if number else ""
        return f"Đã ghi {len(items)} nội dung chương trình{made}."
