#!/usr/bin/env python3
"""Are the actors of the gold graphs found, each as one node?

    gold_nodes.py GOLD.jsonl PREDICTED.jsonl [--show]

Asked: entities of type country, organization, person and armed_group that take part in a core edge. Found: some node of ours
shares a name with it (leading articles and final possessives apart). One: only one node bears its names. Splinters: nodes
of these types that share a name with a gold entity for which another node with more mentions stands already.
"""
import json, re, sys

KINDS = ("country", "organization", "person", "armed_group")


def norm(name):
    name = re.sub(r"[’‘`]", "'", name.lower().strip())
    name = re.sub(r"('s|')$", "", re.sub(r"^(the|a|an) ", "", name))
    return re.sub(r"[\s\-.]+", " ", name).strip()


def main():
    pred = {}
    for line in open(sys.argv[2], encoding="utf-8"):
        p = json.loads(line)
        pred[p["document"]["id"]] = p
    show = "--show" in sys.argv
    asked = found = one = nodes = splinters = 0
    for line in open(sys.argv[1], encoding="utf-8"):
        g = json.loads(line)
        p = pred.get(g["doc"], {"entities": []})
        ours = []
        for e in p["entities"]:
            names = {norm(e["name"])} | {norm(m["text"]) for m in e["mentions"] if m["kind"] != "pronoun"}
            ours.append((e, {n for n in names if n}))
        core = {x for e in g["edges"] if e["tier"] == "core" for x in (e["s"], e["t"])}
        taken = {}
        for e in g["entities"]:
            own = {norm(e["name"])} | {norm(a) for a in e["aliases"]}
            hits = [(o, names) for o, names in ours if names & own or o["type"] == e["type"] == "country" and o["id"] == e["id"]]
            # a country is not its name inside the name of another
            best = sorted(hits, key=lambda h: (-len(h[1] & own), -len(h[0]["mentions"])))
            for o, names in best[1:]:
                proper = [n for n in names & own if n == norm(e["name"]) or len(names & own) * 2 >= len(names)]
                if proper and o["id"] not in taken:
                    taken[o["id"]] = (e["name"], o["name"])
            if e["id"] in core and e["type"] in KINDS:
                asked += 1
                found += bool(hits)
                one += len(hits) == 1 or bool(hits) and not any(h[0]["type"] == best[0][0]["type"] for h in best[1:])
                if show and not hits:
                    print("missed", g["doc"], e["type"], e["name"], e["aliases"])
                elif show and len(hits) > 1:
                    print("several", g["doc"], e["name"], [(o["id"], sorted(n & own)) for o, n in hits])
        nodes += sum(o["type"] in KINDS for o, _ in ours)
        mains = set()
        for e in g["entities"]:
            own = {norm(e["name"])} | {norm(a) for a in e["aliases"]}
            hits = [(o, n) for o, n in ours if n & own]
            if hits:
                mains.add(max(hits, key=lambda h: (len(h[1] & own), len(h[0]["mentions"])))[0]["id"])
        bad = [v for k, v in taken.items() if k not in mains]
        splinters += len(bad)
        if show:
            for v in bad:
                print("splinter", g["doc"], v)
    print(f"asked {asked}  found {found / max(1, asked):.3f}  as one node {one / max(1, asked):.3f}   nodes {nodes}  splinters {splinters / max(1, nodes):.3f}")


main()
