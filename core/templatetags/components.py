"""The components of the pages: template tags with named arguments only, so that a wrong name is an error that says which."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date as Date
from typing import Any, TypeAlias

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.template import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from core.pages import charts, linked_data, tables
from core.pages.addresses import absolute_url
from core.pages.component_data import ContentsItem, EmblemData, File, PictureData, PortraitData
from core.pages.facets import Facets
from core.pages.form_errors import form_errors
from core.pages.marking import marked, unbroken
from core.pages.seats import SeatsDrawing
from core.pages.stacked_bar import Part, place_parts
from core.pages.timeline import Event, ProcessStep
from core.vietnamese.dates import WEEKDAYS

register = template.Library()

LONG_TITLE = 90  # characters; a longer title is set smaller
PORTRAIT_SIZES = ("small", "medium", "large")
TONES = ("neutral", "done", "going", "ended")
ICONS = {  # lines in a box of 20 by 20
    "search": "M14 8.5a5.5 5.5 0 1 1-11 0a5.5 5.5 0 0 1 11 0M13 13l5 5",
    "calendar": "M3 5h14v12H3zM3 9h14M7 3v4M13 3v4",
    "print": "M5.5 7.5V3h9v4.5M5.5 14H3V7.5h14V14h-2.5M5.5 12h9v5h-9z",
}

Step: TypeAlias = tuple[str, str]  # a label and a path
TagContext: TypeAlias = dict[str, Any]  # the context of a component's template; Any: values of all kinds


def check_tone(tag: str, tone: str) -> None:
    """Raise TemplateSyntaxError if there is no such tone."""
    if tone not in TONES:
        raise template.TemplateSyntaxError(f"{tag!r} has no tone {tone!r}; the tones are {', '.join(TONES)}.")


def check_type(expected: type, tag: str, value: object) -> None:
    """Raise TemplateSyntaxError if the argument of a tag has the wrong type."""
    if not isinstance(value, expected):
        raise template.TemplateSyntaxError(f"{tag!r} takes a {expected.__name__}, not {value!r}.")


@register.simple_block_tag
def masthead(
    content: str, *, kind: str, name_prefix: str, place: str, url: str, path: str = "", emblem: EmblemData | None = None
) -> SafeString:
    """The name of the portal, without a line break inside the place; the content, such as a search form, is beside it.

    It leads to `url`, and is the title of the page whose `path` is the same. Where the office has no emblem stands the mark.
    """
    context = {
        "content": content,
        "kind": kind,
        "name_prefix": name_prefix,
        "place": place,
        "url": url,
        "element": "h1" if path == url else "p",
        "emblem": emblem,
    }
    return render_to_string("components/masthead.html", context)


@register.inclusion_tag("components/icon.html")
def icon(*, name: str) -> TagContext:
    """A drawing of one line, beside a word that says the same."""
    if name not in ICONS:
        raise template.TemplateSyntaxError(f"'icon' has no drawing {name!r}; the drawings are {', '.join(ICONS)}.")
    return {"path": ICONS[name]}


@register.inclusion_tag("components/page_title.html")
def page_title(*, text: str, kind: str = "") -> TagContext:
    """The title of a page, above it the kind of the document; a long title in smaller letters."""
    return {"text": text, "kind": kind, "is_long": len(text) > LONG_TITLE}


@register.simple_block_tag
def section(content: str, *, id: str, title: str, url: str = "", link_label: str = "", note: str = "") -> SafeString:
    """A part of a page under a rule, with its title; at the right of it a link to the whole, or a note on its scope."""
    if bool(url) != bool(link_label) or (url and note):
        raise template.TemplateSyntaxError("'section' takes a link with its label, or a note, not both.")
    context = {"content": content, "id": id, "title": title, "url": url, "link_label": link_label, "note": note}
    return render_to_string("components/section.html", context)


@register.inclusion_tag("components/contents.html")
def contents(*, items: Sequence[ContentsItem]) -> TagContext:
    """The contents of a long text: beside it on a wide screen, before it and closed on a phone. Once on a page."""
    return {"items": items}


@register.inclusion_tag("components/to_contents.html")
def to_contents() -> TagContext:
    """At the end of a long text: a link back to its `contents`, which on a phone stays at the lower edge of the window."""
    return {}


@register.inclusion_tag("components/on_page_links.html")
def on_page_links(*, items: Sequence[ContentsItem]) -> TagContext:
    """Links to the sections of a page, in one line."""
    return {"items": items}


@register.inclusion_tag("components/calendar_day.html")
def calendar_day(*, date: Date) -> TagContext:
    """The day of an appointment; the date of a document or of news is small text instead."""
    check_type(Date, "calendar_day", date)
    weekday = WEEKDAYS[date.weekday()]
    return {"date": date, "weekday": weekday[0].upper() + weekday[1:]}


@register.inclusion_tag("components/portrait.html")
def portrait(*, person: PortraitData, size: str = "medium") -> TagContext:
    """The portrait of a person, or the initials in a box of the same size; the name stands beside it."""
    if size not in PORTRAIT_SIZES:
        raise template.TemplateSyntaxError(f"'portrait' has no size {size!r}; the sizes are {', '.join(PORTRAIT_SIZES)}.")
    return {"person": person, "size": size}


@register.inclusion_tag("components/status.html")
def status(*, label: str, tone: str = "neutral") -> TagContext:
    """The state of a record in words, on the colour of the tone."""
    check_tone("status", tone)
    return {"label": label, "tone": tone}


@register.inclusion_tag("components/document_number.html")
def document_number(*, symbol: str, date: Date | None = None, date_label: str = "") -> TagContext:
    """The number and symbol of a document, and its date after a word that says of what: "thông qua", "ban hành", "đăng"."""
    if date and not date_label:
        raise template.TemplateSyntaxError(
            "'document_number' and 'record_row' take a date with its date_label, such as 'thông qua'."
        )
    return {"symbol": symbol, "date": date, "date_label": date_label}


@register.simple_block_tag
def record_rows(content: str, *, plain: bool = False) -> SafeString:
    """A list; its content is `record_row`s. `plain` for records that only stand beside the one of the page."""
    return render_to_string("components/record_rows.html", {"content": content, "plain": plain})


@register.simple_block_tag
def record_row(
    content: str, *, symbol: str, title: str, url: str = "", date: Date | None = None, date_label: str = ""
) -> SafeString:
    """A row of a list: number and date on the left, beside them the title and the content."""
    context = {"content": content, "symbol": symbol, "date": date, "date_label": date_label, "title": title, "url": url}
    return render_to_string("components/record_row.html", context)


@register.simple_block_tag
def figures(content: str, *, label: str) -> SafeString:
    """A band; its content is `figure`s. Screen readers read the `label`."""
    return render_to_string("components/figures.html", {"content": content, "label": label})


@register.inclusion_tag("components/figure.html")
def figure(*, text: str, label: str, url: str = "", note: str = "") -> TagContext:
    """A figure as printed, or a dash; a link to the records behind it; below it what belongs to it, such as its parts."""
    return {"text": text, "label": label, "url": url, "note": note}


@register.simple_block_tag
def facts(content: str, *, strip: bool = False) -> SafeString:
    """A list; its content is `fact`s about one record. A `strip` of three to five of them stands at the head of a page."""
    return render_to_string("components/facts.html", {"content": content, "strip": strip})


@register.inclusion_tag("components/fact.html")
def fact(*, label: str, value: object, url: str = "", note: object = "", note_url: str = "") -> TagContext:
    """A label and a value, below it a note in small letters; nothing if the value is unknown. Both may be links."""
    linked_note = format_html('<a href="{}">{}</a>', note_url, note) if note_url else note
    return {"label": label, "value": value, "url": url, "note": linked_note}


@register.simple_block_tag(takes_context=True)
def breadcrumbs(context: Context, content: str) -> SafeString:
    """The path from the home page; its content is `breadcrumb`s. They are in the linked data of the page too."""
    home = ("Trang chủ", reverse("home"))
    steps: list[Step] = [home, *(context.render_context.get("breadcrumbs") or [])]
    data = linked_data.breadcrumb_list(steps)
    return render_to_string("components/breadcrumbs.html", {"content": content, "home": home, "data": data})


@register.inclusion_tag("components/breadcrumb.html", takes_context=True)
def breadcrumb(context: Context, *, label: str, url: str = "") -> TagContext:
    """One step of the path; the page itself has no `url`."""
    steps: list[Step] = context.render_context.get("breadcrumbs") or []
    context.render_context["breadcrumbs"] = [*steps, (str(label), str(url))]
    return {"label": label, "url": url}


@register.inclusion_tag("components/json_ld.html")
def json_ld(*, data: linked_data.SchemaObject | list[linked_data.SchemaObject] | None) -> TagContext:
    """The linked data of a page (see `core.pages.linked_data`): one object or a list of several; nothing if it is empty."""
    return {"text": mark_safe(linked_data.as_json(data)) if data else ""}


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: Context, *, page: Page[Any]) -> TagContext:  # Any: rows of all models
    """Links to the pages around `page`, with the other parameters of the query."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "request": context["request"],
        "page": page,
        "numbers": numbers,
        "ellipsis": page.paginator.ELLIPSIS,
    }


