#!/usr/bin/env python3
"""Fits the confidence of events, with the networks that read sentences and without (`--fast`): confidence.py PROGRAM CLUES SHARED WIRE… [--write] [--plot docs/confidence.svg]

PROGRAM is the demarche that extracts, CLUES the example `event_clues`, SHARED the folder of the annotated articles, WIRE… what
newswire.py reads, of whose articles training/pairs/held.jsonl has labels that the model of pairs has not learned from. An event of them is right when a gold edge has its two actors, its category and its side of actual. The model is logistic, with a ridge (Hoerl and Kennard 1970; weight in RIDGE), fitted by Newton's method: the same input gives the same weights.

PROGRAM and CLUES are of one build: `cargo build --bin demarche --example event_clues`. Prints the expected calibration
error (Guo et al. 2017, ten bins of equal width) and the Brier score: on the articles, of both kinds, with each left out in turn, and on the pairs of PLV, on which nothing is fitted but the weight of `silent`, on half of those it is about (they are
left out). --write writes data/confidence.toml. Needs numpy.
"""
import argparse, collections, json, pathlib, subprocess, sys, tempfile, tomllib

import numpy as np

from newswire import held, newswire

ROOT = pathlib.Path(__file__).parents[1]
RIDGE = 3.0
WIRES = {"reuters": 0.2, "tm": 0.4}  # weight of an event of the newswires; one of the dev articles has 1
SENTENCES = 0.3  # weight of an event of our own sentences, which are short and clear; one of the articles has 1
KINDS = "ACCUSE AGREE AID ASSAULT COERCE CONCEDE CONSULT COOPERATE MOBILIZE PROTEST REJECT REQUEST RETREAT SANCTION SUPPORT THREATEN".split()
STATUSES = "actual denied planned possible urged".split()


def run(command, path):
    out = subprocess.run([*command, str(path)], capture_output=True, text=True)
    return [json.loads(line) for line in out.stdout.splitlines()]


def values(clues):
    """What the model weighs, as `Clues::values` has it."""
    logs = {"distance", "length"}
    p = min(max(clues["probable"], 0.01), 0.99)
    known = {name: float(np.log1p(value)) if name in logs else float(value) for name, value in clues.items()}
    return known | {"probable": float(np.log(p / (1 - p)))}


def row(line, names):
    known = values(line["clues"])
    kind = [float(line["event"] == k) for k in KINDS]
    status = [float(line["status"] == s) for s in STATUSES]
    return [1.0, *(known[n] for n in names), *kind, *status]


def articles(program, clues, shared):
    """Of each event of the articles: its document, its line, whether it is right."""
    sys.path.append(str(shared / "eval"))
    import score_gold

    path = shared / "articles/dev.jsonl"
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        file.write("".join(json.dumps(line) + "\n" for line in run(program, path)))
        file.flush()
        found = score_gold.load(file.name)
    gold = score_gold.load(shared / "gold/dev.jsonl")
    for line in run(clues, path):
        ents, edges = gold[line["document"]]
        own = found[line["document"]][0]
        edge = dict(s=line["source"], t=line["target"], event=line["event"], status=line["status"], reciprocal=False)
        yield line["document"], line, any(score_gold.match(g, edge, ents, own, "strict") for g in edges)


def wire(program, clues, wires):
    """The same of the labelled sentences of the newswires, whose edges hold for what acts for their actors as well."""
    labels, (texts, dates) = held(), newswire(wires)
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        file.write("".join(json.dumps({"id": name, "text": texts[name], "date": dates[name]}) + "\n" for name in labels))
        file.flush()
        found, lines = run(program, file.name), run(clues, file.name)
    told, side = collections.defaultdict(list), {}
    for read in found:
        name = read["document"]["id"]
        side[name] = {e["id"]: e.get("country") or e["id"] for e in read["entities"]}
        mentions = [(m["start"], m["end"], side[name][e["id"]]) for e in read["entities"] for m in e["mentions"]]
        def named(span):
            cover = lambda m: (min(span[1], m[1]) - max(span[0], m[0]), m[1] - m[0])
            best = max(mentions, key=cover)
            return {m[2] for m in mentions if m[:2] == best[:2]} if cover(best)[0] > 0 else set()
        for source, target, sign, kinds, status, _ in labels[name].edges:
            told[name].append((named(source), named(target), sign, kinds.split("|"), status == "actual"))
    for line in lines:
        name, kind = line["document"], line["event"]
        s, t = side[name][line["source"]], side[name][line["target"]]
        if s == t or not labels[name].judges(line["start"]):
            continue
        def fits(source, target, sign, kinds, actual):
            either = sign == "<>" or kind in ("AGREE", "CONSULT", "COOPERATE")
            return kind in kinds and actual == (line["status"] == "actual") and (
                s in source and t in target or either and s in target and t in source)
        yield name, line, any(fits(*edge) for edge in told[name])


