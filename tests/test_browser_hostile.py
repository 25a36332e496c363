"""Whatever a graph, a file name or an address says: the browser shows it, and runs nothing of it."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

import pytest
from browser import ROOT, Tab, serving, visit

from vakgraph import styles
from vakgraph.graph import VakGraph
from vakgraph.web import folder, pages
from vakgraph.web.addresses import page_file
from vakgraph.web.headers import POLICY
from vakgraph.web.library import Library

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ASSURE = os.environ.get("VAKGRAPH_ASSURE") == "1"

# What runs where it is taken for more than words. Whatever runs says so in a window.
VECTORS = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)></svg>",
    "<svg><script>alert(1)</script></svg>", "<body onload=alert(1)>", "<iframe srcdoc='<script>top.alert(1)</script>'>",
    "<iframe src=javascript:alert(1)></iframe>", "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)><summary>x</summary></details>", "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)></audio>", "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>", "<a autofocus href=javascript:alert(1) onfocus=alert(1)>x</a>",
    "<math><a xlink:href=javascript:alert(1)>x</a></math>", "<select autofocus onfocus=alert(1)></select>",
    "<textarea autofocus onfocus=alert(1)></textarea>", "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href=//example.org/x.css onerror=alert(1)>", "<style>@import '//example.org/x.css'</style>",
    "<base href='//example.org/'><script src=x.js></script>", "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><set attributeName=onmouseover to=alert(1)></svg>", "<marquee onstart=alert(1)>x</marquee>",
    "<template><script>alert(1)</script></template>", "<SCRIPT>alert(1)</SCRIPT>", "<script/x>alert(1)</script>",
    "<<script>alert(1)//<</script>", "<script src=data:,alert(1)></script>", "<img src=x onerror\n=alert(1)>",
    "x onfocus=alert(1) autofocus tabindex=1 x=", "x style=animation-name:x onanimationstart=alert(1) ",
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)", "vbscript:alert(1)",
    "data:text/html,<script>alert(1)</script>", "*<img src=x onerror=alert(1)>*", "{{ alert(1) }}", "${alert(1)}",
    "{% if 1 %}<script>alert(1)</script>{% endif %}", "[x](javascript:alert(1))", "alert(1)//", "';alert(1);//",
    "&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;script&#62;alert(1)&#60;/script&#62;", "+ADw-script+AD4-alert(1)",
    r"\u003cimg src=x onerror=alert(1)\u003e", "＜script＞alert(1)＜/script＞",
)  # fmt: skip
# The ways out of the place where the words stand: a text, an attribute, a comment, a script with data, a title.
EXITS = ("", "\"'>", "</script></title></style></textarea></select></a>-->")
PAYLOADS = tuple(f"{way}{vector}" for vector in VECTORS for way in EXITS)
NAMES = tuple(each for each in PAYLOADS if not set("/\n\t") & set(each) and not each.startswith((" ", ".")))
TOGETHER = 25  # payloads on one page


def test_there_are_150_payloads() -> None:
    assert len(set(PAYLOADS)) == 150


# ---- a made-up graph in which every one of them is said


def literal(text: str, tag: str = "nl") -> str:
    said = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{said}"@{tag}' if tag else f'"{said}"'


def addresses(payload: str) -> tuple[str, ...]:
    """It as an IRI, so far as an IRI can hold it."""
    plain = quote(payload, safe="'():;=,!*$&@+~-._")
    return (f"https://example.org/{plain}", f"javascript:{plain}", f"data:text/html,{plain}")


PREFIXES = """# A made-up world: no word of it is a fact.
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix vak: <https://w3id.org/vakgraph/def#> .
"""


def project(at: int, several: Sequence[str]) -> str:
    """A project, its consortium and the source of both: names, remarks, links and quotations are payloads."""
    one, two, *rest = several
    space = "https://w3id.org/vakgraph/id"
    links = " , ".join(f"<{iri}>" for payload in several for iri in addresses(payload))
    notes = " , ".join(literal(text, tag) for text in rest for tag in ("nl", "en-onload-alert1", ""))
    return f"""{PREFIXES}
