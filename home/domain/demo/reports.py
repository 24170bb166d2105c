"""Reports of networks, so that there are some to look at: with generated parts, frozen, and an older one."""

import json

from evaluation.reports.models import Report
from evaluation.reports.versions import freeze
from home.domain.demo.content import content, day, items
from networkapp.models import Network


def make_reports() -> None:
    """Every report of the data file is out; one that is there is left as it is."""
    for item in items("reports"):
        network = Network.objects.get(slug=item.get("network", content("assessments")["network"]))
        body = json.dumps([{"type": kind, "value": value} for kind, value in item["body"]])
        fields = {name: item[name] for name in ("kind", "title", "year", "standfirst")}
        fields |= {"since": day(item.get("since", "")), "until": day(item.get("until", ""))}
        fields |= {"issued": item.get("issued", ""), "network": network, "body": body}
        report, is_new = Report.objects.get_or_create(slug=item["slug"], defaults=fields)
        if is_new and report.is_to_the_conference and not report.issued:
            freeze(Report.objects.get(pk=report.pk))
