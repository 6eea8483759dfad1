#!/usr/bin/env python3
"""Score names of persons, places and organizations against Universal NER (IOB2).

    uner.py text GOLD.iob2 > docs.jsonl            the documents as records for `demarche extract`
    uner.py score GOLD.iob2 PREDICTED.jsonl [--show]

Our types are mapped: person to PER; country and place to LOC; organization and armed_group to ORG. Only mentions by name
count, the outermost of nested ones; adjectives and demonyms of states, which Universal NER leaves out, do not
(they are read from data/actors/states.toml), nor do names with a common noun ("Bush administration").
A name is right when its words and type are those of the gold.
"""
import collections, json, os, re, sys, tomllib

MAP = {"person": "PER", "country": "LOC", "place": "LOC", "organization": "ORG", "armed_group": "ORG"}


def read(path):
    """Documents as (id, text, [(start, end, type)])."""
    docs, tokens, text, cur, sent = [], [], "", None, []

    def flush():
        nonlocal text
        if not sent or cur is None:
            return
        base = cur["text"]
        at = len(base)
        line = sent_text[0]
        pos = 0
        spans = []
        for word, tag in sent:
            found = line.find(word, pos)
            if found < 0:
                found = pos
            spans.append((at + found, at + found + len(word), tag))
            pos = found + len(word)
        i = 0
        while i < len(spans):
            s, e, tag = spans[i]
            if tag.startswith("B-"):
                j = i + 1
                while j < len(spans) and spans[j][2] == "I-" + tag[2:]:
                    e = spans[j][1]
                    j += 1
                cur["names"].append((s, e, tag[2:]))
                i = j
            else:
                i += 1
        cur["text"] = base + line + "\n"

    sent_text = [""]
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# newdoc id = "):
            cur = {"id": line[14:], "text": "", "names": []}
            docs.append(cur)
        elif line.startswith("# sent_id = ") and cur is None:
            cur = {"id": "doc", "text": "", "names": []}
            docs.append(cur)
        elif line.startswith("# text = "):
            sent_text[0] = line[9:]
        elif line and not line.startswith("#"):
            cols = line.split("\t")
            sent.append((cols[1], cols[2]))
        elif not line and sent:
            flush()
            sent = []
    if sent:
        flush()
    return docs


def adjectives():
    root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "data", "actors", "states.toml")
    states = tomllib.load(open(root, "rb"))["state"]
    adjective, name = set(), set()
    for s in states:
        for field in ("adjectives", "demonyms", "contextual_adjectives", "contextual_demonyms", "prefixes"):
            adjective.update(s.get(field, []))
        for field in ("official", "aliases", "former", "capitals", "seats"):
            name.update(s.get(field, []))
        name.add(s["name"])
    return adjective - name


def main():
    docs = read(sys.argv[2])
    if sys.argv[1] == "text":
        for d in docs:
            print(json.dumps({"id": d["id"], "text": d["text"]}, ensure_ascii=False))
        return
    drop = adjectives()
    pred = {}
    for line in open(sys.argv[3], encoding="utf-8"):
        d = json.loads(line)
        pred[d["document"]["id"]] = d
    counts = collections.defaultdict(lambda: [0, 0, 0])
    loose = [0, 0, 0]
    show = "--show" in sys.argv
    for d in docs:
        p = pred.get(d["id"], {"entities": []})
        names = []
        for e in p["entities"]:
            kind = MAP.get(e["type"])
            for m in e["mentions"]:
                words = m["text"].split()
                common = any(re.fullmatch(r"[a-z]{4,}", w) for w in words) and words[-1].islower() and any(w[0].isupper() for w in words)
                if kind and m["kind"] == "name" and m["text"] not in drop and not common:
                    names.append((m["start"], m["end"], kind))
        names = {n for n in names if not any(o != n and o[0] <= n[0] and n[1] <= o[1] and o[1] - o[0] > n[1] - n[0] for o in names)}
        gold = {n for n in d["names"] if n[2] in ("PER", "LOC", "ORG")}
        for t in ("PER", "LOC", "ORG"):
            g, q = {n for n in gold if n[2] == t}, {n for n in names if n[2] == t}
            row = counts[t]
            row[0] += len(g & q)
            row[1] += len(g)
            row[2] += len(q)
        gs, ps = {n[:2] for n in gold}, {n[:2] for n in names}
        loose[0] += len(gs & ps)
        loose[1] += len(gs)
        loose[2] += len(ps)
        if show:
            for n in sorted(gold ^ names):
                side = "missed" if n in gold else "wrong "
                text = d["text"]
                print(side, n[2], repr(text[n[0]:n[1]]), "|", text[max(0, n[0] - 40):n[0]].replace("\n", "⏎") + "[" + text[n[0]:n[1]] + "]" + text[n[1]:n[1] + 30].replace("\n", "⏎"))

    def f1(hit, g, q):
        p, r = hit / max(1, q), hit / max(1, g)
        return f"precision {p:.3f}  recall {r:.3f}  F1 {2 * p * r / max(1e-9, p + r):.3f}  ({g} gold, {q} found)"

    for t, row in sorted(counts.items()):
        print(t, f1(*row))
    print("spans", f1(*loose))
    print("ALL", f1(*[sum(r[i] for r in counts.values()) for i in range(3)]))


main()
