"""The admin of staff accounts and their services; only the technical administrator sees all of them."""

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import (
    AdminPasswordChangeForm,
    AdminUserCreationForm,
    SetUnusablePasswordMixin,
    UserChangeForm,
)
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from accounts.models import Service, User
from core.admin import (
    DeletionVersionsMixin,
    ErrorSummaryMixin,
    OpenedFormsMixin,
    RecordAdmin,
    RecordFields,
    RecordInline,
    RecordListMixin,
)
from core.admin.held_forms import HeldForm, HoldingMixin
from core.admin.reopened_forms import ReopenedFormMixin
from core.admin.row_versions import ROW_VERSION, RowVersions
from core.admin.versioned_forms import VersionedFormsMixin
from core.vietnamese.unicode_forms import UnicodeFormMixin

ACCOUNT_CHANGED = "Tài khoản này vừa được thay đổi, hoặc trang đã cũ; mật khẩu chưa đổi. Hãy nhập lại nếu vẫn muốn đổi."

admin.site.unregister(Group)


class ServiceInline(RecordInline):
    model = Service
    fields = ["council", "role"]
    autocomplete_fields = ["council"]


class AccountForm(HeldForm, UnicodeFormMixin, UserChangeForm):
    """The form of an account, whose names must be Unicode."""


class NewAccountForm(HeldForm, UnicodeFormMixin, AdminUserCreationForm):
    """The form of a new account, whose names must be Unicode."""


class StaffPasswordForm(AdminPasswordChangeForm):
    """Django's form with a Vietnamese warning; Django writes this warning in English in every language."""

    usable_password_help_text = SetUnusablePasswordMixin.usable_password_help_text + (
        '<ul id="id_unusable_warning" class="messagelist">'
        '<li class="warning">Nếu không, mật khẩu hiện nay của người này bị bỏ.</li></ul>'
    )

    @property
    def version(self):
        """The version of the account that the page displays, for its hidden input."""
        return RowVersions.of(User, [self.user]).token(self.user.pk)

    def clean(self):
        """Refuse to replace a password, or to change an account, that somebody else has changed since the page was opened."""
        cleaned_data = super().clean()
        versions = RowVersions.read(self.data.get(ROW_VERSION), User, self.user.pk)
        stored = User.objects.select_for_update().get(pk=self.user.pk)
        if versions is None or versions.changed_columns(stored):
            self.add_error(None, ACCOUNT_CHANGED)
        return cleaned_data


@admin.register(User)
class StaffAdmin(
    ReopenedFormMixin,
    OpenedFormsMixin,
    DeletionVersionsMixin,
    RecordListMixin,
    ErrorSummaryMixin,
    VersionedFormsMixin,
    HoldingMixin,
    RecordFields,
    UserAdmin,
):
    """The admin of accounts. Permissions follow from the services, so Django's own permission fields are left out."""

    form = AccountForm
    add_form = NewAccountForm
    change_password_form = StaffPasswordForm
    list_display = ["username", "full_name", "email", "is_active", "is_superuser", "last_login"]
    list_filter = ["is_active", "is_superuser", "services__role"]
    search_fields = ["username", "last_name", "first_name", "email"]
    search_help_text = "Tìm theo tên đăng nhập, họ và tên, thư điện tử; không cần gõ dấu."
    autocomplete_fields = ["person"]
    readonly_fields = ["last_login", "date_joined"]
    filter_horizontal = []
    fieldsets = [
        ("Đăng nhập", {"fields": ["username", "password"]}),
        ("Người dùng", {"fields": ["last_name", "first_name", "email", "person"]}),
        ("Quyền", {"fields": ["is_active", "is_staff", "is_superuser"]}),
        ("Thời điểm", {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (
            "Người dùng mới",
            {"fields": ["username", "last_name", "first_name", "usable_password", "password1", "password2", "is_staff"]},
        ),
    ]
    help_texts = {
        "username": "Chữ, chữ số và các dấu @ . + - _",
        "is_active": "Bỏ chọn thay cho xóa tài khoản.",
        "is_staff": "Được vào trang quản trị này. Người chỉ có vai trò đại biểu thì không: họ dùng Trang đại biểu.",
        "is_superuser": "Người quản trị kỹ thuật: làm được mọi việc ở mọi HĐND. Người khác làm được gì là do phân công phục vụ.",
    }
    inlines = [ServiceInline]

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user)

    def user_change_password(self, request, id, form_url=""):
        """Change the password in one transaction, so that nobody else changes the account between check and saving."""
        with transaction.atomic():
            return super().user_change_password(request, id, form_url)

    def history_view(self, request, object_id, extra_context=None):
        """Deny the history to users who may not see accounts, before Django reports that the account does not exist."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return super().history_view(request, object_id, extra_context)

    def get_changeform_initial_data(self, request):
        """A new account is a staff account by default."""
        return {"is_staff": True} | super().get_changeform_initial_data(request)

    def save_related(self, request, form, formsets, change):
        """After the roles are stored, take the admin from a user who has become only a delegate, and say so."""
        super().save_related(request, form, formsets, change)
        user = form.instance
        if user.is_only_delegate and form.cleaned_data.get("is_staff"):
            user.save(update_fields=["is_staff"])
            text = f"{user} chỉ có vai trò đại biểu nên không vào trang quản trị; đại biểu đăng nhập tại {reverse('sign_in')}"
            self.message_user(request, text, messages.WARNING)

    @admin.display(description="họ và tên", ordering="first_name")
    def full_name(self, user):
        return user.get_full_name()


@admin.register(Service)
class ServiceAdmin(RecordAdmin):
    list_display = ["user", "role", "council"]
    list_filter = ["role", "council"]
    list_select_related = ["user", "council"]
    search_fields = ["user__username", "user__last_name", "user__first_name", "council__name"]
    search_help_text = "Tìm theo tên đăng nhập, họ và tên, HĐND; không cần gõ dấu."
    autocomplete_fields = ["user", "council"]
    fields = ["user", "council", "role"]

    def delete_queryset(self, request, queryset):
        """Delete one by one: each row decides afterwards whether its user is still staff."""
        for service in queryset:
            service.delete()
