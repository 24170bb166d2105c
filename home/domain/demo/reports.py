"""A report of the sample network on the sample countries, so that there is one to look at."""

import json

from evaluation.models import Report
from home.domain.demo.content import content, items
from networkapp.models import Network


def make_reports() -> None:
    """Every report of the data file is out; one that is there is left as it is."""
    network = Network.objects.get(slug=content("assessments")["network"])
    for item in items("reports"):
        body = json.dumps([{"type": kind, "value": value} for kind, value in item["body"]])
        fields = {name: item[name] for name in ("kind", "title", "year", "standfirst")}
        Report.objects.get_or_create(slug=item["slug"], defaults={**fields, "network": network, "body": body})
