"""The models of the admin, their factories, the URLs and the texts of their pages."""

import html
import re
from importlib import import_module

import factory
from django.contrib import admin
from django.urls import reverse

APPS = ("accounts", "citizens", "councils", "news", "reports", "resolutions", "sessions_app", "supervision")
MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)
IGNORED_ELEMENTS = re.compile(r"<(script|style|svg)\b.*?</\1>", re.DOTALL)
TEXT_ATTRIBUTES = re.compile(r'(?:title|alt|placeholder|aria-label|data-placeholder)="([^"]*)"')
BUTTON_TEXTS = re.compile(r'<input type="submit"[^>]*?value="([^"]*)"|<input type="submit" value="([^"]*)"')
SCRIPT_TEXTS = re.compile(r'data-inline-formset="([^"]*)"')


def factories():
    """(model, factory) for every factory."""
    for app in APPS:
        for value in vars(import_module(f"tests.factories.{app}")).values():
            if isinstance(value, type) and issubclass(value, factory.django.DjangoModelFactory) and not value._meta.abstract:
                yield value._meta.model, value


FACTORIES = dict(factories())
PUBLIC_VALUES = {
    "citizens.Petition": {"public_summary": "Đèn đường phố Trần Đăng Ninh hỏng."},
    "resolutions.IssuedDocument": {"signed": True},
    "resolutions.Resolution": {"signed": True},
}


def create_published(model):
    """A public record of a Publishable model."""
    return FACTORIES[model](published=True, **PUBLIC_VALUES.get(model._meta.label, {}))


def empty_inline_data(form_page):
    """The POST data for the inlines of an add form without rows; `form_page` is the response with the form."""
    formsets = form_page.context["inline_admin_formsets"]
    return {f"{inline.formset.prefix}-{name}_FORMS": 0 for inline in formsets for name in ("TOTAL", "INITIAL")}


def model_label(model):
    return model._meta.label


def admin_url(model, name, *args):
    """The URL of an admin view of `model`, such as "change"."""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=args)


def visible_texts(response):
    """All texts of a page for users and screen readers: elements, attributes, buttons, scripts."""
    source = IGNORED_ELEMENTS.sub(" ", response.content.decode())
    attributes = [*TEXT_ATTRIBUTES.findall(source), *("".join(pair) for pair in BUTTON_TEXTS.findall(source))]
    from_scripts = [
        part for block in SCRIPT_TEXTS.findall(source) for part in re.findall(r'Text": "([^"]*)"', html.unescape(block))
    ]
    pieces = [*re.split(r"<[^>]+>", source), *attributes, *from_scripts]
    return [text for piece in pieces if (text := html.unescape(piece).strip())]


def visible_text(response):
    return " ".join(visible_texts(response))


def listed_rows(response):
    """The rows of a changelist."""
    return set(response.context["cl"].queryset)
