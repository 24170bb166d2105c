"""Header, menu, footer and error pages of the site, and rules for templates and style sheets."""

import re
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import timezone
from PIL import Image

from home.models import HomePage
from tests.factories.handbooks import front_page
from tests.factories.networks import SeatFactory, UserFactory, site_administrator
from tests.factories.sections import holder_of, two_sections
from tests.factories.site import make_site

ROOT = Path(settings.ROOT)
STYLES = sorted(ROOT.glob("*/static/*/css/*.css"))
FOLDERS = ("templates", "networkapp", "evaluation", "home/templates")
# Only e-mails contain their styles, since mail programs load no style sheets.
TEMPLATES = [
    path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.html")) if path.parent.name != "mail"
]
INLINE = re.compile(
    r"""<script(?![^>]*\bsrc=)(?![^>]*\btype="application/(?:ld\+)?json")|<style|\sstyle=|\son[a-z]+=["']"""
)


@pytest.mark.django_db
def test_404_page_has_the_site_header_and_a_sign_in_link(client: Client) -> None:
    answer = client.get("/nothing-of-this-name/")
    html = answer.content.decode()
    assert (answer.status_code, html.count('class="masthead"')) == (404, 1)
    assert "/account/login/?next=/nothing-of-this-name/" in html


@pytest.mark.django_db
def test_site_can_be_added_to_the_home_screen_of_a_phone(client: Client) -> None:
    page = client.get("/treaties/").content.decode()
    assert 'rel="manifest" href="/app.webmanifest"' in page
    answer = client.get("/app.webmanifest", headers={"accept-language": "de"})
    app = answer.json()
    assert answer["Content-Type"] == "application/manifest+json"
    assert (app["start_url"], app["scope"], app["display"], app["lang"]) == ("/desk/", "/", "standalone", "de")
    for icon in app["icons"]:
        file = Path(finders.find(icon["src"].removeprefix(settings.STATIC_URL)))
        if icon["type"] == "image/png":
            with Image.open(file) as drawn:
                assert "x".join(map(str, drawn.size)) == icon["sizes"]
    assert re.search(r'rel="apple-touch-icon" href="/static/home/app-180\.png"', page)


@pytest.mark.django_db
def test_menu_links_to_the_main_pages_and_marks_the_current_one(client: Client) -> None:
    html = client.get("/treaties/").content.decode()
    menu = html[html.index('id="menu"') : html.index("</nav>", html.index('id="menu"'))]
    entries = re.findall(r'<li><a href="([^"]+)"( aria-current="[a-z]+")?', menu)
    assert entries == [
        ("/subjects/", ""),
        ("/countries/", ""),
        ("/networks/", ""),
        ("/handbooks/", ""),
        ("/library/", ""),
        ("/evaluation/", ""),
        ("/treaties/", ' aria-current="page"'),
        ("/meetings/", ""),
        ("/inquiries/", ""),
        ("/decisions/", ""),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("part", "entry"),
    [
        ("topics/", "/topics/"),
        ("topics/new/", "/topics/"),
        ("procedures/", "/decisions/"),
        ("proposals/", "/decisions/"),
        ("meetings/call/", "/meetings/"),
        ("settings/", "/networks/"),
    ],
)
def test_menu_marks_the_entry_that_a_network_page_belongs_to(client: Client, part: str, entry: str) -> None:
    seat = SeatFactory(capacity="secretariat", delegation=None)
    client.force_login(seat.user)
    answer = client.get(f"/networks/{seat.network.slug}/{part}")
    assert answer.status_code == 200
    menu = answer.content.decode().partition('id="menu"')[2].partition("</nav>")[0]
    assert re.findall(r'href="([^"]+)" aria-current="([a-z]+)"', menu) == [(entry, "true")]


def member(capacity: str = "member", **term: Any) -> Any:
    return SeatFactory(capacity=capacity, **term).user


def former_member() -> Any:
    past = timezone.now() - timedelta(days=1)
    return member(starts_at=past - timedelta(days=1), ends_at=past)


