"""JSON as a tree in which every value and every key knows where it begins; the parser has accepted it before."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

_TOKEN = re.compile(r'[ \t\r\n]*+("(?:[^"\\]++|\\.)*+"|[{}\[\],:]|[^\s{}\[\],:"]++)', re.DOTALL)
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


@dataclass(slots=True)
class Node:
    """One value. `members` of an object are by key, `items` of an array in order; `scalar` is what else it is."""

    start: int
    path: str
    kind: str = "scalar"  # "object", "array", "scalar"
    scalar: str | int | float | bool | None = None
    spelled: str = ""
    members: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, int] = field(default_factory=dict)  # where each key begins
    items: list[Node] = field(default_factory=list)
    twice: list[Node] = field(default_factory=list)  # of the outermost: values whose key stood there before


def tree(text: str) -> Node | None:
    """The text as a tree, built without recursion; None where it ends too soon."""
    root: Node | None = None
    stack: list[Node] = []
    key, expects_key = ("", 0), False
    for match in _TOKEN.finditer(text):
        token, start = match[1], match.start(1)
        if token in "}]":
            stack.pop()
            expects_key = False
        elif token == ",":
            expects_key = stack[-1].kind == "object"
        elif token == ":":
            expects_key = False
        elif expects_key:
            key = (json.loads(token), start)
        else:
            node = _node(token, start, _path(stack, key[0]))
            root = root or node
            if stack and stack[-1].kind == "object" and key[0] in stack[-1].members:
                root.twice.append(node)
            _hang(stack, node, key)
            if node.kind != "scalar":
                stack.append(node)
                expects_key = node.kind == "object"
    return root


def _node(token: str, start: int, path: str) -> Node:
    if token in "{[":
        return Node(start, path, "object" if token == "{" else "array")
    try:
        return Node(start, path, scalar=json.loads(token), spelled=token)
    except ValueError:
        if re.fullmatch(r"-?[0-9]+", token) is None:
            raise
        return Node(start, path, scalar=float("inf"), spelled=token)  # more digits than Python makes an integer of


def _hang(stack: list[Node], node: Node, key: tuple[str, int]) -> None:
    """The node in its place under its parent; of a key twice the last one holds, as for every reader."""
    if not stack:
        return
    if stack[-1].kind == "array":
        stack[-1].items.append(node)
    else:
        stack[-1].members[key[0]] = node
        stack[-1].keys[key[0]] = key[1]


def _path(stack: list[Node], key: str) -> str:
    if not stack:
        return "$"
    parent = stack[-1]
    if parent.kind == "array":
        return f"{parent.path}[{len(parent.items)}]"
    return (
        f"{parent.path}.{key}"
        if _PLAIN.fullmatch(key)
        else f"{parent.path}[{json.dumps(key, ensure_ascii=not key.isprintable())}]"
    )
