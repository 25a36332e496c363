"""Demands on one value as SPARQL expressions that are true where the value is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode

from vakgraph.namespaces import OUTSIDE
from vakgraph.validation.shape import Constraint
from vakgraph.validation.spelling import MARK, WHOLE, XSD, Spelling

RDF, SH = OUTSIDE["rdf"], OUTSIDE["sh"]
_INTEGER = r"^[+-]?[0-9]+$"
_NUMBER = r"^[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)"
_ZONE = r"(Z|[+-]((0[0-9]|1[0-3]):[0-5][0-9]|14:00))?$"
_MONTH, _DAY = "(0[1-9]|1[0-2])", "(0[1-9]|[12][0-9]|3[01])"
_YEAR = "^-?([1-9][0-9]{3,}|0[0-9]{3})"
LEXICAL = {
    XSD + "integer": _INTEGER,
    XSD + "decimal": _NUMBER + "$",
    XSD + "double": _NUMBER[:1] + "(" + _NUMBER[1:] + "([Ee][+-]?[0-9]+)?|[+-]?INF|NaN)$",
    XSD + "float": _NUMBER[:1] + "(" + _NUMBER[1:] + "([Ee][+-]?[0-9]+)?|[+-]?INF|NaN)$",
    XSD + "boolean": "^(true|false|1|0)$",
    XSD + "gYear": _YEAR + _ZONE,
    XSD + "gYearMonth": _YEAR + "-" + _MONTH + _ZONE,
    XSD + "gMonth": "^--" + _MONTH + _ZONE,
    XSD + "gDay": "^---" + _DAY + _ZONE,
    XSD + "gMonthDay": "^--" + _MONTH + "-" + _DAY + _ZONE,
    XSD + "hexBinary": "^([0-9a-fA-F]{2})*$",
    **{XSD + name: _INTEGER for name in WHOLE},
}
# Read by the engine itself: a cast that fails is an ill-formed value.
CAST = {XSD + n for n in ("date", "dateTime", "time", "duration", "dayTimeDuration", "yearMonthDuration")}
_KINDS = {
    "IRI": ("isIRI",),
    "BlankNode": ("isBlank",),
    "Literal": ("isLiteral",),
    "BlankNodeOrIRI": ("isIRI", "isBlank"),
}
_KINDS |= {"BlankNodeOrLiteral": ("isBlank", "isLiteral"), "IRIOrLiteral": ("isIRI", "isLiteral")}
_COMPARE = {
    "MinExclusive": "{limit} < {value}",
    "MinInclusive": "{limit} <= {value}",
    "MaxExclusive": "{value} < {limit}",
    "MaxInclusive": "{value} <= {limit}",
}
NUMERIC = {XSD + name for name in ("integer", "decimal", "double", "float", *WHOLE)}


class CannotCompile(Exception):
    """Something in a shape that has no question; the text says why."""


def text(term: Any) -> str:
    """A term as SPARQL has it; a blank node has no such text."""
    if isinstance(term, BlankNode):
        raise CannotCompile(f"a blank node as a value: {term}")
    return str(term)


def name_of(constraint: Constraint) -> str:
    """ "MinCount" of `sh:MinCountConstraintComponent`; the IRI of a component of somebody's own."""
    return constraint.component.value.removeprefix(SH).removesuffix("ConstraintComponent")


