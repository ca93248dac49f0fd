"""What a PDF says about itself, as XMP (ISO 16684-1). No conformance is claimed in it."""

from datetime import UTC
from typing import Any
from xml.sax.saxutils import escape

from auditor.reports.document import Document

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{made}</xmp:CreateDate>
<xmp:ModifyDate>{made}</xmp:ModifyDate>
<pdf:Producer>{producer}</pdf:Producer>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>
"""


def metadata(document: Document, info: Any) -> bytes:
    """The XMP packet.

    Args:
        document: its language and the moment it was made.
        info: reportlab's, with title, subject, author, creator and producer; the two must say the same.
    """
    told = {name: escape(str(getattr(info, name))) for name in ("title", "subject", "author", "creator", "producer")}
    made = document.made_at.astimezone(UTC).isoformat(timespec="seconds")
    return _PACKET.format(**told, language=escape(document.language), made=made).encode()
