"""What a breakdown was protected from, as bytes that the ledger keeps and reads again. Never shown."""

import json
import zlib
from typing import Any

from inclusion_app.observatory.disclosure.ledger import Pattern
from inclusion_app.observatory.disclosure.rules import Flag
from inclusion_app.observatory.disclosure.tables import Cell, LinkedTables, key_of


def dump(tables: LinkedTables, pattern: Pattern) -> bytes:
    """The same tables and pattern give the same bytes."""
    held: dict[str, Any] = {
        "breakdown": tables.breakdown,
        "nodes": dict(sorted(tables.nodes.items())),
        "spans": dict(sorted(tables.spans.items())),
        "values": tables.values,
        "groups": tables.groups,
        "additive": tables.additive,
        "cells": [
            [cell.node, cell.span, cell.value, cell.count, cell.persons, str(pattern.flags[cell.key])]
            for cell in tables.cells
        ],
        "detail": [[node, span, offered] for (node, span), offered in sorted(pattern.detail.items())],
    }
    return zlib.compress(json.dumps(held, separators=(",", ":"), ensure_ascii=False).encode(), 9)


def load(evidence: bytes) -> tuple[LinkedTables, Pattern]:
    """What `dump` kept."""
    held = json.loads(zlib.decompress(evidence))
    name = held["breakdown"]
    cells, flags = [], {}
    for node, span, value, count, persons, flag in held["cells"]:
        cell = Cell(key_of(name, node, span, value), node, span, value, count, persons)
        cells.append(cell)
        flags[cell.key] = Flag(flag)
    tables = LinkedTables(
        name,
        held["nodes"],
        held["spans"],
        tuple(held["values"]),
        {group: tuple(members) for group, members in held["groups"].items()},
        tuple(cells),
        held["additive"],
    )
    return tables, Pattern(flags, {(node, span): tuple(offered) for node, span, offered in held["detail"]})
