"""Networks with something of everything that pages of countries and subjects show."""

from home.domain.demo.recording.days import CampaignLinks
from home.domain.demo.recording.library import record_organisation
from networkapp.decisions.models import FollowUp
from networkapp.library.queries import record_publication
from networkapp.models import Network, Subject
from tests.factories.campaigns import make_campaign
from tests.factories.decisions import adopt
from tests.factories.handbooks import make_chapter, make_handbook
from tests.factories.inquiries import file_answer, make_case, make_inquiry
from tests.factories.meetings import make_meeting
from tests.factories.networks import SeatFactory


def fill_country(network: Network, number: int = 1) -> None:
    """The network has met in XA, asked its government, was answered, and decided something that XA follows."""
    chair = SeatFactory(network=network, offices=["chair"])
    make_meeting(network, number=number, slug=f"{network.slug}-{number}", theme={"en": f"Theme {network.slug}"})
    case = make_case(make_inquiry(network, title=f"Inquiry {network.slug}"), "XA")
    file_answer(case)
    decision = adopt(network, seat=chair, title="Decision")
    FollowUp.objects.create(decision=decision, delegation=case.delegation, task=f"Task {network.slug}")


def fill_subject(network: Network, subject: Subject, number: int = 1) -> None:
    """The network has one of everything about the subject, and its decision a title that says which network."""
    name = network.slug
    meeting = make_meeting(
        network, number=number, slug=f"{name}-{number}", theme={"en": f"Theme {name}"}, subjects=[subject]
    )
    chair = SeatFactory(network=network, offices=["chair"])
    adopt(network, seat=chair, title=f"Decision {name}").subjects.add(subject)
    inquiry = make_inquiry(network, title=f"Inquiry {name}", subjects=[subject])
    file_answer(make_case(inquiry, "XA"))
    make_chapter(
        make_handbook(network, slug=f"{name}-{number}", title=f"Book {name}"),
        number, title=f"Chapter {name}", slug=f"{name}-{number}", subjects=[subject],
    )  # fmt: skip
    make_campaign(network, f"Campaign {name}", more={"ties": CampaignLinks(subjects=[subject])})
    assert meeting.subjects.get() == subject


def publish_on(subject: Subject, number: int) -> None:
    """An organisation and its publication about the subject are in the library."""
    body = record_organisation(slug=f"body-{number}", name={"en": f"Body {number}"}, summary={}, subjects=[subject])
    record_publication(
        slug=f"book-{number}", title={"en": f"Book {number}"}, summary={}, issuer=body, kind="handbook",
        subjects=[subject],
    )  # fmt: skip
