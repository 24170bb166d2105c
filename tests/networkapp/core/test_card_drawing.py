"""Drawing the preview picture of a page in its fixed size with all its words."""

from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from networkapp.metadata.drawing import HEIGHT, WIDTH, CardText, draw_card
from networkapp.registry.metadata import Band

FINNISH = (
    "Ihmiskaupan uhrien tunnistamisjärjestelmän kehittämistoimenpiteiden täytäntöönpanosuunnitelma ja "
    "oikeudenkäyntiavustajapalvelujen yhdenvertaistamismahdollisuudet kansallisessa lainsäädännössä"
)
GERMAN = (
    "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz und "
    "Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung"
)
RUSSIAN = (
    "Парламенты, которые не дают вопросу затихнуть: обеспечение непосредственного доступа пострадавших к правосудию "
    "и возмещению вреда независимо от их миграционного статуса и от хода уголовного судопроизводства"
)
BANDS = (Band(fill="early", number=2, words="2 early"), Band(fill="advanced", number=13, words="13 advanced"))
PAPER = (0xF6, 0xF4, 0xEE)
LEFT, RIGHT, TITLE_FROM, TITLE_TO, TITLE_TO_WITH_BANDS = 72, 1128, 218, 518, 428


def drawn(title: str, language: str = "en", **more: Any) -> Image.Image:
    fields = {"site": "Networks", "over": "", "under": "", **more}
    return Image.open(BytesIO(draw_card(CardText(title=title, language=language, **fields).facts))).convert("RGB")


def is_empty(picture: Image.Image, box: tuple[int, int, int, int]) -> bool:
    part = picture.crop(box)
    return part.getcolors() == [(part.width * part.height, PAPER)]


@pytest.mark.parametrize("bands", [(), BANDS], ids=["without bands", "with bands"])
@pytest.mark.parametrize(
    ("title", "language"),
    [("Short", "en"), (FINNISH, "fi"), (GERMAN, "de"), (RUSSIAN, "ru"), ("w" * 300, "en"), ("Word " * 60, "xx")],
    ids=["short", "Finnish", "German", "Russian", "one endless word", "a language that typst does not know"],
)
def test_title_of_any_length_is_drawn_within_its_area(title: str, language: str, bands: Any) -> None:
    picture = drawn(title, language, bands=bands)
    end = TITLE_TO_WITH_BANDS if bands else TITLE_TO
    assert picture.size == (WIDTH, HEIGHT)
    assert not is_empty(picture, (LEFT, TITLE_FROM, RIGHT, end))
    assert is_empty(picture, (RIGHT + 2, 90, WIDTH, HEIGHT))
    # The last row of the area would contain text that was cut off.
    assert is_empty(picture, (LEFT, end - 1, RIGHT, end + 10))


def test_short_title_is_drawn_larger_than_a_long_one() -> None:
    def first_line(title: str) -> int:
        picture = drawn(title)
        rows = [is_empty(picture, (LEFT, row, RIGHT, row + 1)) for row in range(TITLE_FROM, TITLE_TO)]
        return rows.index(True, rows.index(False)) - rows.index(False)

    assert first_line("Hhhh") > 1.5 * first_line("Hhhh " * 55)


def test_title_font_has_letters_of_all_languages_of_the_site() -> None:
    """A font draws all characters that it lacks as the same box."""
    boxes = drawn("\U000e0fff\U000e0ffe").tobytes()
    assert drawn("Жщ").tobytes() != boxes
    assert drawn("Жщ").tobytes() != drawn("Ыъ").tobytes()
    assert drawn("ąčęėįšųū").tobytes() != drawn("āčēģīķļņ").tobytes()


def test_bands_of_results_are_drawn_in_their_colours_and_shares() -> None:
    picture = drawn("Sample country A", bands=BANDS)
    across = [picture.getpixel((x, 470)) for x in range(LEFT + 4, RIGHT - 4)]
    early, advanced = across.count((0xE6, 0xEB, 0xEC)), across.count((0x0A, 0x31, 0x43))
    assert 0.1 < early / advanced < 0.17


def test_typst_commands_in_a_title_are_drawn_as_text() -> None:
    """User text is drawn literally and never executed as markup."""
    assert drawn('#panic("x") $x$ *b* "quoted" \\ #read("main.typ")').size == (WIDTH, HEIGHT)
