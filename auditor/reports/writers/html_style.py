"""How a report looks as a web page: colours and fonts of the house style, screens of any width, paper."""

from base64 import b64encode

from auditor.reports.charts.palette import blend, tint
from auditor.reports.document import Document, Style
from auditor.reports.marks import TONES
from auditor.reports.writers.characters import tidy
from auditor.reports.writers.font_files import read_font


def css(document: Document, mark: str) -> str:
    """The style sheet of a page.

    Args:
        document: whose style is used.
        mark: who may see it, at the head of each printed page.

    Raises:
        OSError: a font file is missing.
    """
    style = document.style
    colours = style.colours
    values = {name: value for name, value in colours.items() if name in ("ink", "quiet", "rule", "accent")}
    values |= {"wash": tint(colours["accent"], 0.06), "band": tint(colours["accent"], 0.12)}
    values |= {
        "deep": blend(colours["accent"], "#000000", 0.25),
        "edge": blend(colours["rule"], colours["quiet"], 0.35),
    }
    named = "".join(f"--{name}:{value};" for name, value in sorted(values.items()))
    tones = "".join(
        f".t-{tone}{{background:{tint(colours[tone], 0.16)};border-color:{colours[tone]}}}"
        for tone in TONES
        if tone != "neutral"
    )
    return "".join((_faces(style), f":root{{{named}}}", _SCREEN, tones, _print(document, mark)))


def _faces(style: Style) -> str:
    """The font, inside the page: nothing is fetched, and drawings are measured by it."""
    faces = ((style.font.regular, 400), (style.font.bold, 700))
    return "".join(
        f"@font-face{{font-family:Report;font-weight:{weight};src:url(data:font/woff;base64,{packed}) format('woff')}}"
        for file, weight in faces
        for packed in (b64encode(read_font(style.font.folder / file).woff).decode(),)
    )


def _print(document: Document, mark: str) -> str:
    boxes = (
        ("top-left", css_string(document.running)),
        ("top-right", css_string(mark)),
        ("bottom-left", css_string(document.made)),
        ("bottom-right", '"Page " counter(page) " of " counter(pages)'),
    )
    look = f"font:8.5pt Report,sans-serif;color:{document.style.colours['quiet']}"
    margins = "".join(f"@{place}{{content:{content};{look}}}" for place, content in boxes)
    return f"@page{{size:A4;margin:22mm 16mm 20mm;{margins}}}{_PAPER_RULES}"


def css_string(text: str) -> str:
    """Text as a string of a style sheet: no sign in it can end the string, or the sheet."""
    plain = "".join(sign if sign.isalnum() or sign in " ,.:" else f"\\{ord(sign):x} " for sign in tidy(text))
    return f'"{plain}"'


