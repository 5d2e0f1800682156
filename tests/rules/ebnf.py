"""Reads the published grammar, makes texts by it, and tells whether a text is made by it.

The recogniser is Earley's ("An efficient context-free parsing algorithm", 1970), which takes any
context-free grammar as it is written, left recursion and ambiguity included.
"""

from __future__ import annotations

import io
import random
import re
import tokenize
from collections.abc import Iterable

import attrs

#: A rule's alternatives; each is a row of symbols: a rule's name, a quoted word, or a token kind.
Grammar = dict[str, list[tuple[str, ...]]]
_TOKEN = re.compile(r"\(\*.*?\*\)|\"[^\"]*\"|\w+|[=;|{}()\[\]]", re.DOTALL)
KINDS = ("NAME", "NUMBER", "STRING", "NEWLINE", "INDENT", "DEDENT")


@attrs.define
class _Reader:
    """Turns EBNF into plain rules; each bracket becomes a rule of its own."""

    tokens: list[str]
    rules: Grammar = attrs.Factory(dict)
    made: int = 0

    def read(self) -> Grammar:
        while self.tokens:
            name, equals = self.tokens.pop(0), self.tokens.pop(0)
            assert equals == "=", name
            assert name not in self.rules, f"{name} stands twice"
            self.rules[name] = self.alternatives(";")
        return self.rules

    def alternatives(self, close: str) -> list[tuple[str, ...]]:
        rows: list[list[str]] = [[]]
        while (token := self.tokens.pop(0)) != close:
            if token == "|":
                rows.append([])
            elif token in "([{":
                rows[-1].append(self.group(token))
            else:
                rows[-1].append(token)
        return [tuple(row) for row in rows]

    def group(self, opening: str) -> str:
        name = f"group {self.made}"
        self.made += 1
        inner = self.alternatives({"(": ")", "[": "]", "{": "}"}[opening])
        if opening == "[":
            inner = [(), *inner]
        elif opening == "{":
            inner = [(), *((*row, name) for row in inner)]
        self.rules[name] = inner
        return name


def read_grammar(text: str) -> Grammar:
    """The rules of a grammar in EBNF."""
    tokens = [t for t in _TOKEN.findall(text) if not t.startswith("(*")]
    grammar = _Reader(tokens).read()
    for name, rows in grammar.items():
        for symbol in (s for row in rows for s in row):
            known = symbol in grammar or symbol in KINDS or symbol.startswith('"')
            assert known, f"{name} uses {symbol}, which is no rule"
    return grammar


def _depths(grammar: Grammar) -> dict[str, int]:
    """How deep the shallowest text of each rule is."""
    depths: dict[str, int] = {}
    while len(depths) < len(grammar):
        for name, rows in grammar.items():
            costs = [
                1 + max((depths[s] for s in row if s in grammar), default=0)
                for row in rows
                if all(s not in grammar or s in depths for s in row)
            ]
            if costs:
                depths[name] = min(costs)
    return depths


@attrs.define
class Writer:
    """Makes texts by a grammar, at random."""

    grammar: Grammar
    rng: random.Random
    names: tuple[str, ...] = ("hill", "red", "coins", "p", "guard", "turn")
    depths: dict[str, int] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self.depths = _depths(self.grammar)

    def tokens(self, symbol: str, room: int) -> list[str]:
        """Tokens of a rule; past `room` levels the shallowest alternative is taken."""
        if symbol not in self.grammar:
            return [self.token(symbol)]
        rows = self.grammar[symbol]
        deep = [max((self.depths[s] for s in r if s in self.depths), default=0) for r in rows]
        fitting = [r for r, d in zip(rows, deep, strict=True) if d < room]
        row = self.rng.choice(fitting or [rows[deep.index(min(deep))]])
        return [t for s in row for t in self.tokens(s, room - 1)]

    def token(self, symbol: str) -> str:
        made = {"NAME": self.rng.choice(self.names), "NUMBER": str(self.rng.randrange(100))}
        made["STRING"] = '"Why not?"'
        return made.get(symbol, symbol.strip('"'))

    def text(self, symbol: str, room: int) -> str:
        """A text of a rule."""
        out, indent, line = "", 0, ""
        for token in self.tokens(symbol, room):
            if token == "NEWLINE":
                out += "    " * indent + line.strip() + "\n"
                line = ""
            elif token in ("INDENT", "DEDENT"):
                indent += 1 if token == "INDENT" else -1
            elif line[-1:].isalnum() or line[-1:] == "_" or token[0].isalnum():
                line += " " * (line != "") + token
            else:
                line += token
        return out + line.strip()