@register.inclusion_tag("components/empty_state.html")
def empty_state(*, sentence: str, link_label: str = "", url: str = "") -> TagContext:
    """A sentence that says what is empty, and one link."""
    return {"sentence": sentence, "link_label": link_label, "url": url}


@register.inclusion_tag("components/search_form.html")
def search_form(
    *, url: str, label: str, value: str = "", hint: str = "", hidden_fields: Iterable[tuple[str, str]] = ()
) -> TagContext:
    """A form for a text search at `url`; `hidden_fields` are (name, value) pairs that are sent with the text."""
    return {"url": url, "label": label, "value": value, "hint": hint, "hidden_fields": hidden_fields}


@register.simple_block_tag(takes_context=True)
def form(
    context: Context, content: str, *, form: BaseForm, submit: str, action: str = "", link_label: str = "", url: str = ""
) -> SafeString:
    """A form that is posted; its content is `form_field`s.

    Its errors are above it. Below it are the button with the label `submit` and a link with `link_label` to `url`.
    """
    check_type(BaseForm, "form", form)
    form_context = {
        "content": content,
        "form": form,
        "form_errors": list(form_errors(form)),
        "has_unicode": getattr(form, "has_unicode", False),
        "may_be_kept": getattr(form, "may_be_kept", False),
        "submit": submit,
        "action": action,
        "link_label": link_label,
        "url": url,
        "csrf_token": context.get("csrf_token"),
    }
    return render_to_string("components/form.html", form_context)


