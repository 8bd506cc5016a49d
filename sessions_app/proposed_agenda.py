"""A pasted agenda of a public session: staff who may not publish the session propose it in the form of the session."""

from django.http import QueryDict
from django.urls import reverse

from core.admin.files import Uploads
from core.admin.form_versions import VERSION_INPUT, open_forms
from core.admin.proposals import waiting_of
from core.admin.proposed_values import FormData
from core.vietnamese.dates import short_date
from sessions_app.models import AgendaItem, Sitting

AGENDA, SITTINGS = "agenda", "sittings"  # the prefixes of the inlines
DEFAULTS = {"kind": [str(AgendaItem.Kind.OTHER)], "part_of_day": [str(Sitting.PartOfDay.MORNING)]}


def post_to_form(model_admin, request, session, items):
    """Post the form of `session` with the new `items`, and with what the user has proposed for it before.

    Return the response of the form: it leads on when the proposal is stored, and displays all rows when it is refused.
    """
    opened = open_forms(model_admin, request, session)
    earlier = waiting_of(request.user, session)
    payload = {"fields": {}, "parts": []} if earlier is None or earlier.payload.get("deletion") else earlier.payload
    parts = [*payload["parts"], *new_parts(session, items, payload["parts"])]
    form_data = FormData({"fields": payload["fields"], "parts": parts}, opened.form, [formset for _, formset in opened.inlines])
    token = opened.version.token(request, model_admin.opts.label_lower, session.pk)
    data = QueryDict(mutable=True)
    for name, values in (form_data.data | {"_save": ["1"], VERSION_INPUT: [token]}).items():
        data.setlist(name, values)
    request.POST = data
    request.uploads = Uploads()
    url = reverse("admin:sessions_app_councilsession_change", args=[session.pk])
    return model_admin.changeform_view(request, str(session.pk), url, {"form_url": url})


def new_parts(session, items, proposed):
    """The parts of a proposal for new items, behind those that are stored and `proposed`, and for their new sittings.

    What is `proposed` already, for example by a form that was sent twice, is not proposed again.
    """
    earlier = [values_of(part) for part in proposed]
    items = [item for item in items if values_of(item_part(item)) not in earlier]
    orders = [item.order for item in session.agenda.all()] + [posted_number(part, "order") for part in proposed]
    for order, item in enumerate(items, start=max(orders, default=0) + 1):
        item.order = order
    sittings = {id(item.sitting): item.sitting for item in items if item.sitting and item.sitting.pk is None}
    numbers = [sitting.number for sitting in session.sittings.all()] + [posted_number(part, "number") for part in proposed]
    for number, sitting in enumerate(sittings.values(), start=max(numbers, default=0) + 1):
        sitting.number = number
        part = part_of(SITTINGS, number=number, held_on=short_date(sitting.held_on), part_of_day=sitting.part_of_day)
        if values_of(part) not in earlier:
            yield part
    for item in items:
        yield item_part(item)


def item_part(item):
    """The new row of the inline for an item."""
    stored = item.sitting.pk if item.sitting else None
    starts_at = f"{item.starts_at:%H:%M}" if item.starts_at else ""
    values = {"order": item.order, "title": item.title, "kind": item.kind, "presenter_title": item.presenter_title}
    return part_of(AGENDA, **values, sitting=stored or "", starts_at=starts_at)


def values_of(part):
    """The posted values of a row of an inline, without its number and the defaults, which a stored proposal leaves out."""
    posted = {name: value.get("posted") for name, value in part["fields"].items() if name not in ("order", "number")}
    return part["prefix"], {name: value for name, value in posted.items() if value not in (None, [""], DEFAULTS.get(name))}


def part_of(prefix, **values):
    """One new row of an inline, with its values as a browser would post them."""
    fields = {name: {"posted": [str(value)]} for name, value in values.items() if value != ""}
    return {"prefix": prefix, "action": "add", "id": None, "fields": fields}


def posted_number(part, name):
    """The number in the field `name` of a proposed row; 0 without one."""
    posted = part["fields"].get(name, {}).get("posted") or ["0"]
    return int(posted[0]) if posted[0].isdecimal() else 0
