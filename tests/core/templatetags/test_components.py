import re
from datetime import date
from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator
from django.template import TemplateSyntaxError

from core.pages import charts
from core.pages.component_data import ContentsItem
from core.pages.stacked_bar import Part
from core.pages.timeline import ProcessStep
from core.templatetags.components import register
from tests.core.rendering import bar, chart, rendered


def column(label, align="left", group="", width=0):
    return SimpleNamespace(label=label, align=align, group=group, width=width)


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
        '{% section id="tin" title="Tin" url="/" %}{% endsection %}',
        '{% section id="tin" title="Tin" url="/" link_label="Tất cả" note="mới nhất trước" %}{% endsection %}',
        '{% calendar_day date="06/07/2022" %}',
        '{% portrait person=1 size="huge" %}',
        "{% steps steps=1 label=2 %}",
        "{% document_number symbol=1 date=2 %}",
        "{% record_row symbol=1 date=2 title=3 %}{% endrecord_row %}",
        '{% facts strip=True title="Thuộc tính" %}{% endfacts %}',
        "{% facts %}{% fact label=1 %}{% endfacts %}",
        "{% record_rows %}{% record_row symbol=1 %}{% endrecord_row %}{% endrecord_rows %}",
    ],
)
def test_components_refuse_wrong_arguments(misuse):
    with pytest.raises(
        TemplateSyntaxError,
        match=r"status|ribbon|masthead|icon|fact|record_row|section|calendar_day|portrait|steps|document_number",
    ):
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
        "{% record_row symbol=x title=x url=x date=day date_label=x %}{{ x }}{% endrecord_row %}",
        x='"><b>',
        day=date(2021, 9, 28),
    )

    assert "<b>" not in html.replace("<b>&quot;", "")
    assert html.count("&quot;&gt;&lt;b&gt;") == 5


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
        'scope="col" class="center" rowspan="2">STT',
        'scope="col" class="main-column" rowspan="2">Nội dung',
        'scope="colgroup" class="spanning" colspan="2">Kiến nghị',
        'scope="col" class="right">Tổng số',
        'scope="col" class="right">Đã xong',
    ]
    assert re.findall(r'<td role="cell"(.*?)</td>', html) == [
        ' class="center">1',
        ">Thu, chi ngân sách năm 2021",
        ' class="right" data-label="Kiến nghị: Tổng số">3',
        ' class="right" data-label="Kiến nghị: Đã xong">2',
        ' colspan="2">Tổng cộng',
        ' class="right" data-label="Kiến nghị: Tổng số">3',
        ' class="right" data-label="Kiến nghị: Đã xong">2',
    ]


def test_data_table_labels_on_a_phone_what_does_not_name_its_row():
    table = SimpleNamespace(
        columns=(
            column("STT", "center", width=11),
            column("Số, ký hiệu", width=30),
            column("Ngày thông qua", width=23),
            column("Trích yếu"),
            column("Kỳ họp", width=28),
            column("Tán thành / tổng số đại biểu", width=26),
        ),
        rows=(("1", "12/NQ-HĐND", "28/09/2021", "Về hỗ trợ (đợt 2)", "Kỳ họp thứ 2", "34/35"),),
        total=(),
    )

    html = rendered('{% data_table table=table label="Nghị quyết" %}', table=table)

    assert re.findall(r'<td role="cell"(?: class="\w+")?(?: data-label="(.*?)")?>', html) == [
        "",
        "",
        "Thông qua",
        "",
        "",
        "Tán thành",
    ]
    assert 'data-label="">Kỳ họp <span class="unbroken">thứ 2</span></td>' in html
    assert '>Về hỗ trợ <span class="unbroken">(đợt 2)</span></td>' in html


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
    assert re.findall(r"</svg>\s*(Năm [0-9]+)\s*</li>", html) == ["Năm 2020", "Năm 2021"]
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

    folder = settings.BASE_DIR / "templates/hdnd_portal"
    source = "\n".join(path.read_text() for path in (folder / "components.html", *(folder / "components").glob("*.html")))
    assert response.status_code == 200
    assert {tag for tag in register.tags if f"{{% {tag} " not in source and f"{{% {tag}%" not in source} == set()


def test_bars_have_their_numbers_beside_them():
    numbers = [charts.BarNumber("Chuyên đề", 12, "12 nghị quyết", "/x/"), charts.BarNumber("Thường kỳ", 0, "không")]

    html = rendered("{% bars numbers=numbers %}", numbers=numbers)

    assert '<dt><a href="/x/">Chuyên đề</a></dt>' in html
    assert re.findall(r"<dd>(?:<svg[^>]*>.*?</svg>\s*)?([^<]*)</dd>", html) == ["12 nghị quyết", "không"]
    assert html.count('aria-hidden="true"') == html.count("<svg") == 1


def test_bars_print_a_dash_for_an_unknown_number():
    html = rendered("{% bars numbers=numbers %}", numbers=[charts.BarNumber("Chuyên đề", None, "")])

    assert html == '<dl class="bars"><div><dt>Chuyên đề</dt><dd>–</dd></div></dl>'


