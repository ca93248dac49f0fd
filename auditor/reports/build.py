"""From a definition and data to a document, and from a document to bytes."""

from collections.abc import Callable, Mapping
from typing import Literal

from auditor.errors import InputError, UnknownIdError
from auditor.reports import audit_detail, audit_report, audit_times, measures_report
from auditor.reports.audit_report import AuditReportData
from auditor.reports.definition import ReportDefinition, SectionDefinition, fill
from auditor.reports.document import Block, Bullets, Document, Heading, PageBreak, Paragraph
from auditor.reports.measures_report import MeasuresReportData
from auditor.reports.words import moment_words

ReportFormat = Literal["pdf", "text"]
FORMATS: tuple[ReportFormat, ...] = ("pdf", "text")
SUFFIXES: dict[ReportFormat, str] = {"pdf": ".pdf", "text": ".txt"}
ReportData = AuditReportData | MeasuresReportData


def build_document(definition: ReportDefinition, data: ReportData) -> Document:
    """The report as a document without format.

    Args:
        definition: which blocks, in which order, in which words.
        data: of the kind that the definition is for.

    Raises:
        InputError: the definition is for another kind of report.
    """
    if isinstance(data, AuditReportData):
        kind, values = "audit", audit_report.placeholders(data)
    else:
        kind, values = "measures", measures_report.placeholders(data)
    if definition.report != kind:
        raise InputError(
            f"The report '{definition.id}' shows {_KINDS[definition.report]}, not {_KINDS[kind]}.",
            "",
            "Choose another report.",
        )
    blocks: list[Block] = []
    for section in definition.sections:
        blocks += _section(section, _shown(section.shows, data), values)
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
    )


_KINDS = {"audit": "one audit", "measures": "measures"}


def _shown(name: str, data: ReportData) -> list[Block]:
    if isinstance(data, AuditReportData):
        return {**audit_report.SHOWS, **audit_times.SHOWS, **audit_detail.SHOWS}[name](data)
    return measures_report.SHOWS[name](data)


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
        format_: one of :data:`FORMATS`.

    Raises:
        UnknownIdError: there is no such format.
    """
    if format_ not in FORMATS:
        raise UnknownIdError("report format", format_, FORMATS)
    return _writer(format_)(document)


def _writer(format_: ReportFormat) -> Callable[[Document], bytes]:
    if format_ == "text":
        from auditor.reports.writers.text import write_text

        return write_text
    from auditor.reports.writers.pdf import write_pdf  # reportlab takes 300 ms that a text report does not need

    return write_pdf
