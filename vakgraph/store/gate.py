"""The gate before the engine: a query that would reach outside or break the process is refused unread."""

from __future__ import annotations

import re

import pyoxigraph

from vakgraph.errors import InputError

DEEPEST = 400  # nested brackets; some thousands overflow the engine's stack and kill the process
_AT = re.compile(r"error at (\d+):(\d+)")
# The word SERVICE, each letter plain or as \u0053 or \U00000053: the engine reads those escapes too.
_SERVICE = re.compile(
    "".join(rf"(?:{letter}|\\u00(?:{ord(letter):x}|{ord(letter.lower()):x})"
            rf"|\\U000000(?:{ord(letter):x}|{ord(letter.lower()):x}))" for letter in "SERVICE"),
    re.IGNORECASE,
)  # fmt: skip
_BEHIND = re.compile(r"(?<![?$])SERVICE(?:\s|#[^\n]*\n|:\w*)*$", re.IGNORECASE)
_PREFIX = re.compile(r"(?<![\w?$@:.-])([A-Za-z][\w.-]*|):(?=[A-Za-z0-9_])")
_UPDATE = re.compile(
    r"\s*(?:(?:PREFIX\s+\S*|BASE)\s+)*(?:INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\b", re.IGNORECASE
)
_NOT_CODE = re.compile(r"""<[^<>"{}|^`\\\s]*>|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n]*""")


def check(sparql: str) -> None:
    """Refuse SERVICE, updates, mistakes in the grammar, and brackets nested beyond reason."""
    depth = deepest = 0
    for bracket in re.findall(r"[{(\[\])}]", sparql):
        depth += 1 if bracket in "{([" else -1
        deepest = max(deepest, depth)
    if deepest > DEEPEST:
        raise InputError(
            f"deze vraag heeft meer dan {DEEPEST} haakjes in elkaar; maak haar eenvoudiger.",
            f"this query nests more than {DEEPEST} brackets; make it simpler.",
        )
    if _SERVICE.search(sparql):
        _refuse_service(sparql)


def parse(sparql: str) -> None:
    """A mistake in the grammar is told here, before anything goes out."""
    try:
        pyoxigraph.Store().query(sparql)
    except SyntaxError as error:
        raise syntax_fault(sparql, error) from None
    except (OSError, RuntimeError, ValueError):
        return  # it reads; that it cannot be answered is for the engine to say


def code(sparql: str) -> str:
    """The query with blanks for its texts, IRIs and comments: what is left are its words and names."""
    return _NOT_CODE.sub(lambda match: " " * len(match[0]), sparql)


def _refuse_service(sparql: str) -> None:
    """SERVICE as a word in a text, a name or a comment is harmless; as a keyword it goes to the network.

    The engine's own parser tells the two apart: with another word of the same length in its place the
    query still reads, unless it was the keyword.
    """
    try:
        pyoxigraph.Store().query(_SERVICE.sub("SERVIXE", sparql))
    except SyntaxError as error:
        raise _about_service(sparql, error) from None
    except (OSError, RuntimeError, ValueError):
        return  # it reads; that it cannot be answered is for the engine to say


def _about_service(sparql: str, error: SyntaxError) -> InputError:
    """The keyword is to blame when the parser stopped right behind it; else it is a plain mistake."""
    line, column = _where(error)
    read = "\n".join([*sparql.split("\n")[: (line or 1) - 1], sparql.split("\n")[(line or 1) - 1][: (column or 1) - 1]])
    if "\\" not in sparql and not _BEHIND.search(read):
        return syntax_fault(sparql, error)
    return InputError(
        "deze vraag gebruikt SERVICE; vragen gaan hier niet naar andere servers. Haal dat deel weg.",
        "this query uses SERVICE; queries do not go to other servers from here. Remove that part.",
        "",
        line,
        column,
    )


def _where(error: SyntaxError) -> tuple[int | None, int | None]:
    found = _AT.search(str(error))
    return (int(found[1]), int(found[2])) if found else (None, None)


def syntax_fault(sparql: str, error: SyntaxError) -> InputError:
    """One sentence with line and column; the engine's own list of what it expected helps nobody."""
    missing = _undeclared(sparql)
    if missing:
        prefix, *place = missing
        return InputError(
            f"het voorvoegsel {prefix}: is niet verklaard; zet PREFIX {prefix}: <...> bovenaan.",
            f"the prefix {prefix}: is not declared; put PREFIX {prefix}: <...> at the top.",
            "SPARQL",
            *place,
        )
    line, column = _where(error)
    if _UPDATE.match(_NOT_CODE.sub(" ", sparql)):
        nl, en = "de graaf wordt alleen gelezen; dit is een wijziging.", "the graph is only read; this is an update."
        return InputError(nl, en, "SPARQL", line, column)
    around = _around(sparql, line or 1, column or 1)
    return InputError(
        f"hier klopt de SPARQL-vraag niet{around and f' (bij {around})'}.",
        f"the SPARQL query is wrong here{around and f' (at {around})'}.",
        "SPARQL",
        line,
        column,
    )


def _around(sparql: str, line: int, column: int) -> str:
    """The words before and behind the place where the parser stopped."""
    text = (sparql.split("\n")[line - 1 :] or [""])[0]
    return " ".join(text[max(column - 30, 0) : column + 10].split())


def _undeclared(sparql: str) -> tuple[str, int, int] | None:
    """The first prefix that is used and not declared, with its place."""
    words = code(sparql)
    declared = set(re.findall(r"PREFIX\s+([\w.-]*):", words, re.IGNORECASE)) | {"_"}
    for number, line in enumerate(words.split("\n"), 1):
        for match in _PREFIX.finditer(line):
            if match[1] not in declared:
                return match[1], number, match.start() + 1
    return None
