"""A hundred races: two people open the same record in different parts of the portal, and no change that was confirmed is lost."""

import threading
from random import Random

import pytest
from django.db import connection, connections

from news.models import Article
from resolutions.models import Resolution
from tests.concurrent_editors import CHANNELS, CHANNELS_OF, COLUMNS, PARTS, Place, editable_lists, editor
from tests.factories.citizens import PetitionFactory, PetitionStatusFactory
from tests.factories.councils import PersonFactory, TermFactory
from tests.factories.news import ArticleFactory, PhotoFactory
from tests.factories.resolutions import ResolutionFactory, VoteFactory
from tests.opened_forms import post_form, posted_again

pytestmark = pytest.mark.django_db

RACES = 100


def create(kind):
    """A record of `kind` that has been changed once since it was added."""
    if kind == "term":
        record = TermFactory(seats=60)
    elif kind == "person":
        record = PersonFactory(full_name="Bản đầu", other_name="Tên khác")
    elif kind == "petition":
        record = PetitionFactory()
        PetitionStatusFactory(petition=record, reply_symbol="01/CV")
    elif kind == "public resolution":
        record = ResolutionFactory(numbered=True, published=True, title="Bản đầu")
        VoteFactory(resolution=record, session=record.session, is_final=True)
    else:
        record = ArticleFactory(title="Bản đầu", published=kind == "public article")
        PhotoFactory(article=record)
    record.refresh_from_db()
    column = COLUMNS[type(record)][0]
    if kind not in ("term", "petition"):
        setattr(record, column, "Bản hai")
    elif kind == "term":
        record.seats = 61
    record.save()
    return record


def draw(seed):
    """The kind of the record and the two channels of a race; each pair of one kind is drawn before any is drawn again."""
    pairs = [(kind, one, other) for kind, channels in CHANNELS_OF.items() for one in channels for other in channels]
    Random(19).shuffle(pairs)
    return pairs[seed % len(pairs)]


def places_of(record):
    """The places whose values are compared before and after a race."""
    places = [Place(type(record), record.pk, column) for column in COLUMNS[type(record)]]
    if type(record) in (Article, Resolution):
        places += [Place(type(record), record.pk, column) for column in ("status", "withdrawn_reason")]
    if type(record) in PARTS:
        prefix, model, columns = PARTS[type(record)]
        places += [Place(model, row.pk, column) for row in getattr(record, prefix).all() for column in columns]
    return places


def silent_losses(before, changes, answers):
    """What was lost: a stored value that nobody chose, and typed text that the answer does not have."""
    expected = dict(before)
    for change, answer in zip(changes, answers, strict=True):
        if answer.is_stored:
            expected |= change.values
    losses = [(place, value, place.stored) for place, value in expected.items() if place.stored != value]
    first, second = changes
    if all(answer.is_stored for answer in answers):
        same = first.values.keys() & second.values.keys()
        losses += [(place, "overwritten unseen") for place in same if first.values[place] != second.values[place]]
    for change, answer in zip(changes, answers, strict=True):
        if not answer.is_stored:
            losses += [("typed", text) for text in change.typed if text not in answer.text]
    return losses


@pytest.mark.parametrize("seed", range(RACES))
def test_race_loses_nothing_silently(seed, tmp_path):
    random = Random(seed)
    kind, *channels = draw(seed)
    record = create(kind)
    with editable_lists():
        editors = [editor(name, random, tmp_path) for name in "AB"]
        before = {place: place.stored for place in places_of(record)}
        changes = [CHANNELS[channel](each, record) for channel, each in zip(channels, editors, strict=True)]
        before |= {place: place.stored for change in changes for place in change.values if place not in before}

        answers = [change.send() for change in changes]

    assert answers[0].is_stored, answers[0].text
    assert silent_losses(before, changes, answers) == []
    if not answers[1].is_stored and changes[1].form:
        choose_own_values(editors[1], record, changes, answers[1])


def choose_own_values(editor, record, changes, answer):
    """Let the editor decide on the page of the conflict, which must display what the choice overwrites."""
    first, second = changes
    conflicts = answer.response.context["form_conflicts"]
    assert all(first.values[place] in answer.text for place in first.values.keys() & second.values.keys())
    again = posted_again(answer.response, second.form, **{conflict.key: "mine" for conflict in conflicts})

    response = post_form(editor.client, record, again)

    assert conflicts
    assert response.status_code == 302
    assert {place: place.stored for place in second.values} == second.values


SIMULTANEOUS = [
    ("public resolution", "form", "import"),
    ("public resolution", "inline", "proposal"),
    ("public article", "action", "form"),
    ("draft article", "list", "form"),
    ("petition", "verb", "inline"),
    ("petition", "form", "form"),
    ("term", "verb", "form"),
    ("person", "list", "restore"),
]


def send_together(changes):
    """Send both changes at the same moment, each in a thread with its own connection; return the answers.

    SQLite in memory has one connection: there they are sent one after the other.
    """
    if connection.vendor == "sqlite":
        return [change.send() for change in changes]
    barrier, answers = threading.Barrier(len(changes)), [None] * len(changes)

    def send(number):
        try:
            barrier.wait()
            answers[number] = changes[number].send()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send, args=(number,)) for number in range(len(changes))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow  # a real race needs transactions that are stored
def test_race_at_the_same_moment_loses_nothing_silently(tmp_path):
    for number, (kind, *channels) in enumerate(SIMULTANEOUS):
        record = create(kind)
        with editable_lists():
            editors = [editor(name, Random(number), tmp_path / str(number)) for name in "AB"]
            before = {place: place.stored for place in places_of(record)}
            changes = [CHANNELS[channel](each, record) for channel, each in zip(channels, editors, strict=True)]
            before |= {place: place.stored for change in changes for place in change.values if place not in before}

            answers = send_together(changes)

        assert any(answer.is_stored for answer in answers), [kind, *channels]
        assert (kind, channels, silent_losses(before, changes, answers)) == (kind, channels, [])
