"""Reply e-mails of common programs in the languages of the region: quotation and signature are removed."""

import time

import pytest

from networkapp.discussion.inbound_text import strip_quotation

QUOTED = "> The hotline opens in May.\n>\n> --\n> Notification settings: https://networks.example/\n"
OURS = "Baltic Sea networks <noreply@networks.example>"
HEADS = {
    "Outlook, English": "From: {ours}\nSent: Wednesday, 3 June 2026 12:00\nTo: A Member\nSubject: Hotlines\n",
    "Outlook, German": "Von: {ours}\nGesendet: Mittwoch, 3. Juni 2026 12:00\nAn: A Member\nBetreff: Hotlines\n",
    "Outlook, Danish": "Fra: {ours}\nSendt: 3. juni 2026 12:00\nTil: A Member\nEmne: Hotlines\n",
    "Outlook, Norwegian": "____________________\nFra: {ours}\nSendt: 3. juni\nTil: X\nEmne: Hotlines\n",
    "Outlook, Swedish": "Från: {ours}\nSkickat: den 3 juni 2026 12:00\nTill: A Member\nÄmne: Hotlines\n",
    "Outlook, Finnish": "Lähettäjä: {ours}\nLähetetty: keskiviikko 3. kesäkuuta\nVastaanottaja: X\nAihe: Hotlines\n",
    "Outlook, Russian": "От: {ours}\nОтправлено: 3 июня 2026 г. 12:00\nКому: A Member\nТема: Hotlines\n",
    "Outlook, Polish": "Od: {ours}\nWysłano: środa, 3 czerwca 2026 12:00\nDo: A Member\nTemat: Hotlines\n",
    "Outlook, bold": "*From:* {ours}\n*Sent:* Wednesday, 3 June 2026 12:00\n*To:* A Member\n*Subject:* Hotlines\n",
    "Outlook, old": "-----Original Message-----\nFrom: {ours}\nDate: 3 June 2026\nTo: X\nSubject: Hotlines\n",
    "Thunderbird, German, forwarded": (
        "-------- Weitergeleitete Nachricht --------\n\nVon: {ours}\nDatum: 3. Juni\nBetreff: Hotlines\n"
    ),
}
ATTRIBUTIONS = {
    "Gmail, English": "On Wed, 3 Jun 2026 at 12:00, {ours} wrote:",
    "Gmail, English, broken": "On Wed, 3 Jun 2026 at 12:00, Baltic Sea networks <\nnoreply@networks.example> wrote:",
    "Gmail, German": "Am Mi., 3. Juni 2026 um 12:00 Uhr schrieb {ours}:",
    "Gmail, Danish": "Den ons. 3. jun. 2026 kl. 12.00 skrev {ours}:",
    "Gmail, Norwegian": "ons. 3. juni 2026 kl. 12:00 skrev {ours}:",
    "Gmail, Swedish": "Den ons 3 juni 2026 kl 12:00 skrev {ours}:",
    "Gmail, Finnish": "ke 3.6.2026 klo 12.00 Baltic Sea networks (noreply@networks.example) kirjoitti:",
    "Gmail, Russian": "ср, 3 июн. 2026 г. в 12:00, {ours}:",
    "Gmail, Polish": "śr., 3 cze 2026 o 12:00 {ours} napisał(a):",
    "Gmail, Latvian": "trešd., 2026. g. 3. jūn., plkst. 12:00 — lietotājs X (<noreply@networks.example>) rakstīja:",
    "Gmail, Lithuanian": "2026-06-03, tr, 12:00 {ours} rašė:",
    "Gmail, Estonian": "Kasutaja Networks (<noreply@networks.example>) kirjutas kuupäeval K, 3. juuni 2026 kell 12:00:",
    "Gmail, Icelandic": "Þann mið., 3. jún. 2026 kl. 12:00 skrifaði {ours}:",
    "Apple Mail, English": "On 3 Jun 2026, at 12:00, {ours} wrote:",
    "Apple Mail, German": "Am 03.06.2026 um 12:00 schrieb {ours}:",
    "Apple Mail, Russian": "3 июня 2026 г., в 12:00, {ours} написал(а):",
    "Thunderbird, English": "On 03/06/2026 12:00, Baltic Sea networks wrote:",
    "Thunderbird, German": "Am 03.06.26 um 12:00 schrieb Baltic Sea networks:",
    "Thunderbird, Russian": "03.06.2026 12:00, Baltic Sea networks пишет:",
}


