"""Lists whose rows are edited in place: each row is merged with what others have saved since the list was displayed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db import transaction
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, QueryDict

from core.admin.forms import StaffForm
from core.admin.related_fields import is_primary_key
from core.admin.row_versions import (
    ROW_VERSIONS,
    RowVersions,
    digests_by_column,
    locked_rows,
    row_digest,
    value_digest,
)
from core.records.authors import authors_since
from core.records.versions import display_value

NOT_COMPARED = "Không rõ danh sách được mở từ bản nào, nên dòng này chưa lưu; hãy so với giá trị hiện có: {value}."
CHANGED = "Chưa lưu: {author}, nay là “{value}”. Hãy xem lại rồi lưu lần nữa nếu vẫn muốn thay."
DELETED = "{count} dòng đã bị xóa từ lúc mở danh sách nên không lưu được: {typed}."


class MergedRowForm(StaffForm):
    """The form of one row of a list: a column that only another person has changed keeps the other person's value.

    `displayed` is what the list displayed, `user_id` the user who posts it.
    """

    displayed: ClassVar[RowVersions | None] = None
    user_id: ClassVar[int | None] = None

    def _post_clean(self) -> None:
        stored = type(self.instance)._default_manager.filter(pk=self.instance.pk).first()
        super()._post_clean()
        if stored is None:
            return
        model, now = type(stored), digests_by_column(type(stored), row_digest(stored))
        digest = self.displayed.digests.get(stored.pk, "") if self.displayed else ""
        before = digests_by_column(model, digest)
        merged = []
        for name in self.changed_data:
            column = self.instance._meta.get_field(name)
            attname = getattr(column, "attname", "")
            if attname not in now or name not in self.cleaned_data:
                continue
            mine = value_digest(getattr(self.instance, attname))
            if mine == before.get(attname) or mine == now[attname]:
                setattr(self.instance, attname, getattr(stored, attname))
                merged.append(name)
            elif before.get(attname) != now[attname]:
                self.refuse(name, display_value(stored, column))
        self.__dict__["changed_data"] = [name for name in self.changed_data if name not in merged]

    def refuse(self, name: str, value: str) -> None:
        """Add the error that another person has changed the column `name`, which is now `value`."""
        if self.displayed is None:
            self.add_error(name, NOT_COMPARED.format(value=value))
            return
        pk = self.instance.pk
        author = authors_since(type(self.instance), [pk], self.displayed.at, self.user_id).get(pk)
        self.add_error(name, CHANGED.format(author=author.sentence("đã đổi") if author else "người khác đã đổi", value=value))


class ListEditingMixin(admin.ModelAdmin):  # type: ignore[type-arg]  # Django's class takes no argument at run time
    """A list that saves its rows in one transaction, with the rows locked."""

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> type[ModelForm[Any]]:  # Any: as in Django's method
        """Return the form of a row, which knows what the posted list displayed."""
        displayed = RowVersions.read(request.POST.get(ROW_VERSIONS), self.model, request.user.pk)
        attributes: dict[str, Any] = {"displayed": displayed, "user_id": request.user.pk}  # Any: attributes of a class
        form: type[ModelForm[Any]] = type("RowForm", (MergedRowForm,), attributes)  # Any: of all models
        return super().get_changelist_form(request, **{"form": form} | kwargs)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:  # Any: the context of a template
        if not (request.method == "POST" and "_save" in request.POST and self.get_list_editable(request)):
            return super().changelist_view(request, extra_context)
        with transaction.atomic():
            names = {
                name: str(value) for name, value in request.POST.items() if name.startswith("form-") and name.endswith("-id")
            }
            pks = {name: int(value) for name, value in names.items() if is_primary_key(value)}
            rows = locked_rows(self.get_queryset(request).filter(pk__in=pks.values()))
            gone = [name.removesuffix("id") for name, pk in pks.items() if pk not in rows]
            if gone:
                self.name_deleted_rows(request, gone)
                request.POST = without_rows(request.POST, gone)  # type: ignore[assignment]  # may be mutable
            return super().changelist_view(request, extra_context)

    def get_list_editable(self, request: HttpRequest) -> bool:
        """Return whether the user may edit rows in the list."""
        return bool(self.list_editable) and self.has_change_permission(request)

    def name_deleted_rows(self, request: HttpRequest, prefixes: list[str]) -> None:
        """Say which rows are gone and what was typed in them."""
        typed = [str(value) for prefix in prefixes for name, value in request.POST.items() if name.startswith(prefix) and value]
        self.message_user(request, DELETED.format(count=len(prefixes), typed=", ".join(typed)), messages.ERROR)


def without_rows(posted: QueryDict, prefixes: list[str]) -> QueryDict:
    """Return the posted list without the rows whose inputs begin with one of `prefixes`; the others are numbered again."""
    total = int(posted.get("form-TOTAL_FORMS") or 0)
    numbers: Mapping[str, str] = {
        f"form-{number}-": f"form-{new}-"
        for new, number in enumerate(number for number in range(total) if f"form-{number}-" not in prefixes)
    }
    data = QueryDict(mutable=True)
    for name, values in posted.lists():
        prefix = f"{name.rpartition('-')[0]}-"
        if prefix in numbers:
            data.setlist(name.replace(prefix, numbers[prefix], 1), values)
        elif prefix not in prefixes:
            data.setlist(name, values)
    data["form-TOTAL_FORMS"] = data["form-INITIAL_FORMS"] = str(len(numbers))
    return data
