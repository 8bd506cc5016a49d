"""The staff accounts and their services; the technical administrator alone sees them."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group

from accounts.models import Service, User
from core.admin import RecordAdmin, RecordInline

admin.site.unregister(Group)


class ServiceInline(RecordInline):
    model = Service
    fields = ["council", "role"]
    autocomplete_fields = ["council"]


@admin.register(User)
class StaffAdmin(UserAdmin):
    """Accounts; what one may do is told by its services, hence no permissions of Django's own."""

    list_display = ["username", "full_name", "email", "is_active", "is_superuser", "last_login"]
    list_filter = ["is_active", "is_superuser", "services__role"]
    list_per_page = 50
    autocomplete_fields = ["person"]
    filter_horizontal = []
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("Người dùng", {"fields": ["last_name", "first_name", "email", "person"]}),
        ("Quyền", {"fields": ["is_active", "is_staff", "is_superuser"]}),
        ("Thời điểm", {"fields": ["last_login", "date_joined"]}),
    ]
    inlines = [ServiceInline]

    @admin.display(description="họ và tên", ordering="first_name")
    def full_name(self, user):
        return user.get_full_name()


@admin.register(Service)
class ServiceAdmin(RecordAdmin):
    list_display = ["user", "role", "council"]
    list_filter = ["role", "council"]
    list_select_related = ["user", "council"]
    search_fields = ["user__username", "council__slug"]
    autocomplete_fields = ["user", "council"]
    fields = ["user", "council", "role"]
