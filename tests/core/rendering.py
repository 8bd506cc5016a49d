"""Rendering of components, and the objects that they render."""

import re
from types import SimpleNamespace

from django.template import RequestContext, Template
from django.test import RequestFactory


def rendered(source, **context):
    request = RequestFactory().get("/?q=covid&trang=3")
    html = Template("{% load components %}" + source).render(RequestContext(request, context))
    return re.sub(r">\s+<", "><", html.strip())


def bar(label, value, text, previous=None, previous_text=""):
    return SimpleNamespace(label=label, value=value, text=text, previous=previous, previous_text=previous_text, url="")


def chart(*bars, **changes):
    texts = {"title": "Kỳ họp", "description": "4 kỳ họp", "current_label": "Năm 2021", "previous_label": "Năm 2020"}
    return SimpleNamespace(**texts | changes, bars=bars)
