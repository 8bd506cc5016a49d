"""The components of the pages: each a tag with named arguments only, so that a wrong name fails and says which."""

from django import template
from django.forms import BaseForm, BoundField
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe

from core.pages.addresses import absolute
from core.pages.charts import draw
from core.pages.form_errors import form_errors
from core.pages.linked_data import as_json, breadcrumb_list
from core.pages.marking import marked
from core.pages.tables import body_row, head_rows, total_row

register = template.Library()

TONES = ("neutral", "done", "going", "ended")


def refuse_unknown_tone(tag, tone):
    if tone not in TONES:
        raise template.TemplateSyntaxError(f"{tag!r} knows no tone {tone!r}; it knows {', '.join(TONES)}.")


def refuse_other(kind, tag, given):
    if not isinstance(given, kind):
        raise template.TemplateSyntaxError(f"{tag!r} takes a {kind.__name__}, not {given!r}.")


@register.simple_block_tag
def masthead(content, *, kind, name_prefix, place, url):
    """Whose portal it is, the name of the place unbroken; the content, such as a search, stands beside it."""
    context = {"content": content, "kind": kind, "name_prefix": name_prefix, "place": place, "url": url}
    return render_to_string("components/masthead.html", context)


@register.inclusion_tag("components/status.html")
def status(*, label, tone="neutral"):
    """The state of a thing in words, with a tint of `tone` beside them."""
    refuse_unknown_tone("status", tone)
    return {"label": label, "tone": tone}


@register.inclusion_tag("components/document_number.html")
def document_number(*, symbol, date=None):
    """The number of a document and its day."""
    return {"symbol": symbol, "date": date}


@register.simple_block_tag
def record_rows(content):
    """A list of `record_row`s."""
    return render_to_string("components/record_rows.html", {"content": content})


@register.simple_block_tag
def record_row(content, *, symbol, title, url="", date=None):
    """A row of a register: number and day in the margin, title and what more is said of it beside them."""
    context = {"content": content, "symbol": symbol, "date": date, "title": title, "url": url}
    return render_to_string("components/record_row.html", context)


@register.simple_block_tag
def figures(content, *, label):
    """A band of `figure`s; `label` names it to those who hear the page."""
    return render_to_string("components/figures.html", {"content": content, "label": label})


@register.inclusion_tag("components/figure.html")
def figure(*, text, label, url=""):
    """One figure as printed, over the link to what stands behind it."""
    return {"text": text, "label": label, "url": url}


@register.simple_block_tag
def facts(content):
    """A list of `fact`s about one thing."""
    return render_to_string("components/facts.html", {"content": content})


@register.inclusion_tag("components/fact.html")
def fact(*, label, value, url=""):
    """One fact; nothing at all where the value is unknown."""
    return {"label": label, "value": value, "url": url}


@register.simple_block_tag(takes_context=True)
def breadcrumbs(context, content):
    """The way here from the home page, a list of `breadcrumb`s; told to machines too."""
    home = ("Trang chủ", reverse("home"))
    steps = [home, *context.render_context.get("breadcrumbs", [])]
    return render_to_string("components/breadcrumbs.html", {"content": content, "home": home, "data": breadcrumb_list(steps)})


@register.inclusion_tag("components/breadcrumb.html", takes_context=True)
def breadcrumb(context, *, label, url=""):
    """One step of the way; without `url`, the page itself."""
    steps = context.render_context.get("breadcrumbs", [])
    context.render_context["breadcrumbs"] = [*steps, (str(label), str(url))]
    return {"label": label, "url": url}


