#!/usr/bin/env python3
"""Moves the examples of the lexicon between `examples` and `pending`, as the program reads them now.

    cargo test --test it lexicon -- --nocapture | python3 tests/eval/settle_examples.py

Reads the lines "fails: ID<TAB>EXAMPLE" and "holds: ID<TAB>EXAMPLE" that the test prints, and rewrites
data/predicates/*.toml. Every entry keeps its examples one a line.
"""
import glob
import re
import sys
import tomllib

moves = {"fails": set(), "holds": set()}
for line in sys.stdin:
    found = re.match(r"(fails|holds): (\S+)\t(.*)$", line.rstrip("\n"))
    if found:
        moves[found[1]].add((found[2], found[3]))


def strings(block):
    """The TOML strings of an array, as written, with their values."""
    for literal in re.findall(r"'''[^\n]*?'''|'[^'\n]*'|\"(?:[^\"\\\n]|\\.)*\"", block):
        yield literal, tomllib.loads(f"value = {literal}")["value"]


def array(name, literals):
    return f"{name} = [\n" + "".join(f"  {literal},\n" for literal in literals) + "]\n"


for path in sorted(glob.glob("data/predicates/*.toml")):
    text = open(path, encoding="utf-8").read()
    parts = re.split(r"(?m)^(?=\[\[predicate\]\])", text)
    for i, part in enumerate(parts):
        name = re.search(r'(?m)^id = "([^"]+)"', part)
        lists = {"examples": [], "pending": []}
        for key in lists:
            block = re.search(rf"(?ms)^{key} = \[(.*?)^\]\n|^{key} = \[([^\n]*)\]\n", part)
            if block:
                lists[key] = list(strings(block[1] if block[1] is not None else block[2]))
                part = part.replace(block[0], "@" + key + "@\n", 1)
        if not name or not (lists["examples"] or lists["pending"]):
            continue
        every = lists["examples"] + lists["pending"]
        was = {value for _, value in lists["pending"]}
        late = {v for _, v in every if ((name[1], v) in moves["fails"]) or (v in was and (name[1], v) not in moves["holds"])}
        new = array("examples", [l for l, v in every if v not in late])
        if late:
            new += array("pending", [l for l, v in every if v in late])
        part = part.replace("@pending@\n", "")
        parts[i] = part.replace("@examples@\n", new, 1)
    open(path, "w", encoding="utf-8").write("".join(parts))
