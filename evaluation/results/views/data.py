"""Open data of what is published, for everybody."""

from collections.abc import AsyncIterator
from typing import Any

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date

from evaluation.models import AssessmentVersion
from evaluation.results.open_data import files as open_data_files
from evaluation.results.open_data import tables as open_data
from evaluation.results.open_data.files import OpenDataFile, Parts


def show_data(request: HttpRequest) -> HttpResponse:
    """Show the tables of open data and their terms of use."""
    context = {"shapes": open_data.table_schemas(), "terms": open_data_files.terms_of(_homepage(request))}
    return render(request, "evaluation/data/data.html", context)


def send_table(request: HttpRequest, name: str, form: str) -> HttpResponseBase:
    """Send a table of open data as a file in the format `form`."""
    file = open_data_files.file_of(name=name, form=form, homepage=_homepage(request))
    return _send(request, file, table=name if form == "csv" else "")


def send_description(request: HttpRequest, name: str) -> HttpResponseBase:
    """Send the description of a table of open data."""
    return _send(request, open_data_files.description_of(name=name, homepage=_homepage(request)))


def send_package(request: HttpRequest) -> HttpResponseBase:
    """Send all tables of open data in one file."""
    return _send(request, open_data_files.package_of(homepage=_homepage(request)))


def send_catalogue(request: HttpRequest) -> HttpResponseBase:
    """Send the catalogue of open data in DCAT."""
    return _send(request, open_data_files.catalogue_of(homepage=_homepage(request)))


def send_structure(request: HttpRequest) -> HttpResponseBase:
    """Send the SDMX structure of the series."""
    return _send(request, open_data_files.structure_of(homepage=_homepage(request)))


def show_version(request: HttpRequest, network: str, country: str, year: int, number: int) -> HttpResponse:
    """Show the tables of one published version."""
    version = _version(network, country, year, number)
    context = {
        "version": version,
        "shapes": open_data.versioned_table_schemas(),
        "place": (network, country, year, number),
    }
    return render(request, "evaluation/data/version.html", context)


def send_version(request: HttpRequest, name: str, form: str, **place: Any) -> HttpResponseBase:
    """Send a table of one published version as a file in the format `form`."""
    version, homepage = _version(**place), _homepage(request, **place)
    file = open_data_files.file_of(name=name, form=form, homepage=homepage, version=version)
    return _send(request, file, table=name if form == "csv" else "", **place)


def send_version_description(request: HttpRequest, name: str, **place: Any) -> HttpResponseBase:
    """Send the description of a table of one published version."""
    version, homepage = _version(**place), _homepage(request, **place)
    return _send(request, open_data_files.description_of(name=name, homepage=homepage, version=version), **place)


def send_version_package(request: HttpRequest, **place: Any) -> HttpResponseBase:
    """Send all tables of one published version in one file."""
    version, homepage = _version(**place), _homepage(request, **place)
    return _send(request, open_data_files.package_of(homepage=homepage, version=version), **place)


def send_version_structure(request: HttpRequest, **place: Any) -> HttpResponseBase:
    """Send the SDMX structure of the series of one published version."""
    version, homepage = _version(**place), _homepage(request, **place)
    return _send(request, open_data_files.structure_of(homepage=homepage, version=version), **place)


def _version(network: str, country: str, year: int, number: int) -> AssessmentVersion:
    found = open_data_files.public_version(network=network, country=country, year=year, number=number)
    if found is None:
        raise Http404
    return found


def _homepage(request: HttpRequest, **place: Any) -> str:
    """Return the address of the page that lists the files: of all, or of one published version."""
    return request.build_absolute_uri(reverse(f"evaluation:{'data_version' if place else 'data'}", kwargs=place))


def _send(request: HttpRequest, file: OpenDataFile | None, *, table: str = "", **place: Any) -> HttpResponseBase:
    """Send the file while it is created, or status 304; headers name its licence and its description.

    `table` is the name of a table whose CSV is sent.
    """
    if file is None:
        raise Http404
    tag = f'"{file.tag}"' if file.is_exact else f'W/"{file.tag}"'
    changed = int(file.changed.timestamp()) if file.changed else None
    response: HttpResponseBase | None = get_conditional_response(request, etag=tag, last_modified=changed)
    if response is None:
        response = _whole(file) if file.text else _streamed(request, file)
        if file.is_download:
            response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    response["ETag"] = tag
    if changed is not None:
        response["Last-Modified"] = http_date(changed)
    response["Link"] = ", ".join(_links(table, **place))
    patch_cache_control(response, public=True, no_cache=True)
    return response


def _links(table: str, **place: Any) -> list[str]:
    """Return the headers that link to the description, first the one for CSV on the Web, which takes the first."""
    kind = "data_version" if place else "data"
    package = reverse(f"evaluation:{kind}_package", kwargs=place)
    links = [
        f'<{package}>; rel="describedby"; type="application/vnd.datapackage+json"',
        f'<{open_data_files.terms_of("").licence_url}>; rel="license"',
    ]
    if table:
        csvw = reverse(f"evaluation:{kind}_csvw", kwargs={**place, "name": table})
        links.insert(0, f'<{csvw}>; rel="describedby"; type="application/csvm+json"')
    return links


def _whole(file: OpenDataFile) -> HttpResponse:
    return HttpResponse(file.text, content_type=file.content_type)


def _streamed(request: HttpRequest, file: OpenDataFile) -> StreamingHttpResponse:
    parts = file.parts()
    content = _from_thread(parts) if isinstance(request, ASGIRequest) else parts
    return StreamingHttpResponse(content, content_type=file.content_type)


async def _from_thread(parts: Parts) -> AsyncIterator[str | bytes]:
    """Yield the parts under ASGI: each is made in the thread that can query the database, and sent before the next."""
    following = sync_to_async(lambda: next(parts, None))
    while (part := await following()) is not None:
        yield part


VERSION = "evaluation/data/versions/<slug:network>/<slug:country>/<int:year>/<int:number>/"
urlpatterns = [
    path("evaluation/data/", show_data, name="data"),
    path("evaluation/data/datapackage.json", send_package, name="data_package"),
    path("evaluation/data/catalogue.jsonld", send_catalogue, name="data_catalogue"),
    path("evaluation/data/structure.xml", send_structure, name="data_structure"),
    path(VERSION, show_version, name="data_version"),
    path(f"{VERSION}datapackage.json", send_version_package, name="data_version_package"),
    path(f"{VERSION}structure.xml", send_version_structure, name="data_version_structure"),
    path(f"{VERSION}<slug:name>.csv-metadata.json", send_version_description, name="data_version_csvw"),
    path(f"{VERSION}<slug:name>.<str:form>", send_version, name="data_version_table"),
    path("evaluation/data/<slug:name>.csv-metadata.json", send_description, name="data_csvw"),
    path("evaluation/data/<slug:name>.<str:form>", send_table, name="data_table"),
]