def test_page_title_marks_a_long_title_and_keeps_symbols_on_one_line():
    short = rendered('{% page_title text="Kỳ họp thứ 3" %}')
    long = rendered("{% page_title text=text kind=kind %}", text="Về dự toán <năm 2021> " * 5, kind="NGHỊ QUYẾT")

    assert short == '<h1>Kỳ họp <span class="unbroken">thứ 3</span></h1>'
    assert long.startswith('<h1 class="long"><span class="document-kind">NGHỊ QUYẾT</span> Về dự toán &lt;năm 2021&gt; ')


def test_section_has_at_its_right_a_link_or_a_note():
    link = rendered('{% section id="tin" title="Tin" url="/tin-tuc/" link_label="Tất cả tin tức" %}<p>Tin</p>{% endsection %}')
    note = rendered('{% section id="tin" title="Tin" note="mới nhất trước" %}{% endsection %}')

    head = '<section class="section" aria-labelledby="tin"><div class="section-head"><h2 id="tin">Tin</h2>'
    assert link == head + '<a href="/tin-tuc/">Tất cả tin tức</a></div><p>Tin</p></section>'
    assert note == head + '<span class="note">mới nhất trước</span></div></section>'


def test_calendar_day_has_the_weekday_in_words():
    assert rendered("{% calendar_day date=day %}", day=date(2022, 7, 6)) == (
        '<time class="calendar-day" datetime="2022-07-06"><span>Thứ Tư</span><b>06</b><span>7/2022</span></time>'
    )


def test_portrait_is_the_picture_or_the_initials_in_a_box_of_the_same_size():
    pictured = SimpleNamespace(portrait_url="/chan-dung/7.webp", initials="TC")
    unpictured = SimpleNamespace(portrait_url="", initials="TC")

    assert rendered("{% portrait person=person %}", person=pictured) == (
        '<img class="portrait portrait-medium" src="/chan-dung/7.webp" alt="" width="304" height="406" loading="lazy">'
    )
    assert rendered('{% portrait person=person size="small" %}', person=unpictured) == (
        '<span class="portrait portrait-small" aria-hidden="true">TC</span>'
    )


def test_steps_marks_the_last_step_that_has_begun():
    steps = [ProcessStep("Triệu tập", date(2021, 11, 30)), ProcessStep("Họp", note="8 giờ"), ProcessStep("Ký", has_begun=False)]

    html = rendered('{% steps steps=steps label="Các bước" %}', steps=steps)

    assert re.findall(r"<li[^>]*><b>[^<]*</b>", html) == [
        "<li><b>Triệu tập</b>",
        '<li aria-current="step"><b>Họp</b>',
        '<li class="step-ahead"><b>Ký</b>',
    ]
    assert re.findall(r"<small>(.*?)</small>", html) == ['<time datetime="2021-11-30">30/11/2021</time>', "8 giờ"]


def test_stacked_bar_says_its_numbers_in_words():
    html = rendered(
        '{% stacked_bar parts=parts label="Kiến nghị" %}', parts=[Part(1, "đã xong", "done"), Part(3, "chờ", "waiting")]
    )

    assert 'aria-label="Kiến nghị: đã xong 1, chờ 3"' in html
    assert re.findall(r'<rect class="fill-(\w+)" x="([^"]*)" width="([^"]*)"', html) == [
        ("done", "0.00%", "25.00%"),
        ("waiting", "25.00%", "75.00%"),
    ]


def test_contents_and_the_link_back_to_it_fit_together():
    html = rendered("{% contents items=items %}{% to_contents %}", items=[ContentsItem("Mở đầu", "muc-1", is_subsection=True)])

    assert '<li class="contents-subsection"><a href="#muc-1">Mở đầu</a></li>' in html
    assert re.findall(r'<nav[^>]* id="([^"]*)"', html) == re.findall(r'<p class="to-contents"><a href="#([^"]*)"', html)


def test_document_number_says_of_what_the_date_is():
    html = rendered('{% document_number symbol="12/NQ-HĐND" date=day date_label="thông qua" %}', day=date(2021, 9, 28))

    assert html == (
        '<div class="document-number"><b>12/NQ-HĐND</b>'
        '<small>thông qua <time datetime="2021-09-28">28/09/2021</time></small></div>'
    )


def test_figure_and_fact_have_a_note_below():
    assert rendered('{% figure text="04" label="kỳ họp" note="2 thường kỳ" %}') == (
        '<li><b>04</b><span>kỳ họp</span><span class="meta">2 thường kỳ</span></li>'
    )
    assert rendered('{% facts strip=True %}{% fact label="Có mặt" value="35/35" note="đại biểu" %}{% endfacts %}') == (
        '<dl class="facts facts-strip"><div><dt>Có mặt</dt><dd>35/35 <small>đại biểu</small></dd></div></dl>'
    )