_SCREEN = """
*{box-sizing:border-box}
html{color-scheme:only light;-webkit-text-size-adjust:100%;scroll-padding-top:1rem}
body{margin:0;background:#fff;color:var(--ink);font:1.0625rem/1.55 Report,system-ui,"Segoe UI",sans-serif;
overflow-wrap:anywhere}
a{color:var(--accent);text-underline-offset:.18em}
a:hover{color:var(--deep);text-decoration-thickness:.12em}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:2px}
.skip{position:absolute;left:-999rem;top:0;padding:.75rem 1rem;background:#fff;z-index:2}
.skip:focus{left:.5rem;top:.5rem}
.banner{background:var(--accent);color:#fff;padding:2.2rem 0 1.9rem}
.in{max-width:76rem;margin:0 auto;padding:0 1.25rem}
.banner p{margin:.15rem 0 0;max-width:60rem}
.banner .sub{font-size:1.2rem}
.banner .about{font-size:.95rem}
.banner .about:first-of-type{margin-top:1rem}
.pill{display:inline-block;border:1.5px solid #fff;border-radius:1rem;padding:.1rem .85rem;font-weight:700;
font-size:.95rem;margin:0 .4rem 1rem 0}
h1,h2,h3,h4{line-height:1.2;text-wrap:balance;margin:0}
h1{font-size:clamp(1.75rem,1.2rem + 2.4vw,2.6rem);max-width:22em}
h2{font-size:1.6rem;color:var(--accent);margin:3rem 0 .8rem;padding-top:.9rem;border-top:2px solid var(--accent)}
h3{font-size:1.22rem;margin:2rem 0 .6rem}
h4{font-size:1.06rem;margin:1.5rem 0 .4rem}
main>h2:first-child,nav+main>h2:first-child{margin-top:1.8rem}
p,ul,dl,blockquote,figure{margin:0 0 1rem}
main>p,main>ul,main>blockquote,.note{max-width:44rem}
.quiet{color:var(--quiet)}
.strong{font-weight:700}
.pre{white-space:pre-line}
ul{padding-left:1.25rem}
li{margin:.25rem 0}
li::marker{color:var(--accent)}
.toc{padding:1.4rem 0 0;font-size:1rem}
.toc h2{font-size:1rem;margin:0 0 .4rem;padding:0;border:0;color:var(--quiet)}
.toc ol{list-style:none;margin:0;padding:0}
.toc a{display:block;padding:.3rem 0;min-height:1.9rem;text-decoration:none}
.toc a:hover{text-decoration:underline}
.kv{display:grid;grid-template-columns:minmax(8rem,13rem) minmax(0,1fr);
border-top:1px solid var(--rule);max-width:60rem}
.kv>div{display:contents}
.kv dt,.kv dd{margin:0;padding:.5rem 1rem .5rem 0;border-bottom:1px solid var(--rule)}
.kv dt{color:var(--quiet)}
.scroll{overflow-x:auto;margin:0 0 1.5rem}
table{border-collapse:collapse;width:100%;font-size:1rem;line-height:1.4;overflow-wrap:break-word}
caption{text-align:left;font-weight:700;padding:0 0 .5rem}
th,td{padding:.5rem .7rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--rule)}
th:first-child,td:first-child{padding-left:.35rem}
thead th,thead td{vertical-align:bottom;border-bottom:2px solid var(--accent);color:var(--accent);line-height:1.25}
tbody th{font-weight:400}
tbody th[scope=rowgroup]{background:var(--band);font-weight:700}
tbody tr:hover>*{background:var(--wash)}
tbody tr:hover>th[scope=rowgroup]{background:var(--band)}
.r{text-align:right;font-variant-numeric:tabular-nums}
.c{text-align:center}
td p,th p,dd p{margin:0}
td.n,th.n{white-space:nowrap}
.m{display:inline-block;border-left:.3rem solid var(--edge);padding:.02rem .5rem;border-radius:2px}
.m i{font-style:normal;font-weight:700;margin-right:.3em}
h2 .m,h3 .m,h4 .m{font-size:1rem;font-weight:400;margin-left:.5rem;vertical-align:.15em;color:var(--ink)}
figure{margin:1.5rem 0 2.25rem;padding:1.15rem 1.25rem .3rem;border:1px solid var(--rule);border-radius:6px}
figcaption{font-weight:700;font-size:1.08rem;margin:0 0 .8rem}
figure svg{display:block;width:100%;height:auto;margin:0 0 1.1rem}
figure .slim{display:none}
figure table{font-size:.95rem}
svg text{font-family:Report,sans-serif;font-kerning:none;font-variant-ligatures:none}
.defs{position:absolute}
blockquote{border-left:.3rem solid var(--accent);padding:.2rem 0 .2rem 1.1rem;margin:1.2rem 0}
blockquote p{margin:0;font-size:1.12rem}
blockquote footer{color:var(--quiet);margin-top:.2rem}
blockquote footer::before{content:"\\2014\\a0"/""}
.note{background:var(--wash);border-left:.3rem solid var(--accent);padding:.9rem 1.1rem;margin:0 0 1.25rem;
border-radius:0 4px 4px 0}
.note p{margin:0}
.foot{border-top:1px solid var(--rule);margin-top:3rem;padding:1.2rem 0 2.5rem;color:var(--quiet);font-size:.95rem}
.foot p{margin:0}
.off{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.letter .in,.sheet .in{max-width:50rem}
.letter h2,.sheet h2{font-size:1.3rem;margin-top:1.7rem;padding:0;border:0}
.letter .banner{background:none;color:var(--ink);padding-bottom:0}
.letter .banner h1{color:var(--accent)}
.letter .pill{border-color:var(--edge)}
@media (min-width:68rem){
.report .cols,.brief .cols{display:grid;grid-template-columns:13.5rem minmax(0,1fr);column-gap:3rem}
.toc{position:sticky;top:0;align-self:start;max-height:100vh;overflow-y:auto;padding:2rem 0 1rem}
.toc a{padding-left:.8rem;border-left:2px solid var(--rule)}
.toc a:hover{border-color:var(--accent)}}
@media (max-width:36rem){
.banner{padding:1.4rem 0 1.3rem}
.kv{display:block}
.kv dt{border:0;padding:.55rem 0 0}
.kv dd{padding:0 0 .55rem}
figure{padding:.9rem .8rem 0;margin-left:-.4rem;margin-right:-.4rem}
figure .wide{display:none}
figure .slim{display:block}
th,td{padding:.45rem .5rem}
td:not(.r,.c,.n),tbody th:not(.n){min-width:10rem}
td.r{min-width:4rem}}
"""
_PAPER_RULES = """
@media print{
html{font-size:11.3pt}
body{font-size:12pt;line-height:1.4}
.skip,.toc,.foot{display:none}
.banner{background:none;color:var(--ink);padding:0 0 .6rem;border-bottom:2px solid var(--accent)}
.banner h1{color:var(--accent);font-size:24pt}
.pill{border-color:var(--ink);margin-bottom:.5rem}
.in{max-width:none;padding:0}
.cols{display:block}
h2{margin-top:1.6rem;break-after:avoid}
h3,h4,figcaption,caption{break-after:avoid}
thead{display:table-header-group;break-after:avoid}
thead tr,tbody:first-of-type>tr:first-child{break-after:avoid}
tr,li,blockquote,.note,.kv>div{break-inside:avoid}
figure{border:0;padding:0;margin:1rem 0 1.2rem}
figure svg{break-inside:avoid}
figure .wide{display:block}
figure .slim{display:none}
.scroll{overflow:visible}
table{font-size:10.5pt;overflow-wrap:anywhere}
th,td{padding:.28rem .45rem}
a{color:inherit;text-decoration:none}
.new{break-before:page}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
p,li{orphans:2;widows:2}}
"""
