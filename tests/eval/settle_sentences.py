#!/usr/bin/env python3
"""Marks the cases of tests/sentences that the program does not read yet as pending, and takes the mark from those it reads.

    cargo test --test it sentences -- --nocapture | python3 tests/eval/settle_sentences.py

Reads the lines "fails: FILE NUMBER" and "holds: FILE NUMBER" that the test prints.
"""
import re
import sys

moves = {}
for line in sys.stdin:
    found = re.search(r"(fails|holds): (\S+) (\d+)$", line.rstrip("\n"))
    if found:
        moves.setdefault(found[2], {})[int(found[3])] = found[1] == "fails"

for name, cases in moves.items():
    path = f"tests/sentences/{name}.toml"
    parts = re.split(r"(?m)^(?=\[\[case\]\])", open(path, encoding="utf-8").read())
    at = -1
    for i, part in enumerate(parts):
        if not part.startswith("[[case]]"):
            continue
        at += 1
        if at in cases:
            part = re.sub(r"(?m)^pending = true\n", "", part)
            if cases[at]:
                part = part.replace("[[case]]\n", "[[case]]\npending = true\n", 1)
            parts[i] = part
    open(path, "w", encoding="utf-8").write("".join(parts))