def tokens_of(text: str) -> list[tuple[str, str]]:
    """(kind, word) of each token of a script, or of an expression in one line."""
    out: list[tuple[str, str]] = []
    for t in tokenize.generate_tokens(io.StringIO(text).readline):
        kind = tokenize.tok_name[t.type]
        if kind in ("COMMENT", "NL", "ENDMARKER") or (kind == "NEWLINE" and not out):
            continue
        out.append((kind, t.string))
    return out


def derives(grammar: Grammar, start: str, tokens: Iterable[tuple[str, str]]) -> bool:
    """Is this a text of the rule? Names that the grammar quotes are no NAME.

    Args:
        grammar: the rules.
        start: the rule.
        tokens: the text's tokens.
    """
    quoted = {s.strip('"') for rows in grammar.values() for row in rows for s in row if s[0] == '"'}
    # An item: rule, alternative, place in it, where it began.
    items: list[set[tuple[str, int, int, int]]] = [
        {(start, i, 0, 0) for i in range(len(grammar[start]))}
    ]
    nothing = _nullable(grammar)
    text = list(tokens)
    for at in range(len(text) + 1):
        todo = list(items[at])
        here = items[at]
        items.append(set())
        while todo:
            rule, i, dot, began = todo.pop()
            row = grammar[rule][i]
            new: list[tuple[str, int, int, int]] = []
            if dot == len(row):
                new = [
                    (r, j, d + 1, b)
                    for r, j, d, b in items[began]
                    if d < len(grammar[r][j]) and grammar[r][j][d] == rule
                ]
            elif row[dot] in grammar:
                new = [(row[dot], j, 0, at) for j in range(len(grammar[row[dot]]))]
                if row[dot] in nothing:
                    new.append((rule, i, dot + 1, began))
            elif at < len(text) and _fits(row[dot], text[at], quoted):
                items[at + 1].add((rule, i, dot + 1, began))
            todo += [x for x in new if x not in here]
            here.update(new)
    return any(
        rule == start and began == 0 and dot == len(grammar[rule][i])
        for rule, i, dot, began in items[len(text)]
    )


def _fits(symbol: str, token: tuple[str, str], quoted: set[str]) -> bool:
    kind, word = token
    if symbol.startswith('"'):
        return word == symbol.strip('"') and kind in ("NAME", "OP")
    return symbol == kind and not (kind == "NAME" and word in quoted and word in _RESERVED)


#: Words of the language that name nothing else; `by`, `text`, `menu` and the like may.
_RESERVED = frozenset(
    {
        "if", "else", "and", "or", "not", "in", "for", "while", "pass", "break", "continue",
        "return", "elif", "choose", "choose_some", "choose_way", "chance", "act", "end", "range",
        "falling", "lowest",
        "highest", "lowest_one", "highest_one", "sum", "any", "all", "count", "min", "max", "abs",
        "reveal", "seen", "holds", "known",
    }
)  # fmt: skip


def _nullable(grammar: Grammar) -> set[str]:
    """The rules that may be nothing."""
    found: set[str] = set()
    while True:
        more = {n for n, rows in grammar.items() if any(all(s in found for s in r) for r in rows)}
        if more == found:
            return found
        found = more