@register.inclusion_tag("components/json_ld.html")
def json_ld(*, data):
    """What machines read of a page: a thing of `core.pages.linked_data`, or a list of them; nothing where there is none."""
    return {"text": mark_safe(as_json(data)) if data else ""}


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context, *, page):
    """Links to the pages beside `page` (a Django Page), which keep the rest of the query."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "request": context["request"],
        "page": page,
        "numbers": numbers,
        "ellipsis": page.paginator.ELLIPSIS,
    }


@register.inclusion_tag("components/empty_state.html")
def empty_state(*, sentence, link_label="", url=""):
    """What is empty, in a whole sentence, and one way out."""
    return {"sentence": sentence, "link_label": link_label, "url": url}


@register.inclusion_tag("components/search_form.html")
def search_form(*, url, label, value="", hint="", hidden_fields=()):
    """A form for a text search at `url`; `hidden_fields` are (name, value) pairs that are sent with the text."""
    return {"url": url, "label": label, "value": value, "hint": hint, "hidden_fields": hidden_fields}


@register.simple_block_tag(takes_context=True)
def form(context, content, *, form, submit, action="", link_label="", url=""):
    """A form to be posted, its `form_field`s as content: errors on top, `submit` below, beside it a `link_label` to `url`."""
    refuse_other(BaseForm, "form", form)
    own = {"content": content, "form": form, "form_errors": list(form_errors(form)), "submit": submit, "action": action}
    way = {"link_label": link_label, "url": url, "csrf_token": context.get("csrf_token")}
    return render_to_string("components/form.html", own | way)


@register.inclusion_tag("components/form_field.html")
def form_field(*, field, unit=""):
    """One field (a BoundField) of a `form`, tied to its help, its errors and the `unit` behind its box."""
    refuse_other(BoundField, "form_field", field)
    described_by = " ".join(filter(None, [field.aria_describedby, unit and f"{field.auto_id}_unit"]))
    attrs = {} if field.use_fieldset or not described_by else {"aria-describedby": described_by}
    if field.form.errors:
        attrs["autofocus"] = False  # the errors on top are read first
    return {
        "field": field,
        "unit": unit,
        "widget": field.as_widget(attrs=attrs),
        "is_checkbox": field.widget_type == "checkbox",
    }


@register.inclusion_tag("components/facets.html")
def facets(*, facets, label):
    """By what a list may be narrowed (see `core.pages.facets`); one closed line on a phone."""
    return {"facets": facets, "label": label}


@register.inclusion_tag("components/active_facets.html")
def active_facets(*, facets):
    """What a list is narrowed by at present, each a link that gives it up."""
    return {"facets": facets}


@register.inclusion_tag("components/picture.html")
def picture(*, picture, sizes, is_first=False):
    """A picture with its caption: an object with `url`, `srcset`, `width`, `height`, `alt`, `caption`, `credit`."""
    return {"picture": picture, "sizes": sizes, "is_first": is_first}


@register.inclusion_tag("components/thumbnail.html")
def thumbnail(*, picture, is_first=False):
    """A small picture beside a title, which says what there is to say; the same object as of `picture`."""
    return {"picture": picture, "is_first": is_first}


@register.inclusion_tag("components/file_list.html")
def file_list(*, files):
    """Files (Attachments) to take along, each with its kind, size and pages."""
    return {"files": files}


@register.simple_block_tag
def ribbon(content, *, title):
    """What the reader must know before reading on, such as that this is a draft."""
    return render_to_string("components/ribbon.html", {"content": content, "title": title})


@register.inclusion_tag("components/data_table.html")
def data_table(*, table, label):
    """A wide table in a region that scrolls by itself: an object with `columns`, `rows` and `total`."""
    return {
        "label": label,
        "head": head_rows(table.columns),
        "rows": [body_row(table.columns, row) for row in table.rows],
        "total": total_row(table.columns, table.total) if table.total else [],
    }


@register.inclusion_tag("components/timeline.html")
def timeline(*, events, on=None):
    """Events (see `core.pages.timeline`) in order; those after the day `on` (today by default) are marked as still to come."""
    for event in events:
        refuse_unknown_tone("timeline", event.tone)
    on = on or timezone.localdate()
    return {"events": [(event, event.day > on) for event in events]}


@register.inclusion_tag("components/chart.html")
def chart(*, chart, key):
    """Horizontal bars (see `core.pages.charts.draw`); `key` tells the charts of one page apart."""
    return {
        "chart": chart,
        "key": key,
        "drawing": draw(chart),
        "linked_bars": [bar for bar in chart.bars if bar.url],
    }


register.filter("absolute", absolute)


@register.filter
def mark(text, search_terms):
    """`text` with the words that match `search_terms` in <mark> elements."""
    return marked(text, search_terms)
