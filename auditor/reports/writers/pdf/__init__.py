"""The PDF writer: reportlab lays out, a layer of our own tags."""

from auditor.reports.writers.pdf.write import write_pdf as write_pdf
