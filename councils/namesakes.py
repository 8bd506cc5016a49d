"""What distinguishes people of one name."""

from django.db.models import QuerySet

from councils.models import Mandate, Membership, Office, Person


def descriptions(people: QuerySet[Person]) -> dict[int, str]:
    """Return, by primary key, the birth year, the last title in a Council and the last office of each person.

    Four queries, however many people there are.
    """
    ids = people.order_by().values("pk")
    seats = (
        Membership.objects.filter(mandate__person__in=ids).select_related("mandate", "body__council").order_by("start", "-rank")
    )
    mandates = Mandate.objects.filter(person__in=ids).select_related("term__council").order_by("start")
    offices = Office.objects.filter(person__in=ids).select_related("agency").order_by("start")
    titles = {mandate.person_id: f"đại biểu {mandate.term.council}, {mandate.term.short_name}" for mandate in mandates}
    titles |= {seat.mandate.person_id: seat.title for seat in seats.select_related("mandate", "body__council")}
    offices_by_person = {office.person_id: f"{office.title}, {office.agency}" for office in offices}
    result = {}
    for person in people:
        year = f"sinh năm {person.birth_year}" if person.birth_year else ""
        parts = [year, titles.get(person.pk, ""), offices_by_person.get(person.pk, "")]
        result[person.pk] = "; ".join(part for part in parts if part) or "chưa ghi năm sinh, chức vụ"
    return result


def description(person: Person) -> str:
    """Return what distinguishes one person: "sinh năm 1975; Trưởng Ban Pháp chế"."""
    return descriptions(Person.objects.filter(pk=person.pk))[person.pk]
