"""Pictures of public pages, for link previews."""

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import path
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe

from networkapp.errors import Refused
from networkapp.metadata.pictures import picture_of
from networkapp.models import CardImage

AGAIN_AFTER = 5
"""Seconds after which who asked for a picture that is being drawn may ask again."""
KNOWN_FOR = 24 * 60 * 60


@require_safe
def card_picture(request: HttpRequest, language: str, kind: str, key: str) -> HttpResponseBase:
    """Send the picture of a public page, drawn now if nobody has requested it before."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    try:
        picture = picture_of(kind=kind, key=key, language=language)
    except Refused:
        return not_ready_response()
    if picture is None or picture.state == CardImage.State.FAILED:
        raise Http404
    return image_response(request, picture) if picture.state == CardImage.State.READY else not_ready_response()


def image_response(request: HttpRequest, picture: CardImage) -> HttpResponseBase:
    """Send a picture of a card, with an ETag and public caching; status 304 if the client has it already."""
    tag = f'"{picture.digest}"'
    known: HttpResponseBase | None = get_conditional_response(request, etag=tag)
    answer = known or FileResponse(picture.file.open("rb"), content_type="image/png")
    answer["ETag"] = tag
    answer["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(answer, public=True, max_age=KNOWN_FOR)
    return answer


def not_ready_response() -> HttpResponse:
    """Return status 503 with Retry-After, for a picture that has not been drawn yet."""
    answer = HttpResponse(status=503, content_type="text/plain")
    answer["Retry-After"] = str(AGAIN_AFTER)
    answer["Cache-Control"] = "no-store"
    return answer


urlpatterns = [path("cards/<slug:language>/<slug:kind>/<str:key>.png", card_picture, name="card_picture")]
