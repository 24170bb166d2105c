"""The site's addresses, and one whose view does nothing: what any page costs under this server and its middleware."""

from config.urls import *  # noqa: F403
from config.urls import urlpatterns as urls_of_the_site
from django.http import HttpRequest, HttpResponse
from django.urls import path


def hello(request: HttpRequest) -> HttpResponse:
    return HttpResponse("hello")


urlpatterns = [path("hello/", hello), *urls_of_the_site]
