"""Every kind of record that staff keep, how a row of it comes to be, and what its pages say."""

import html
import re
from importlib import import_module

import factory
from django.contrib import admin
from django.urls import reverse

APPS = ("accounts", "citizens", "councils", "news", "reports", "resolutions", "sessions_app", "supervision")
KINDS = sorted(admin.site._registry, key=lambda kind: kind._meta.label)
UNREAD = re.compile(r"<(script|style|svg)\b.*?</\1>", re.DOTALL)
SPOKEN = re.compile(r'(?:title|alt|placeholder|aria-label|data-placeholder)="([^"]*)"')
BUTTONS = re.compile(r'<input type="submit"[^>]*?value="([^"]*)"|<input type="submit" value="([^"]*)"')
SCRIPTED = re.compile(r'data-inline-formset="([^"]*)"')


def factories():
    """The factory of each kind."""
    for app in APPS:
        for made in vars(import_module(f"tests.factories.{app}")).values():
            if isinstance(made, type) and issubclass(made, factory.django.DjangoModelFactory) and not made._meta.abstract:
                yield made._meta.model, made


FACTORIES = dict(factories())
PUBLIC = {
    "citizens.Petition": {"public_summary": "Đèn đường phố Trần Đăng Ninh hỏng."},
    "resolutions.IssuedDocument": {"signed": True},
    "resolutions.Resolution": {"signed": True},
}


def published(kind):
    """A row of a Publishable `kind` that the public sees."""
    return FACTORIES[kind](published=True, **PUBLIC.get(kind._meta.label, {}))


def empty_parts(form_page):
    """What the form on `form_page`, the response with an add form, sends for its inlines when they are left alone."""
    formsets = form_page.context["inline_admin_formsets"]
    return {f"{each.formset.prefix}-{name}_FORMS": 0 for each in formsets for name in ("TOTAL", "INITIAL")}


def name_of(kind):
    return kind._meta.label


def page(kind, name, *args):
    """The address of a page of the staff about `kind`."""
    return reverse(f"admin:{kind._meta.app_label}_{kind._meta.model_name}_{name}", args=args)


def texts(response):
    """What a reader, or a screen reader, is told, one text a place."""
    source = UNREAD.sub(" ", response.content.decode())
    spoken = [*SPOKEN.findall(source), *("".join(pair) for pair in BUTTONS.findall(source))]
    scripted = [part for block in SCRIPTED.findall(source) for part in re.findall(r'Text": "([^"]*)"', html.unescape(block))]
    pieces = [*re.split(r"<[^>]+>", source), *spoken, *scripted]
    return [text for piece in pieces if (text := html.unescape(piece).strip())]


def words(response):
    return " ".join(texts(response))


def listed(response):
    """The rows of a list."""
    return set(response.context["cl"].queryset)
