"""The forms of a page as a browser would post them, with what it displays in each field."""

from html.parser import HTMLParser


class FormParser(HTMLParser):
    """Collects the forms of a page: (attributes, [(name, value)])."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.forms, self.select, self.textarea = [], None, None

    def add(self, name, value):
        if self.forms and name:
            self.forms[-1][1].append((name, value))

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        name, value = attributes.get("name"), attributes.get("value")
        if tag == "form":
            self.forms.append((attributes, []))
        elif tag == "input" and attributes.get("type") in {"checkbox", "radio"}:
            if "checked" in attributes:
                self.add(name, "on" if value is None else value)
        elif tag == "input" and attributes.get("type") not in {"file", "submit", "button"}:
            self.add(name, value or "")
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in attributes:
            self.add(self.select, value or "")
        elif tag == "textarea":
            self.textarea = [name, ""]

    def handle_endtag(self, tag):
        if tag == "select":
            self.select = None
        elif tag == "textarea" and self.textarea:
            self.add(self.textarea[0], self.textarea[1].removeprefix("\n"))
            self.textarea = None

    def handle_data(self, data):
        if self.textarea:
            self.textarea[1] += data


def forms_with(response, field):
    """(address, data) of each form on the page that has a field of this name."""
    parser = FormParser()
    parser.feed(response.content.decode())
    forms = []
    for attributes, fields in parser.forms:
        data = {}
        for name, value in fields:
            data.setdefault(name, []).append(value)
        if field in data:
            forms.append((attributes.get("action") or response.wsgi_request.get_full_path(), data))
    return forms


def form_with(response, field):
    """(address, data) of the only form on the page that has a field of this name."""
    (form,) = forms_with(response, field)
    return form


def typed(client, url, **values):
    """The data of the staff form at `url` after somebody has typed `values`."""
    data = form_with(client.get(url), "_form")[1]
    return data | {name: value if isinstance(value, list) else [value] for name, value in values.items()}
