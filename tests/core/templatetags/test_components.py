import re
from datetime import date
from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator
from django.template import TemplateSyntaxError

from core.pages import charts
from core.templatetags.components import register
from tests.core.rendering import bar, chart, rendered


def column(label, align="left", group=""):
    return SimpleNamespace(label=label, align=align, group=group)


@pytest.mark.parametrize(
    "misuse",
    [
        '{% status lable="Còn hiệu lực" %}',
        '{% status "Còn hiệu lực" %}',
        "{% status %}",
        '{% status label="Còn hiệu lực" tone="red" %}',
        "{% ribbon %}<p>Dự thảo</p>{% endribbon %}",
        "{% masthead kind=1 name_prefix=2 url=3 %}{% endmasthead %}",
        "{% masthead kind=1 name_prefix=2 plaice=3 url=4 %}{% endmasthead %}",
        '{% icon name="hamburger" %}',
        "{% facts %}{% fact label=1 %}{% endfacts %}",
        "{% record_rows %}{% record_row symbol=1 %}{% endrecord_row %}{% endrecord_rows %}",
    ],
)
def test_components_refuse_wrong_arguments(misuse):
    with pytest.raises(TemplateSyntaxError, match=r"status|ribbon|masthead|icon|fact|record_row"):
        rendered(misuse)


def test_status_has_its_state_in_words():
    assert rendered('{% status label="Còn hiệu lực" tone="done" %}') == (
        '<span class="status status-done"><span class="visually-hidden">Trạng thái: </span>Còn hiệu lực</span>'
    )


def test_masthead_links_to_the_home_page_and_keeps_the_place_on_one_line():
    html = rendered(
        "{% masthead kind=kind name_prefix=name_prefix place=place url=url path=path %}<p>Tìm</p>{% endmasthead %}",
        kind="Cổng <b>",
        name_prefix="Hội đồng nhân dân quận",
        place="Cầu Giấy",
        url="/",
        path="/nghi-quyet/",
    )

    assert re.sub("<svg.*?</svg>", "[mark]", html) == (
        '<header class="masthead"><div class="container"><a class="masthead-home" href="/">[mark]<p class="masthead-name">'
        'Cổng &lt;b&gt; <b>Hội đồng nhân dân quận <span class="place">Cầu Giấy</span></b></p></a>'
        "<p>Tìm</p></div></header>"
    )


def test_masthead_is_the_title_of_the_page_to_which_it_leads():
    tag = '{% masthead kind="Cổng" name_prefix="HĐND quận" place="Cầu Giấy" url="/" path=path %}{% endmasthead %}'

    titles = [re.findall("<h1[^>]*>(.*?)</h1>", rendered(tag, path=path)) for path in ("/", "/bao-cao/")]

    assert titles == [['Cổng <b>HĐND quận <span class="place">Cầu Giấy</span></b>'], []]


def test_masthead_has_the_emblem_of_the_office_in_place_of_the_mark():
    emblem = SimpleNamespace(url="/bieu-trung.webp", width=60, height=68)

    html = rendered('{% masthead kind="" name_prefix="" place="" url="/" emblem=emblem %}{% endmasthead %}', emblem=emblem)

    assert '<img class="emblem" src="/bieu-trung.webp" alt="" width="60" height="68">' in html
    assert "<svg" not in html


def test_fact_without_value_renders_nothing():
    assert rendered('{% facts %}{% fact label="Kỳ họp" value="" %}{% endfacts %}') == '<dl class="facts"></dl>'


def test_record_row_escapes_text():
    html = rendered(
        "{% record_row symbol=x title=x url=x date=day %}{{ x }}{% endrecord_row %}", x='"><b>', day=date(2021, 9, 28)
    )

    assert "<b>" not in html.replace("<b>&quot;", "")
    assert html.count("&quot;&gt;&lt;b&gt;") == 4


def test_record_row_keeps_the_markup_of_its_content():
    html = rendered('{% record_row symbol="12/NQ-HĐND" title="Về hỗ trợ" %}<span>Kỳ họp thứ hai</span>{% endrecord_row %}')

    assert '<span class="record-title">Về hỗ trợ</span>' in html
    assert '<p class="meta"><span>Kỳ họp thứ hai</span></p>' in html


def test_pagination_keeps_the_rest_of_the_query_and_does_not_grow():
    html = rendered("{% pagination page=page %}", page=Paginator(range(5000), 25).page(9))

    assert re.findall(r'href="([^"]*)"', html) == [
        "?q=covid&amp;trang=8",
        "?q=covid&amp;trang=1",
        "?q=covid&amp;trang=8",
        "?q=covid&amp;trang=10",
        "?q=covid&amp;trang=200",
        "?q=covid&amp;trang=10",
    ]


def test_pagination_of_a_single_page_renders_nothing():
    assert rendered("{% pagination page=page %}", page=Paginator(range(5), 25).page(1)) == ""


