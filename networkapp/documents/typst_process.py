"""Typst in a process of its own, which ends with the page: within a process, what it remembers only ever grows.

Run as a program in a folder that holds `main.typ` and all that it shows. It reads {"inputs", "standards"} as JSON and
answers the PDF; or, with the exit code NOT_SET, {"message", "diagnostic"} as JSON. With {"ppi"} it draws each page into
the folder instead, as page-1.png and so on.
"""

import json
import sys
from pathlib import Path

import typst

NOT_SET = 3


def typeset_working_directory() -> int:
    """Typeset main.typ of the working directory: PDF to standard output, or PNG files; return the exit status.

    Standard input is JSON: `ppi` for PNG files named page-1.png and so on, otherwise `standards` and `inputs` for PDF.
    An error of Typst is written to standard output as JSON, with the status `NOT_SET`.
    """
    job = json.load(sys.stdin.buffer)
    try:
        if job.get("ppi"):
            drawn = typst.compile("main.typ", root=".", format="png", ppi=job["ppi"])
            for number, page in enumerate(drawn if isinstance(drawn, list) else [drawn], start=1):
                Path(f"page-{number}.png").write_bytes(bytes(page))
            return 0
        # Its own notes on types have input and root of one kind only.
        made = typst.compile(
            "main.typ", root=".", format="pdf", pdf_standards=job["standards"], sys_inputs=job["inputs"]
        )
    except typst.TypstError as failure:
        output, code = json.dumps({"message": failure.message, "diagnostic": failure.diagnostic}).encode(), NOT_SET
    else:
        output, code = bytes(made), 0
    sys.stdout.buffer.write(output)
    return code


if __name__ == "__main__":
    sys.exit(typeset_working_directory())
