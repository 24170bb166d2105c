"""Files to attach, each made here in a few bytes, and attachments of a message."""

from io import BytesIO
from typing import Any
from uuid import uuid4
from zipfile import ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, PngImagePlugin

from networkapp.discussion.actions.attachments import attach_to_message
from networkapp.discussion.actions.uploads import upload_attachment
from networkapp.discussion.models import Attachment, Message, Topic
from networkapp.models import Seat

PDF = b"%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CAMERA = "Quetzalcam 3000"


def archive(parts: dict[str, str]) -> bytes:
    """A ZIP with these parts."""
    made = BytesIO()
    with ZipFile(made, "w") as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return made.getvalue()


def office(part: str = "word/document.xml", types: str = "<Types/>", more: str = "docProps/app.xml") -> bytes:
    """A document of Word, or what the named part makes it."""
    return archive({"[Content_Types].xml": types, part: "<document/>", more: "<more/>"})


def old_office(*parts: str) -> bytes:
    """A document as Office wrote it until 2007, with the directory entries of these parts."""
    return OLE + bytes(504) + b"".join(part.encode("utf-16-le").ljust(64, b"\0") for part in parts)


def photo(form: str = "JPEG", size: tuple[int, int] = (60, 40)) -> bytes:
    """A picture with the name of its camera and a place in it, wherever its format has room for that."""
    exif = Image.Exif()
    exif[0x010F] = CAMERA
    exif[0x0112] = 6  # it lies on its side
    exif.get_ifd(0x8825).update({1: "N", 2: (57.0, 42.0, 0.0), 3: "E", 4: (11.0, 58.0, 0.0)})
    fields: dict[str, Any] = {"exif": exif, "xmp": f"<x:xmpmeta>{CAMERA}</x:xmpmeta>".encode()}
    if form == "PNG":
        info = PngImagePlugin.PngInfo()
        info.add_text("Software", CAMERA)
        fields = {"exif": exif, "pnginfo": info}
    made = BytesIO()
    Image.effect_noise(size, 80).convert("RGB").save(made, format=form, **fields)
    return made.getvalue()


def upload(name: str = "statement.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def put(topic: Topic, seat: Seat, name: str = "statement.pdf", content: bytes = PDF, **kwargs: Any) -> Attachment:
    """A paper that waits in the composer of the seat's holder."""
    file = upload(name, content)
    return upload_attachment(**{"topic": topic, "user": seat.user, "file": file, "client_key": uuid4(), **kwargs})


def attach(message: Message, name: str = "statement.pdf", content: bytes = PDF) -> Attachment:
    """A paper that came with the message."""
    paper = put(message.topic, message.seat, name, content)
    attach_to_message(message=message, attachments=[paper])
    paper.refresh_from_db()
    return paper
