from datetime import date

from django.db import migrations

BEGIN_2015 = date(2016, 1, 1)
ELECTION_2021 = date(2021, 5, 23)  # until this election the sizes of 2015 stayed in use (Luật 47/2019/QH14, transition)
END_2019 = date(2025, 3, 1)
BEGIN_2025 = date(2025, 6, 16)
LAW_2015 = "Luật 77/2015/QH13"
LAW_2019 = "Luật 77/2015/QH13, sửa đổi bởi Luật 47/2019/QH14"

# (kind of unit, fewest delegates, most delegates, (start, end), basis), for the kinds whose numbers a published text confirms.
# Wards before 2021, and towns, townships and cities of a province from 2021 to 2025, are left out: no text was found.
SIZES = [
    ("province", 50, 95, (BEGIN_2015, ELECTION_2021), LAW_2015),
    ("urban_district", 30, 40, (BEGIN_2015, ELECTION_2021), f"{LAW_2015}, Điều 46 (từ 30 phường trở lên: nhiều nhất 45)"),
    ("rural_district", 30, 40, (BEGIN_2015, ELECTION_2021), f"{LAW_2015} (từ 30 đơn vị cấp xã trở lên: nhiều nhất 45)"),
    ("town", 30, 40, (BEGIN_2015, ELECTION_2021), LAW_2015),
    ("district_city", 30, 40, (BEGIN_2015, ELECTION_2021), LAW_2015),
    ("commune", 15, 35, (BEGIN_2015, ELECTION_2021), LAW_2015),
    ("province", 50, 85, (ELECTION_2021, END_2019), LAW_2019),
    ("city", 50, 85, (ELECTION_2021, END_2019), f"{LAW_2019} (Hà Nội, Thành phố Hồ Chí Minh: 95)"),
    ("rural_district", 30, 35, (ELECTION_2021, END_2019), f"{LAW_2019} (từ 30 đơn vị cấp xã trở lên: nhiều nhất 40)"),
    ("commune", 15, 30, (ELECTION_2021, END_2019), LAW_2019),
]
# What the portal brought before: (key, kind of unit, old start, old basis, new start, new basis).
CORRECTED = [
    (key, kind, date(2020, 7, 1), LAW_2019, ELECTION_2021, LAW_2019.replace("QH13,", f"QH13, {article},"))
    for key in ("delegates.min", "delegates.max")
    for kind, article in (("urban_district", "Điều 46"), ("ward", "Điều 60"))
] + [
    (key, "city", BEGIN_2025, "Luật 72/2025/QH15, Điều 30", BEGIN_2025, "Luật 72/2025/QH15, Điều 30 (Hà Nội, Thành phố Hồ Chí Minh: 125)")
    for key in ("delegates.min", "delegates.max")
] + [
    (
        "publication.days",
        "",
        date(2018, 7, 1),
        "Luật 104/2016/QH13: 05 ngày làm việc",
        date(2018, 7, 1),
        "Luật 104/2016/QH13: 05 ngày làm việc, tính là 07 ngày (chưa đối chiếu với nguyên văn)",
    )
]


def bring_measures(apps, schema_editor):
    """Add the measures, and correct those that nobody has changed; a measure that the administrator has written stays."""
    measures = apps.get_model("councils", "LegalConstant").objects.filter(council__isnull=True, level="")
    for key, kind, old_start, old_basis, start, basis in CORRECTED:
        if start == old_start or not measures.filter(key=key, unit_kind=kind, start=start).exists():
            measures.filter(key=key, unit_kind=kind, start=old_start, basis=old_basis).update(start=start, basis=basis)
    for kind, fewest, most, (start, end), basis in SIZES:
        for key, value in (("delegates.min", fewest), ("delegates.max", most)):
            measures.get_or_create(key=key, unit_kind=kind, start=start, defaults={"value": value, "end": end, "basis": basis})


class Migration(migrations.Migration):
    dependencies = [("councils", "0006_normal_forms_of_names")]

    operations = [migrations.RunPython(bring_measures, migrations.RunPython.noop)]
