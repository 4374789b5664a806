"""Taking back what staff stated: a page that asks for the reason, and a POST that does it."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from pipeline_tracker.models import AttributeClaim, Claim


class RetractionForm(forms.Form):
    reason = forms.CharField(
        label="Why it is retracted", widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}), max_length=1000
    )


class RetractMixin(admin.ModelAdmin):
    """Adds the page `<id>/retract/`, for those who may change the model."""

    def take_back(self, request: HttpRequest, claim: Any) -> None:
        raise NotImplementedError

    def return_to(self, claim: Any) -> str:
        """Where the curator came from: the page of what the claim speaks about."""
        raise NotImplementedError

    def has_curate_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(f"{self.opts.app_label}.change_{self.opts.model_name}")

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_retract"
        return [path("<path:object_id>/retract/", self.admin_site.admin_view(self.retract_view), name=name), *super().get_urls()]

    def retract_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        if not self.has_curate_permission(request):
            raise PermissionDenied
        claim: Claim | AttributeClaim | None = self.get_object(request, unquote(object_id))
        if claim is None or claim.author_id is None:
            raise Http404
        form = RetractionForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                with transaction.atomic():
                    self.take_back(request, claim)
                    self.log_change(request, claim, f"Retracted: {form.cleaned_data['reason']}")
                claim.refresh_from_db()  # what it spoke about may be gone
                messages.success(request, "Retracted. What documents say decides again.")
                return HttpResponseRedirect(self.return_to(claim))
            except ValidationError as error:
                form.add_error(None, error)
        context = {
            **self.admin_site.each_context(request),
            "title": f"Retract this {self.opts.verbose_name}?",
            "opts": self.opts,
            "original": claim,
            "back": self.return_to(claim),
            "form": form,
        }
        return TemplateResponse(request, "admin/pipeline_tracker/retract.html", context)


def retract_url(claim: Claim | AttributeClaim) -> str:
    return reverse(f"admin:pipeline_tracker_{claim._meta.model_name}_retract", args=[claim.pk])
