from core.pages.facets import Choice, Dimension, Facet, Facets, FacetValue, Group, RelaxedFilter

DIMENSIONS = (
    Dimension("nam", "Năm", "year", dict, "ở năm khác"),
    Dimension("loai", "Loại", "kind", dict, "thuộc loại khác"),
    Dimension("thang", "Tháng", "month", dict, "khác", max_choices=2, parent="nam"),
)


def group(year, kind, month, count):
    """A Group of `count` rows; the rows lack a value that is blank."""
    values = {
        "nam": FacetValue(year, f"Năm {year}", (-int(year),)),
        "loai": FacetValue(kind, kind, (kind,)),
        "thang": FacetValue(month, f"Tháng {month}", (int(month),)),
    }
    return Group({parameter: value for parameter, value in values.items() if value.text}, count)


GROUPS = [group("2020", "a", "1", 1), group("2021", "a", "1", 2), group("2021", "b", "2", 4), group("2021", "b", "3", 8)]


def url_of(parameters):
    return "&".join(f"{key}={value}" for key, value in parameters.items() if value)


def facets(**chosen):
    return Facets(DIMENSIONS, GROUPS, chosen, url_of)


def choices_of(result):
    return {facet.parameter: [(choice.label, choice.count, choice.url) for choice in facet.choices] for facet in result.all}


def test_facets_count_the_rows_of_each_choice():
    assert choices_of(facets()) == {
        "nam": [("Năm 2021", 14, "nam=2021"), ("Năm 2020", 1, "nam=2020")],
        "loai": [("a", 3, "loai=a"), ("b", 12, "loai=b")],
    }


def test_facets_are_narrowed_by_the_choices_of_other_facets_only():
    assert choices_of(facets(loai="a")) == {
        "nam": [("Năm 2021", 2, "loai=a&nam=2021"), ("Năm 2020", 1, "loai=a&nam=2020")],
        "loai": [("a", 3, ""), ("b", 12, "loai=b")],
    }


def test_active_has_choices_with_the_url_that_removes_them():
    result = facets(nam="2021", q="x")

    assert result.active == [Choice("Năm 2021", 14, "q=x", is_chosen=True)]
    assert result.clear_url == "q=x"


def test_choice_removes_the_choices_of_child_dimensions():
    result = facets(nam="2021", thang="2")

    years = next(facet for facet in result.all if facet.parameter == "nam")
    assert [(choice.label, choice.count, choice.url) for choice in years.choices] == [
        ("Năm 2021", 14, ""),
        ("Năm 2020", 1, "nam=2020"),
    ]


def test_max_choices_hides_a_facet_until_another_narrows_it():
    assert "thang" not in choices_of(facets(nam="2021"))
    assert choices_of(facets(nam="2021", loai="b"))["thang"] == [
        ("Tháng 2", 4, "nam=2021&loai=b&thang=2"),
        ("Tháng 3", 8, "nam=2021&loai=b&thang=3"),
    ]


def test_active_labels_an_unknown_value_as_typed():
    result = facets(nam="abc")

    assert result.active == [Choice("Năm “abc”", 0, "", is_chosen=True)]
    assert result.count() == 0


def test_facets_offer_no_choice_for_rows_without_a_value():
    groups = [*GROUPS, group("2021", "", "1", 16)]

    assert choices_of(Facets(DIMENSIONS, groups, {}, url_of)) == {
        "nam": [("Năm 2021", 30, "nam=2021"), ("Năm 2020", 1, "nam=2020")],
        "loai": [("a", 3, "loai=a"), ("b", 12, "loai=b")],
    }


def test_relaxed_filters_of_an_empty_list_count_the_rows_without_each_choice():
    result = facets(nam="2020", loai="b")

    assert result.count() == 0
    assert result.relaxed_filters == [
        RelaxedFilter("bộ lọc Năm 2020", "ở năm khác", 12, "loai=b"),
        RelaxedFilter("bộ lọc b", "thuộc loại khác", 1, "nam=2020"),
    ]


def test_relaxed_filters_remove_all_choices_where_no_single_one_helps():
    result = facets(nam="2019", loai="c", q="x")

    assert result.relaxed_filters == [RelaxedFilter("các bộ lọc này", "nếu bỏ mọi bộ lọc", 15, "q=x")]


def test_relaxed_filters_remove_a_search_without_results_and_keep_the_labels_of_choices():
    result = Facets(DIMENSIONS, [], {"nam": "2021", "q": "x"}, url_of, groups_without_search=GROUPS)

    assert result.relaxed_filters == [RelaxedFilter("chữ đã gõ", "nếu không tìm theo chữ", 14, "nam=2021")]
    assert [choice.label for choice in result.active] == ["Năm 2021"]


def test_relaxed_filters_remove_the_search_or_a_choice():
    result = Facets(DIMENSIONS, GROUPS[:1], {"nam": "2021", "q": "x"}, url_of, groups_without_search=GROUPS)

    assert result.relaxed_filters == [
        RelaxedFilter("bộ lọc Năm 2021", "ở năm khác", 1, "q=x"),
        RelaxedFilter("chữ đã gõ", "nếu không tìm theo chữ", 14, "nam=2021"),
    ]


def test_relaxed_filters_are_empty_without_rows():
    assert Facets(DIMENSIONS, [], {"nam": "2021"}, url_of).relaxed_filters == []


def test_facet_has_nine_choices_in_sight_and_the_chosen_one():
    choices = tuple(Choice(f"Năm {year}", 1, f"nam={year}", is_chosen=year == 2010) for year in range(2021, 2008, -1))

    facet = Facet("nam", "Năm", choices)

    assert [choice.label for choice in facet.first_choices] == [f"Năm {year}" for year in (*range(2021, 2012, -1), 2010)]
    assert [choice.label for choice in facet.other_choices] == ["Năm 2012", "Năm 2011", "Năm 2009"]
