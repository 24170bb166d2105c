"""A network whose handbook quotes what a government answered."""

from typing import Any
from uuid import uuid4

from networkapp.dossiers.actions.country_boxes import add_to_handbook
from networkapp.handbooks.models import ChapterPage
from networkapp.inquiries.models import Reply
from networkapp.models import Network
from tests.factories.annotations import sections_of
from tests.factories.handbooks import make_chapter, make_handbook, section
from tests.factories.inquiries import make_case, make_inquiry
from tests.factories.networks import NetworkFactory, SeatFactory


class Joint:
    """A network with a handbook, an editor, a member, and an inquiry before XA's parliament."""

    def __init__(self, visibility: str = Network.Visibility.MEMBERS) -> None:
        self.network = NetworkFactory(slug="joint", visibility=visibility)
        self.editor = SeatFactory(network=self.network, offices=["editor"]).user
        self.member = SeatFactory(network=self.network).user
        chapter = make_chapter(make_handbook(self.network), sections=[section("numbers"), section("other")])
        self.section = sections_of(chapter)[0]
        self.case = make_case(make_inquiry(self.network), "XA")

    def bring(self, reply: Reply, person: Any = None, **kwargs: Any) -> Any:
        key = kwargs.pop("client_key", uuid4())
        section_of = kwargs.pop("section", self.section)
        return add_to_handbook(reply=reply, section=section_of, user=person or self.editor, client_key=key, **kwargs)

    @property
    def draft(self) -> Any:
        chapter: Any = ChapterPage.objects.get(pk=self.section.page_id)
        return chapter.get_latest_revision_as_object()

    def publish(self) -> ChapterPage:
        self.draft.save_revision().publish()
        return ChapterPage.objects.get(pk=self.section.page_id)

    def boxes(self, page: Any = None) -> list[tuple[str, list[tuple[str, str]]]]:
        return [
            (block.value["country"], [(fact["label"], fact["value"]) for fact in block.value["facts"]])
            for part in (page or self.draft).sections
            for block in part.value["body"]
            if block.block_type == "country_box"
        ]
