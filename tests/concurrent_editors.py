"""Two people who change one record in different parts of the portal: what each of them opens, sends and gets back."""

import html
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random

from django.contrib import admin
from django.urls import reverse

from citizens.models import Petition, PetitionStatus
from core.models import ProposedChange
from councils.models import Council, Person, Term
from exchange.loading import load_folder
from news.models import Article, Photo
from resolutions.models import Resolution, Vote
from tests.admin_forms import user_of
from tests.browser_forms import form_with
from tests.client import HIDDEN_VERSION, BrowserClient
from tests.exchange.folders import write_folder
from tests.factories.accounts import ServiceFactory, UserFactory
from tests.factories.councils import CouncilFactory
from tests.hdnd_portal.admin_models import admin_url
from tests.hdnd_portal.test_admin_restoring import typed_data
from tests.opened_forms import opened_form, post_form

# The columns that the editors change, with the prefix of the inline for rows of parts; the values are numbers or texts.
COLUMNS = {
    Article: ("title", "signature", "lead"),
    Petition: ("content", "opinions"),
    Resolution: ("title", "signer_title"),
    Term: ("seats",),
    Person: ("full_name", "other_name"),
}
NUMBERS = {"opinions", "seats", "rank", "in_favour"}
PARTS = {
    Article: ("photos", Photo, ("caption", "alt")),
    Petition: ("statuses", PetitionStatus, ("reply_symbol", "reason")),
    Resolution: ("votes", Vote, ("subject", "in_favour")),
}
LIST_COLUMNS = {Article: ["title", "signature"], Person: ["full_name", "other_name"], Term: ["seats"], Petition: ["opinions"]}


@dataclass(frozen=True)
class Place:
    """One column of one row, or the row of `model` that an editor adds: then `pk` is None and `column` its number."""

    model: type
    pk: int | None
    column: str

    @property
    def stored(self):
        if self.pk is None:
            return str(self.model.objects.filter(reply_symbol=self.column).exists())
        return str(self.model.objects.values_list(self.column, flat=True).get(pk=self.pk) or "")


@dataclass
class Answer:
    """What an editor gets for a change: whether it counts as stored, and the text of the page."""

    is_stored: bool
    text: str = ""
    response: object = None


@dataclass
class Change:
    """What one editor does to a record: the new values by place, what the editor typed, and how it is sent."""

    values: dict
    send: Callable[[], Answer]
    typed: list = field(default_factory=list)
    form: dict | None = None


@dataclass
class Editor:
    """A member of staff with a browser, the folder of CSV tables, and the numbers that decide what to change."""

    client: BrowserClient
    random: Random
    directory: object
    name: str

    @property
    def user(self):
        return user_of(self.client)

    def value(self, column, low=5):
        """A new value, different for each editor."""
        number = self.random.randint(low, low + 11) * 2 + (self.name == "B")
        return str(number) if column in NUMBERS else f"Giá trị {number} của người {self.name}"


def editor(name, random, directory):
    """An editor who is signed in as an administrator."""
    client = BrowserClient()
    client.force_login(UserFactory(administrator=True, last_name="Lê Thị", first_name=name))
    return Editor(client, random, directory, name)


def answer_of(response):
    return Answer(response.status_code == 302, html.unescape(response.content.decode()), response)


def form_change(editor, record):
    """One field of the form of the record."""
    column = editor.random.choice(COLUMNS[type(record)])
    value = editor.value(column)
    return sent_form(editor, record, {Place(type(record), record.pk, column): value}, {column: [value]})


def inline_change(editor, record):
    """One field of the first row of an inline."""
    prefix, model, columns = PARTS[type(record)]
    column = editor.random.choice(columns)
    value = editor.value(column)
    row = getattr(record, prefix).order_by("pk").first()
    return sent_form(editor, record, {Place(model, row.pk, column): value}, {f"{prefix}-0-{column}": [value]})


def sent_form(editor, record, values, inputs):
    """The change form of a record with other `inputs`."""
    data = opened_form(editor.user, record) | inputs
    send = lambda: answer_of(post_form(editor.client, record, data))  # noqa: E731  # it is one of the fields
    return Change(values, send, list(values.values()), data)


def restored_change(editor, record):
    """The form as it is opened with the version that was stored at first."""
    version = record.history.order_by("history_id").first()
    page = editor.client.get(admin_url(type(record), "change", record.pk), {"ban": version.history_id})
    data = typed_data(page)
    column = COLUMNS[type(record)][0]
    value = str(getattr(version, column))
    url = admin_url(type(record), "change", record.pk)
    return Change(
        {Place(type(record), record.pk, column): value}, lambda: answer_of(editor.client.post(url, data)), [value], data
    )


@contextmanager
def editable_lists():
    """Let the lists of some models edit columns in place."""
    admins = {admin.site.get_model_admin(model): columns for model, columns in LIST_COLUMNS.items()}
    before = {each: (each.list_display, each.list_display_links) for each in admins}
    try:
        for each, columns in admins.items():
            each.list_display, each.list_display_links, each.list_editable = ["pk", *columns], ["pk"], columns
        yield
    finally:
        for each, (display, links) in before.items():
            each.list_display, each.list_display_links = display, links
            del each.list_editable