<{space}/project/x{at}> a vak:Project ; rdfs:label {literal(one + two)} , {literal(two + one, "en")} ;
    dcterms:title {literal(one)} ; rdfs:comment {notes} ; vak:resultSummary {notes} ; dcterms:source {links} ;
    skos:altLabel {notes} ; vak:zonmwNumber {literal(two, "")} ; rdfs:seeAlso {links} ;
    prov:wasDerivedFrom <{space}/source/x{at}> .
<{space}/project/'onfocus=alert(1);x={at}> a vak:Project ; rdfs:label {literal("".join(several))} .
<{space}/source/x{at}> a vak:Source ; rdfs:label {literal(two)} ; dcterms:source <{addresses(one)[0]}> ;
    vak:url <{addresses(one)[1]}> .
<{space}/claim/x{at}.1> a vak:Claim ; prov:wasDerivedFrom <{space}/source/x{at}> ; vak:quote {literal(one)} ;
    <http://www.w3.org/1999/02/22-rdf-syntax-ns#subject> <{space}/project/x{at}> ;
    <http://www.w3.org/1999/02/22-rdf-syntax-ns#predicate> vak:zonmwNumber ;
    <http://www.w3.org/1999/02/22-rdf-syntax-ns#object> {literal(two, "")} .
<{space}/intervention/x{at}> a vak:Intervention ; rdfs:label {literal("".join(several))} ; rdfs:comment {notes} .
<https://w3id.org/vakgraph/concept/target-group/x{at}> a skos:Concept ; skos:prefLabel {literal("".join(several))} ;
    skos:definition {notes} .
"""


def question(payload: str) -> str:
    """A stored question whose every word is a payload."""
    said = "{nl: %s, en: %s}" % ((literal(payload, ""),) * 2)
    return f"""#+ title: {said}
