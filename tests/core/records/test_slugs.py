"""Slugs that records make of their names."""

import pytest
from django.core.exceptions import ValidationError

from councils.models import Area, Council, Field, Term
from news.models import Article
from supervision.models import Supervision
from tests.admin_forms import already, form_errors, post_add_form
from tests.factories.citizens import VoterMeetingFactory, VoterMeetingRoundFactory
from tests.factories.councils import (
    AgencyFactory,
    AreaFactory,
    BodyFactory,
    CouncilFactory,
    FieldFactory,
    PersonFactory,
    TermFactory,
)
from tests.factories.news import ArticleFactory
from tests.factories.supervision import SupervisionFactory

pytestmark = pytest.mark.django_db

NAMES = ("Hoằng Thành", "Hoằng Thanh", "HOẰNG THẠNH")


@pytest.mark.parametrize(
    ("factory", "field", "slug"),
    [
        (AreaFactory, "name", "slug"),
        (AgencyFactory, "name", "slug"),
        (BodyFactory, "name", "slug"),
        (PersonFactory, "full_name", "slug"),
        (VoterMeetingRoundFactory, "name", "slug"),
        (SupervisionFactory, "title", "slug"),
        (ArticleFactory, "title", "slug"),
        (FieldFactory, "label", "key"),
    ],
)
def test_slugged_names_that_differ_in_tones_get_free_slugs(factory, field, slug):
    council = {} if factory is PersonFactory else {"council": CouncilFactory()}
    records = [factory(**council, **{field: name, slug: ""}) for name in NAMES]

    assert [getattr(record, slug) for record in records] == ["hoang-thanh", "hoang-thanh-2", "hoang-thanh-3"]
    other = {} if factory is PersonFactory else {"council": CouncilFactory()}
    if other:
        assert getattr(factory(**other, **{field: NAMES[1], slug: ""}), slug) == "hoang-thanh"


def test_slugged_councils_and_terms_get_free_slugs():
    councils = [CouncilFactory(name=f"HĐND xã {name}", slug="") for name in NAMES]
    assert [council.slug for council in councils] == ["xa-hoang-thanh", "xa-hoang-thanh-2", "xa-hoang-thanh-3"]

    first = TermFactory(council=councils[0])
    second = Term(council=councils[0], ordinal=7, label=first.label, seats=3)
    second.normalise()
    assert (first.slug, second.slug) == ("2021-2026", "2021-2026-2")


def test_slugged_admin_form_accepts_another_name_and_refuses_the_same(admin_client):
    council = CouncilFactory()
    area = AreaFactory(council=council, name="Hoằng Thành")

    assert post_add_form(admin_client, AreaFactory.build(council=council, name="Hoằng Thanh")).status_code == 302
    assert Area.objects.get(name="Hoằng Thanh").slug == "hoang-thanh-2"
    response = post_add_form(admin_client, AreaFactory.build(council=council, name="hoằng  thành."))
    assert form_errors(response) == {"name": [already("Địa bàn này đã ghi.", area)]}


def test_free_slug_of_a_long_name_fits_its_column():
    council = CouncilFactory()
    length = Supervision._meta.get_field("slug").max_length
    slugs = [SupervisionFactory(council=council, title="Giám sát " + "a" * 300 + str(number)).slug for number in range(11)]

    assert [len(slug) <= length for slug in slugs] == [True] * 11
    assert len(set(slugs)) == 11
    assert slugs[10].endswith("-11")


def test_free_slug_of_a_name_without_latin_letters_is_that_of_the_kind():
    council = CouncilFactory()

    assert [AreaFactory(council=council, name=name).slug for name in ("漢字", "漢")] == ["dia-ban", "dia-ban-2"]


def test_slugged_keeps_a_slug_when_the_name_changes():
    field = FieldFactory(label="Đô thị", key="")
    field.label = "Nông thôn"
    field.save()

    assert Field.objects.get().key == "do-thi"
    assert Council.objects.count() == 1
    assert not Article.objects.exists()


@pytest.mark.parametrize("text", ["...", "–", "😀", "?!", "“”"])
@pytest.mark.parametrize(
    ("factory", "field"),
    [(AreaFactory, "name"), (PersonFactory, "full_name"), (ArticleFactory, "title"), (VoterMeetingFactory, "place")],
)
def test_name_columns_refuse_a_name_without_letters_and_digits(factory, field, text):
    record = factory()
    setattr(record, field, text)

    with pytest.raises(ValidationError) as refused:
        record.full_clean()

    assert refused.value.message_dict[field] == [f"“{text}” không có chữ hay số nào; hãy ghi bằng chữ."]
