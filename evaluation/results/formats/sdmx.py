"""One table as SDMX: rows as SDMX-CSV 2.0, and what they are made of as a structure message (SDMX-ML 3.0)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree import ElementTree

from evaluation.exchange.tables import (
    Rows,
    TableColumn,
    TableSchema,
    TermsOfUse,
    batches,
    cell_text,
    csv_lines,
    formula_safe_cell,
)
from evaluation.results.formats.code_lists import CodeList

MESSAGE = "http://www.sdmx.org/resources/sdmxml/schemas/v3_0/message"
STRUCTURE = "http://www.sdmx.org/resources/sdmxml/schemas/v3_0/structure"
COMMON = "http://www.sdmx.org/resources/sdmxml/schemas/v3_0/common"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
URN = "urn:sdmx:org.sdmx.infomodel"
VERSION = "1.0.0"
CONCEPTS, DATA_STRUCTURE, DATAFLOW = "CS_EVALUATION", "DSD_EVALUATION", "EVALUATION"
TIME, VALUE = "TIME_PERIOD", "OBS_VALUE"
TEXT_TYPES = {"string": "String", "integer": "Integer", "number": "Decimal"}
Element = ElementTree.Element

for prefix, address in (("mes", MESSAGE), ("str", STRUCTURE), ("com", COMMON)):
    ElementTree.register_namespace(prefix, address)


@dataclass(frozen=True, kw_only=True)
class Structure:
    """The content of a structure message: key columns of `shape` are dimensions, OBS_VALUE is the measure.

    The other columns are attributes.
    """

    agency: str
    shape: TableSchema
    lists: Mapping[str, CodeList]
    terms: TermsOfUse
    prepared: datetime | None = None

    @property
    def dataflow(self) -> str:
        return f"{self.agency}:{DATAFLOW}({VERSION})"

    def list_urn(self, column: TableColumn) -> str:
        codes = self.lists[column.codes]
        return f"{URN}.codelist.Codelist={codes.agency or self.agency}:{codes.id}({codes.version})"

    def concept_urn(self, column: TableColumn) -> str:
        return f"{URN}.conceptscheme.Concept={self.agency}:{CONCEPTS}({VERSION}).{column.name}"


def sdmx_csv_parts(structure: Structure, rows: Rows) -> Iterator[str]:
    """Yield SDMX-CSV 2.0: three columns that name the dataflow and the action, then those of the table."""
    yield csv_lines([("STRUCTURE", "STRUCTURE_ID", "ACTION", *structure.shape.names)])
    head = ("dataflow", structure.dataflow, "I")
    for batch in batches(rows):
        yield csv_lines((*head, *map(formula_safe_cell, row)) for row in batch)


def structure_message(structure: Structure) -> str:
    """Return code lists, concepts, data structure and dataflow; of SDMX's own lists only the codes in use."""
    root = Element(f"{{{MESSAGE}}}Structure")
    _header(root, structure)
    parts = _under(root, MESSAGE, "Structures")
    _dataflow(_under(parts, STRUCTURE, "Dataflows"), structure)
    lists = _under(parts, STRUCTURE, "Codelists")
    for codes in _used(structure):
        _code_list(lists, codes, structure.agency)
    _concepts(_under(parts, STRUCTURE, "ConceptSchemes"), structure)
    _data_structure(_under(parts, STRUCTURE, "DataStructures"), structure)
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _header(root: Element, structure: Structure) -> None:
    moment = structure.prepared or datetime.fromtimestamp(0, UTC)
    header = _under(root, MESSAGE, "Header")
    _under(header, MESSAGE, "ID", text=f"{DATAFLOW}_{moment:%Y%m%d%H%M%S}")
    _under(header, MESSAGE, "Test", text="false")
    _under(header, MESSAGE, "Prepared", text=cell_text(moment))
    _under(header, MESSAGE, "Sender", id=structure.agency)


def _dataflow(parent: Element, structure: Structure) -> None:
    flow = _maintained(parent, "Dataflow", DATAFLOW, structure.agency, str(structure.shape.title), structure.terms)
    urn = f"{URN}.datastructure.DataStructure={structure.agency}:{DATA_STRUCTURE}({VERSION})"
    _under(flow, STRUCTURE, "Structure", text=urn)


