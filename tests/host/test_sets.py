"""Some apps of the suite in a site: each set of docs/install.md installs, migrates, passes the check and shows its
pages."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from evaluation import SUITE as EVALUATION
from networkapp import SUITE
from tests.host.installation import ROOT

CORE = ("networkapp", "networkapp.discussion")
SETS = {
    "discussion": CORE,
    "handbooks and library": (*CORE, "networkapp.handbooks", "networkapp.library"),
    "meetings": (*CORE, "networkapp.meetings"),
    "everything": SUITE,
}
PAGES = {
    "discussion": {"/desk/", "/networks/joint/", "/networks/joint/topics/1/", "/search/?q=hotlines", "/admin/"},
    "handbooks and library": {"/handbooks/practice/hotlines/", "/handbooks/worker.js", "/library/organisations/joint/"},
    "meetings": {"/meetings/joint/", "/meetings/joint/brief/", "/calendar/", "/desk/"},
    "everything": {"/decisions/", "/inquiries/", "/handbooks/practice/hotlines/", "/meetings/joint/", "/desk/"},
}
"""Some pages of each set that must open, so that a set with few pages is noticed."""


@pytest.mark.parametrize("evaluation", [(), EVALUATION], ids=["alone", "with evaluation"])
@pytest.mark.parametrize("name", SETS)
def test_every_page_of_what_is_installed_opens(name: str, evaluation: tuple[str, ...], tmp_path: Path) -> None:
    done = run("-m", "tests.host.sets.visit", apps=(*evaluation, *SETS[name]), folder=tmp_path)
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert [message for message in seen["check"] if not message.startswith("networkapp.I001")] == []
    assert (seen["failed"], seen["strays"]) == ([], [])
    wanted = PAGES[name] | ({"/evaluation/", "/treaties/"} if evaluation else set())
    assert wanted - set(seen["opened"]) == set()


@pytest.mark.parametrize(
    ("apps", "words"),
    [
        (("networkapp",), "networkapp needs these apps. Add them to INSTALLED_APPS: networkapp.discussion."),
        (
            (*CORE, "networkapp.decisions"),
            "networkapp.decisions needs these apps. Add them to INSTALLED_APPS: networkapp.meetings.",
        ),
    ],
)
def test_a_site_without_an_app_that_another_needs_is_told_at_the_start(
    apps: tuple[str, ...], words: str, tmp_path: Path
) -> None:
    done = run("-c", "import django; django.setup()", apps=apps, folder=tmp_path)
    assert done.stderr.strip().split("\n")[-1] == f"django.core.exceptions.ImproperlyConfigured: {words}"


def run(*arguments: str, apps: tuple[str, ...], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run Python in a site with these apps of the suite."""
    own = {
        "HOST_APPS": " ".join(apps),
        "HOST_FOLDER": str(folder),
        "DJANGO_SETTINGS_MODULE": "tests.host.sets.settings",
    }
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=os.environ | own, capture_output=True, text=True, check=False
    )