@register.inclusion_tag("components/form_field.html")
def form_field(*, field: BoundField, unit: str = "") -> TagContext:
    """One field of a `form`; its help text, its errors and the `unit` after the input describe it for screen readers."""
    check_type(BoundField, "form_field", field)
    described_by = " ".join(filter(None, [field.aria_describedby, unit and f"{field.auto_id}_unit"]))
    attrs: dict[str, str | bool] = {}
    if described_by and not field.use_fieldset:
        attrs["aria-describedby"] = described_by
    if field.form.errors:
        attrs["autofocus"] = False  # the list of errors has the focus
    return {
        "field": field,
        "unit": unit,
        "widget": field.as_widget(attrs=attrs),
        "is_checkbox": field.widget_type == "checkbox",
    }


@register.inclusion_tag("components/facets.html")
def facets(*, facets: Facets, label: str) -> TagContext:
    """The choices that narrow a list; on a phone they are closed."""
    return {"facets": facets, "label": label}


@register.inclusion_tag("components/active_facets.html")
def active_facets(*, facets: Facets) -> TagContext:
    """The choices that narrow a list now, each a link that removes it."""
    return {"facets": facets}


@register.inclusion_tag("components/picture.html")
def picture(*, picture: PictureData, sizes: str, is_first: bool = False) -> TagContext:
    """A picture with its caption; the first one of a page is not loaded lazily."""
    return {"picture": picture, "sizes": sizes, "is_first": is_first}


