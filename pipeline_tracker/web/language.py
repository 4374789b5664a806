"""Which language the interface speaks: what the visitor chose (a cookie), else what the browser asks for, else English."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, to_locale
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

# A form posts here, so that no crawler and no prefetching changes the language. It needs no token: that another site sets somebody's
# language harms nobody, while a token in every page's footer would make every page personal and keep caches from holding it.
choose = csrf_exempt(set_language)


class LanguageMiddleware(LocaleMiddleware):
    """Django's, and tells caches what it depends on: the cookie, too."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        patch_vary_headers(response, ("Cookie",))
        return super().process_response(request, response)


def page_language() -> str:
    """The language of the interface as HTML and feeds write it: "en-GB", "zh-Hans"."""
    return tag(get_language() or settings.LANGUAGE_CODE)


def tag(code: str) -> str:
    """BCP 47: "zh-hans" is "zh-Hans"."""
    return to_locale(code).replace("_", "-")