def contributor() -> Any:
    return holder_of(two_sections(), 1).user


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("make_reader", "reads"),
    [
        (member, True),
        (partial(member, "secretariat"), True),
        (partial(member, "observer"), True),
        (former_member, False),
        (contributor, False),
        (site_administrator, False),
        (UserFactory, False),
    ],
    ids=["member", "secretariat", "observer", "former member", "contributor", "site administrator", "nobody"],
)
def test_menu_links_to_topics_only_for_users_who_can_read_some(
    client: Client, make_reader: Callable[[], Any], reads: bool
) -> None:
    client.force_login(make_reader())
    header = between(client.get("/subjects/").content.decode(), '<header class="masthead">', "</header>")
    assert [header.count(part) for part in ('href="/topics/"', "data-waiting-topics")] == [int(reads), 2 * int(reads)]
    assert 'href="/desk/"' in header
    topics = client.get("/topics/")
    assert topics.status_code == (302 if reads else 200)
    assert ("No topics." in topics.content.decode()) != reads


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_server_error_pages_use_no_template_tags_or_inline_code(name: str) -> None:
    html = render_to_string(name)
    assert (html.count("<h1>"), "{%" in html, INLINE.findall(html)) == (1, False, [])


@pytest.mark.django_db
def test_403_pages_say_what_to_do() -> None:
    request = RequestFactory().get("/")
    assert "Your role does not allow this action." in render_to_string("403.html", {"request": request})
    assert "Go back, reload the page" in render_to_string("403_csrf.html")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_templates_have_no_inline_script_or_style(path: Path) -> None:
    assert INLINE.findall(path.read_text()) == []


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_style_sheets_are_under_300_lines_and_use_colour_tokens(path: Path) -> None:
    css = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)
    colours = re.findall(r":[^;{]*(#[0-9A-Fa-f]{3,8}\b|\brgba?\()", css)
    assert (len(path.read_text().splitlines()) < 300, colours if path.name != "tokens.css" else []) == (True, [])


# Style sheets of Wagtail's admin are loaded only there, where a host has no pages of its own.
FOR_ADMIN = {"editors.css"}
FOR_PAGES = [path for path in STYLES if "home" not in path.parts and path.name not in FOR_ADMIN]


@pytest.mark.parametrize("path", FOR_PAGES, ids=lambda path: path.name)
def test_style_sheets_of_plugins_apply_only_within_their_own_element(path: Path) -> None:
    css = re.sub(r"/\*.*?\*/|@page[^{}]*\{(?:[^{}]|\{[^{}]*\})*\}|@layer[^{;]*;", "", path.read_text(), flags=re.S)
    depth, outside, start = 0, [], 0
    for at, sign in enumerate(css):
        if sign == "{":
            selector = css[start:at].strip()
            if not selector.startswith("@") and ".networkapp" not in selector and not inside(css[:at]):
                outside.append(selector)
            depth, start = depth + 1, at + 1
        elif sign in "};":
            depth, start = depth - (sign == "}"), at + 1
    assert (outside, depth) == ([], 0)


def inside(before: str) -> bool:
    """Return whether one of the open blocks is the plugins' element."""
    open_blocks: list[str] = []
    for opened, closed in re.findall(r"([^{};]*)\{|(\})", before):
        if closed:
            open_blocks.pop()
        else:
            open_blocks.append(opened)
    return any(".networkapp" in block for block in open_blocks)


def between(html: str, start: str, end: str) -> str:
    return html[html.index(start) : html.index(end)]


@pytest.mark.django_db
@pytest.mark.parametrize("is_on", [True, False])
def test_help_with_the_site_and_help_in_danger_have_different_names(client: Client, is_on: bool) -> None:
    make_site(shows_help=is_on)
    visitors = client.get("/networks/").content.decode()
    client.force_login(UserFactory())
    members = client.get("/networks/").content.decode()
    help_in_danger, guides = 'href="/help/all/en/">Get help</a>', '<a href="/guide/">Help with this site</a>'
    for page, in_header in ((visitors, 0), (members, 2)):
        header, foot = between(page, '<header class="masthead">', "</header>"), between(page, "<footer", "</footer>")
        assert (header.count(guides), header.count(help_in_danger)) == (in_header, int(is_on))
        assert (foot.count(guides), foot.count(help_in_danger)) == (1, int(is_on))
    assert "<h1>Help with this site</h1>" in client.get("/guide/").content.decode()


@pytest.mark.django_db
def test_front_page_names_help_in_danger_as_the_menu_does(client: Client) -> None:
    make_site(shows_help=True)
    front_page().add_child(instance=HomePage(title="Home", slug="start"))
    page = client.get(HomePage.objects.get(slug="start").url).content.decode()
    assert '<h2 id="help">Get help</h2>' in page
