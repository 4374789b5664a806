"""Accounts. Administrators manage people and groups, but nobody makes a superuser who is none."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import Model
from django.http import HttpRequest

from .base import TrackerAdmin, staff

admin.site.unregister(User)
admin.site.unregister(Group)


def is_above(request: HttpRequest, obj: Model | None) -> bool:
    """Whether a row is a superuser's account seen by somebody who is none."""
    return isinstance(obj, User) and obj.is_superuser and not staff(request).is_superuser


@admin.register(User)
class TrackerUserAdmin(TrackerAdmin, UserAdmin):
    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        fixed = tuple(super().get_readonly_fields(request, obj))
        return fixed if staff(request).is_superuser else (*fixed, "is_superuser", "user_permissions")

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return super().has_change_permission(request, obj) and not is_above(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not is_above(request, obj)


@admin.register(Group)
class TrackerGroupAdmin(TrackerAdmin, GroupAdmin):
    pass
