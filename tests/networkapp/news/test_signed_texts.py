"""What a signature covers: all language versions of the text, its form, date and files, and no later changes."""

from datetime import date
from typing import Any

import pytest
from wagtail.images.tests.utils import get_test_image_file

from networkapp.errors import Refused
from networkapp.models import Network
from networkapp.news.actions import signatures
from networkapp.news.models import ArticlePage
from networkapp.news.notices import desk_items
from networkapp.news.queries.signatures import named_signatories_of, signing_page, unnamed_signatories
from networkapp.news.wordings import newest_wording
from tests.factories.handbooks import make_document, make_image
from tests.factories.networks import NetworkFactory, SeatFactory
from tests.factories.news import make_article
from tests.factories.signatures import confirm, invite, member, names_under, rewrite
from tests.worlds import world

TABLE = {"data": [["State", "For", "Against"], ["XA", "x", ""], ["XB", "", "x"]], "first_row_is_table_header": True}
TURNED = {**TABLE, "data": [["State", "For", "Against"], ["XA", "", "x"], ["XB", "x", ""]]}


@world
def network(db: None) -> Network:
    return NetworkFactory(slug="open", visibility="public")


@world
def clerk(network: Network) -> Any:
    return SeatFactory(network=network, capacity="secretariat", delegation=None).user


@world
def article(network: Network) -> ArticlePage:
    return make_article(network, title="Hotlines", text="Three numbers")


def write(page: ArticlePage, kind: str, value: Any) -> Any:
    fresh = ArticlePage.objects.get(pk=page.pk)
    fresh.body = [{"type": kind, "value": value, "id": "6f0d0a4e-0000-4000-8000-000000000000"}]
    return fresh.save_revision()


def test_published_change_of_a_text_hides_its_signatures_until_confirmed_again(
    network: Network, article: ArticlePage, clerk: Any
) -> None:
    signed = confirm(invite(article, member(network, "XA"), clerk), "A Member")
    rewrite(article, "Four numbers", publish=True)
    assert names_under(article) == []
    assert [one.pk for one in unnamed_signatories(article=article)] == [signed.pk]
    page = signing_page(article=article.translation_key, user=signed.seat.user)
    assert page.again
    assert [(part.change, part.text) for part in page.texts[0].changes if part.change != "equal"] == [
        ("removed", "Three"),
        ("added", "Four"),
    ]
    confirm(signed, "A Member")
    assert names_under(article) == ["A Member"]


def test_unpublished_draft_leaves_the_signatures_under_the_confirmed_text(
    network: Network, article: ArticlePage, clerk: Any
) -> None:
    signed = confirm(invite(article, member(network, "XA"), clerk), "A Member")
    rewrite(article, "Four numbers", publish=False)
    assert signatures.send_text_for_signature(article=article.translation_key, user=clerk)
    assert names_under(article) == ["A Member"]
    assert [item.key for item in desk_items(user=signed.seat.user)] == [f"signature-{signed.pk}-2"]


def test_another_language_version_needs_another_confirmation(
    network: Network, article: ArticlePage, clerk: Any
) -> None:
    signed = confirm(invite(article, member(network, "XA"), clerk), "A Member")
    make_article(network, language="de", translation_of=article, title="Notrufe", text="Drei Nummern")
    assert names_under(article) == []
    page = signing_page(article=article.translation_key, user=signed.seat.user)
    assert [(text.language, text.is_new) for text in page.texts] == [("en", False), ("de", True)]
    confirm(signed)
    assert names_under(article) == ["A Name"]


def test_language_versions_published_one_by_one_are_signed_once_all_are_confirmed(network: Network, clerk: Any) -> None:
    english = make_article(network, live=False)
    german = make_article(network, language="de", translation_of=english, text="Drei Nummern", live=False)
    confirm(invite(english, member(network, "XA"), clerk))
    assert names_under(english) == []
    for page in (english, german):
        page.get_latest_revision().publish()
        assert names_under(english) == ["A Name"]