def list_change(editor, record):
    """One column of the row in the list."""
    column = editor.random.choice(LIST_COLUMNS[type(record)])
    value = editor.value(column)
    url = admin_url(type(record), "changelist")
    _, data = form_with(editor.client.get(url), "form-TOTAL_FORMS")
    number = next(name.split("-")[1] for name, values in data.items() if name.endswith("-id") and values == [str(record.pk)])
    data |= {f"form-{number}-{column}": [value], "_save": ["1"], "action": [""]}
    return Change({Place(type(record), record.pk, column): value}, lambda: answer_of(editor.client.post(url, data)), [value])


def action_change(editor, record):
    """The action of the list that publishes a draft or withdraws a public record."""
    url = admin_url(type(record), "changelist")
    versions = dict(HIDDEN_VERSION.findall(editor.client.get(url).content.decode()))
    status = "withdrawn" if record.status == "published" else "published"
    data = {"action": "withdraw_selected" if status == "withdrawn" else "publish_selected", "_selected_action": [record.pk]}
    values = {Place(type(record), record.pk, "status"): status}
    typed = []
    if status == "withdrawn":
        reason = editor.value("withdrawn_reason")
        data["reason"], typed = reason, [reason]
        values[Place(type(record), record.pk, "withdrawn_reason")] = reason
    return Change(values, lambda: answer_of(editor.client.post(url, data | versions)), typed)


def verb_change(editor, record):
    """The page that ends a term, or the one that records a state of a petition, after its preview."""
    is_term = isinstance(record, Term)
    name = "ket_thuc" if is_term else next(verb.url_name for verb in verbs_of(record)).rpartition("petition_")[2]
    url = admin_url(type(record), name, record.pk)
    day = editor.random.randint(10, 14) * 2 + (editor.name == "B") - 10
    symbol = editor.value("reply_symbol")
    data = {"end": f"{day}/03/2026"} if is_term else {"state": "forwarded", "on": f"{day}/11/2021", "reply_symbol": symbol}
    page = editor.client.post(url, data | {"_verb": "1", "_preview": "1"})
    assert page.context["fingerprint"], page.context["form"].errors
    confirmed = data | {"_verb": "1", "_confirm": "1", "_fingerprint": page.context["fingerprint"]}
    confirmed |= dict(HIDDEN_VERSION.findall(page.content.decode()))
    place = Place(Term, record.pk, "end") if is_term else Place(PetitionStatus, None, symbol)
    values = {place: f"2026-03-{day:02}" if is_term else "True"}
    return Change(values, lambda: answer_of(editor.client.post(url, confirmed)), list(data.values())[-1:])


def verbs_of(record):
    return [verb for verb in admin.site.get_model_admin(type(record)).verbs if verb.is_for_record]


def accepted_change(editor, record):
    """The page of a change that an officer has proposed, which the editor accepts."""
    officer = BrowserClient()
    officer.force_login(ServiceFactory(council=record.get_council(), role="records_officer").user)
    column = editor.random.choice([name for name in COLUMNS[type(record)] if name not in NUMBERS])
    value = editor.value(column)
    response = post_form(officer, record, opened_form(user_of(officer), record) | {column: [value]})
    proposal = ProposedChange.objects.order_by("-pk").first()
    assert (response.status_code, proposal.object_id) == (302, record.pk)
    url = reverse("admin:proposed_change", args=[proposal.pk])
    version = editor.client.get(url).context["review"].version

    def send():
        return answer_of(editor.client.post(url, {"post": "yes", "version": version}))

    return Change({Place(type(record), record.pk, column): value}, send, [value])


def loaded_change(editor, record):
    """A CSV table of one row with the key of the record, after its trial run."""
    column = editor.random.choice(COLUMNS[type(record)])
    value = editor.value(column)
    council = (
        Council.objects.get(pk=record.get_council().pk)
        if hasattr(record, "get_council") and record.get_council()
        else CouncilFactory()
    )
    keys = {
        Term: lambda: {"ordinal": record.ordinal},
        Petition: lambda: {"year": record.year, "number": record.number},
        Resolution: lambda: {"register": f"{council.slug} | {record.register.key}", "year": record.year, "number": record.number},
    }[type(record)]()
    if type(record) is not Resolution:
        keys = {"council": council.slug} | keys
    table = {Term: "terms", Petition: "petitions", Resolution: "resolutions"}[type(record)]
    if type(record) is not Term:
        keys["status"] = record.get_status_display()
    folder = write_folder(editor.directory / editor.name, **{table: [keys | {column: value}]})
    trial = load_folder(folder, council.slug, dry_run=True)
    assert trial.code, [str(error) for error in trial.errors]

    def send():
        result = load_folder(folder, council.slug, preview=trial.code)
        return Answer(not result.errors, " ".join(map(str, result.errors)) + value)

    return Change({Place(type(record), record.pk, column): value}, send)


CHANNELS = {
    "form": form_change,
    "inline": inline_change,
    "list": list_change,
    "action": action_change,
    "verb": verb_change,
    "proposal": accepted_change,
    "import": loaded_change,
    "restore": restored_change,
}
CHANNELS_OF = {
    "draft article": ("form", "inline", "list", "action", "restore"),
    "public article": ("form", "inline", "list", "action", "restore"),
    "public resolution": ("form", "inline", "proposal", "import", "restore", "action"),
    "petition": ("form", "inline", "list", "verb", "import"),
    "term": ("form", "list", "verb", "import", "restore"),
    "person": ("form", "list", "restore"),
}
