"""Numbers of pictures and tables, which a document counts by itself where their writer has not."""

import re

_NAMES = (
    "figure|fig|chart|graph|map|table|tab|abbildung|abb|grafik|tabelle|figur|bild|diagram|tabell|tabel|kuva|kuvio|taulukko|"
    "joonis|attēls|att|tabula|paveikslas|pav|lentelė|rysunek|rys|rycina|ryc|wykres|tabela|рисунок|рис|схема|таблица|табл|"
    "mynd|tafla"
)
_NUMBER = r"\d{1,3}(?:[.-]\d{1,3})*"
_NUMBERED = re.compile(rf"\s*(?:(?:{_NAMES})\b\.?\s*{_NUMBER}|{_NUMBER}\.?\s*(?:{_NAMES}))\b", re.IGNORECASE)


def numbered(caption: str, words: str, number: int) -> str:
    """Return the caption after its number; unchanged if it begins with a number to which the text may refer.

    >>> numbered("Cases", "Figure %(number)s.", 2)
    'Figure 2. Cases'
    >>> numbered("Figure 7: Cases", "Figure %(number)s.", 2), numbered("3 pav. Bylos", "%(number)s pav.", 2)
    ('Figure 7: Cases', '3 pav. Bylos')
    >>> numbered("Tables of 2024", "Table %(number)s.", 2)
    'Table 2. Tables of 2024'
    """
    return caption if _NUMBERED.match(caption) else f"{words % {'number': number}} {caption}"
