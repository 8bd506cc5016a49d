"""What a news editor may leave to the form."""

import re

from django.utils.html import linebreaks

from core.admin.forms import StaffForm
from core.pages.markup import TAGS

KNOWN_TAGS = TAGS | {"article", "div", "font", "img", "script", "section", "span", "style"}
TAG = re.compile(rf"</?(?:{'|'.join(KNOWN_TAGS)})\b", re.IGNORECASE)


class ArticleForm(StaffForm):
    """An article: text typed without any HTML becomes paragraphs, parted by its empty lines."""

    def clean_body(self):
        body = self.cleaned_data["body"]
        return body if TAG.search(body) else linebreaks(body, autoescape=True)
