#!/usr/bin/env python3
"""Trains the model of pairs: pairs.py FEATURES SHARED NEWS WIRE… --out OUT.bin [--folds N]

FEATURES is the example `pair_features`, SHARED the folder with treebanks/ and plv/, NEWS the file lee_background.cor of
the PyPI package gensim 4.4.0 (300 articles), WIRE… what newswire.py reads. It learns from the annotations (pair_data.py). The
same input gives the same bytes.

The model: a row of WIDTH numbers for each feature seen LEAST times, summed, rectified, one layer to the 16 categories,
each a sigmoid of its own (an actor can accuse and threaten another in one sentence). Adam, for the
rows the sparse one, dropout, one cycle of the rate.
--folds N prints instead how good it is on documents left out, beside the rules alone. Needs torch and numpy.
"""
import argparse, collections, pathlib, random, struct

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from pair_data import KINDS, add_sources, annotated

WIDTH, LEAST, EPOCHS, RATE, BATCH = 64, 3, 7, 2e-3, 256
KEPT = 5  # rows of features seen less often are not written
DOUBTED = 0.15  # in measuring: what the rules found and the model finds less probable does not count

# `told`: the categories told, each with those as right as it
Example = collections.namedtuple("Example", "part document features told rules")


def examples(sentences):
    for sentence in sentences:
        for pair in sentence.pairs:
            yield Example(sentence.part, sentence.document, pair.features, pair.told, pair.rules)


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
    wanted = torch.tensor([[float(any(k in told for told in e.told)) for k in KINDS] for e in data])
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
        hit = sum(bool(kinds & set(told)) for told in example.told)
        right, missed = right + hit, missed + len(example.told) - hit
        wrong += len(kinds - {k for told in example.told for k in told})
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
        print(f"{part}: {len(group)} ordered pairs, {sum(bool(e.told) for e in group)} with an event; precision, recall, F1")
        print("  rules", measured(group, [e.rules for e in group]))
        for least in (0.2, 0.3, 0.4, 0.5, 0.6):
            best = [{KINDS[p[i].argmax()]} if p[i].max() >= least else set() for i in ids]
            both = [{k for k in e.rules if p[i][KINDS.index(k)] >= DOUBTED} or kinds for e, i, kinds in zip(group, ids, best)]
            print(f"  from {least}: model {measured(group, best)}, rules from {DOUBTED}, else model {measured(group, both)}")
    top, right = p.max(1), np.array([any(KINDS[k] in told for told in e.told) for e, k in zip(data, p.argmax(1))])
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
    add_sources(ap)
    ap.add_argument("--out")
    ap.add_argument("--folds", type=int)
    ap.add_argument("--threads", type=int, default=1)
    a = ap.parse_args()
    if not a.out and not a.folds:
        ap.error("--out FILE says where to write the model, --folds N only measures")
    torch.set_num_threads(a.threads)
    torch.use_deterministic_algorithms(True)
    data = list(examples(annotated(a.program, a.shared, a.news, a.wires)))
    if a.folds:
        left_out(data, a.folds)
        return
    model, numbers = train(data)
    write(a.out, model, numbers, collections.Counter(f for example in data for f in example.features))
    print(f"{len(data)} pairs, {len(numbers)} features seen {LEAST} times, {pathlib.Path(a.out).stat().st_size} bytes")


if __name__ == "__main__":
    main()
