"""The fields of the admin's forms: what stands beside a label, radio buttons, widths, folded groups."""

import re
from html import unescape

import pytest
from django.contrib import admin
from django.forms import RadioSelect, Select, TextInput
from django.test import RequestFactory

from core.admin.field_sizes import columns_of_radios, columns_of_text
from councils.models import Council
from resolutions.models import IssuedDocument, Resolution, Vote
from sessions_app.models import CouncilSession
from supervision.models import Supervision
from tests.factories.accounts import ServiceFactory, UserFactory
from tests.factories.councils import CouncilFactory, PersonFactory
from tests.factories.resolutions import RegisterFactory, ResolutionFactory, ResolutionFileFactory
from tests.hdnd_portal.admin_models import MODELS, admin_url, create_published, model_label, visible_text

pytestmark = pytest.mark.django_db

FIELD = r'<div class="field field-{}[^"]*" data-columns="(\d+)".*?<div class="field-below">.*?</div>\s*</div>'


def add_form_of(client, model):
    return client.get(admin_url(model, "add")).content.decode()


def field_html(html, name):
    """The HTML of one field."""
    return re.search(FIELD.format(name), html, re.DOTALL)[0]


def text_of(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def form_fields_of(user, model):
    request = RequestFactory().get("/")
    request.user = user
    return admin.site.get_model_admin(model).get_form(request)().fields


def test_admin_field_says_that_an_input_is_optional(admin_client):
    html = add_form_of(admin_client, type(PersonFactory()))

    assert text_of(field_html(html, "birth_year")) == "Năm sinh không bắt buộc"
    assert text_of(field_html(html, "full_name")) == "Họ và tên"


def test_admin_field_does_not_repeat_that_an_input_is_optional(admin_client):
    html = add_form_of(admin_client, type(ResolutionFactory()))

    assert text_of(field_html(html, "year")) == "Năm của số Để trống thì theo ngày ký, ngày thông qua."
    assert text_of(field_html(html, "field")) == "Lĩnh vực không ghi Thêm lĩnh vực"  # all fields of a folded group are optional


def test_labels_have_neither_colon_nor_asterisk(admin_client):
    html = add_form_of(admin_client, type(ResolutionFactory()))
    labels = re.findall(r"<label[^>]*>(.*?)</label>|<span class=\"label\"[^>]*>(.*?)</span>", html, re.DOTALL)

    assert len(labels) > 20
    assert [label for pair in labels for label in pair if label.strip().endswith((":", "*"))] == []


def test_formfield_for_choice_field_offers_few_choices_as_radio_buttons(admin_client):
    fields = form_fields_of(UserFactory(administrator=True), CouncilSession)

    assert isinstance(fields["format"].widget, RadioSelect)
    assert [label for _, label in fields["season"].choices] == ["không ghi", "giữa năm", "cuối năm"]
    assert isinstance(fields["kind"].widget, Select)
    html = field_html(add_form_of(admin_client, CouncilSession), "season")
    assert 'role="radiogroup" aria-labelledby="id_season_label"' in html
    assert '<span class="label" id="id_season_label">' in html


def test_formfield_for_choice_field_offers_no_empty_choice_of_a_required_field():
    fields = form_fields_of(ServiceFactory(role="reviewer").user, Supervision)

    assert [label for _, label in fields["method"].choices] == ["trực tiếp", "qua báo cáo", "thực địa"]


def test_formfield_for_choice_field_offers_an_empty_choice_of_a_field_that_may_be_blank():
    fields = form_fields_of(ServiceFactory(role="reviewer").user, ResolutionFactory._meta.model)

    assert [label for _, label in fields["legal_kind"].choices] == ["không ghi", "quy phạm pháp luật", "cá biệt"]


def test_choice_fields_say_what_an_empty_choice_means(admin_client):
    html = add_form_of(admin_client, IssuedDocument)

    assert "---" not in html
    assert '<option value="" selected>chọn…</option>' in field_html(html, "doc_type")
    assert '<option value="" selected>chọn…</option>' in field_html(html, "council")
    assert '<option value="" selected>không ghi</option>' in field_html(html, "register")


def test_choices_of_a_register_have_no_pattern(admin_client):
    RegisterFactory(name="Sổ báo cáo", pattern="{number}/BC-HĐND")

    assert "Sổ báo cáo –" in text_of(field_html(add_form_of(admin_client, IssuedDocument), "register"))
    assert "{number}" not in add_form_of(admin_client, IssuedDocument)


def test_readonly_file_is_a_link_with_its_title(client):
    document = create_published(Resolution)
    stored = ResolutionFileFactory(resolution=document, title="Bản ký của nghị quyết")
    client.force_login(ServiceFactory(council=document.get_council(), role="standing").user)
    html = client.get(admin_url(Resolution, "change", document.pk)).content.decode()

    assert f'<a href="/quan-tri/tep/resolutions.resolutionfile/{stored.pk}/file/">Bản ký của nghị quyết</a>' in html
    assert stored.file.name not in html
    assert 'data-label="Xóa"' not in html


def test_readonly_relation_without_rows_is_a_dash(client):
    council = CouncilFactory()
    client.force_login(ServiceFactory(council=council, role="records_officer").user)
    html = client.get(admin_url(Council, "change", council.pk)).content.decode()

    assert text_of(field_html(html, "predecessors")).startswith("HĐND tiền thân –")


def test_result_of_a_vote_is_explained_by_its_first_choice(admin_client):
    for model in (Vote, Resolution):
        html = add_form_of(admin_client, model)

        assert "Theo số phiếu: cổng so số tán thành với tỷ lệ cần đạt." in html
        assert "Để trống thì theo số tán thành" not in html


def test_inline_offers_to_delete_stored_rows_only(admin_client):
    stored = ResolutionFileFactory()
    delete_cell = re.compile(r'<th scope="col" class="delete">\s*(.*?)\s*</th>')

    assert delete_cell.findall(add_form_of(admin_client, Resolution)) == ['<span class="visually-hidden">Bỏ dòng</span>']
    html = admin_client.get(admin_url(Resolution, "change", stored.resolution.pk)).content.decode()
    assert delete_cell.findall(html) == ["Xóa"]
    assert "Thêm tệp nghị quyết" in unescape(html)


def test_formfield_for_choice_field_has_a_select_in_a_table():
    request = RequestFactory().get("/")
    request.user = UserFactory(administrator=True)
    files, _ = admin.site.get_model_admin(ResolutionFactory._meta.model).get_inline_instances(request)

    assert isinstance(files.get_formset(request).form.base_fields["role"].widget, Select)


def test_formfield_for_dbfield_reads_dates_from_plain_inputs():
    fields = form_fields_of(UserFactory(administrator=True), Vote)

    assert type(fields["held_on"].widget) is TextInput
    assert fields["held_on"].widget.attrs["data-date"] is True


@pytest.mark.parametrize(("length", "columns"), [(20, 3), (21, 4), (100, 6), (300, 12)])
def test_columns_of_text_grow_with_its_length(length, columns):
    assert columns_of_text(length) == columns


@pytest.mark.parametrize(
    ("labels", "columns"), [(["nam", "nữ"], 3), (["quy phạm pháp luật", "cá biệt"], 4), (["x" * 80, "y" * 80], 12)]
)
def test_columns_of_radios_hold_all_labels(labels, columns):
    assert columns_of_radios(labels) == columns


@pytest.mark.parametrize("model", MODELS, ids=model_label)
def test_columns_are_of_fields_of_the_form_and_of_the_grid(model):
    """A width for a field that does not exist would have no effect."""
    model_admin = admin.site.get_model_admin(model)
    names = {field.name for field in model._meta.get_fields()}

    assert set(model_admin.columns) - names == set()
    assert {number for number in model_admin.columns.values() if not 2 <= number <= 12 or number == 11} == set()


def test_fold_state_names_the_state_of_publication_and_counts_other_values(admin_client):
    draft = ResolutionFactory()
    published = create_published(ResolutionFactory._meta.model)

    text = visible_text(admin_client.get(admin_url(type(draft), "change", draft.pk)))
    assert "Đăng trên cổng bản nháp" in " ".join(text.split())
    text = visible_text(admin_client.get(admin_url(type(draft), "change", published.pk)))
    assert "Đăng trên cổng công khai, đã ghi 1 ô" in " ".join(text.split())


def test_fold_state_of_an_empty_group_says_so(admin_client):
    resolution = ResolutionFactory()

    text = " ".join(visible_text(admin_client.get(admin_url(type(resolution), "change", resolution.pk))).split())

    assert "Tóm tắt, toàn văn chưa ghi" in text


def test_fold_state_names_the_words_of_a_council(admin_client):
    council = CouncilFactory(regular_label="thường lệ", irregular_label="bất thường", round_word="kỳ", meeting_word="hội nghị")
    text = " ".join(visible_text(admin_client.get(admin_url(Council, "change", council.pk))).split())

    assert "Cách dùng từ thường lệ, bất thường, kỳ, hội nghị" in text