def test_text_changed_since_the_page_was_shown_is_not_signed(
    network: Network, article: ArticlePage, clerk: Any
) -> None:
    signatory = invite(article, member(network, "XA"), clerk)
    read = newest_wording(article.translation_key)
    assert read is not None
    rewrite(article, "Four numbers", publish=True)
    with pytest.raises(Refused) as refused:
        signatures.confirm_signature(signatory=signatory, user=signatory.seat.user, name="A Member", digest=read.digest)
    assert refused.value.code == "text_changed"
    assert names_under(article) == []


@pytest.mark.parametrize(
    ("kind", "signed", "published"),
    [
        ("table", TABLE, TURNED),
        ("table", TABLE, {**TABLE, "first_row_is_table_header": False, "first_col_is_header": True}),
        ("text", "<ol><li>First</li><li>Second</li></ol>", "<ul><li>First</li><li>Second</li></ul>"),
        ("text", "<ul><li>A<ul><li>B</li></ul></li></ul>", "<ul><li>A</li><li>B</li></ul>"),
        ("text", "<h2>Not so</h2><p>Text</p>", "<p>Not so</p><p>Text</p>"),
    ],
)
def test_changed_format_or_order_of_a_text_hides_its_signatures(
    network: Network, clerk: Any, kind: str, signed: Any, published: Any
) -> None:
    article = make_article(network, blocks=[{"type": kind, "value": signed}])
    signatory = confirm(invite(article, member(network, "XA"), clerk))
    assert names_under(article) == ["A Name"]
    write(article, kind, published).publish()
    assert names_under(article) == []
    (text,) = signing_page(article=article.translation_key, user=signatory.seat.user).texts
    assert text.reformed or [part.text for part in text.changes if part.change != "equal"]


def test_text_saved_again_without_changes_keeps_its_signatures(
    network: Network, article: ArticlePage, clerk: Any
) -> None:
    confirm(invite(article, member(network, "XA"), clerk))
    write(article, "text", '\n<p data-block-key="a1b2c">Three  numbers</p>\n').publish()
    assert names_under(article) == ["A Name"]


def test_changed_date_of_an_article_hides_its_signatures(network: Network, article: ArticlePage, clerk: Any) -> None:
    confirm(invite(article, member(network, "XA"), clerk))
    fresh = ArticlePage.objects.get(pk=article.pk)
    fresh.date = date(2026, 6, 1)
    fresh.save_revision().publish()
    assert names_under(article) == []


@pytest.mark.parametrize("kind", ["picture", "document"])
@pytest.mark.parametrize("removed", [True, False])
def test_replacing_or_removing_a_file_in_a_signed_article_hides_its_signatures(
    network: Network, clerk: Any, kind: str, removed: bool
) -> None:
    file = make_image(network) if kind == "picture" else make_document(network)
    figure = {"image": file.pk, "alternative": "What it shows", "caption": ""}
    link = f'<p><a linktype="document" id="{file.pk}">A brief</a></p>'
    block = {"type": "figure", "value": figure} if kind == "picture" else {"type": "text", "value": link}
    article = make_article(network, blocks=[block])
    signatory = confirm(invite(article, member(network, "XA"), clerk))
    file.title = "Another title"
    file.save()
    assert names_under(article) == ["A Name"]
    if removed:
        file.delete()
        assert names_under(article) == []
        return
    file.file.save("other.png", get_test_image_file(colour="black"), save=False)
    file._set_file_hash()
    file.save()
    assert names_under(article) == []
    (text,) = signing_page(article=article.translation_key, user=signatory.seat.user).texts
    assert text.reformed


def test_draft_shows_only_signatures_that_confirmed_its_text(
    network: Network, article: ArticlePage, clerk: Any
) -> None:
    confirm(invite(article, member(network, "XA"), clerk))
    rewrite(article, "Four numbers", publish=False)
    page = ArticlePage.objects.get(pk=article.pk)
    assert [one.name for one in named_signatories_of(article=page)] == ["A Name"]
    assert named_signatories_of(article=page.get_latest_revision_as_object()) == []
