"""Pages whose address may have changed: where nothing is found, a former address redirects for good."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.utils.http import url_has_allowed_host_and_scheme

from pipeline_tracker.models import FormerAddress


def addressed(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page of one thing: 404 where the query finds none, or a permanent redirect where it was at this address before."""

    @wraps(view)
    def page(request: HttpRequest, **names: Any) -> HttpResponseBase:
        try:
            if any("\0" in name for name in names.values() if isinstance(name, str)):
                raise Http404  # PostgreSQL takes no NUL, and no address has one
            return view(request, **names)
        except (Http404, ObjectDoesNotExist) as missing:
            target = moved_to(request.path)
            if target is None:
                raise Http404(str(missing)) from missing
            return HttpResponsePermanentRedirect(target)

    return page


def moved_to(path: str) -> str | None:
    """Where the page of this path is now. Only a path of this site counts, whatever the row holds."""
    if "\0" in path:
        return None
    target = FormerAddress.objects.filter(path=path).values_list("target", flat=True).first()
    if target and target.startswith("/") and url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        return target
    return None
