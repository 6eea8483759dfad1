#!/usr/bin/env python3
"""Trains the reader of names: name_reader.py SHARED READER.pt --encoder DIR --weights OUT.pt [--out OUT.bin] [--check FILE.iob2] [--layers N] [--epochs N] [--threads N]

The first layers of the pair reader (READER.pt, the weights that pair_reader.py saved), over the same embeddings, are fitted to names of
persons, places and organizations: GUM's entities with a proper noun as head, Wikigold, and the names that were marked in EWT's training half
(names/ewt.jsonl: sentence, then first and last character and sort of each name). Each piece gets one of nine labels: outside, or first or later
piece of a person, place, organization or anything else. --check scores names of a file of Universal NER by words. --out writes the weights as
src/actors/name_reader.rs reads them. Two cores: two minutes an epoch.
"""
import argparse, collections, json, pathlib, random, re, struct, time

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from pair_reader import PairReader, Reader, batches
from pairs import checksum
from reader_bytes import embeddings_of, layers_of, linear, vocabulary, write_file
from teacher import bucket

SORTS = ["PER", "LOC", "ORG", "MISC"]
OUTSIDE, UNSURE = 0, 9  # unsure: outside or anything else, the marks do not say
GUM = {"person": "PER", "organization": "ORG", "place": "LOC", **dict.fromkeys(["event", "object", "abstract", "animal", "plant", "substance", "time"], "MISC")}
OWN_LINKS = {"-", "the", "al", "de", "van", "von"}  # inside a person's name
LINKS = OWN_LINKS | {"of", "for", "and", "&", "'s"}
TITLES = set(
    "president prime minister king queen prince princess emperor pope saint sir lord lady dr. dr mr. mr mrs. mrs ms. ms miss professor prof. judge general gen. colonel "
    "captain senator sen. governor mayor secretary chancellor ambassador bishop archbishop father sister brother detective sheriff coach".split()
)
SIZE = 3072  # pieces of a batch
RATE, RATE_ABOVE = 2e-4, 1e-3

# a text, its names as (first, behind the last, sort), and where capitals may be names of other things that nobody marked
Example = collections.namedtuple("Example", "text names unsure")

# numbers, cases and labels of its pieces with those at the ends; where the pieces stand
Read = collections.namedtuple("Read", "pieces cases labels spans")


def conllu(path):
    for block in open(path, encoding="utf-8").read().split("\n\n"):
        lines = block.split("\n")
        words = [l.split("\t") for l in lines if l and l[0] != "#"]
        words = [w for w in words if w[0].isdigit()]
        text = next((l[9:] for l in lines if l.startswith("# text = ")), None)
        if words and text:
            number = next(l[12:] for l in lines if l.startswith("# sent_id = "))
            spans, at = [], 0
            for w in words:
                found = text.find(w[1], at)
                start = found if found >= 0 else at
                at = min(len(text), start + len(w[1]))
                spans.append((start, at))
            yield number, text, words, spans


def name_run(words, first, last, links):
    """The words of GUM's entity that are its name: the proper nouns around its head, and what links them."""
    proper = lambda i: words[i][4] in ("NNP", "NNPS")
    head = next((i for i in range(first, last + 1) if not first <= int(words[i][6]) - 1 <= last), None)
    if head is None or not proper(head):
        return None
    inner = lambda i: proper(i) or words[i][1] in links
    start, end = head, head + 1
    while start > first and inner(start - 1):
        start -= 1
    while end <= last and inner(end):
        end += 1
    while not proper(start):
        start += 1
    while not proper(end - 1):
        end -= 1
    return start, end


def gum(path):
    for _, text, words, spans in conllu(path):
        opened, names = collections.defaultdict(list), []
        for i, word in enumerate(words):
            cell = next((part[7:] for part in word[9].split("|") if part.startswith("Entity=")), "")
            for opens, inside, closes in re.findall(r"(\(?)([^()]+)(\)?)", cell):
                fields = inside.split("-")
                stack = opened[fields[0].split("[")[0]]
                if opens:
                    stack.append((i, fields[1] if len(fields) > 1 else ""))
                if closes and stack:
                    first, kind = stack.pop()
                    run = name_run(words, first, i, OWN_LINKS if kind == "person" else LINKS) if kind in GUM else None
                    if run:
                        names.append((*run, GUM[kind]))
        # what is a name in the trees but in none of these nobody has marked
        proper = {i for i, word in enumerate(words) if word[4] in ("NNP", "NNPS")}
        taken, out = set(), []
        for a, b, sort in sorted(names, key=lambda n: (n[0], -n[1])):
            if taken & set(range(a, b)):
                continue
            taken |= set(range(a, b))
            while sort == "PER" and b - a > 1 and words[a][1].lower() in TITLES:
                a += 1
            out.append((spans[a][0], spans[b - 1][1], sort))
        yield Example(text, out, [spans[i] for i in proper - taken])


