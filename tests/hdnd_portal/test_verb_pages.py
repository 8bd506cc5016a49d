"""The pages on which staff call verbs: preview by count and name, confirmation, rights, and a preview that is out of date."""

from datetime import date

import pytest

from citizens.models import Petition, PetitionStatus
from councils.models import Body, Mandate, Membership, Term
from reports.models import ReportedTotal
from resolutions.models import PersonnelDecision
from tests.factories.accounts import ServiceFactory
from tests.factories.citizens import PetitionFactory, VoterMeetingFactory
from tests.factories.councils import (
    BodyFactory,
    CouncilFactory,
    MandateFactory,
    MembershipFactory,
    PersonFactory,
    SubordinationFactory,
    TermFactory,
)
from tests.factories.reports import ReportedTotalFactory
from tests.factories.resolutions import ResolutionFactory
from tests.hdnd_portal.admin_models import admin_url, visible_text

pytestmark = pytest.mark.django_db

END = date(2026, 3, 1)


def preview(client, url, **data):
    """The page with the preview; the rows that will change by title and values, and the data that confirms it."""
    response = client.post(url, data | {"_verb": "1", "_preview": "1"})
    assert response.status_code == 200
    rows = {f"{rows.title}: {'; '.join(rows.values)}".removesuffix(": "): rows.names for rows in response.context["changes"]}
    return response, rows, data | {"_verb": "1", "_confirm": "1", "_fingerprint": response.context["fingerprint"]}


def errors_of(response):
    return response.context["form"].errors


def sign_in(client, role, council):
    service = ServiceFactory(role=role, council=council)
    client.force_login(service.user)


def test_close_term_page_names_what_ends_and_ends_it_when_confirmed(admin_client):
    term = TermFactory()
    mandate = MandateFactory(term=term, person=PersonFactory(full_name="Phạm Văn Lộc"))
    MembershipFactory(mandate=mandate, body=BodyFactory(council=term.council, standing=True))
    BodyFactory(group=True, council=term.council, term=term, name="Tổ đại biểu số 1", number=1)
    url = admin_url(Term, "ket_thuc", term.pk)
    change_url = admin_url(Term, "change", term.pk)

    assert "Kết thúc nhiệm kỳ…" in visible_text(admin_client.get(change_url))
    page, rows, confirmation = preview(admin_client, url, end="01/03/2026")

    assert rows == {
        "Thay đổi 1 thành viên: thôi từ ngày: 01/03/2026": [f"Phạm Văn Lộc, Ủy viên {mandate.memberships.get().body}"],
        "Thay đổi 1 cơ quan của HĐND: thôi từ ngày: 01/03/2026": ["Tổ đại biểu số 1"],
        "Thay đổi 1 tư cách đại biểu: thôi từ ngày: 01/03/2026; lý do thôi: hết nhiệm kỳ": ["Phạm Văn Lộc, khóa VI"],
        "Thay đổi 1 nhiệm kỳ: thôi từ ngày: 01/03/2026": ["Khóa VI, nhiệm kỳ 2021-2026"],
    }
    assert "(thôi từ ngày: 01/03/2026; lý do thôi: hết nhiệm kỳ)" in visible_text(page)
    assert 'value="01/03/2026"' in page.content.decode()
    assert Term.objects.get().end is None
    done = admin_client.post(url, confirmation, follow=True)
    assert done.redirect_chain == [(change_url, 302)]
    assert "Đã kết thúc khóa VI, nhiệm kỳ 2021-2026 từ ngày 01/03/2026." in visible_text(done)
    assert {
        *Mandate.objects.values_list("end", flat=True),
        *Body.objects.exclude(kind="standing").values_list("end", flat=True),
    } == {END}
    assert "Kết thúc nhiệm kỳ…" not in visible_text(done)


def test_verb_page_counts_the_rows_beyond_the_first_names(admin_client):
    term = TermFactory()
    for number in range(8):
        MandateFactory(term=term, person=PersonFactory(full_name=f"Đại biểu {number}"))

    page, rows, _ = preview(admin_client, admin_url(Term, "ket_thuc", term.pk), end="01/03/2026")

    assert len(rows["Thay đổi 8 tư cách đại biểu: thôi từ ngày: 01/03/2026; lý do thôi: hết nhiệm kỳ"]) == 8
    assert "và 3 tư cách đại biểu khác" in visible_text(page)


