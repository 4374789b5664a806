"""Pages whose address may have changed or was typed in another case: where nothing is found, it redirects for good to the page meant."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from pipeline_tracker.models import FormerAddress


def addressed(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page of one thing: 404 where the query finds none, or a permanent redirect where it was at this address before, or is at this
    address in its own case."""

    @wraps(view)
    def page(request: HttpRequest, **names: Any) -> HttpResponseBase:
        try:
            if any("\0" in name for name in names.values() if isinstance(name, str)):
                raise Http404  # PostgreSQL takes no NUL, and no address has one
            return view(request, **names)
        except (Http404, ObjectDoesNotExist) as missing:
            target = moved_to(request.path) or _in_its_case(view, request, names)
            if target is None:
                raise Http404(str(missing)) from missing
            return HttpResponsePermanentRedirect(target)

    return page


def _in_its_case(view: Callable[..., HttpResponseBase], request: HttpRequest, names: dict[str, Any]) -> str | None:
    """The address that this one is but for its case, if there is a page: codes of regulators are capitals, all other keys are small."""
    spelled = {
        name: (value.upper() if name == "code" else value.lower()) if isinstance(value, str) else value for name, value in names.items()
    }
    if spelled == names or "\0" in request.path or not request.resolver_match:
        return None
    try:
        view(request, **spelled)
    except (Http404, ObjectDoesNotExist):
        return None
    query = request.META.get("QUERY_STRING", "")
    return reverse(request.resolver_match.view_name, kwargs=spelled) + (f"?{query}" if query else "")


def moved_to(path: str) -> str | None:
    """Where the page of this path is now. Only a path of this site counts, whatever the row holds."""
    if "\0" in path:
        return None
    target = FormerAddress.objects.filter(path=path).values_list("target", flat=True).first()
    if target and target.startswith("/") and url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        return target
    return None
