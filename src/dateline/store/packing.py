"""A parse, small: what release and the dossier need of it stands in a case, so no model has to run again."""

import base64
import json
import zlib
from dataclasses import fields
from typing import Any

from dateline.records import Parse, Sentence, Token
from dateline.store.revive import revive


def pack(parse: Parse) -> str:
    """The tokens and sentences as rows without names, compressed, as text."""
    tables = {"tokens": _rows(parse.tokens), "sentences": _rows(parse.sentences)}
    data = json.dumps(tables, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.b64encode(zlib.compress(data, 9)).decode()


def unpack(text: str) -> Parse:
    """The parse again; what hangs from a token is worked out from the heads."""
    tables = json.loads(zlib.decompress(base64.b64decode(text)))
    tokens = _records(Token, **tables["tokens"])
    sentences = _records(Sentence, **tables["sentences"])
    children: list[list[int]] = [[] for _ in tokens]
    for token in tokens:
        if token.head != token.i:
            children[token.head].append(token.i)
    return Parse(tokens, sentences, tuple(tuple(below) for below in children))


def _rows(records: tuple[Any, ...]) -> dict[str, Any]:
    names = [field.name for field in fields(records[0])] if records else []
    return {"names": names, "rows": [[getattr(record, name) for name in names] for record in records]}


def _records(kind: Any, names: list[str], rows: list[list[Any]]) -> tuple[Any, ...]:
    if kind is Token and names == [field.name for field in fields(Token)]:  # words and numbers only, and very many
        return tuple(Token(*row) for row in rows)
    return tuple(revive(kind, dict(zip(names, row, strict=True))) for row in rows)