def wikigold(path):
    for block in open(path, encoding="utf-8").read().split("\n\n"):
        rows = [l.rsplit(" ", 1) for l in block.split("\n") if " " in l and not l.startswith("-DOCSTART-")]
        text, names, last = "", [], "O"
        for form, label in rows:
            start = len(text)
            text += form + " "
            sort = label[2:]
            if sort and last == sort:
                names[-1] = (names[-1][0], start + len(form), sort)
            elif sort:
                names.append((start, start + len(form), sort))
            last = sort
        if rows:
            yield Example(text[:-1], names, [])


def ewt(path, marks):
    marked = {mark["sentence"]: mark["names"] for mark in map(json.loads, open(marks, encoding="utf-8"))}
    for number, text, words, spans in conllu(path):
        proper = any(w[3] == "PROPN" for w in words)
        if number not in marked and proper:
            continue
        names = [tuple(name) for name in marked.get(number, [])]
        capital = lambda i: words[i][3] == "PROPN" or i > 0 and words[i][1][:1].isupper()
        yield Example(text, names, [spans[i] for i in range(len(words)) if capital(i)])


def careless(example, rng):
    """Now and then in small letters, in capitals, or with other names."""
    chance = rng.random()
    if chance < 0.08:
        text = example.text.lower()
    elif chance < 0.12:
        text = example.text.upper()
    else:
        return example
    return example._replace(text=text) if len(text) == len(example.text) else example


def renamed(example, pool, rng):
    """Its names replaced by others of their sort (Dai and Adel 2020)."""
    text, names, at, moved = "", [], 0, []
    for a, b, sort in example.names:
        text += example.text[at:a]
        moved.append((a, len(text) - a))
        start = len(text)
        text += rng.choice(pool[sort])
        names.append((start, len(text), sort))
        at = b
        moved.append((b, len(text) - b))
    shift = lambda x: x + next((by for since, by in reversed(moved) if since <= x), 0)
    free = [(a, b) for a, b in example.unsure if not any(x < b and a < y for x, y, _ in example.names)]
    return Example(text + example.text[at:], names, [(shift(a), shift(b)) for a, b in free])


def read(reader, example):
    pieces, spans, cases = reader.pieces(example.text)
    labels = []
    for start, end in spans:
        label = UNSURE if any(x < end and start < y for x, y in example.unsure) else OUTSIDE
        for x, y, sort in example.names:
            if x < end and start < y:
                label = 1 + 2 * SORTS.index(sort) + (start > x)
        labels.append(label)
    return Read([reader.first, *pieces, reader.last], [0, *cases, 0], [-1, *labels, -1], spans)


class NameReader(nn.Module):
    def __init__(self, pairs, count):
        super().__init__()
        self.pairs = [pairs]  # not trained, so no part of this
        self.layers = nn.ModuleList(pairs.encoder.encoder.layer[:count])
        self.drop = nn.Dropout(0.1)
        self.out = nn.Linear(pairs.encoder.config.hidden_size, 1 + 2 * len(SORTS))

    def forward(self, pieces, cases, mask):
        pairs = self.pairs[0]
        embeddings = pairs.encoder.embeddings
        with torch.no_grad():
            e = embeddings.word_embeddings(pieces) + pairs.case(cases) + pairs.kind.weight[0]
            x = embeddings(inputs_embeds=e)
        away = (1 - mask[:, None, None, :].float()) * -1e4
        with torch.autocast("cpu", dtype=torch.bfloat16):
            for layer in self.layers:
                x = layer(x, away)
                x = x[0] if isinstance(x, tuple) else x
            return self.out(self.drop(x)).float()


def batch(group):
    width = bucket(max(len(r[0]) for r in group))
    out = [np.full((len(group), width), fill, np.int64) for fill in (0, 0, -1, 0)]
    for i, r in enumerate(group):
        for array, values in zip(out, (*r[:3], [1] * len(r[0]))):
            array[i, : len(r[0])] = values
    return [torch.from_numpy(x) for x in out]


def loss_of(logits, labels):
    sure = F.cross_entropy(logits.flatten(0, 1), torch.where(labels == UNSURE, -1, labels).flatten(), ignore_index=-1, reduction="sum", label_smoothing=0.02)
    p = logits.log_softmax(-1)
    either = torch.logsumexp(p[..., [0, 7, 8]], -1)
    return (sure - (either * (labels == UNSURE)).sum()) / max(1, int((labels >= 0).sum()))


def best(scores):
    """The best sequence of labels: a later word follows a first or later one of its sort (Viterbi)."""
    allowed = lambda a, b: b == 0 or b % 2 == 1 or a == b or a + 1 == b and a % 2 == 1
    step = np.array([[0 if allowed(a, b) else -1e4 for b in range(9)] for a in range(9)])
    total, back = np.full(9, -1e4), []
    total[0] = 0
    for row in scores:
        way = total[:, None] + step
        back.append(way.argmax(0))
        total = way.max(0) + row
    labels, at = [], int(total.argmax())
    for way in reversed(back):
        labels.append(at)
        at = int(way[at])
    return labels[::-1]