@register.inclusion_tag("components/small_picture.html")
def small_picture(*, picture: PictureData, is_first: bool = False) -> TagContext:
    """A small picture beside a title, without alternative text because the title says the same."""
    return {"picture": picture, "is_first": is_first}


@register.inclusion_tag("components/file_list.html")
def file_list(*, files: Iterable[File], compact: bool = False) -> TagContext:
    """Files for download, each with its type, number of pages and size; `compact` within a row of a list."""
    return {"files": files, "compact": compact}


@register.simple_block_tag
def ribbon(content: str, *, title: str) -> SafeString:
    """What the reader must know before reading, for example that this is a draft."""
    return render_to_string("components/ribbon.html", {"content": content, "title": title})


@register.inclusion_tag("components/data_table.html")
def data_table(*, table: tables.Table, label: str) -> TagContext:
    """A wide table in a region that scrolls; on a phone each row is a block of lines with the labels of the columns.

    The template names the roles of a table, because some browsers forget them where CSS lays a table out as blocks.
    """
    return {
        "label": label,
        "is_numbered": tables.has_ordinals(table.columns),
        "head": tables.head_rows(table.columns),
        "rows": tables.body_rows(table.columns, table.rows),
        "total": tables.total_row(table.columns, table.total) if table.total else [],
    }


@register.inclusion_tag("components/stacked_bar.html")
def stacked_bar(*, parts: Sequence[Part], label: str) -> TagContext:
    """The parts of one whole, at most five, with a key. Screen readers read the `label` and the numbers."""
    return {"parts": place_parts(parts), "label": label}


@register.inclusion_tag("components/steps.html")
def steps(*, steps: Sequence[ProcessStep], label: str) -> TagContext:
    """The few steps of a process in their order; the last one that has begun is the current one."""
    check_type(Sequence, "steps", steps)
    begun = [step for step in steps if step.has_begun]
    return {"steps": steps, "current": begun[-1] if begun else None, "label": label}


@register.inclusion_tag("components/timeline.html")
def timeline(*, events: Sequence[Event], on: Date | None = None) -> TagContext:
    """Events in their order; those after the day `on`, by default today, are marked as future."""
    for event in events:
        check_tone("timeline", event.tone)
    on = on or timezone.localdate()
    return {"events": [(event, event.day is not None and event.day > on) for event in events]}


@register.inclusion_tag("components/chart.html")
def chart(*, chart: charts.ChartData) -> TagContext:
    """The figures of a comparison of two periods: a small chart of each, and a key. A table with the numbers must follow."""
    return {"chart": chart, "series": charts.comparison_series(chart)}


@register.inclusion_tag("components/year_bars.html")
def year_bars(*, series: Sequence[charts.Series]) -> TagContext:
    """Small charts side by side, one of each figure, each on its own scale."""
    drawings = [charts.draw(figure) for figure in series]
    return {"drawings": drawings, "is_wide": any(drawing.is_wide for drawing in drawings)}


@register.inclusion_tag("components/bars.html")
def bars(*, numbers: Sequence[charts.BarNumber]) -> TagContext:
    """Numbers of one unit with their labels, each with a bar where all are known and at most six."""
    widths = charts.bar_widths(numbers) or [""] * len(numbers)
    return {"numbers": list(zip(numbers, widths, strict=True))}


@register.inclusion_tag("components/seats.html")
def seats(*, drawing: SeatsDrawing, note: str = "") -> TagContext:
    """A vote drawn with one dot a delegate, its key and a note below; nothing for a vote without delegates."""
    check_type(SeatsDrawing, "seats", drawing)
    return {"drawing": drawing, "note": note}


register.filter("absolute", absolute_url)
register.filter("unbroken", unbroken)


@register.filter
def mark(text: str, search_terms: Sequence[str]) -> SafeString:
    """Return `text` with the words that match `search_terms` in <mark> elements."""
    return marked(text, search_terms)