#+ question: {said}
#+ theme: what-works
#+ asked-by: [municipality]
#+ parameters:
#+   project: {{type: thing, kind: project, label: {said}, description: {said}}}
#+   order: {{type: choice, choices: [{literal(payload, "")}, b], label: {said}}}
#+ columns:
#+   project: {said}
#+   note: {said}
#+   link: {said}
#+ notes: {said}
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?project ?note ?link WHERE {{
  VALUES ?project {{ UNDEF }}
  VALUES ?order {{ UNDEF }}
  ?project rdfs:comment ?note ; rdfs:seeAlso ?link .
}} LIMIT 60
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our own ontology and questions, with that graph and those questions instead of the facts."""
    made = tmp_path_factory.mktemp("hostile")
    for part in ("ontology", "queries"):
        shutil.copytree(ROOT / part, made / part)
    (made / "data" / "project").mkdir(parents=True)
    parts = [PAYLOADS[at : at + TOGETHER] for at in range(0, len(PAYLOADS), TOGETHER)]
    for at, several in enumerate(parts):
        (made / "data" / "project" / f"{NAMES[at]}.ttl").write_text(project(at, several), encoding="utf-8")
    for name in NAMES[::3]:
        (made / "queries" / "tables" / f"{name}.rq").write_text(question(name), encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def library(root: Path) -> Library:
    return Library(VakGraph.open(root))


@pytest.fixture(scope="module")
def home(library: Library) -> Iterator[str]:
    with serving(library) as address:
        yield address


# ---- what was run, and what was shown


def bad(tab: Tab, address: str) -> list[str]:
    """What the page ran, asked for, or leads to, that no page of ours does."""
    tab.open(address)
    leads = tab.page.evaluate(_LEADS)
    return [*tab.ran, *tab.outside, *(line for line in tab.errors if "404" not in line and "400" not in line), *leads]


_LEADS = """() => [...document.querySelectorAll('a, area, form, iframe, script, embed, object, base')].map(
  e => e.href || e.src || e.action || e.data).map(String).filter(url => /^(javascript|vbscript|data):/i.test(url))
  .map(url => 'leads to ' + url)"""


def test_the_canary_sings_where_words_are_not_escaped(browser: Browser, home: str) -> None:
    with visit(browser, home, bypass_csp=True) as tab:
        for vector in VECTORS[:3]:
            tab.show(f"<!DOCTYPE html><title>x</title><h1>{vector}</h1>")
            assert tab.ran == ["alert: 1"]


def test_the_policy_lets_no_script_run_that_stands_in_a_page(browser: Browser, home: str) -> None:
    with visit(browser, home) as tab:
        answer = tab.page.goto(f"{home}/nl/")
        assert answer is not None
        policy = answer.headers["content-security-policy"]
        assert policy == POLICY and "unsafe" not in policy
        assert "default-src 'none'" in policy and re.findall(r"script-src ([^;]+)", policy) == ["'self'"]
        words = "".join(VECTORS[:3])
        tab.show(f"<!DOCTYPE html><title>x</title>{words}", **{"Content-Security-Policy": policy})
        assert not tab.ran and len([line for line in tab.errors if "Content Security Policy" in line]) >= 2


@pytest.fixture(scope="module")
def looked(library: Library) -> list[str]:
    """The questions and the things in which the payloads are said, and the pages that lead to them."""
    own = [path for path in pages.paths(library) if path not in library.things]
    made = [path for path, iri in library.things.items() if re.search(r"/(x\d|'onfocus)", iri)]
    named = [path for path in own if path.startswith("question/") and not re.fullmatch(r"[a-z/-]+", path)]
    assert len(made) == 6 * len(PAYLOADS) // TOGETHER and len(named) == 12
    lists = own if ASSURE else [path for path in own if path.split("/")[0] not in ("question", "case")]
    return list(dict.fromkeys([*lists, *named, *made]))


def heard(tab: Tab, addresses: Sequence[str]) -> str:
    """What went wrong at those addresses, one to a line; "" for nothing."""
    wrong = {address: bad(tab, address) for address in addresses}
    return "\n".join(f"{address}: {found[:3]}" for address, found in wrong.items() if found)


def test_nothing_is_run_of_what_a_graph_its_files_and_its_questions_say(
    browser: Browser, home: str, looked: list[str]
) -> None:
    # Nothing but the escaping stands between the words and the browser.
    with visit(browser, home, bypass_csp=True) as tab:
        assert not heard(tab, [f"/nl/{quote(path)}" for path in looked])


def test_nothing_is_even_tried_under_the_policy(browser: Browser, home: str, looked: list[str]) -> None:
    with visit(browser, home) as tab:
        assert not heard(tab, [f"/en/{quote(path)}" for path in looked[:: 1 if ASSURE else 5]])


def test_nothing_is_run_in_the_folder_that_has_no_server(
    browser: Browser, library: Library, looked: list[str], tmp_path: Path
) -> None:
    found = {"vakgraph.css": styles.css()}
    for path in looked[:: 1 if ASSURE else 4]:
        page, beside = folder.made(library, path, folder.Noting(path, "nl", folder=True))
        found |= {page_file(path, "nl"): page} | {name: made for name, made in beside.items() if name.endswith(".svg")}
    for name, content in found.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    with visit(browser, tmp_path.as_uri()) as tab:
        assert not heard(tab, [f"/{quote(name)}" for name in found if name.endswith(".html")])


DOORS = (
    lambda said: "/nl/search?" + urlencode({"q": said}),
    lambda said: "/nl/question/projects-of-a-round?" + urlencode({"round": said}),
    lambda said: "/nl/question/projects-of-a-round?" + urlencode({said: "x"}),
    lambda said: "/nl/" + quote(said, safe=""),
    lambda said: "/nl/question/" + quote(said, safe=""),
    lambda said: "/nl/project/" + quote(said, safe="") + ".ttl",
    lambda said: "/" + quote(said, safe=""),
)


def test_nothing_is_run_of_what_an_address_says(browser: Browser, home: str) -> None:
    many = [door(said) for at, said in enumerate(PAYLOADS) for door in (DOORS if ASSURE else (DOORS[at % len(DOORS)],))]
    with visit(browser, home, bypass_csp=True) as tab:
        assert not heard(tab, many)
