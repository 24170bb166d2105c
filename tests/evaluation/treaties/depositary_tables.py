"""Small tables in the formats of depositaries, with invented dates."""

import io

from openpyxl import Workbook

UN_PAGE = b"""<html><head><title>UNTC</title><script>var Participant = "Signature";</script></head><body>
<form action="./ViewDetails.aspx?src=TREATY&amp;mtdsg_no=XVIII-12-a&amp;chapter=18&amp;clang=_en">
<table><tr><td>
<div>STATUS AS AT : 03-02-2026 09:15:00 EDT</div><div>CHAPTER XVIII</div><div>PENAL MATTERS</div><div>12 . a</div>
<table class="table">
<tr class="thead-one"><td>Participant<br></td><td>Signature<br></td>
<td>Ratification, Acceptance(A), Approval(AA), Accession(a), Succession(d)<br></td></tr>
<tr><td>Bahrain</td><td></td><td> 7 Jun 2004 a</td></tr>
<tr><td>Denmark <sup><a href="#1">1 </a></sup></td><td>12 Dec 2000 </td><td>30 Sep 2003 </td></tr>
<tr><td>Estonia</td><td>20 Sep 2002</td><td>12 May 2004</td></tr>
<tr><td>European Union</td><td>12 Dec 2000</td><td>6 Sep 2006 AA</td></tr>
<tr><td>Finland</td><td>12 Dec 2000</td><td>7 Sep 2006 A</td></tr>
<tr><td>Germany <sup><a>2, </a></sup><sup><a>3 </a></sup></td><td>12 Dec 2000</td><td>[ 3 Oct 1990 a ]</td></tr>
<tr><td>Japan</td><td>9 Dec 2002</td><td></td></tr>
<tr><td>Atlantis</td><td>9 Dec 2002</td><td></td></tr>
<tr><td>Montenegro</td><td></td><td>23 Oct 2006 d</td></tr>
<tr><td>Norway</td><td>13 Dec 2000</td><td>23 Sep 2003 x</td></tr>
</table></td></tr></table>
<div id="ctl00_dgDec_ctl02_divParticipant" class="heading-two">Bahrain</div><div>Reservation: ...</div>
<div>End Note</div><div>1With a territorial exclusion in regard to the Faroe Islands.</div><div>2See note 1.</div>
</form></body></html>"""

COE_CHART = """<html><body><h1>Chart of signatures and ratifications of Treaty 197</h1>
<p>Status as of 30/11/2026</p>
<table><tr><th></th><th>Signature</th><th>Ratification</th><th>Entry into Force</th><th>Notes</th><th>R.</th><th>D.</th>
<th>A.</th><th>T.</th><th>C.</th><th>O.</th></tr>
<tr><td colspan="11">Members of Council of Europe</td></tr>
<tr><td>Denmark</td><td>05/09/2006</td><td>19/09/2007</td><td>01/02/2008</td><td></td><td>X</td><td></td><td></td>
<td>X</td><td></td><td></td></tr>
<tr><td>Türkiye</td><td>19/03/2009</td><td></td><td></td><td></td><td></td><td></td><td></td><td></td><td></td><td></td></tr>
<tr><td>Iceland</td><td></td><td></td><td></td><td></td><td></td><td></td><td></td><td></td><td></td><td></td></tr>
<tr><td>Monaco</td><td>30/11/2015 s</td><td></td><td>01/03/2016</td><td></td><td></td><td></td><td></td><td></td></tr>
<tr><td colspan="11">Non-Members of Council of Europe</td></tr>
<tr><td>Belarus</td><td></td><td>26/11/2013 a</td><td>01/03/2014</td><td></td><td></td><td></td><td></td><td></td></tr>
<tr><td>Russian Federation</td><td>31/02/2010</td><td></td><td></td></tr>
<tr><td colspan="11">International Organisations</td></tr>
<tr><td>European Union</td><td></td><td></td><td></td></tr>
<tr><td>Total number of signatures not followed by ratifications:</td><td>1</td></tr></table></body></html>""".encode()

NORMLEX_INSTRUMENT = b"""<html><body><h1>Ratifications of C189 - Domestic Workers Convention, 2011 (No. 189)</h1>
<p>Date of entry into force: 05 Sep 2013</p>
<table><tr><th>Country</th><th>Date</th><th>Status</th><th>Note</th></tr>
<tr><td>Finland</td><td>08 Jan 2015</td><td>In Force</td><td></td></tr>
<tr><td>Spain</td><td>28 Feb 2026</td><td>Not in force</td>
<td>The Convention will enter into force for Spain on 28 Feb 2027.</td></tr>
<tr><td>Mauritius</td><td>13 Sep 2012</td><td>Denounced</td><td>Denounced on 02 May 2020</td></tr>
<tr><td>Sweden</td><td>2019</td><td>In Force</td><td></td></tr>
<tr><td>Norway</td><td>soon</td><td>In Force</td><td></td></tr></table>
<h2>2 countries have not ratified C189</h2>
<table><tr><th>Country</th></tr><tr><td>Denmark</td></tr><tr><td>Poland</td></tr></table></body></html>"""

NORMLEX_STATE = b"""Ratifications for Germany

Convention\tDate\tStatus\tNote
C029 - Forced Labour Convention, 1930 (No. 29)\t13 Jun 1956\tIn Force\t
P029 - Protocol of 2014 to the Forced Labour Convention, 1930\t19 Jun 2019\tIn Force\t
C005 - Minimum Age (Industry) Convention, 1919 (No. 5)\t11 Mar 1921\tNot in force\tDenounced on 20 Jul 1932
"""


def workbook(*rows: tuple[object, ...]) -> bytes:
    """Return a workbook with these rows on its first sheet."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