def sentences(program, clues):
    """The same of our own sentences; their edges name states for all that acts for them."""
    wanted = {}
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        for path in sorted((ROOT / "tests/sentences").glob("*.toml")):
            for number, case in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["case"]):
                name = f"{path.stem}:{number}"
                wanted[name] = [edge.split() for edge in case["edges"] + case.get("optional", [])]
                file.write(json.dumps({"id": name, "text": case["text"], "date": case.get("date")}) + "\n")
        file.flush()
        found, lines = run(program, file.name), run(clues, file.name)
    actors = {d["document"]["id"]: {e["id"]: {e["id"], e.get("country"), e.get("part_of")} for e in d["entities"]} for d in found}
    for line in lines:
        known = actors[line["document"]]
        named = lambda end, name: name in known[line[end]] or line[end].endswith("-" + name)
        way = lambda a, b: named("source", a) and named("target", b)
        fits = lambda s, events, t, status, *_: (
            line["event"] in events.split("|") and line["status"] == status and (way(s, t) or way(t, s)))
        yield line["document"], line, any(fits(*edge) for edge in wanted[line["document"]])


def pairs(program, clues, shared):
    """The same of the pairs of PLV: the first event between the two."""
    path = shared / "plv/dev.jsonl"
    root = lambda event: "YIELD" if event in ("CONCEDE", "RETREAT") else event
    gold = {record["id"]: record for record in map(json.loads, path.open(encoding="utf-8"))}
    lines = collections.defaultdict(list)
    for line in run(clues, path):
        lines[line["document"]].append(line)
    for found in run(program, path):
        record = gold[found["document"]["id"]]
        on = lambda role: {e["id"] for e in found["entities"] for m in e["mentions"] for x in record["mentions"]
                           if x["role"] == role and m["start"] < x["end"] and x["start"] < m["end"]}
        sources, targets = on("source"), on("target")
        for line in lines[record["id"]]:
            if line["source"] in sources and line["target"] in targets:
                yield record["id"], line, root(line["event"]) == root(record["event"])
                break


def fit(x, y, weight):
    """Weights of the logistic model; the first value, which is always 1, is not shrunk."""
    w = np.zeros(x.shape[1])
    ridge = RIDGE * np.eye(x.shape[1])
    ridge[0, 0] = 1e-6
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (weight * (p - y)) + ridge @ w
        step = np.linalg.solve((x * (weight * p * (1 - p))[:, None]).T @ x + ridge, gradient)
        w -= step
        if abs(step).max() < 1e-10:
            break
    return w


def bins(p, y):
    """Number, mean confidence and share of right ones of each tenth that is not empty."""
    place = np.minimum((p * 10).astype(int), 9)
    return [(int((place == k).sum()), p[place == k].mean(), y[place == k].mean()) for k in range(10) if (place == k).any()]


def told(name, p, y):
    tenths = bins(p, y)
    error = sum(n * abs(mean - right) for n, mean, right in tenths) / len(y)
    print(f"{name:28} {len(y):5} events, right {y.mean():.3f}, mean confidence {p.mean():.3f}, "
          f"expected calibration error {error:.3f}, Brier {((p - y) ** 2).mean():.3f}")
    for n, mean, right in tenths:
        print(f"    {mean:.2f}  right {right:.2f}  of {n}")
    return tenths


def table(title, names, w):
    """The weights as a table of the TOML file."""
    part = lambda keys, weights: "".join(f"{key} = {weight:.3f}\n" for key, weight in zip(keys, weights))
    n = len(names)
    return (f"[{title}]\n" + part(["start"], w[:1]) + f"\n[{title}.clues]\n" + part(names, w[1 : n + 1]) + f"\n[{title}.category]\n"
            + part(KINDS, w[n + 1 : n + 17]) + f"\n[{title}.status]\n" + part(STATUSES, w[n + 17 :]))


def write(tables):
    text = ("# Weights of the logistic models that say how sure an event is, by how it was found (src/events/confidence.rs): with the networks\n"
            "# that read sentences, and without. Fitted by training/confidence.py; do not edit by hand.\n\n" + "\n".join(tables))
    (ROOT / "data/confidence.toml").write_text(text, encoding="utf-8")


