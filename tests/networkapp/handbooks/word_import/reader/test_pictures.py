"""Pictures in Word documents: limited in size, encoded again, in formats that browsers show."""

from io import BytesIO

import pytest
from PIL import Image

from networkapp.files.kinds import RejectedFile
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


def test_picture_of_40_megapixels_is_resized() -> None:
    content, ending = read_picture(archive(photograph(8_000, 5_000)), PART)
    with Image.open(BytesIO(content)) as image:
        assert (ending, image.size) == ("jpg", (LONGEST_SIDE, 1_500))


def test_exif_data_is_removed_from_pictures() -> None:
    content, _ending = read_picture(archive(photograph(10, 10)), PART)
    with Image.open(BytesIO(content)) as image:
        assert dict(image.getexif()) == {}


@pytest.mark.parametrize("form", ["GIF", "BMP", "TIFF"])
def test_pictures_in_older_formats_are_converted_to_png(form: str) -> None:
    content, ending = read_picture(archive(w.drawn(form=form)), PART)
    with Image.open(BytesIO(content)) as image:
        assert (ending, image.format, image.size) == ("png", "PNG", (8, 8))


def test_unsupported_pictures_are_recognised_with_a_reason() -> None:
    whole = archive(w.drawn())
    assert unsupported_reason(whole, PART) == ""
    assert unsupported_reason(whole, "word/media/none.png") == "picture_unread"
    assert unsupported_reason(archive(b"\x01\x00\x09\x00"), PART) == "picture_kind"
    assert unsupported_reason(archive(w.drawn(9_000, 7_000, "GIF")), PART) == "picture_large"


def test_truncated_picture_is_refused() -> None:
    with pytest.raises(RejectedFile):
        read_picture(archive(photograph(400, 400)[:1_500]), PART)
