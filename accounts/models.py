"""Staff accounts, and the roles in which they serve councils."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models.options import Options
from django.utils.functional import cached_property
from django.utils.module_loading import import_string

from core.records.constraints import unique
from core.records.models import Record
from councils.models import Council, Person
from councils.querysets import CouncilQuerySet


class UserQuerySet(models.QuerySet["User"]):
    def visible_to(self, user: "User") -> Self:
        """The accounts that `user` may see: all accounts for a superuser, otherwise only the user's own account."""
        return self if user.is_superuser else self.filter(pk=user.pk)


class StaffManager(UserManager["User"]):
    """Django's user manager with the methods of UserQuerySet."""

    use_in_migrations = False

    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def visible_to(self, user: "User") -> UserQuerySet:
        """The accounts that `user` may see."""
        return self.get_queryset().visible_to(user)


class User(AbstractUser):
    """A member of staff, or a delegate, who signs in; the technical administrator is the superuser."""

    is_personal: ClassVar[bool] = True  # as of a record: no browser stores what is typed in its form

    first_name = models.CharField("tên", max_length=150, blank=True)
    last_name = models.CharField("họ và tên đệm", max_length=150, blank=True)
    all_councils = models.ManyToManyField(Council, through="Service", related_name="users", verbose_name="HĐND phục vụ")
    person = models.OneToOneField(
        Person,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="user",
        verbose_name="đại biểu",
        help_text="Ghi khi đây là tài khoản của chính đại biểu.",
    )

    objects: ClassVar[StaffManager] = StaffManager()

    class Meta(AbstractUser.Meta):
        verbose_name = verbose_name_plural = "người dùng"

    def __str__(self):
        return self.get_full_name() or self.username

    def save(self, *args, **kwargs):
        if self.is_staff and self.pk is not None and self.is_only_delegate:
            self.is_staff = False
            if (names := kwargs.get("update_fields")) is not None:
                kwargs["update_fields"] = {*names, "is_staff"}
        super().save(*args, **kwargs)

    @property
    def councils(self) -> CouncilQuerySet[Council]:
        """The councils whose staff the user belongs to; a delegate does not see the staff's records of a council."""
        return Council.objects.filter(pk__in=self.services.exclude(role=Service.Role.DELEGATE).values("council"))

    @property
    def delegate_councils(self) -> CouncilQuerySet[Council]:
        """The councils in which the user has the role of a delegate."""
        return Council.objects.filter(pk__in=self.services.filter(role=Service.Role.DELEGATE).values("council"))

    @property
    def is_delegate(self) -> bool:
        """Whether the user has the role of a delegate in some council."""
        return self.services.filter(role=Service.Role.DELEGATE).exists()

    @property
    def is_only_delegate(self) -> bool:
        """Whether delegate is the only role of the user, who is therefore not staff."""
        roles = set(self.services.order_by().values_list("role", flat=True))
        return roles == {Service.Role.DELEGATE} and not self.is_superuser

    def get_full_name(self) -> str:
        """The family name followed by the given name, which is the Vietnamese order."""
        return f"{self.last_name} {self.first_name}".strip()

    @cached_property
    def cached_services(self) -> "list[Service]":
        """The user's services with their councils, read from the database once for each user object."""
        return list(self.services.select_related("council"))

    def locked_columns(self, opts: "Options[Any]", *, is_new: bool) -> frozenset[str]:  # Any: of any model
        """The columns that the user may not set, by the function that the setting LOCKED_COLUMNS names."""
        if self.is_superuser:
            return frozenset()
        locked: frozenset[str] = import_string(settings.LOCKED_COLUMNS)(opts, is_new=is_new)
        return locked

    @property
    def roles_label(self) -> str:
        """The roles of the user in each council: "người duyệt, HĐND quận Cầu Giấy"."""
        if self.is_superuser:
            return "quản trị kỹ thuật"
        roles: dict[str, list[str]] = {}
        for service in self.cached_services:
            roles.setdefault(service.council.name, []).append(service.get_role_display())
        return "; ".join(f"{', '.join(labels)}, {council}" for council, labels in roles.items())


class Service(Record):
    """A role of a user in one Council; a user with several roles or several councils has several rows."""

    class Role(models.TextChoices):
        DELEGATE = "delegate", "đại biểu"
        WARD_CLERK = "ward_clerk", "cán bộ phường"
        NEWS_EDITOR = "news_editor", "biên tập viên"
        RECEPTION_OFFICER = "reception_officer", "cán bộ tiếp công dân"
        RECORDS_OFFICER = "records_officer", "chuyên viên HĐND"
        REVIEWER = "reviewer", "người duyệt"
        STANDING = "standing", "Thường trực"

    user = models.ForeignKey(User, models.CASCADE, related_name="services", verbose_name="người dùng")
    council = models.ForeignKey(Council, models.CASCADE, related_name="services", verbose_name="HĐND")
    role = models.CharField("vai trò", max_length=17, choices=Role)

    objects = CouncilQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "phân công phục vụ"
        ordering = ["user", "council", "role"]
        constraints = [
            unique("user", "council", "role", name="accounts_service_role", message="Người này đã có vai trò ấy."),
        ]

    def __str__(self):
        return f"{self.user}, {self.get_role_display()} ({self.council})"

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        self.close_admin_to_delegate()

    def delete(self, *args, **kwargs):
        deleted = super().delete(*args, **kwargs)
        self.close_admin_to_delegate()
        return deleted

    def close_admin_to_delegate(self) -> None:
        """Store that the user is not staff, if delegate is the only role left."""
        self.user.__dict__.pop("cached_services", None)
        if self.user.is_staff and self.user.is_only_delegate:
            self.user.save(update_fields=["is_staff"])