def test_verb_page_previews_again_if_the_records_changed_meanwhile(admin_client):
    term = TermFactory()
    url = admin_url(Term, "ket_thuc", term.pk)
    _, _, confirmation = preview(admin_client, url, end="01/03/2026")
    late = MandateFactory(term=term)

    again = admin_client.post(url, confirmation)

    assert "hãy xem lại những gì sẽ thay đổi rồi xác nhận" in visible_text(again)
    assert str(late) in visible_text(again)
    assert Term.objects.get().end is None
    admin_client.post(url, confirmation | {"_fingerprint": again.context["fingerprint"]})
    assert Term.objects.get().end == END


def test_verb_page_does_not_confirm_other_values_than_those_of_the_preview(admin_client):
    term = TermFactory()
    url = admin_url(Term, "ket_thuc", term.pk)
    _, _, confirmation = preview(admin_client, url, end="01/03/2026")

    admin_client.post(url, confirmation | {"end": "01/04/2026"})

    assert Term.objects.get().end is None


def test_verb_page_shows_the_refusal_of_the_action_and_what_was_typed(admin_client):
    term = TermFactory()
    late = MandateFactory(term=term, start=date(2026, 3, 2))
    url = admin_url(Term, "ket_thuc", term.pk)

    page, rows, _ = preview(admin_client, url, end="01/03/2026")
    unreadable = admin_client.post(url, {"end": "ngày mai", "_verb": "1"})

    assert (rows, errors_of(page)) == ({}, {"__all__": [f"{late}: Ngày thôi phải sau ngày bắt đầu."]})
    assert 'value="01/03/2026"' in page.content.decode()
    assert 'value="ngày mai"' in unreadable.content.decode()
    assert list(errors_of(unreadable)) == ["end"]


@pytest.mark.parametrize("role", ["records_officer", "ward_clerk", "reviewer", "standing"])
def test_structure_pages_are_the_administrators(client, role):
    term = TermFactory()
    sign_in(client, role, term.council)
    urls = [
        admin_url(Term, "ket_thuc", term.pk),
        admin_url(type(term.council), "cham_dut", term.council.pk),
        admin_url(type(term.council), "mo_nhiem_ky", term.council.pk),
    ]

    assert [client.get(url).status_code for url in urls] == [403, 403, 403]
    assert [client.post(url, {"end": "01/03/2026", "_verb": "1"}).status_code for url in urls] == [403, 403, 403]
    assert "…" not in visible_text(client.get(admin_url(Term, "change", term.pk))).replace("chọn…", "")


def test_open_term_page_proposes_the_next_number_and_opens_the_term(admin_client):
    term = TermFactory(end=END)
    url = admin_url(type(term.council), "mo_nhiem_ky", term.council.pk)

    assert admin_client.get(url).context["form"].initial == {"ordinal": 7}
    values = {"ordinal": "7", "label": "2026-2031", "start": "01/03/2026", "seats": "37"}
    _, rows, confirmation = preview(admin_client, url, **values)

    assert rows == {"Thêm 1 nhiệm kỳ": ["Khóa VII, nhiệm kỳ 2026-2031"]}
    assert "Đã mở khóa VII" in visible_text(admin_client.post(url, confirmation, follow=True))
    assert Term.objects.filter(ordinal=7, seats=37).exists()


def test_open_term_page_refuses_while_the_previous_term_is_open(admin_client):
    council = TermFactory().council
    values = {"ordinal": "7", "label": "2026-2031", "start": "01/03/2026", "seats": "37"}

    page, _, _ = preview(admin_client, admin_url(type(council), "mo_nhiem_ky", council.pk), **values)

    assert errors_of(page) == {"__all__": ["Khóa trước chưa có ngày kết thúc."]}


