"""Read the text of a PDF, page by page, in a separate process, because a hostile file can crash its reader.

Run as a program. It reads the PDF and answers {"texts", "pages"} as JSON: the text of each page, of as many as its
argument says, and how many there are.
"""

import json
import sys
from io import BytesIO

from pypdf import PdfReader


def print_pdf_texts() -> None:
    """Read a PDF file from standard input and write its texts to standard output, as JSON.

    `texts` has the text of each of the first pages, as many as the first argument says; `pages` counts all pages.
    Exits with status 1 if the file is encrypted.
    """
    reader = PdfReader(BytesIO(sys.stdin.buffer.read()))
    if reader.is_encrypted:
        sys.exit(1)
    pages, most = len(reader.pages), int(sys.argv[1])
    texts = [" ".join(reader.pages[number].extract_text().split()) for number in range(min(pages, most))]
    sys.stdout.write(json.dumps({"texts": texts, "pages": pages}))


if __name__ == "__main__":
    print_pdf_texts()
