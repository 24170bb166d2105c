"""What others found in the sample countries: invented, and labelled so."""

from evaluation.models import ObservationFile
from evaluation.sources.findings_import import import_findings
from home.domain.demo.content import content

FILE = "findings.json"


def make_findings() -> None:
    """Create every event and finding of the data file; an existing one is left as it is."""
    if not ObservationFile.objects.filter(name=FILE).exists():
        import_findings(content="\n".join(content("findings")["csv"]).encode(), name=FILE)
