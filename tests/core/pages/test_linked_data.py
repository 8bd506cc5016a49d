import json

import pytest
from django.template import Context, Template, TemplateSyntaxError

from core.pages.linked_data import as_json, schema_object

HOSTILE = "</script><script>alert(1)</script>&amp;<!-- “Đ” \u2028"


def rendered(source, **context):
    return Template("{% load components %}" + source).render(Context(context))


def test_json_ld_escapes_text_that_could_end_the_element():
    html = rendered("{% json_ld data=data %}", data=schema_object("Legislation", name=HOSTILE))

    assert html.count("<") == html.count(">") == 2
    assert "<!--" not in html
    assert json.loads(html[html.index("{") : html.rindex("}") + 1])["name"] == HOSTILE


def test_json_ld_without_data_renders_nothing():
    assert "script" not in rendered("{% json_ld data=data %}", data=None)


def test_thing_leaves_out_empty_properties():
    assert schema_object("Report", name="Tổng kết", reportNumber="", encoding=None) == {"@type": "Report", "name": "Tổng kết"}


def test_as_json_puts_several_things_in_one_graph():
    assert json.loads(as_json([schema_object("WebSite"), schema_object("Report")])) == {
        "@context": "https://schema.org",
        "@graph": [{"@type": "WebSite"}, {"@type": "Report"}],
    }


def test_breadcrumbs_are_in_the_linked_data_too(settings):
    settings.BASE_URL = "https://hdnd.example.vn"
    html = rendered(
        '{% breadcrumbs %}{% breadcrumb label="Nghị quyết" url="/nghi-quyet/" %}{% breadcrumb label=title %}{% endbreadcrumbs %}',
        title=HOSTILE,
    )

    data = json.loads(html[html.index(">{") + 1 : html.rindex("}<") + 1])
    assert [(item["position"], item["name"], item.get("item")) for item in data["itemListElement"]] == [
        (1, "Trang chủ", "https://hdnd.example.vn/"),
        (2, "Nghị quyết", "https://hdnd.example.vn/nghi-quyet/"),
        (3, HOSTILE, None),
    ]


def test_breadcrumbs_of_one_page_do_not_appear_on_the_next():
    source = Template('{% load components %}{% breadcrumbs %}{% breadcrumb label="Báo cáo" %}{% endbreadcrumbs %}')

    assert source.render(Context()) == source.render(Context())


@pytest.mark.parametrize("misuse", ["{% json_ld %}", "{% json_ld schema_object %}", '{% breadcrumb lable="Báo cáo" %}'])
def test_json_ld_and_breadcrumb_refuse_wrong_arguments(misuse):
    with pytest.raises(TemplateSyntaxError, match="json_ld|breadcrumb"):
        rendered(misuse)
