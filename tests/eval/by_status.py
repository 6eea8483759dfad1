#!/usr/bin/env python3
"""by_status.py GOLD.jsonl PREDICTED.jsonl SHARED: the edges of the articles by their status.

For each status: how many of the gold core edges are found with the right category, how many of these with that very
status; and of the predicted edges that have it how many are right in category, and in status as well. An edge told twice
in an article counts once.
"""
import collections, pathlib, sys

sys.path.append(str(pathlib.Path(sys.argv[3]) / "eval"))
import score_gold as S

gold, pred = S.load(sys.argv[1]), S.load(sys.argv[2])
rows = collections.defaultdict(lambda: [0] * 6)
for name, (actors, edges) in gold.items():
    own, found = pred.get(name, ({}, []))
    same = lambda g, p: S.match(g, p, actors, own, "typed")
    for g in S.unique(edges, actors, "strict"):
        if g["tier"] == "core":
            row, hits = rows[g["status"]], [p for p in found if same(g, p)]
            row[0] += 1
            row[1] += bool(hits)
            row[2] += any(p["status"] == g["status"] for p in hits)
    for p in S.unique(found, own, "strict"):
        row, hits = rows[p["status"]], [g for g in edges if same(g, p)]
        row[3] += 1
        row[4] += bool(hits)
        row[5] += any(p["status"] == g["status"] for g in hits)
for status, (all_gold, typed, right, all_found, sound, exact) in sorted(rows.items()):
    print(f"{status:9} gold {all_gold:3}, found {typed:3}, with this status {right:3};"
          f"  predicted {all_found:3}, right in category {sound:3}, in status as well {exact:3}")
