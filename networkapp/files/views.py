"""Uploaded pictures: every one goes through the check, none is served straight from the folder."""

from mimetypes import guess_type
from urllib.parse import urlsplit

from django.conf import settings
from django.http import FileResponse, HttpRequest
from django.urls import path

from networkapp.files.access import find_media


def media(request: HttpRequest, name: str) -> FileResponse:
    """Send a file of the site to readers who can see it, cached only in their browser."""
    response = FileResponse(
        find_media(name=name, user=request.user), content_type=guess_type(name)[0] or "application/octet-stream"
    )
    response["Content-Security-Policy"] = "default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=3600"
    return response


# The host's own MEDIA_URL, so that all addresses that Wagtail writes lead through the check.
urlpatterns = [path(f"{urlsplit(settings.MEDIA_URL).path.strip('/')}/<path:name>", media, name="media")]
