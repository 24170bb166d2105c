"""What others found in the sample countries: invented, and said to be so."""

from evaluation.domain.findings.importing import import_findings
from evaluation.models import ObservationFile
from home.domain.demo.content import content

FILE = "findings.json"


def make_findings() -> None:
    """Every event and finding of the data file stands; loaded before, it is left as it is."""
    if not ObservationFile.objects.filter(name=FILE).exists():
        import_findings(content="\n".join(content("findings")["csv"]).encode(), name=FILE)