def plot(path, curves):
    """Share of right ones against confidence, as SVG."""
    at = lambda c, r: f"{40 + 300 * c:.1f},{330 - 300 * r:.1f}"
    out = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 370" font-family="sans-serif" font-size="11">',
           '<rect width="360" height="370" fill="#fff"/>',
           f'<polyline points="{at(0, 0)} {at(1, 1)}" stroke="#999" stroke-dasharray="4 3" fill="none"/>',
           '<path d="M40 30V330H340" stroke="#333" fill="none"/>']
    for k in range(0, 11, 2):
        out.append(f'<text x="{40 + 30 * k}" y="345" text-anchor="middle">{k / 10}</text>')
        out.append(f'<text x="34" y="{334 - 30 * k}" text-anchor="end">{k / 10}</text>')
    out.append('<text x="190" y="362" text-anchor="middle">confidence</text><text x="40" y="20">share of right events</text>')
    for k, (name, color, table) in enumerate(curves):
        points = " ".join(at(mean, right) for _, mean, right in table)
        out.append(f'<polyline points="{points}" stroke="{color}" fill="none" stroke-width="1.5"/>')
        for n, mean, right in table:
            x, y = at(mean, right).split(",")
            out.append(f'<circle cx="{x}" cy="{y}" r="{1.5 + n ** 0.5 / 5:.1f}" fill="{color}" fill-opacity="0.7"><title>{n} events</title></circle>')
        out.append(f'<circle cx="56" cy="{46 + 16 * k}" r="4" fill="{color}"/><text x="66" y="{50 + 16 * k}">{name}</text>')
    pathlib.Path(path).write_text("\n".join([*out, "</svg>\n"]), encoding="utf-8")


def fitted(program, clues, shared, wires):
    """The names of the clues, their weights, and the curves for the plot."""
    sets = [[*articles(program, clues, shared), *wire(program, clues, wires)], list(sentences(program, clues)), list(pairs(program, clues, shared))]
    names = sorted(sets[0][0][1]["clues"])
    x, y = map(list, zip(*[(np.array([row(line, names) for _, line, _ in s]), np.array([float(right) for *_, right in s])) for s in sets]))
    documents = np.array([document for document, *_ in sets[0]])
    origin = np.array([document.split(":")[0] if document.startswith(tuple(f"{name}:" for name in WIRES)) else "dev" for document in documents])
    weight = [np.array([WIRES.get(name, 1.0) for name in origin]), np.full(len(y[1]), SENTENCES)]
    sure = lambda w, x: 1 / (1 + np.exp(-x @ w))
    left_out = np.zeros(len(y[0]))
    for document in sorted(set(documents)):
        rest = documents != document
        w = fit(np.vstack([x[0][rest], x[1]]), np.hstack([y[0][rest], y[1]]), np.hstack([weight[0][rest], weight[1]]))
        left_out[~rest] = sure(w, x[0][~rest])
    w = fit(np.vstack(x[:2]), np.hstack(y[:2]), np.hstack(weight))
    # only where the caller gives the actors does an event rest on them alone: that weight comes from half of PLV
    silent = 1 + names.index("silent")
    alone = (x[2][:, silent] > 0) & (np.arange(len(x[2])) % 2 == 0)
    for _ in range(50):
        p = sure(w, x[2][alone])
        w[silent] += ((y[2][alone] - p).sum() - w[silent] * RIDGE) / ((p * (1 - p)).sum() + RIDGE)
    x[2], y[2] = x[2][~alone], y[2][~alone]
    curves = [("articles, each left out in turn", "#0072b2", told("articles, left out in turn", left_out, y[0])),
              ("PLV pairs, never fitted", "#d55e00", told("PLV, never fitted", sure(w, x[2]), y[2]))]
    told("articles, as fitted", sure(w, x[0]), y[0])
    for name in dict.fromkeys(origin):
        told(f"{name}, left out in turn", left_out[origin == name], y[0][origin == name])
    return names, w, curves


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("program")
    ap.add_argument("clues")
    ap.add_argument("shared", type=pathlib.Path)
    ap.add_argument("wires", type=pathlib.Path, nargs="+")
    ap.add_argument("--write", action="store_true")
    ap.add_argument("--plot")
    a = ap.parse_args()
    tables = []
    for title, way in ("read", []), ("fast", ["--fast"]):
        print(f"== {title}")
        names, w, curves = fitted([a.program, "extract", *way], [a.clues, *way], a.shared, a.wires)
        tables.append(table(title, names, w))
        if a.plot and not way:
            plot(a.plot, curves)
    if a.write:
        write(tables)


if __name__ == "__main__":
    main()