def test_data_table_groups_its_head_and_lets_a_text_span_empty_cells_of_the_total():
    table = SimpleNamespace(
        columns=(
            column("STT", "center"),
            column("Nội dung"),
            column("Tổng số", "right", "Kiến nghị"),
            column("Đã xong", "right", "Kiến nghị"),
        ),
        rows=(("1", "Thu, chi ngân sách năm 2021", "3", "2"),),
        total=("Tổng cộng", "", "3", "2"),
    )

    html = rendered('{% data_table table=table label="Giám sát" %}', table=table)

    assert re.findall(r'<th role="columnheader" (.*?)</th>', html) == [
        'class="center" scope="col" rowspan="2">STT',
        'class="left" scope="col" rowspan="2">Nội dung',
        'class="spanning" scope="colgroup" colspan="2">Kiến nghị',
        'class="right" scope="col">Tổng số',
        'class="right" scope="col">Đã xong',
    ]
    assert re.findall(r'<td role="cell" class="(.*?)" data-label="(.*?)"( colspan="2")?>\s*(.*?)\s*</td>', html) == [
        ("center short beside", "STT", "", "1"),
        ("left", "Nội dung", "", "Thu, chi ngân sách năm 2021"),
        ("right short beside", "Kiến nghị: Tổng số", "", "3"),
        ("right short beside", "Kiến nghị: Đã xong", "", "2"),
        ("left", "", ' colspan="2"', "Tổng cộng"),
        ("right", "Kiến nghị: Tổng số", "", "3"),
        ("right", "Kiến nghị: Đã xong", "", "2"),
    ]


def test_data_table_treats_all_texts_of_a_column_alike_on_a_phone():
    table = SimpleNamespace(
        columns=(column("Kỳ họp"), column("Nội dung")),
        rows=(("Kỳ họp thứ 3", "Tổ chức"), ("Kỳ họp thứ mười lăm", "Tổng kết hoạt động năm 2021")),
        total=(),
    )

    html = rendered('{% data_table table=table label="Kỳ họp" %}', table=table)

    assert re.findall('<td role="cell" class="(.*?)"', html) == ["left short beside", "left short", "left beside", "left"]


def test_data_table_stays_a_table_for_screen_readers_where_it_is_laid_out_as_blocks():
    table = SimpleNamespace(columns=(column("Đơn vị"), column("Ngày")), rows=(("Phường Quan Hoa", "20/12/2021"),), total=())

    html = rendered('{% data_table table=table label="Nguồn" %}', table=table)

    assert re.findall(r'<(\w+)[^>]* role="(\w+)"', html) == [
        ("div", "region"),
        ("table", "table"),
        ("thead", "rowgroup"),
        ("tr", "row"),
        ("th", "columnheader"),
        ("th", "columnheader"),
        ("tbody", "rowgroup"),
        ("tr", "row"),
        ("td", "cell"),
        ("td", "cell"),
    ]
    assert "numbered-rows" not in html


def test_chart_has_a_caption_a_key_and_small_drawings_with_their_numbers_in_words():
    six = chart(*[bar(f"Buổi tiếp công dân, loại {n}", n, f"{n}", n + 1, f"{n + 1}") for n in range(6)])

    html = rendered("{% chart chart=chart %}", chart=six)
    drawings = re.findall(r'<svg role="img".*?</svg>', html)

    assert html.startswith('<figure class="chart"><figcaption>Kỳ họp</figcaption>')
    assert re.findall("</svg>(Năm [0-9]+)</li>", html) == ["Năm 2020", "Năm 2021"]
    assert re.findall('aria-label="([^"]*)"', drawings[3]) == ["Buổi tiếp công dân, loại 3: năm 2020: 4, năm 2021: 3"]
    assert (len(drawings), "style=" in html) == (6, False)
    assert all(len(svg.encode()) <= 3 * 1024 for svg in drawings)


def test_year_bars_print_the_number_above_its_bar_and_link_to_the_figure():
    series = charts.Series("Kỳ họp", [charts.PeriodValue("2020", None, ""), charts.PeriodValue("2021", 4, "04")], "/bao-cao/")

    html = rendered("{% year_bars series=series %}", series=[series])

    assert re.findall(r"<text[^>]*>([^<]*)</text>", html) == ["–", "2020", "04", "2021"]
    assert '<figcaption><a href="/bao-cao/">Kỳ họp</a></figcaption>' in html
    assert html.count("<rect") == 1


def test_components_view_contains_every_component(client, settings, db):
    settings.DEBUG = True

    response = client.get("/_components/")

    source = (settings.BASE_DIR / "templates" / "hdnd_portal" / "components.html").read_text()
    assert response.status_code == 200
    assert {tag for tag in register.tags if f"{{% {tag} " not in source and f"{{% {tag}%" not in source} == set()


def test_bars_have_their_numbers_beside_them():
    numbers = [charts.LabelledNumber("Chuyên đề", 12, "12 nghị quyết", "/x/"), charts.LabelledNumber("Thường kỳ", 0, "không")]

    html = rendered("{% bars numbers=numbers %}", numbers=numbers)

    assert '<dt><a href="/x/">Chuyên đề</a></dt>' in html
    assert re.findall(r"<dd>(?:<svg[^>]*>.*?</svg>\s*)?([^<]*)</dd>", html) == ["12 nghị quyết", "không"]
    assert html.count('aria-hidden="true"') == html.count("<svg") == 1


def test_bars_print_a_dash_for_an_unknown_number():
    html = rendered("{% bars numbers=numbers %}", numbers=[charts.LabelledNumber("Chuyên đề", None, "")])

    assert html == '<dl class="bars"><div><dt>Chuyên đề</dt><dd>–</dd></div></dl>'
