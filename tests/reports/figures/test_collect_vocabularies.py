"""Parts that councils name in lists of their own, or by the unit of what they gave."""

import pytest

from reports.figures.collect import collect
from reports.models import ReportedTotal
from tests.factories.councils import FieldFactory
from tests.factories.reports import ReportedTotalFactory
from tests.factories.resolutions import ResolutionClassFactory
from tests.reports.figure_values import scope_of
from tests.reports.records import resolution

pytestmark = pytest.mark.django_db


def parts(council, code):
    figure = collect(scope_of(council), codes={code}).figures[code]
    return [(part.label, part.number.text) for part in figure.parts]


def test_parts_for_keeps_the_order_of_the_vocabulary(district):
    FieldFactory(council=district.council, key="xay-dung-dang", label="Xây dựng Đảng", order=2)
    FieldFactory(council=district.council, key="kinh-te", label="Kinh tế - xã hội", order=1)
    for key, met in {"xay-dung-dang": 10, "kinh-te": 15, "khac": 2}.items():
        ReportedTotalFactory(council=district.council, code="targets.met", part=key, value=met, base=met)

    assert parts(district.council, "targets.met") == [
        ("Kinh tế - xã hội", "15/15 chỉ tiêu"),
        ("Xây dựng Đảng", "10/10 chỉ tiêu"),
        ("khac", "2/2 chỉ tiêu"),
    ]


@pytest.mark.parametrize(
    ("label", "printed"),
    [("nhân sự", "Nghị quyết nhân sự"), ("Nghị quyết nhân sự", "Nghị quyết nhân sự"), ("nghị quyết", "Nghị quyết")],
)
def test_parts_for_puts_the_noun_before_a_label_once(district, label, printed):
    named = ResolutionClassFactory(council=district.council, key="nhan-su", label=label)
    resolution(district.council, resolution_class=named, published=True, signed=True)

    assert (printed, "01 nghị quyết") in parts(district.council, "resolutions.adopted")


def test_unknown_part_accepts_a_unit_of_two_words():
    total = ReportedTotalFactory(code="support.beneficiaries", part="hộ gia đình")
    total.full_clean()

    assert ReportedTotal.objects.get().part == "hộ gia đình"