def _used(structure: Structure) -> Sequence[CodeList]:
    return [structure.lists[column.codes] for column in structure.shape.columns if column.codes]


def _code_list(parent: Element, codes: CodeList, agency: str) -> None:
    whose, partial = codes.agency or agency, str(codes.is_of_sdmx).lower()
    made = _under(parent, STRUCTURE, "Codelist", id=codes.id, version=codes.version, agencyID=whose, isPartial=partial)
    _named(made, str(codes.name))
    for code, label in codes.codes.items():
        _named(_under(made, STRUCTURE, "Code", id=code), str(label))


def _concepts(parent: Element, structure: Structure) -> None:
    scheme = _maintained(parent, "ConceptScheme", CONCEPTS, structure.agency, str(structure.shape.title))
    for column in structure.shape.columns:
        _named(_under(scheme, STRUCTURE, "Concept", id=column.name), column.name, str(column.about))


def _data_structure(parent: Element, structure: Structure) -> None:
    made = _maintained(parent, "DataStructure", DATA_STRUCTURE, structure.agency, str(structure.shape.title))
    components = _under(made, STRUCTURE, "DataStructureComponents")
    columns = structure.shape.columns
    dimensions = _under(components, STRUCTURE, "DimensionList")
    keys = [column for column in columns if column.is_key and column.name != TIME]
    for place, column in enumerate(keys, 1):
        _component(_under(dimensions, STRUCTURE, "Dimension", id=column.name, position=str(place)), column, structure)
    (time,) = [column for column in columns if column.name == TIME]
    _component(_under(dimensions, STRUCTURE, "TimeDimension", id=TIME), time, structure)
    attributes = _under(components, STRUCTURE, "AttributeList")
    for column in columns:
        if not column.is_key and column.name != VALUE:
            _attribute(attributes, column, structure)
    (value,) = [column for column in columns if column.name == VALUE]
    measures = _under(components, STRUCTURE, "MeasureList")
    _component(_under(measures, STRUCTURE, "Measure", id=VALUE, usage="optional"), value, structure)


def _attribute(parent: Element, column: TableColumn, structure: Structure) -> None:
    usage = "mandatory" if column.codes else "optional"
    made = _under(parent, STRUCTURE, "Attribute", id=column.name, usage=usage)
    _component(made, column, structure)
    _under(_under(made, STRUCTURE, "AttributeRelationship"), STRUCTURE, "Observation")


def _component(made: Element, column: TableColumn, structure: Structure) -> None:
    _under(made, STRUCTURE, "ConceptIdentity", text=structure.concept_urn(column))
    form = _under(made, STRUCTURE, "LocalRepresentation")
    if column.codes:
        _under(form, STRUCTURE, "Enumeration", text=structure.list_urn(column))
    else:
        text_type = "ObservationalTimePeriod" if column.name == TIME else TEXT_TYPES[column.type]
        _under(form, STRUCTURE, "TextFormat", textType=text_type)


def _maintained(
    parent: Element, tag: str, name: str, agency: str, title: str, terms: TermsOfUse | None = None
) -> Element:
    made = _under(parent, STRUCTURE, tag, id=name, version=VERSION, agencyID=agency)
    if terms is not None:
        _annotations(made, terms)
    _named(made, title)
    return made


def _annotations(parent: Element, terms: TermsOfUse) -> None:
    made = _under(parent, COMMON, "Annotations")
    for name, title, address in (
        ("LICENCE", terms.licence_title, terms.licence_url),
        ("ATTRIBUTION", terms.attribution, terms.homepage),
    ):
        annotation = _under(made, COMMON, "Annotation", id=name)
        _under(annotation, COMMON, "AnnotationTitle", text=title)
        _under(annotation, COMMON, "AnnotationURL", text=address)


def _named(parent: Element, name: str, about: str = "") -> None:
    _under(parent, COMMON, "Name", text=name).set(LANGUAGE, "en")
    if about:
        _under(parent, COMMON, "Description", text=about).set(LANGUAGE, "en")


def _under(parent: Element, space: str, tag: str, text: str = "", **attributes: str) -> Element:
    made = ElementTree.SubElement(parent, f"{{{space}}}{tag}", attributes)
    if text:
        made.text = text
    return made
