"""The components `form` and `form_field`."""

import re

import pytest
from django import forms
from django.template import TemplateSyntaxError

from core.vietnamese.forms import DateField, MoneyField
from tests.core.rendering import rendered


class Sample(forms.Form):
    day = DateField(label="Ngày ký")
    amount = MoneyField(label="Số tiền", help_text="Ví dụ 50,583 tỷ.", required=False)
    kind = forms.ChoiceField(label="Loại", choices=[("", "–"), ("personnel", "Nhân sự")], required=False)
    mode = forms.ChoiceField(label="Hình thức", choices=[("hands", "Giơ tay")], widget=forms.RadioSelect, help_text="Một.")
    note = forms.CharField(label="Ghi chú", required=False, widget=forms.Textarea)
    is_public = forms.BooleanField(label="Đăng", required=False)
    token = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self):
        if self.data.get("note") == "<sai>":
            raise forms.ValidationError("Không ghi được <sai>.")


TYPED = {"day": "31/02/2021", "mode": "hands", "token": "a1"}
MESSAGE = "Không có ngày 31/02/2021; tháng 2 năm 2021 có 28 ngày."


def field(name, *, form=None, more=""):
    return rendered(f"{{% form_field field=form.{name} {more} %}}", form=form or Sample())


def form(data=None, more=""):
    return rendered(f'{{% form form=form submit="Lưu" {more} %}}<p>Ô nhập</p>{{% endform %}}', form=Sample(data))


def attribute(name, html):
    return re.findall(rf'\b{name}="([^"]*)"', html)


def test_form_field_has_a_label_that_marks_required_fields():
    assert '<label for="id_day">Ngày ký <small>(bắt buộc)</small></label>' in field("day")
    assert '<label for="id_note">Ghi chú' in field("note")
    assert "bắt buộc" not in field("note")


def test_form_field_is_described_by_help_text_and_unit():
    html = field("amount", more='unit="đồng"')

    assert '<div class="form-help" id="id_amount_helptext">Ví dụ 50,583 tỷ.</div>' in html
    assert '<span id="id_amount_unit">đồng</span>' in html
    assert attribute("aria-describedby", html) == ["id_amount_helptext id_amount_unit"]
    assert "aria-invalid" not in html


def test_form_field_is_described_by_its_error_and_keeps_the_typed_text():
    html = field("day", form=Sample(TYPED))

    assert f'<div class="form-error" id="id_day_error"><p>{MESSAGE}</p></div>' in html
    assert (attribute("aria-describedby", html), attribute("aria-invalid", html)) == (["id_day_error"], ["true"])
    assert attribute("value", html) == ["31/02/2021"]


def test_form_field_without_help_text_and_error_has_no_description():
    assert "aria-describedby" not in field("note")


def test_form_field_puts_a_checkbox_before_its_label():
    html = field("is_public")

    assert re.findall(r"<(input|label)", html) == ["input", "label"]
    assert "form-input" not in html


def test_form_field_of_radio_buttons_is_a_fieldset_with_legend_and_help_text():
    html = field("mode")

    assert '<fieldset aria-describedby="id_mode_helptext"><legend>Hình thức <small>(bắt buộc)</small></legend>' in html
    assert '<label for="id_mode_0">' in html
    assert attribute("aria-describedby", html) == ["id_mode_helptext"]


def test_form_field_of_a_select_keeps_the_choice():
    assert '<option value="personnel" selected>Nhân sự</option>' in field("kind", form=Sample({"kind": "personnel"}))


def test_form_lists_its_errors_above_with_links_to_the_inputs():
    html = form({"day": "31/02/2021", "note": "<sai>"})

    assert "<h2>Có 3 chỗ cần sửa</h2>" in html
    assert re.findall(r"<li>(.*?)</li>", html) == [
        "Không ghi được &lt;sai&gt;.",
        f'<a href="#id_day">Ngày ký: {MESSAGE}</a>',
        '<a href="#id_mode_0">Hình thức: Trường này là bắt buộc.</a>',
    ]
    assert html.index("<h2>") < html.index("<p>Ô nhập</p>")


def test_form_field_escapes_the_typed_text():
    html = form({"day": '"><b>'}) + field("day", form=Sample({"day": '"><b>'}))

    assert "<b>" not in html


def test_form_without_errors_has_no_list_of_errors():
    for html in (form(), form(TYPED | {"day": "28/2/2021"})):
        assert "form-errors" not in html


def test_form_with_errors_takes_the_focus_from_its_first_field():
    blank, refused = (Sample(data) for data in (None, TYPED))
    for each in (blank, refused):
        each.fields["day"].widget.attrs["autofocus"] = True

    assert "autofocus" in field("day", form=blank)
    assert "autofocus" not in field("day", form=refused)
    assert 'tabindex="-1" autofocus' in form(TYPED)


def test_form_has_its_hidden_fields_a_button_and_a_link():
    html = form(TYPED, more='action="/ghi/" link_label="Không lưu nữa" url="/"')

    assert '<form class="form" method="post" action="/ghi/" novalidate>' in html
    assert '<input type="hidden" name="token" value="a1" id="id_token">' in html
    assert '<button class="button" type="submit">Lưu</button><a href="/">Không lưu nữa</a>' in html
    assert " action=" not in form() + form(TYPED)


def test_form_has_the_csrf_token():
    assert re.search('<input type="hidden" name="csrfmiddlewaretoken" value="[^"]{64}">', form())


def test_form_with_files_is_multipart():
    class WithFile(forms.Form):
        file = forms.FileField()

    assert 'enctype="multipart/form-data"' in rendered('{% form form=form submit="Lưu" %}{% endform %}', form=WithFile())
    assert "enctype" not in form()


@pytest.mark.parametrize(
    "misuse",
    [
        "{% form_field %}",
        "{% form_field form.day %}",
        "{% form_field field=form.dya %}",
        "{% form_field field=form %}",
        '{% form_field field=form.day label="Ngày" %}',
        "{% form form=form %}{% endform %}",
        '{% form submit="Lưu" %}{% endform %}',
        '{% form form=fomr submit="Lưu" %}{% endform %}',
        '{% form form=form submit="Lưu" method="get" %}{% endform %}',
    ],
)
def test_form_and_form_field_refuse_wrong_arguments(misuse):
    with pytest.raises(TemplateSyntaxError, match="'form(_field)?'"):
        rendered(misuse, form=Sample())
