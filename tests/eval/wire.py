#!/usr/bin/env python3
"""Score events on labelled sentences of newswires that rules and model of pairs have not seen: wire.py PROGRAM WIRE [--show missed|wrong]

PROGRAM is demarche, WIRE a folder or archive that training/newswire.py reads; the labels are training/pairs/held.jsonl. As in
score_gold.py an edge is (source, category, target) of a document, actors that act for one state are one, and AGREE, CONSULT and
COOPERATE match in either order. The confidence is fitted on them among others, and its bounds were chosen with this score in view. Predicted are the events
whose evidence is a labelled sentence. Actors of the labels that the
program does not mention count as missed.
"""
import argparse, collections, json, pathlib, subprocess, sys, tempfile

ROOT = pathlib.Path(__file__).parents[2]
sys.path.append(str(ROOT / "training"))
from newswire import held, newswire

MUTUAL = {"AGREE", "CONSULT", "COOPERATE"}


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("program")
    ap.add_argument("wire", type=pathlib.Path)
    ap.add_argument("--show", choices=["missed", "wrong"])
    a = ap.parse_args()
    texts, dates = newswire([a.wire])
    labels = {name: label for name, label in held().items() if name in texts}
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        file.write("".join(json.dumps({"id": name, "text": texts[name], "date": dates[name]}) + "\n" for name in labels))
        file.flush()
        out = subprocess.run([a.program, "extract", file.name], capture_output=True, text=True, check=True).stdout
    right = gold_count = found_right = found_count = 0
    for read in map(json.loads, out.splitlines()):
        name = read["document"]["id"]
        side = {e["id"]: e.get("country") or e["id"] for e in read["entities"]}
        mentions = [(m["start"], m["end"], side[e["id"]]) for e in read["entities"] for m in e["mentions"]]

        def named(span):
            cover = lambda m: (min(span[1], m[1]) - max(span[0], m[0]), m[1] - m[0])
            best = max(mentions, key=cover, default=(0, 0, None))
            text = texts[name][span[0] : span[1]].lower()
            return frozenset(m[2] for m in mentions if m[:2] == best[:2]) if cover(best)[0] > 0 else frozenset(["?" + text])

        gold = {}
        for s, t, sign, kinds, status, word in labels[name].edges:
            source, target, kinds = named(s), named(t), kinds.split("|")
            mutual = sign == "<>" or kinds[0] in MUTUAL
            key = (frozenset([source, target]) if mutual else (source, target), kinds[0])
            if source != target:
                gold.setdefault(key, (source, target, set(), mutual, word))[2].update(kinds)
        told = {}
        for r in read["relations"]:
            start = r["evidence"]["start"]
            if r["event"] and labels[name].judges(start):
                pair = side.get(r["source"], r["source"]), side.get(r["target"], r["target"])
                mutual = r["reciprocal"] or r["event"] in MUTUAL
                if pair[0] != pair[1]:
                    told.setdefault((frozenset(pair) if mutual else pair, r["event"]), (pair, r["event"], mutual, r))
        matched = set()
        for source, target, kinds, mutual, word in gold.values():
            fits = [
                key for key, ((s, t), kind, either, _) in told.items()
                if kind in kinds and (s in source and t in target or (mutual or either) and t in source and s in target)
            ]
            matched.update(fits)
            right, gold_count = right + bool(fits), gold_count + 1
            if a.show == "missed" and not fits:
                print(name, "/".join(source), "|".join(sorted(kinds)), "/".join(target), f"[{word}]")
        found_right, found_count = found_right + len(matched), found_count + len(told)
        if a.show == "wrong":
            for key in told.keys() - matched:
                (s, t), kind, _, r = told[key]
                print(name, s, kind, t, "||", " ".join(r["evidence"]["text"].split()))
    recall, precision = right / gold_count, found_right / found_count
    print(f"typed, by document: recall {right}/{gold_count} {recall:.3f}  precision {found_right}/{found_count} {precision:.3f}  "
          f"F1 {2 * precision * recall / (precision + recall):.3f}")


if __name__ == "__main__":
    main()