def test_end_council_page_ends_everything_below_and_records_the_successors(admin_client):
    term = TermFactory()
    MandateFactory(term=term)
    SubordinationFactory(parent=term.council)
    successor = CouncilFactory(ward=True, start=END)
    url = admin_url(type(term.council), "cham_dut", term.council.pk)

    _, rows, confirmation = preview(admin_client, url, end="01/03/2026", successors=[successor.pk])

    assert list(rows) == [
        "Thay đổi 1 tư cách đại biểu: thôi từ ngày: 01/03/2026; lý do thôi: HĐND chấm dứt hoạt động",
        "Thay đổi 1 nhiệm kỳ: thôi từ ngày: 01/03/2026",
        "Thay đổi 1 quan hệ trực thuộc: thôi từ ngày: 01/03/2026",
        "Thay đổi 1 Hội đồng nhân dân: thôi từ ngày: 01/03/2026",
        f"Thay đổi 1 Hội đồng nhân dân: kế tục {term.council}",
    ]
    admin_client.post(url, confirmation)
    term.council.refresh_from_db()
    assert (term.council.end, list(term.council.successors.all())) == (END, [successor])
    assert list(Mandate.objects.values_list("end_reason", flat=True)) == ["council_ended"]


def test_end_council_page_refuses_a_key_that_no_database_can_hold(admin_client):
    council = CouncilFactory()

    page = admin_client.post(
        f"/quan-tri/councils/council/{council.pk}/cham-dut/", {"_verb": "1", "end": "01/07/2025", "successors": "1" * 500}
    )

    assert (page.status_code, list(page.context["form"].errors)) == (200, ["successors"])


def test_decision_page_ends_a_mandate_and_says_so(client):
    mandate = MandateFactory()
    council = mandate.term.council
    resolution = ResolutionFactory(session__term=mandate.term)
    sign_in(client, "reviewer", council)
    url = admin_url(Mandate, "quyet_dinh_nhan_su", mandate.pk)

    assert client.get(url).status_code == 200
    data = {"effect": "relieves", "effective_on": "20/12/2021", "resolution": resolution.pk}
    _, rows, confirmation = preview(client, url, **data)

    assert rows == {
        "Thay đổi 1 tư cách đại biểu: thôi từ ngày: 20/12/2021; lý do thôi: thôi làm nhiệm vụ đại biểu": [str(mandate)],
        "Thêm 1 quyết định nhân sự": [f"Miễn nhiệm, cho thôi: {mandate}"],
    }
    assert not PersonnelDecision.objects.exists()
    done = client.post(url, confirmation, follow=True)
    assert "thôi từ ngày 20/12/2021." in visible_text(done)
    assert Mandate.objects.values_list("end", "end_reason").get() == (date(2021, 12, 20), "relieved")
    assert PersonnelDecision.objects.get().resolution == resolution


def test_decision_page_refuses_two_bases_and_other_roles(client):
    membership = MembershipFactory()
    url = admin_url(Membership, "quyet_dinh_nhan_su", membership.pk)
    sign_in(client, "reviewer", membership.body.council)

    page, _, _ = preview(client, url, effect="relieves", effective_on="20/12/2021")

    assert errors_of(page)["resolution"] == ["Ghi đúng một căn cứ: nghị quyết, văn bản khác, hoặc cơ quan quyết định."]
    sign_in(client, "records_officer", membership.body.council)
    assert client.get(url).status_code == 403
    sign_in(client, "reviewer", CouncilFactory())
    assert client.get(url).status_code in (302, 404)


def test_merge_petitions_action_asks_which_petition_stays(client):
    first = PetitionFactory(opinions=2)
    second = PetitionFactory(council=first.council, opinions=3, meetings=[VoterMeetingFactory(council=first.council)])
    sign_in(client, "reviewer", first.council)
    url = admin_url(Petition, "changelist")
    data = {"action": "gop", "_selected_action": [first.pk, second.pk]}

    assert "Kiến nghị giữ lại" in visible_text(client.post(url, data))
    _, rows, confirmation = preview(client, url, target=first.pk, **data)

    assert rows == {
        f"Thay đổi 1 kiến nghị cử tri: đã gộp vào: {first.code}": [second.code],
        "Thay đổi 1 kiến nghị cử tri: số ý kiến gộp: 2 → 5; thêm cuộc tiếp xúc": [first.code],
    }
    done = client.post(url, confirmation, follow=True)
    assert f"Đã gộp 1 kiến nghị vào {first.code}; nay có 5 ý kiến." in visible_text(done)
    assert Petition.objects.get(pk=second.pk).merged_into == first