class Tests:
    """Expressions over a variable, for data in which some literals stand under another name."""

    __test__ = False

    def __init__(self, spelling: Spelling, closure: Callable[[NamedNode], Sequence[NamedNode]]) -> None:
        self.spelling, self.closure = spelling, closure
        self._odd = sorted(spelling.datatypes)

    def wrong(self, constraint: Constraint, var: str) -> str | None:
        """True where the value does not do; None for a demand that is not on one value alone."""
        name = name_of(constraint)
        build = getattr(self, f"_{name[0].lower()}{name[1:]}" if name.isalpha() else "_", None)
        if name in _COMPARE:
            return self._range(name, constraint, var)
        return f"!COALESCE({build(constraint, var)}, false)" if build else None

    # ---- each says when a value is right

    def _nodeKind(self, constraint: Constraint, var: str) -> str:
        kinds = _KINDS.get(constraint.value.value.removeprefix(SH))
        if not kinds:
            raise CannotCompile(f"sh:nodeKind {constraint.value}")
        return "(" + " || ".join(f"{kind}({var})" for kind in kinds) + ")"

    def _datatype(self, constraint: Constraint, var: str) -> str:
        wanted = constraint.value.value
        if wanted == RDF + "langString":
            return f'LANG({var}) != ""'
        plain = f"DATATYPE({var}) = <{wanted}>{self._well_formed(wanted, var)}"
        if wanted not in self._odd:
            return plain
        return f"({plain} || (DATATYPE({var}) = <{MARK}{wanted}>{self._well_formed(wanted, var, odd=True)}))"

    def _well_formed(self, datatype: str, var: str, odd: bool = False) -> str:
        """What must hold of the spelling besides, " && ..."; nothing for a datatype without rules."""
        said = ""
        if datatype in CAST:
            said = f" && DATATYPE(<{datatype}>(STR({var}))) = <{datatype}>"
        elif datatype in LEXICAL:
            known = "" if odd or datatype not in NUMERIC else f"isNumeric({var}) || "
            said = f" && ({known}REGEX(STR({var}), {_quoted(LEXICAL[datatype])}))"
        return said + _bounds(datatype, var)

    def _class(self, constraint: Constraint, var: str) -> str:
        if not isinstance(constraint.value, NamedNode):
            raise CannotCompile(f"sh:class {constraint.value}")
        classes = self.closure(constraint.value)
        if len(classes) == 1:
            return f"EXISTS {{ {var} a {classes[0]} }}"
        return f"EXISTS {{ {var} a ?class . FILTER(?class IN ({', '.join(map(str, classes))})) }}"

    def _in(self, constraint: Constraint, var: str) -> str:
        return self.among(constraint.items, var)

    def among(self, terms: Iterable[Any], var: str) -> str:
        """Whether the variable is one of these terms: IRIs by name, literals as terms and not as values."""
        stored = [self.spelling.stored(term) for term in terms]
        names = [text(term) for term in stored if not isinstance(term, Literal)]
        said = [f"{var} IN ({', '.join(names)})"] if names else []
        said += [f"sameTerm({var}, {term})" for term in stored if isinstance(term, Literal)]
        return "(" + (" || ".join(said) or "false") + ")"

    def _minLength(self, constraint: Constraint, var: str) -> str:
        if _whole(constraint) == 0:
            return "true"
        return f"STRLEN(STR({var})) >= {_whole(constraint)} && !isBlank({var})"

    def _maxLength(self, constraint: Constraint, var: str) -> str:
        return f"STRLEN(STR({var})) <= {_whole(constraint)} && !isBlank({var})"

    def _pattern(self, constraint: Constraint, var: str) -> str:
        return f"!isBlank({var}) && REGEX(STR({var}), {', '.join(map(_quoted, pattern_of(constraint)))})"

    def _languageIn(self, constraint: Constraint, var: str) -> str:
        ranges = (f"langMatches(LANG({var}), {_quoted(term.value)})" for term in constraint.items)
        return f"isLiteral({var}) && ({' || '.join(ranges) or 'false'})"

    def _range(self, name: str, constraint: Constraint, var: str) -> str:
        limit = constraint.value
        if not isinstance(limit, Literal):
            raise CannotCompile(f"a limit that is no literal: {limit}")
        said = _COMPARE[name].format(limit=limit, value=self.compared(var))
        return f"!COALESCE({said} && {self.comparable(var)}, false)"

    # ---- comparing two values

    def compared(self, var: str) -> str:
        """The value of a variable in a comparison, also where its term stands under another name."""
        said = var
        for datatype in self._odd:
            base = XSD + "integer" if datatype.removeprefix(XSD) in WHOLE else datatype
            base = XSD + "dateTime" if base == XSD + "dateTimeStamp" else base
            said = f"IF({_is(var, MARK + datatype)}, <{base}>(STR({var})), {said})"
        return f"IF({_too_big(var)}, <{XSD}double>(STR({var})), {said})"

    def comparable(self, var: str) -> str:
        """Whether the term has a value that can be compared: the engine finds two ill-formed ones equal."""
        odd = "".join(f", <{MARK}{datatype}>" for datatype in self._odd)
        known = f"<{XSD}string>, <{XSD}boolean>, " + ", ".join(f"<{datatype}>" for datatype in sorted(CAST))
        more = f" && {self._castable(var)}" + "".join(
            f" && IF({_is(var, MARK + datatype)}, true{_bounds(datatype, var)}, true)" for datatype in self._odd
        )
        return f"(isNumeric({var}) || {_too_big(var)} || (DATATYPE({var}) IN ({known}{odd}){more}))"

    @staticmethod
    def _castable(var: str) -> str:
        casts = " || ".join(
            f"COALESCE(DATATYPE(<{datatype}>(STR({var}))) = DATATYPE({var}), false)"
            for datatype in (*sorted(CAST), XSD + "boolean")
        )
        return f"(DATATYPE({var}) = <{XSD}string> || STRSTARTS(STR(DATATYPE({var})), {_quoted(MARK)}) || {casts})"


def _too_big(var: str) -> str:
    """A well-formed number that the engine takes for a text, for it has too many digits."""
    spelt = (f"({_is(var, XSD + n)} && REGEX(STR({var}), {_quoted(LEXICAL[XSD + n])}))" for n in ("integer", "decimal"))
    return f"(!isNumeric({var}) && ({' || '.join(spelt)}))"


def _bounds(datatype: str, var: str) -> str:
    """What a derived integer must keep to, " && ..."; nothing for any other datatype.

    The bounds are decimals, for the engine reads no integer of more than 64 bits.
    """
    least, most = WHOLE.get(datatype.removeprefix(XSD), (None, None))
    limits = ((least, ">="), (most, "<="))
    return "".join(
        f" && <{XSD}decimal>(STR({var})) {sign} {bound}.0" for bound, sign in limits if bound is not None
    )  # fmt: skip


def pattern_of(constraint: Constraint) -> tuple[str, ...]:
    """The pattern, and its flags where there are any."""
    flags = constraint.parameter("flags")
    return (constraint.value.value, flags.value) if flags is not None else (constraint.value.value,)


def _is(var: str, datatype: str) -> str:
    return f"COALESCE(DATATYPE({var}) = <{datatype}>, false)"


def _whole(constraint: Constraint) -> int:
    return whole(constraint.value)


def whole(term: Any) -> int:
    """The whole number that a parameter says."""
    try:
        return int(term.value)
    except (AttributeError, ValueError):
        raise CannotCompile(f"no whole number: {term}") from None


def _quoted(words: str) -> str:
    return str(Literal(words))
