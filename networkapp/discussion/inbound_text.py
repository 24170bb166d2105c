"""The text of a reply by e-mail: without what it quotes, and without the signature below it.

Rules over lines, each of which reads every line once, so that no e-mail can make them slow. They know how Gmail,
Outlook, Apple Mail and Thunderbird introduce a quotation in the languages of the region. If it is uncertain, text
stays: a quotation too much does no harm in a topic, a sentence too few does.
"""

import re
from collections.abc import Sequence

# "On ... wrote:" in the languages of the region; most programs add an address, which needs no word.
WROTE = re.compile(
    r"\b(wrote|writes|schrieb|schreibt|skrev|skriver|kirjoitti|kirjutas|пиш[еу]т|писал|написал|napisał|rašė|rakstīja|"
    r"skrifaði|écrit)\b"
)
ADDRESS = re.compile(r"[^\s<>()@]+@[^\s<>()@]+")
CLOCK_OR_YEAR = re.compile(r"\b\d{1,2}[:.]\d{2}\b|\b20\d\d\b")
MOST_CHARACTERS = 500_000
MOST_LINES_OF_ATTRIBUTION = 3

FROM = ("From", "Von", "Fra", "Från", "Lähettäjä", "Saatja", "От", "От кого", "Od", "No", "Nuo", "Siuntėjas", "Frá")
ABOUT = (
    *("Sent", "Date", "To", "Cc", "Subject"),
    *("Gesendet", "Datum", "An", "Betreff"),
    *("Sendt", "Dato", "Til", "Emne", "Skickat", "Till", "Ämne", "Kopia", "Kopi"),
    *("Lähetetty", "Päivämäärä", "Vastaanottaja", "Aihe", "Kopio"),
    *("Saadetud", "Kuupäev", "Saaja", "Adressaat", "Teema"),
    *("Отправлено", "Дата", "Кому", "Копия", "Тема"),
    *("Wysłano", "Data", "Do", "DW", "Temat"),
    *("Nosūtīts", "Datums", "Kam", "Tēma", "Išsiųsta", "Kam", "Tema", "Sent", "Dagsetning", "Efni"),
)
LABEL = re.compile(r"^[*_ ]{0,3}([^\W\d_][^:*_]{0,14}?) ?[*_]{0,2}:[*_]{0,2}(?:\s|$)")
DIVIDER = re.compile(r"^\s*(?:_{10,}|-{3,}\s*[^-]{0,60}-{3,}|-{10,})\s*$")

CLOSINGS = (
    *("best regards", "kind regards", "with kind regards", "regards", "best wishes", "yours sincerely", "sincerely"),
    *("mit freundlichen grüßen", "mit freundlichen grüssen", "freundliche grüße", "viele grüße", "beste grüße"),
    *("med venlig hilsen", "venlig hilsen", "med vennlig hilsen", "vennlig hilsen", "hilsen", "mvh"),
    *("med vänlig hälsning", "med vänliga hälsningar", "vänliga hälsningar", "hälsningar"),
    *("ystävällisin terveisin", "terveisin", "lugupidamisega", "parimate soovidega"),
    *("с уважением", "с наилучшими пожеланиями", "z poważaniem", "pozdrawiam"),
    *("ar cieņu", "pagarbiai", "su pagarba", "bestu kveðjur", "kær kveðja"),
)
FOLDED = {words.casefold() for words in CLOSINGS}
MOST_LINES_OF_SIGNATURE, LONGEST_LINE_OF_SIGNATURE = 12, 100
SENT_WITH = re.compile(
    r"^(sent from (my|outlook|yahoo|mail for|proton)|get outlook for|von meinem \S+ gesendet|gesendet (von|mit) |"
    r"outlook für \S+ (herunterladen|beziehen)|sendt fra |hent outlook|skickat från |hämta outlook|lähetetty \S+sta|"
    r"hanki outlook|saadetud minu |отправлено (с|из) |wysłane z |nosūtīts no |išsiųsta iš |sent úr )",
    re.IGNORECASE,
)


def strip_quotation(text: str) -> str:
    """Return what the writer of the e-mail added to it; empty if nothing."""
    lines = [line.rstrip() for line in text[:MOST_CHARACTERS].replace("\xa0", " ").replace("\u200b", "").splitlines()]
    return "\n".join(_without_signature(_without_quotation(lines))).strip()


def _without_quotation(lines: Sequence[str]) -> list[str]:
    kept: list[str] = []
    at = 0
    while at < len(lines):
        if _begins_header(lines, at):
            break
        length = _attribution(lines, at)
        if length:
            following = _next_words(lines, at + length)
            if following is None or not following.startswith(">"):
                break
            at += length
        elif lines[at].lstrip().startswith(">"):
            at += 1
        else:
            kept.append(lines[at])
            at += 1
    return kept


def _begins_header(lines: Sequence[str], at: int) -> bool:
    """Return whether the header of the quoted e-mail begins here, perhaps under a dividing line."""
    first = at
    if len(lines[at]) <= LONGEST_LINE_OF_SIGNATURE and DIVIDER.match(lines[at]):
        first = next((n for n in range(at + 1, min(at + 4, len(lines))) if lines[n].strip()), at)
    if _label(lines[first]) not in FROM:
        return False
    labels = [_label(line) for line in lines[first + 1 : first + 9]]
    return sum(label in ABOUT for label in labels) >= 2


def _label(line: str) -> str:
    found = LABEL.match(line)
    return found[1].strip() if found else ""


def _attribution(lines: Sequence[str], at: int) -> int:
    """Return how many lines from here introduce a quotation ("On ... wrote:"); 0 if none does."""
    text = ""
    for length in range(1, MOST_LINES_OF_ATTRIBUTION + 1):
        line = lines[at + length - 1].strip() if at + length <= len(lines) else ""
        if not line or line.startswith(">"):
            return 0
        text = f"{text} {line}".strip()
        if text.endswith(":"):
            return length if _names_writer(text, _next_words(lines, at + length)) else 0
    return 0


def _names_writer(text: str, following: str | None) -> bool:
    if len(text) > 300 or not CLOCK_OR_YEAR.search(text):
        return False
    with_address = ADDRESS.search(text) is not None
    is_followed = following is None or following.startswith(">")
    return (with_address or WROTE.search(text) is not None) and (is_followed or (with_address and "<" in text))


def _next_words(lines: Sequence[str], at: int) -> str | None:
    return next((line.strip() for line in lines[at : at + 20] if line.strip()), None)


def _without_signature(lines: list[str]) -> list[str]:
    words = [n for n, line in enumerate(lines) if line.strip()]
    first = max(0, len(words) - MOST_LINES_OF_SIGNATURE - 1)
    for place, n in enumerate(words[first:], first):
        line = lines[n].strip()
        if line in {"--", "—"} or SENT_WITH.match(line):
            return lines[:n]
        is_closing = line.rstrip(",.! ").casefold() in FOLDED
        if is_closing and place and all(len(lines[m]) <= LONGEST_LINE_OF_SIGNATURE for m in words[place:]):
            return lines[:n]
    return lines
