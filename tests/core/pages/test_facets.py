from core.pages.facets import Choice, Dimension, Facets, RelaxedFilter

DIMENSIONS = (
    Dimension("nam", "Năm", lambda group: (f"Năm {group['nam']}", (-int(group["nam"]),)), "ở năm khác"),
    Dimension("loai", "Loại", lambda group: (group["loai"], (group["loai"],)), "thuộc loại khác"),
    Dimension(
        "thang", "Tháng", lambda group: (f"Tháng {group['thang']}", (int(group["thang"]),)), "khác", max_choices=2, parent="nam"
    ),
)
GROUPS = [
    {"nam": "2020", "loai": "a", "thang": "1", "count": 1},
    {"nam": "2021", "loai": "a", "thang": "1", "count": 2},
    {"nam": "2021", "loai": "b", "thang": "2", "count": 4},
    {"nam": "2021", "loai": "b", "thang": "3", "count": 8},
]


def address(kept):
    return "&".join(f"{key}={value}" for key, value in kept.items() if value)


def facets(**chosen):
    return Facets(DIMENSIONS, GROUPS, chosen, address)


def shown(found):
    return {facet.parameter: [(choice.label, choice.count, choice.url) for choice in facet.choices] for facet in found.all}


def test_choices_count_the_rows_that_they_would_leave():
    assert shown(facets()) == {
        "nam": [("Năm 2021", 14, "nam=2021"), ("Năm 2020", 1, "nam=2020")],
        "loai": [("a", 3, "loai=a"), ("b", 12, "loai=b")],
    }


def test_choice_leaves_its_own_facet_open_and_narrows_the_others():
    assert shown(facets(loai="a")) == {
        "nam": [("Năm 2021", 2, "loai=a&nam=2021"), ("Năm 2020", 1, "loai=a&nam=2020")],
        "loai": [("a", 3, ""), ("b", 12, "loai=b")],
    }


def test_chosen_choice_leads_away_from_itself():
    found = facets(nam="2021", q="x")

    assert found.active == [Choice("Năm 2021", 14, "q=x", is_chosen=True)]
    assert found.clear_url == "q=x"


def test_choice_within_another_falls_with_it():
    found = facets(nam="2021", thang="2")

    years = next(facet for facet in found.all if facet.parameter == "nam")
    assert [(choice.label, choice.count, choice.url) for choice in years.choices] == [
        ("Năm 2021", 14, ""),
        ("Năm 2020", 1, "nam=2020"),
    ]


def test_too_many_choices_wait_until_something_else_narrows_them():
    assert "thang" not in shown(facets(nam="2021"))
    assert shown(facets(nam="2021", loai="b"))["thang"] == [
        ("Tháng 2", 4, "nam=2021&loai=b&thang=2"),
        ("Tháng 3", 8, "nam=2021&loai=b&thang=3"),
    ]


def test_unknown_value_is_named_as_typed_and_can_be_given_up():
    found = facets(nam="abc")

    assert found.active == [Choice("Năm “abc”", 0, "", is_chosen=True)]
    assert found.count() == 0


def test_relaxed_filters_of_an_empty_list_say_what_they_lead_to():
    found = facets(nam="2020", loai="b")

    assert found.count() == 0
    assert found.relaxed_filters == [
        RelaxedFilter("bộ lọc Năm 2020", "ở năm khác", 12, "loai=b"),
        RelaxedFilter("bộ lọc b", "thuộc loại khác", 1, "nam=2020"),
    ]


def test_list_that_no_single_choice_empties_is_left_by_giving_up_all():
    found = facets(nam="2019", loai="c", q="x")

    assert found.relaxed_filters == [RelaxedFilter("các bộ lọc này", "nếu bỏ mọi bộ lọc", 15, "q=x")]


def test_words_that_nothing_has_are_given_up_and_choices_keep_their_names():
    found = Facets(DIMENSIONS, [], {"nam": "2021", "q": "x"}, address, groups_without_search=GROUPS)

    assert found.relaxed_filters == [RelaxedFilter("chữ đã gõ", "nếu không tìm theo chữ", 14, "nam=2021")]
    assert [choice.label for choice in found.active] == ["Năm 2021"]


def test_words_are_given_up_beside_a_choice_that_other_rows_with_them_have_made():
    found = Facets(DIMENSIONS, GROUPS[:1], {"nam": "2021", "q": "x"}, address, groups_without_search=GROUPS)

    assert found.relaxed_filters == [
        RelaxedFilter("bộ lọc Năm 2021", "ở năm khác", 1, "q=x"),
        RelaxedFilter("chữ đã gõ", "nếu không tìm theo chữ", 14, "nam=2021"),
    ]


def test_nothing_at_all_has_no_relaxed_filter():
    assert Facets(DIMENSIONS, [], {"nam": "2021"}, address).relaxed_filters == []
