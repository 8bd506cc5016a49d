"""The admin form of articles."""

import re

from django.utils.html import linebreaks

from core.admin.forms import StaffForm
from core.pages.markup import TAGS

HTML_TAGS = TAGS | {"article", "div", "font", "img", "script", "section", "span", "style"}
TAG = re.compile(rf"</?(?:{'|'.join(HTML_TAGS)})\b", re.IGNORECASE)


class ArticleForm(StaffForm):
    """The form of an article; a text without HTML tags is divided into paragraphs at its empty lines."""

    def clean_body(self):
        body = self.cleaned_data["body"]
        return body if TAG.search(body) else linebreaks(body, autoescape=True)
