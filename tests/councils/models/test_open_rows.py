"""A council or a term does not end in its plain form while rows below it are open."""

from datetime import date

import pytest

from councils.models import Body, Mandate, Membership
from tests.admin_forms import form_data, form_errors, user_of
from tests.factories.councils import BodyFactory, MandateFactory, MembershipFactory, SubordinationFactory, TermFactory
from tests.hdnd_portal.admin_models import admin_url

pytestmark = pytest.mark.django_db

END = date(2026, 3, 1)


def post_end(client, record):
    inlines = {"units-TOTAL_FORMS": 0, "units-INITIAL_FORMS": 0}
    values = form_data(user_of(client), record) | inlines | {"end": "01/03/2026"}
    return client.post(admin_url(type(record), "change", record.pk), values)


def test_term_form_refuses_an_end_above_open_rows_and_names_the_page(admin_client):
    term = TermFactory()
    MandateFactory(term=term)
    MandateFactory(term=term, relieved=True)
    BodyFactory(group=True, council=term.council, term=term)

    assert form_errors(post_end(admin_client, term)) == {
        "end": [
            "Còn 1 cơ quan của HĐND, 1 tư cách đại biểu chưa thôi từ ngày 01/03/2026. Hãy dùng trang “Kết thúc nhiệm kỳ” của "
            "nhiệm kỳ này, trang ấy ghi ngày thôi cho tất cả; hoặc ghi ngày thôi của từng bản ghi trước."
        ]
    }


def test_term_form_accepts_an_end_below_which_nothing_is_open(admin_client):
    term = TermFactory()
    MandateFactory(term=term, relieved=True)

    assert post_end(admin_client, term).status_code == 302


def test_council_form_refuses_an_end_above_open_rows_and_names_the_page(admin_client):
    term = TermFactory()
    SubordinationFactory(parent=term.council)

    (message,) = form_errors(post_end(admin_client, term.council))["end"]

    assert message.startswith("Còn 1 nhiệm kỳ, 1 quan hệ trực thuộc chưa thôi")
    assert "trang “Chấm dứt hoạt động”" in message


def test_in_force_on_asks_the_council_and_the_body_too():
    term = TermFactory()
    standing = MembershipFactory(mandate__term=term, body=BodyFactory(council=term.council, standing=True))
    committee = MembershipFactory(mandate__term=term, body=BodyFactory(council=term.council))
    Body.objects.filter(pk=committee.body.pk).update(end=date(2022, 1, 1))

    assert list(Membership.objects.in_force_on(date(2022, 1, 1))) == [standing]
    type(term.council).objects.update(end=END)
    for rows in (Mandate.objects, Body.objects, Membership.objects):
        assert rows.in_force_on(date(2026, 2, 28)).exists()
        assert not rows.in_force_on(END).exists()