def iob2(path):
    """Sentences of Universal NER: the text, its words, the names as words."""
    for block in open(path, encoding="utf-8").read().split("\n\n"):
        lines = block.split("\n")
        text = next((l[9:] for l in lines if l.startswith("# text = ")), None)
        rows = [l.split("\t") for l in lines if l and l[0] != "#"]
        if not text or not rows:
            continue
        spans, names, at = [], [], 0
        for i, row in enumerate(rows):
            start = max(at, text.find(row[1], at))
            at = start + len(row[1])
            spans.append((start, at))
            if row[2].startswith("B-"):
                names.append([i, i + 1, row[2][2:]])
            elif row[2].startswith("I-"):
                names[-1][1] = i + 1
        yield text, spans, {tuple(n) for n in names}


def check(model, reader, path):
    model.eval()
    right = found = wanted = 0
    by = collections.Counter()
    with torch.no_grad():
        for text, spans, names in iob2(path):
            r = read(reader, Example(text, [], []))
            logits = model(*[x for k, x in enumerate(batch([r])) if k != 2])[0].log_softmax(-1).numpy()[1:]
            rows = []
            for a, b in spans:
                at = next((k for k, (x, y) in enumerate(r.spans) if x < b and a < y), None)
                rows.append(logits[at] if at is not None else np.array([0.0] + [-20.0] * 8))
            told, labels = set(), best(rows)
            for i, label in enumerate(labels):
                if label % 2 == 1:
                    end = i + 1
                    while end < len(labels) and labels[end] == label + 1:
                        end += 1
                    if SORTS[label // 2] != "MISC":
                        told.add((i, end, SORTS[label // 2]))
            right, found, wanted = right + len(told & names), found + len(told), wanted + len(names)
    p, r = right / max(1, found), right / max(1, wanted)
    return f"precision {p:.3f} recall {r:.3f} F1 {2 * p * r / max(1e-9, p + r):.3f}"


def train(model, reader, sets, epochs, checked):
    rng = random.Random(1)
    pool = collections.defaultdict(list)
    for example in (e for part in sets.values() for e in part):
        for a, b, sort in example.names:
            pool[sort].append(example.text[a:b])
    optimizer = torch.optim.AdamW(
        [dict(params=model.layers.parameters(), lr=RATE), dict(params=model.out.parameters(), lr=RATE_ABOVE)], weight_decay=0.01
    )
    rate, done = None, 0
    for epoch in range(epochs):
        now = []
        for example in (e for part in sets.values() for e in part):
            if not example.names and rng.random() < 0.3:
                continue
            if example.names and rng.random() < 0.3:
                example = renamed(example, pool, rng)
            now.append(read(reader, careless(example, rng)))
        order = batches(now, rng, SIZE)
        if rate is None:
            steps = int(epochs * len(order) * 1.05) + 10
            rate = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=[RATE, RATE_ABOVE], total_steps=steps, pct_start=0.1, cycle_momentum=False)
        model.train()
        total, start = 0.0, time.time()
        for ids in order:
            pieces, cases, labels, mask = batch([now[i] for i in ids])
            loss = loss_of(model(pieces, cases, mask), labels)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            rate.step()
            optimizer.zero_grad(set_to_none=True)
            total += loss.item()
        print(f"epoch {epoch}: {len(now)} sentences, loss {total / len(order):.4f}, {time.time() - start:.0f} s;", check(model, reader, checked) if checked else "", flush=True)


def write(path, model, embeddings):
    encoder = model.pairs[0].encoder
    body = struct.pack("<III", checksum(embeddings), encoder.config.num_attention_heads, len(model.layers)) + layers_of(model.layers)
    body += linear(model.out.weight, model.out.bias)
    write_file(path, b"DMNR", 1, body)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("shared", type=pathlib.Path)
    ap.add_argument("reader")
    ap.add_argument("--encoder", required=True)
    ap.add_argument("--weights", required=True)
    ap.add_argument("--out")
    ap.add_argument("--check")
    ap.add_argument("--layers", type=int, default=3)
    ap.add_argument("--epochs", type=int, default=5)
    ap.add_argument("--threads", type=int, default=2)
    a = ap.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(1)
    pairs, reader = PairReader(a.encoder), Reader(a.encoder)
    pairs.load_state_dict(torch.load(a.reader))
    pairs.eval()
    model = NameReader(pairs, a.layers)
    if a.epochs:
        marks = pathlib.Path(__file__).parent / "names" / "ewt.jsonl"
        trees = a.shared / "treebanks"
        sets = {
            "GUM": list(gum(trees / "en_gum-train.conllu")),
            "Wikigold": list(wikigold(a.shared / "ner" / "wikigold.conll")),
            "EWT": list(ewt(trees / "en_ewt-train.conllu", marks)),
        }
        print({name: (len(part), sum(len(e.names) for e in part)) for name, part in sets.items()}, flush=True)
        train(model, reader, sets, a.epochs, a.check)
        torch.save(model.state_dict(), a.weights)
    else:
        model.load_state_dict(torch.load(a.weights))
        if a.check:
            print(check(model, reader, a.check))
    if a.out:
        write(a.out, model, embeddings_of(pairs, vocabulary(a.encoder)))


if __name__ == "__main__":
    main()
