"""Pictures of Word documents: bounded, drawn anew, of kinds that browsers show."""

from io import BytesIO

import pytest
from PIL import Image

from networkapp.files.kinds import NotTaken
from networkapp.handbooks.word_import.reader.archive import Archive, open_archive
from networkapp.handbooks.word_import.reader.pictures import LONGEST_SIDE, read_picture, unsupported_reason
from tests.factories import word as w

PART = "word/media/p1.png"


def archive(content: bytes) -> Archive:
    return open_archive(w.document(w.paragraph("x"), pictures={"p1": content}))


def photograph(width: int, height: int) -> bytes:
    image, saved = Image.new("RGB", (width, height)), BytesIO()
    exif = Image.Exif()
    exif[0x9286] = "taken at home"
    image.save(saved, format="JPEG", exif=exif)
    return saved.getvalue()


def test_a_picture_of_forty_megapixels_is_made_small_enough_to_be_shown() -> None:
    content, ending = read_picture(archive(photograph(8_000, 5_000)), PART)
    with Image.open(BytesIO(content)) as image:
        assert (ending, image.size) == ("jpg", (LONGEST_SIDE, 1_500))


def test_what_a_camera_wrote_into_a_picture_is_gone() -> None:
    content, _ending = read_picture(archive(photograph(10, 10)), PART)
    with Image.open(BytesIO(content)) as image:
        assert dict(image.getexif()) == {}


@pytest.mark.parametrize("form", ["GIF", "BMP", "TIFF"])
def test_pictures_of_older_kinds_become_png(form: str) -> None:
    content, ending = read_picture(archive(w.drawn(form=form)), PART)
    with Image.open(BytesIO(content)) as image:
        assert (ending, image.format, image.size) == ("png", "PNG", (8, 8))


def test_it_is_known_beforehand_why_a_picture_cannot_be_carried() -> None:
    whole = archive(w.drawn())
    assert unsupported_reason(whole, PART) == ""
    assert unsupported_reason(whole, "word/media/none.png") == "picture_unread"
    assert unsupported_reason(archive(b"\x01\x00\x09\x00"), PART) == "picture_kind"
    assert unsupported_reason(archive(w.drawn(9_000, 7_000, "GIF")), PART) == "picture_large"


def test_a_picture_that_breaks_off_is_not_taken() -> None:
    with pytest.raises(NotTaken):
        read_picture(archive(photograph(400, 400)[:1_500]), PART)
