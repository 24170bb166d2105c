"""Pictures uploaded by editors: the number of pixels is limited, since a small file can have very many."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from wagtail.images.fields import WagtailImageField


@pytest.mark.parametrize(("side", "is_taken"), [(9_000, False), (7_000, True)])
def test_picture_with_more_pixels_than_phones_take_is_refused(side: int, is_taken: bool) -> None:
    made = BytesIO()
    Image.new("1", (side, side)).save(made, "PNG")
    codes = []
    try:
        WagtailImageField().clean(SimpleUploadedFile("a.png", made.getvalue(), content_type="image/png"))
    except ValidationError as refused:
        codes = [refused.code]
    assert codes == ([] if is_taken else ["file_too_many_pixels"])
