"""Open data of what is published, for everybody."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse

from evaluation.domain import open_data
from evaluation.exchange.tables import Shape, csv_of, json_of


def _shape(name: str) -> Shape:
    shape = open_data.shape_of(name)
    if shape is None:
        raise Http404
    return shape


def show_data(request: HttpRequest) -> HttpResponse:
    return render(request, "evaluation/data/data.html", {"shapes": open_data.shapes()})


def send_csv(request: HttpRequest, name: str) -> HttpResponse:
    table = open_data.table_of(_shape(name))
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return HttpResponse(csv_of(table), content_type="text/csv; charset=utf-8; header=present", headers=headers)


def send_json(request: HttpRequest, name: str) -> HttpResponse:
    return HttpResponse(json_of(open_data.table_of(_shape(name))), content_type="application/json")


def send_csvw(request: HttpRequest, name: str) -> HttpResponse:
    return HttpResponse(open_data.table_descriptor(_shape(name)), content_type="application/csvm+json")


def send_package(request: HttpRequest) -> HttpResponse:
    homepage = request.build_absolute_uri(reverse("evaluation:data"))
    return HttpResponse(open_data.package_descriptor(homepage=homepage), content_type="application/json")


urlpatterns = [
    path("evaluation/data/", show_data, name="data"),
    path("evaluation/data/datapackage.json", send_package, name="data_package"),
    path("evaluation/data/<slug:name>.csv", send_csv, name="data_csv"),
    path("evaluation/data/<slug:name>.json", send_json, name="data_json"),
    path("evaluation/data/<slug:name>.csv-metadata.json", send_csvw, name="data_csvw"),
]
