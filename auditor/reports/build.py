"""From a definition and data to a document, and from a document to bytes."""

from collections.abc import Callable, Mapping

from auditor.errors import InputError, UnknownIdError
from auditor.reports.definition import ReportDefinition, SectionDefinition, fill
from auditor.reports.document import Block, Bullets, Document, Heading, PageBreak, Paragraph
from auditor.reports.formats import FORMATS, ReportFormat
from auditor.reports.kinds import KINDS, ReportData, kind_of
from auditor.reports.words import moment_words


def build_document(definition: ReportDefinition, data: ReportData) -> Document:
    """The report as a document without format.

    Args:
        definition: which blocks, in which order, in which words.
        data: of the kind that the definition is for.

    Raises:
        InputError: the definition is for another kind of report.
    """
    kind = kind_of(data)
    if definition.report != kind.id:
        raise InputError(
            f"The report '{definition.id}' shows {KINDS[definition.report].words}, not {kind.words}.",
            "",
            "Choose another report.",
        )
    values = kind.values(data)
    blocks: list[Block] = []
    for section in definition.sections:
        blocks += _section(section, kind.shows[section.shows](data), values)
    by = f" by {data.made_by}" if data.made_by else ""
    return Document(
        title=fill(definition.title, values),
        subtitle=fill(definition.subtitle, values),
        running=fill(definition.running, values),
        mark=fill(definition.mark, values),
        made=f"Made {moment_words(data.made_at)}{by}",
        made_at=data.made_at,
        style=definition.style,
        language=definition.language,
        synthetic=data.synthetic,
        blocks=tuple(blocks),
        audience=definition.audience,
        edition=values.get("edition", ""),
        head=tuple(fill(line, values) for line in definition.head),
        layout=definition.layout,
    )


def _section(section: SectionDefinition, blocks: list[Block], values: Mapping[str, str]) -> list[Block]:
    """A part under its heading; without anything to show, what is said then, or nothing at all."""
    items = tuple(fill(item, values) for item in section.items)
    if not blocks and not items:
        if not section.when_empty:
            return []
        blocks = [Paragraph(fill(section.when_empty, values))]
    text: list[Block] = [Paragraph(fill(section.text, values))] if section.text else []
    if items:
        text.append(Bullets(items))
    start: list[Block] = [PageBreak()] if section.new_page else []
    return [*start, Heading(fill(section.heading, values)), *text, *blocks]


def write(document: Document, format_: str) -> bytes:
    """A document as bytes; the same document gives the same bytes.

    Args:
        document: what to write.
        format_: one of :data:`auditor.reports.formats.FORMATS`.

    Raises:
        UnknownIdError: there is no such format.
    """
    if format_ not in FORMATS:
        raise UnknownIdError("report format", format_, FORMATS)
    return _writer(format_)(document)


def _writer(format_: ReportFormat) -> Callable[[Document], bytes]:
    """The writer of a format; each is imported only where it is used, because some take long to load."""
    match format_:
        case "pdf":
            from auditor.reports.writers.pdf import write_pdf

            return write_pdf
        case "html":
            from auditor.reports.writers.html import write_html

            return write_html
        case "xlsx":
            from auditor.reports.writers.xlsx import write_xlsx

            return write_xlsx
        case "csv":
            from auditor.reports.writers.csv import write_csv

            return write_csv
        case "markdown":
            from auditor.reports.writers.markdown import write_markdown

            return write_markdown
        case "text":
            from auditor.reports.writers.text import write_text

            return write_text