@pytest.mark.parametrize("program", HEADS)
def test_text_below_the_header_of_the_quoted_email_is_removed(program: str) -> None:
    head = HEADS[program].format(ours=OURS)
    assert (
        strip_quotation(f"Agreed.\n\nIn May, then.\n\n{head}\nThe hotline opens in May.\n")
        == "Agreed.\n\nIn May, then."
    )


@pytest.mark.parametrize("program", ATTRIBUTIONS)
def test_quotation_is_removed_with_its_attribution_line(program: str) -> None:
    line = ATTRIBUTIONS[program].format(ours=OURS)
    assert strip_quotation(f"Agreed.\n\n{line}\n\n{QUOTED}") == "Agreed."
    assert strip_quotation(f"{line}\n{QUOTED}\nAgreed.\n") == "Agreed."


def test_unmarked_quotation_of_outlook_for_mac_is_removed() -> None:
    assert (
        strip_quotation(f"Agreed.\n\nOn 03/06/2026, 12:00, {OURS} wrote:\n\nThe hotline opens.\nIn May.\n") == "Agreed."
    )


def test_replies_between_quoted_lines_are_preserved() -> None:
    between = "On 3 Jun 2026, at 12:00, X <x@networks.example> wrote:\n> When?\nIn May.\n> Where?\nIn Riga.\n"
    assert strip_quotation(between) == "In May.\nIn Riga."


@pytest.mark.parametrize(
    "signature",
    [
        "-- \nA Member\nParliament of XA\n+370 000 00000",
        "--\nA Member",
        "Best regards,\nA Member\nParliament of XA",
        "Viele Grüße\nA Member",
        "Mit freundlichen Grüßen\n\nA Member\nTelefon +49 000 0000",
        "С уважением,\nA Member",
        "Med venlig hilsen\nA Member",
        "Sent from my iPhone",
        "Von meinem iPhone gesendet",
        "Отправлено с iPhone",
        "Skickat från min iPhone",
        "Lähetetty iPhonesta",
        "Get Outlook for iOS<https://aka.ms/o0ukef>",
    ],
)
def test_email_signatures_are_removed_from_replies(signature: str) -> None:
    assert strip_quotation(f"Agreed.\n\n{signature}\n\nOn 3 Jun 2026, at 12:00, {OURS} wrote:\n{QUOTED}") == "Agreed."


@pytest.mark.parametrize(
    "words",
    [
        "Three points:\n\n- hotlines\n- shelters\n- training",
        "I asked on 3 June 2026 at 12:00, and the ministry answered:\n\nNot before May.",
        "From: Riga, To: Tallinn, that is the way.",
        "No: we cannot.\n\nDate: to be found.",
        "Regards to the chair.\n\nAnd one more thing.",
        "---\n\nA line above, and words below.",
        "Best regards",
        "To: nobody\nSubject: none\nFrom: me",
    ],
)
def test_text_that_resembles_a_quotation_or_signature_is_preserved(words: str) -> None:
    assert strip_quotation(words) == words


def test_email_with_only_a_quotation_becomes_empty() -> None:
    assert strip_quotation(QUOTED) == ""
    assert strip_quotation(f"On 3 Jun 2026, at 12:00, {OURS} wrote:\n{QUOTED}") == ""


@pytest.mark.parametrize("piece", ["-", ">", "a@", "*From:", "Am 12:00 schrieb\n", "--\n"])
def test_quotation_is_removed_from_hostile_text_within_5_seconds(piece: str) -> None:
    begun = time.process_time()
    strip_quotation(piece * (300_000 // len(piece)) + "x")
    assert time.process_time() - begun < 5