def test_merge_petitions_action_needs_two_petitions_and_the_right_to_publish(client):
    petition = PetitionFactory()
    other = PetitionFactory(council=petition.council)
    url = admin_url(Petition, "changelist")
    sign_in(client, "reviewer", petition.council)
    alone = client.post(url, {"action": "gop", "_selected_action": [petition.pk]}, follow=True)
    assert "Hãy chọn ít nhất hai kiến nghị" in visible_text(alone)

    sign_in(client, "records_officer", petition.council)
    client.post(url, {"action": "gop", "_selected_action": [petition.pk, other.pk], "target": petition.pk, "_verb": "1"})
    assert "Gộp các kiến nghị" not in visible_text(client.get(url))
    assert not Petition.objects.filter(merged_into__isnull=False).exists()


def test_record_state_action_records_one_state_for_several_petitions(client):
    first = PetitionFactory(received_on=date(2021, 9, 5))
    second = PetitionFactory(council=first.council, received_on=date(2021, 9, 6))
    sign_in(client, "records_officer", first.council)
    url = admin_url(Petition, "changelist")
    data = {"action": "ghi_dien_bien", "_selected_action": [first.pk, second.pk]}
    values = {"state": "forwarded", "on": "20/09/2021", "reply_symbol": "15/TB-HĐND"}

    _, rows, confirmation = preview(client, url, **data, **values)

    assert set(rows) == {
        "Thêm 2 diễn biến kiến nghị",
        "Thay đổi 2 kiến nghị cử tri: ngày chuyển: 20/09/2021; số văn bản chuyển: 15/TB-HĐND; "
        "tình trạng giải quyết: đã tiếp nhận → đã chuyển",
    }
    assert "Đã ghi “đã chuyển” cho 2 kiến nghị." in visible_text(client.post(url, confirmation, follow=True))
    assert set(Petition.objects.values_list("state", "forwarded_on", "forwarded_symbol")) == {
        ("forwarded", date(2021, 9, 20), "15/TB-HĐND")
    }


def test_record_state_action_names_the_petition_that_refuses(client):
    first = PetitionFactory(received_on=date(2021, 9, 5))
    late = PetitionFactory(council=first.council, received_on=date(2021, 9, 21))
    sign_in(client, "records_officer", first.council)
    data = {"action": "ghi_dien_bien", "_selected_action": [first.pk, late.pk], "state": "forwarded", "on": "20/09/2021"}

    page, _, _ = preview(client, admin_url(Petition, "changelist"), **data)

    assert errors_of(page) == {"on": [f"{late.code}: Ngày của diễn biến không thể trước ngày nhận kiến nghị (21/09/2021)."]}
    assert not PetitionStatus.objects.exists()


def test_form_of_a_merged_petition_takes_no_new_state(client):
    target = PetitionFactory()
    merged = PetitionFactory(council=target.council, merged_into=target)
    sign_in(client, "records_officer", target.council)

    rows = {
        petition: client.get(admin_url(Petition, "change", petition.pk)).context["inline_admin_formsets"][0].formset.max_num
        for petition in (target, merged)
    }

    assert (rows[target] > 0, rows[merged]) == (True, 0)


def test_record_state_page_records_a_state_of_one_petition(client):
    petition = PetitionFactory(received_on=date(2021, 9, 5))
    sign_in(client, "records_officer", petition.council)
    url = admin_url(Petition, "ghi_dien_bien", petition.pk)

    early, _, _ = preview(client, url, state="forwarded", on="04/09/2021")
    _, _, confirmation = preview(client, url, state="explained", on="20/09/2021", text="Đã trả lời")
    client.post(url, confirmation)

    assert errors_of(early) == {"on": ["Ngày của diễn biến không thể trước ngày nhận kiến nghị (05/09/2021)."]}
    assert PetitionStatus.objects.values_list("state", "text").get() == ("explained", "Đã trả lời")


def test_prefer_total_page_sets_the_other_totals_aside(client):
    total = ReportedTotalFactory()
    other = ReportedTotalFactory(
        council=total.council, period_from=total.period_from, period_to=total.period_to, code=total.code, value=total.value + 1
    )
    url = admin_url(ReportedTotal, "dung_so_nay", total.pk)
    sign_in(client, "records_officer", total.council)
    assert client.get(url).status_code == 403

    sign_in(client, "reviewer", total.council)
    _, rows, confirmation = preview(client, url, reason="Biên bản kỳ họp ghi số này.")

    assert [len(names) for names in rows.values()] == [1, 1]
    client.post(url, confirmation)
    assert dict(ReportedTotal.objects.values_list("pk", "decision")) == {total.pk: "preferred", other.pk: "set_aside"}
