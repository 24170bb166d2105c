"""A link that leaves a form without saving is called "Cancel"; "Back" leads up from a page without a form."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("networkapp", "evaluation", "accounts", "home", "templates")
ACTIONS = re.compile(r'<(p|div) class="actions[^>]*>.*?</\1>', re.S)
LEAVING = re.compile(r"""translate ["'](Back|Back to [^"']*|Leave it|Go back|Never mind)["']""")


def leaving(template: str) -> list[str]:
    """Return the texts of links beside a submit button, other than "Cancel".

    Where each button is a form of its own, the page is no form, and its link leads up.
    """
    groups = (found[0] for found in ACTIONS.finditer(template))
    in_forms = (group for group in groups if 'type="submit"' in group and "<form" not in group)
    return [words for group in in_forms for words in LEAVING.findall(group)]


def test_links_that_leave_a_form_are_called_cancel() -> None:
    templates = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*.html")]
    assert len(templates) > 300
    found = {str(path.relative_to(ROOT)): leaving(path.read_text(encoding="utf-8")) for path in templates}
    assert {path: words for path, words in found.items() if words} == {}
