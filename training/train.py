"""Trains tagger and parser: train.py OUT.pt --vectors VEC.npz --train A.conllu B.conllu --dev C.conllu D.conllu

A word is the sum of hashed embeddings (form, shape, prefixes, suffixes) beside two fixed vectors; four layers of
bidirectional simple recurrent units (Lei et al. 2018) make it contextual; linear heads tag it, a biaffine one
(Dozat and Manning 2017) scores its heads and a small network its relation. README.md has the commands.
"""
import argparse
import math
import random
import time

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

import words as W

UPOS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()
XPOS = "NN IN DT NNP JJ PRP . RB , NNS VB CC VBP VBD VBZ CD VBN VBG TO MD PRP$ UH : -RRB- -LRB- WDT WRB WP HYPH RP `` '' POS NNPS JJR JJS EX RBR SYM NFP FW ADD GW $ PDT RBS LS AFX WP$ _".split()
DEPREL = "punct case det nsubj root advmod amod obj obl conj nmod compound cc mark aux cop advcl nmod:poss xcomp acl:relcl flat ccomp parataxis acl aux:pass nummod appos nsubj:pass discourse obl:unmarked nmod:unmarked compound:prt expl fixed iobj list obl:agent reparandum dep nmod:desc csubj nsubj:outer advcl:relcl det:predet vocative goeswith cc:preconj orphan dislocated csubj:pass csubj:outer".split()
REACH = 32
PRESENT = {}  # of a verb in the past, in lower case: its present, for one and for several


def third(lemma):
    """The third person of a verb."""
    if lemma.endswith(("s", "x", "z", "ch", "sh", "o")):
        return lemma + "es"
    return lemma[:-1] + "ies" if lemma[-1:] == "y" and lemma[-2:-1] not in "aeou" else lemma + "s"


def read(path):
    out, sent = [], []
    for line in open(path, encoding="utf-8"):
        c = line.rstrip("\n").split("\t")
        if len(c) == 10 and c[0].isdigit():
            if c[4] == "VBD":
                PRESENT[c[1].lower()] = (third(c[2]), c[2])
            sent.append((c[1], UPOS.index(c[3]), XPOS.index(c[4]) if c[4] in XPOS else 49, int(c[6]), DEPREL.index(c[7]) if c[7] in DEPREL else DEPREL.index("dep")))
        elif not line.strip() and sent:
            out.append(sent)
            sent = []
    return out


def noise(sent, rng):
    """A sentence as headlines and careless writers have it."""
    forms = [w[0] for w in sent]
    n = len(forms)
    kind = rng.random()
    if kind < 0.03:
        forms = [f.upper() for f in forms]
    elif kind < 0.08:
        forms = [f[:1].upper() + f[1:] if w[1] not in (1, 4, 5) or i == 0 else f for i, (f, w) in enumerate(zip(forms, sent))]
    elif kind < 0.10:
        forms = [f.lower() for f in forms]
    elif kind < 0.13:
        forms[0] = forms[0].lower() if sent[0][1] != 11 else forms[0]
    elif kind < 0.15:
        forms[0] = forms[0].upper()
    if rng.random() < 0.2:
        dash = rng.choice(["–", "—", "--", "-"])
        forms = [dash if f in ("–", "—", "--") else f for f in forms]
    last = sent[-1]
    if n > 3 and last[1] == 12 and rng.random() < 0.06 and not any(w[3] == n for w in sent):
        n -= 1
    return [(f,) + w[1:] for f, w in zip(forms[:n], sent)]


CITIES = "Moscow Kyiv Washington London Paris Berlin Beijing Tokyo Seoul Delhi Ankara Tehran Baghdad Jerusalem Gaza Cairo Beirut Damascus Riyadh Nairobi Lagos Khartoum Tripoli Caracas Bogota Havana Geneva Brussels Vienna Warsaw Minsk Kabul Islamabad Manila Taipei Aden".split()
AGENCIES = "Reuters AP AFP UPI TASS Xinhua DPA CNN BBC".split()
MONTHS = "January February March April May June July August September October November December Jan. Feb. Aug. Sept. Oct. Nov. Dec.".split()


def tag(form, upos, xpos, head, rel):
    return (form, UPOS.index(upos), XPOS.index(xpos), head, DEPREL.index(rel))


def dateline(sent, rng):
    """Puts a city before the sentence, with or without date and agency: "MOSCOW, March 3 (Reuters) - "."""
    city = rng.choice(CITIES)
    out = [tag(city.upper() if rng.random() < 0.7 else city, "PROPN", "NNP", 0, "parataxis")]
    if rng.random() < 0.4:
        out += [tag(",", "PUNCT", ",", 1, "punct"), tag(rng.choice(MONTHS), "PROPN", "NNP", 1, "nmod:unmarked")]
        out += [tag(str(rng.randint(1, 31)), "NUM", "CD", len(out), "nummod")]
    if rng.random() < 0.6:
        k = len(out) + 2
        out += [tag("(", "PUNCT", "-LRB-", k, "punct"), tag(rng.choice(AGENCIES), "PROPN", "NNP", 1, "list"), tag(")", "PUNCT", "-RRB-", k, "punct")]
    out.append(tag(rng.choice(["-", "--", "–", "—"]), "PUNCT", ":", 1, "punct"))
    root = len(out) + 1 + next(i for i, w in enumerate(sent) if w[3] == 0)
    out[0] = out[0][:3] + (root, out[0][4])
    return out + [w[:3] + (w[3] + len(out) if w[3] else 0, w[4]) for w in sent]


def terse(sent, rng):
    """The words of a sentence as a headline has them: the present for the past, "to" for "will", commas for "and"."""
    out, is_tag = list(sent), lambda w, upos, xpos: UPOS[w[1]] == upos and XPOS[w[2]] == xpos
    root = next(i for i, w in enumerate(sent) if w[3] == 0)
    subjects = [i for i, w in enumerate(sent) if w[3] == root + 1 and DEPREL[w[4]] == "nsubj"]
    several = any(XPOS[sent[i][2]] in ("NNS", "NNPS") or sent[i][0].lower() in ("we", "they", "i", "you") or any(w[3] == i + 1 and DEPREL[w[4]] == "conj" for w in sent) for i in subjects)
    commas = rng.random() < 0.4
    for i, w in enumerate(sent):
        if is_tag(w, "VERB", "VBD") and (i == root or w[3] == root + 1 and DEPREL[w[4]] == "conj") and w[0].lower() in PRESENT:
            out[i] = tag(PRESENT[w[0].lower()][several], "VERB", "VBP" if several else "VBZ", 0, "root")[:3] + w[3:]
        elif is_tag(w, "AUX", "MD") and w[0].lower() in ("will", "would") and w[3] == root + 1:
            out[i] = tag("to", "PART", "TO", w[3], "mark")
        elif commas and w[0] == "and" and is_tag(w, "CCONJ", "CC") and w[3] == i + 2 and UPOS[sent[i + 1][1]] in ("NOUN", "PROPN"):
            out[i] = tag(",", "PUNCT", ",", w[3], "punct")
    return out


def headline(sent, rng, short):
    """Leaves out articles, passive auxiliaries and the full stop; capitals in one of three ways."""
    sent = terse(sent, rng) if short else sent
    parents = {w[3] for w in sent}
    drop = [i + 1 not in parents and (DEPREL[w[4]] == "det" and w[0].lower() in ("a", "an", "the") or DEPREL[w[4]] == "aux:pass" or i + 1 == len(sent) and w[0] == ".") for i, w in enumerate(sent)]
    at = np.cumsum([0] + [not d for d in drop])
    kept = [w[:3] + (int(at[w[3]]), w[4]) for w, d in zip(sent, drop) if not d]
    if not short and kept[0][0] == sent[0][0] and len(kept) == len(sent):
        return sent
    kind = rng.random()
    if kind < 0.3:
        kept = [(w[0].upper(),) + w[1:] for w in kept]
    elif kind < 0.7:
        kept = [(w[0][:1].upper() + w[0][1:] if w[1] not in (1, 4, 5) else w[0],) + w[1:] for w in kept]
    return [(kept[0][0][:1].upper() + kept[0][0][1:],) + kept[0][1:]] + kept[1:]


def news(sent, rng, short):
    """A sentence as news has it, once in a while."""
    kind = rng.random()
    if kind < 0.02 and len(sent) > 5 and UPOS[next(w[1] for w in sent if w[3] == 0)] == "VERB":
        return dateline(sent, rng)
    if kind > (0.93 if short else 0.96) and 3 < len(sent) <= (30 if short else 1000):
        return headline(sent, rng, short)
    return noise(sent, rng)


class Vectors:
    def __init__(self, path):
        z = np.load(path)
        self.index = {w: i + 1 for i, w in enumerate(z["words"].tolist())}
        self.glove = np.vstack([np.zeros((1, 50), np.float32), z["glove"]])
        self.rows = np.concatenate([[0], z["rows"] + 1])
        self.explosion = np.vstack([np.zeros((1, 64), np.float32), z["explosion"]])
        # as the model file has them: one byte a number
        self.glove_scale, self.explosion_scale = 4.0 / 127, 5.0 / 127
        self.glove = np.clip(np.round(self.glove / self.glove_scale), -127, 127).astype(np.int8)
        self.explosion = np.clip(np.round(self.explosion / self.explosion_scale), -127, 127).astype(np.int8)
        self.cache = {}

    def look(self, form):
        """Rows of the hashed tables, row of the vectors, frequency class."""
        got = self.cache.get(form)
        if got is None:
            got = self.cache[form] = (W.rows(form), self.index.get(W.normal(form), 0))
        return got


class Sru(nn.Module):
    """Bidirectional; no matrix inside the recurrence."""

    def __init__(self, d, h):
        super().__init__()
        self.h = h
        self.norm = nn.LayerNorm(d)
        self.proj = nn.Linear(d, 6 * h)
        self.peep = nn.Parameter(torch.zeros(2, h))
        with torch.no_grad():
            b = self.proj.bias.view(2, 3, h)
            b.zero_()
            b[:, 1] = torch.linspace(-1.0, 2.0, h)  # short and long memories
        self.skip = None

    def forward(self, x, mask, drop):
        n, t, _ = x.shape
        u = self.proj(drop(self.norm(x))).float().view(n, t, 2, 3, self.h)
        z, f, r = u.unbind(3)  # n, t, 2, h
        turn = lambda y: torch.stack([y[:, :, 0], y[:, :, 1].flip(1)], 2).transpose(0, 1).contiguous()  # t, n, 2, h
        m = torch.stack([mask, mask.flip(1)], -1).transpose(0, 1).unsqueeze(-1).float()
        c = Scan.apply(turn(z), turn(f), self.peep, m).transpose(0, 1)
        c = torch.cat([c[:, :, 0], c[:, :, 1].flip(1)], -1)
        r = torch.sigmoid(r.reshape(n, t, -1))
        return r * c + (1 - r) * x


class Scan(torch.autograd.Function):
    """c[t] = g c[t-1] + (1 - g) z[t], g = sigmoid(f[t] + peep c[t-1]); all time-major, with its own gradient."""

    @staticmethod
    def forward(ctx, z, f, peep, m):
        cs, gs = torch.empty_like(z), torch.empty_like(z)
        c = torch.zeros_like(z[0])
        for t in range(z.shape[0]):
            g = torch.addcmul(f[t], peep, c).sigmoid_()
            gs[t] = g
            c = torch.lerp(z[t], c, g).mul_(m[t])
            cs[t] = c
        ctx.save_for_backward(z, peep, m, cs, gs)
        return cs

    @staticmethod
    def backward(ctx, grad):
        z, peep, m, cs, gs = ctx.saved_tensors
        grad = grad.contiguous()
        before = torch.cat([torch.zeros_like(cs[:1]), cs[:-1]])
        slope = (before - z) * gs * (1 - gs) * m  # of c[t] by the gate's input
        stay = gs * m + slope * peep  # of c[t] by c[t-1]
        dc = torch.empty_like(grad)
        d = torch.zeros_like(grad[0])
        for t in range(z.shape[0] - 1, -1, -1):
            d = d.add_(grad[t])
            dc[t] = d
            d = d * stay[t]
        df = dc * slope
        dz = dc * (1 - gs) * m
        return dz, df, (df * before).sum((0, 1)), None


class Net(nn.Module):
    def __init__(self, d=192, layers=4, hashed=96, arc=96, lab=128):
        super().__init__()
        self.sizes = dict(d=d, layers=layers, hashed=hashed, arc=arc, lab=lab)
        self.tables = nn.ModuleList(nn.Embedding(rows, hashed, sparse=True) for _, rows in W.TABLES)
        for t in self.tables:
            nn.init.normal_(t.weight, std=0.1)
        self.enter = nn.Linear(hashed + 114, d)
        self.layers = nn.ModuleList(Sru(d, d // 2) for _ in range(layers))
        self.last = nn.LayerNorm(d)
        self.tag = nn.Linear(d, len(UPOS) + len(XPOS))
        self.root = nn.Parameter(torch.randn(d) * 0.1)
        self.head = nn.Linear(d, arc)
        self.dep = nn.Linear(d, arc)
        self.near = nn.Parameter(torch.zeros(2 * REACH + 2))  # by distance; the last for the root
        self.bilinear = nn.Parameter(torch.eye(arc) * 0.1)
        self.label_head = nn.Linear(d, lab)
        self.label_dep = nn.Linear(d, lab)
        self.label_side = nn.Parameter(torch.zeros(2, lab))
        self.label_out = nn.Linear(lab, len(DEPREL))
        self.p = 0.0

    def drop(self, x, p=None):
        """Dropout with one mask for all words of a sentence."""
        p = self.p if p is None else p
        if not self.training or p == 0:
            return x
        return x * (torch.rand(x.shape[0], 1, x.shape[2]) > p) / (1 - p)

    def forward(self, rows, keep, glove, explosion, mask):
        e = sum(t(rows[:, :, k]) * keep[:, :, k : k + 1] for k, t in enumerate(self.tables))
        x = self.enter(torch.cat([e, glove, explosion], -1))
        for layer in self.layers:
            x = layer(x, mask, self.drop)
        x = self.last(x)
        x = self.drop(x)
        tags = self.tag(x)
        full = torch.cat([self.root.expand(x.shape[0], 1, -1), x], 1)
        h = self.drop(F.relu(self.head(full)), self.p / 2)
        q = self.drop(F.relu(self.dep(x)), self.p / 2)
        s = (q @ self.bilinear) @ h.transpose(1, 2)
        t = x.shape[1]
        gap = (torch.arange(t)[:, None] - torch.arange(t)[None, :]).clamp(-REACH, REACH) + REACH
        near = torch.cat([self.near[-1].expand(t, 1), self.near[gap]], 1)
        s = s + near
        s = s.float().masked_fill(~torch.cat([torch.ones_like(mask[:, :1]), mask], 1)[:, None, :], -1e4)
        return tags.float(), s, full, x

    def relation(self, full, x, heads):
        """Scores of the relations, given the heads (0 is the root)."""
        a = self.label_head(full).gather(1, heads[..., None].expand(-1, -1, self.sizes["lab"]))
        side = (heads > torch.arange(1, x.shape[1] + 1)[None, :]).long()
        return self.label_out(F.relu(a + self.label_dep(x) + self.label_side[side])).float()


def bucket(words):
    """The length that a sentence of so many words is padded to: few shapes, for each of which products are prepared anew."""
    return -(-words // 4) * 4


def batch(sents, vec, train, rng, counts, shape=(0, 0)):
    """The tensors of sentences, at least of this shape."""
    n, t = max(shape[0], len(sents)), max(shape[1], *map(len, sents))
    rows = np.zeros((n, t, len(W.TABLES)), np.int64)
    keep = np.ones((n, t, len(W.TABLES)), np.float32)
    at = np.zeros((n, t), np.int64)
    gold = np.zeros((4, n, t), np.int64)
    mask = np.zeros((n, t), bool)
    for i, s in enumerate(sents):
        for j, w in enumerate(s):
            r, v = vec.look(w[0])
            rows[i, j] = r
            at[i, j] = v
            gold[:, i, j] = w[1:]
            if train:
                seen = counts.get(W.normal(w[0]), 0)
                if rng.random() < 0.5 / (0.5 + seen):
                    keep[i, j, 0] = 0
                if rng.random() < 0.03:
                    at[i, j] = 0
                    keep[i, j, 0] = 0
            elif counts.get(W.normal(w[0]), 0) < 1:
                keep[i, j, 0] = 0
        mask[i, : len(s)] = True
    glove = torch.from_numpy(vec.glove[at]).float() * vec.glove_scale
    explosion = torch.from_numpy(vec.explosion[vec.rows[at]]).float() * vec.explosion_scale
    return torch.from_numpy(rows), torch.from_numpy(keep), glove, explosion, torch.from_numpy(mask), torch.from_numpy(gold)


def batches(sents, size, rng):
    """Of sentences of one bucket: their indices, and the shape they are padded to."""
    order, buckets = list(range(len(sents))), {}
    rng.shuffle(order)
    for i in order:
        buckets.setdefault(bucket(len(sents[i])), []).append(i)
    out = []
    for t, ids in sorted(buckets.items()):
        n = max(1, size // t)
        out += [(ids[k : k + n], (n, t)) for k in range(0, len(ids), n)]
    rng.shuffle(out)
    return out


def evaluate(net, sents, vec, counts):
    net.eval()
    right = np.zeros(4)
    total = 0
    rng = random.Random(0)
    with torch.no_grad():
        for ids, shape in batches(sents, 3000, rng):
            rows, keep, g, e, mask, gold = batch([sents[i] for i in ids], vec, False, rng, counts, shape)
            tags, s, full, x = net(rows, keep, g, e, mask)
            heads = s.argmax(-1)
            rel = net.relation(full, x, heads).argmax(-1)
            plain = torch.tensor([DEPREL.index(r.split(":")[0]) if r.split(":")[0] in DEPREL else i for i, r in enumerate(DEPREL)])
            ok = (heads == gold[2]) & mask
            right += [((tags[..., : len(UPOS)].argmax(-1) == gold[0]) & mask).sum(), ((tags[..., len(UPOS) :].argmax(-1) == gold[1]) & mask).sum(), ok.sum(), (ok & (plain[rel] == plain[gold[3]])).sum()]
            total += int(mask.sum())
    net.train()
    return (100 * right / total).round(2)


def soft_targets(softs, shape):
    """In the shape of a batch of sentences: indices and probabilities of the likeliest tags, heads and relations."""
    out = []
    for k in range(4):
        width = max(s[k][0].shape[1] for s in softs)
        at, p = torch.zeros(*shape, width, dtype=torch.int64), torch.zeros(*shape, width)
        for i, s in enumerate(softs):
            n, w = min(shape[1], s[k][0].shape[0]), s[k][0].shape[1]
            at[i, :n, :w], p[i, :n, :w] = s[k][0][:n].long(), s[k][1][:n].float()
        out.append((at, p))
    return out


def soft_entropy(scores, target, mask):
    """Cross entropy with the likeliest few of a distribution."""
    at, p = target
    p = p * (at < scores.shape[-1])  # a final mark may have been left out
    p = p / p.sum(-1, keepdim=True).clamp(min=1e-6)
    got = scores.log_softmax(-1).gather(-1, at.clamp(max=scores.shape[-1] - 1))
    return -(p * got).sum(-1)[mask].mean()


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("out")
    ap.add_argument("--vectors", required=True)
    ap.add_argument("--train", nargs="+", required=True)
    ap.add_argument("--dev", nargs="+", default=[])
    ap.add_argument("--epochs", type=int, default=40)
    ap.add_argument("--minutes", type=float, default=1e9, help="plan the learning rate for this long instead")
    ap.add_argument("--words", type=int, default=1000, help="words of a batch, padding counted")
    ap.add_argument("--rate", type=float, default=2e-3)
    ap.add_argument("--dropout", type=float, default=0.25)
    ap.add_argument("--d", type=int, default=192)
    ap.add_argument("--layers", type=int, default=4)
    ap.add_argument("--threads", type=int, default=1)
    ap.add_argument("--medium", action="store_true", help="matrices are multiplied in bfloat16 where the processor can")
    ap.add_argument("--stop", type=int, help="end after so many epochs, the rate as planned")
    ap.add_argument("--shares", nargs="+", type=float, help="the share of each treebank's sentences that an epoch draws")
    ap.add_argument("--news", action="store_true", help="datelines and headlines among the noise")
    ap.add_argument("--terse", action="store_true", help="with --news: more headlines, and their grammar as well")
    ap.add_argument("--soft", help="sentences with a teacher's distributions, from soften.py, in place of the treebanks; case and marks are spoiled alone")
    ap.add_argument("--trust", type=float, default=0.6, help="with --soft: the weight of the teacher where there is gold")
    ap.add_argument("--resume", help="begin with the weights of this file, the optimizer anew")
    ap.add_argument("--warmup", type=int, default=200, help="steps")
    ap.add_argument("--seed", type=int, default=7)
    a = ap.parse_args()
    torch.manual_seed(a.seed)
    torch.set_num_threads(a.threads)
    torch.set_float32_matmul_precision("medium" if a.medium else "highest")
    rng = random.Random(a.seed)
    vec = Vectors(a.vectors)
    banks = [read(p) for p in a.train]
    train = [s for bank in banks for s in bank]
    spoil = (lambda sent, rng: news(sent, rng, a.terse)) if a.news else noise
    dev = [read(p) for p in a.dev]
    soft = torch.load(a.soft, weights_only=True) if a.soft else None
    assert not (soft and (a.news or a.shares)), "the teacher has not seen these"
    counts = {}
    for s in train:
        for w in s:
            k = W.normal(w[0])
            counts[k] = counts.get(k, 0) + 1
    net = Net(d=a.d, layers=a.layers)
    if a.resume:
        net.load_state_dict(torch.load(a.resume, weights_only=True)["state"])
    net.p = a.dropout
    print("parameters", sum(p.numel() for p in net.parameters()), "words", sum(map(len, train)), flush=True)
    embed = list(net.tables.parameters())
    ids = {id(p) for p in embed}
    rest = [p for p in net.parameters() if id(p) not in ids]
    opts = [torch.optim.SparseAdam(embed, lr=a.rate, betas=(0.9, 0.98)), torch.optim.AdamW(rest, lr=a.rate, betas=(0.9, 0.98), weight_decay=0.01, foreach=True)]
    mean = {k: v.detach().clone() for k, v in net.state_dict().items()}
    start, step = time.time(), 0
    epoch = 0
    while True:
        losses, tick = np.zeros(4), time.time()
        drawn = [s for s, _, _ in soft] if soft else train if a.shares is None else [s for bank, share in zip(banks, a.shares) for s in rng.sample(bank, round(share * len(bank)))]
        todo = batches(drawn, a.words, rng)
        done = False
        for k, (ids, shape) in enumerate(todo):
            share = (epoch + k / len(todo)) / a.epochs if a.minutes > 1e8 else (time.time() - start) / 60 / a.minutes
            if share >= 1:
                done = True
                break
            rate = a.rate * min(1.0, step / a.warmup) * (1 - share) ** 0.9
            for opt in opts:
                for g in opt.param_groups:
                    g["lr"] = rate
            rows, keep, g, e, mask, gold = batch([spoil(drawn[i], rng) for i in ids], vec, True, rng, counts, shape)
            tags, s, full, x = net(rows, keep, g, e, mask)
            rel = net.relation(full, x, gold[2])
            scores = (tags[..., : len(UPOS)], tags[..., len(UPOS) :], s, rel)
            if soft:
                target = soft_targets([soft[i][1] for i in ids], mask.shape)
                sure = mask.clone()
                sure[: len(ids)] &= torch.tensor([soft[i][2] for i in ids])[:, None]
                golden = float(sure.sum()) / float(mask.sum())
                parts = [soft_entropy(o, q, mask & ~sure) * (1 - golden) if golden < 1 else 0 for o, q in zip(scores, target)]
                if golden > 0:
                    parts = [p + golden * (a.trust * soft_entropy(o, q, sure) + (1 - a.trust) * F.cross_entropy(o[sure], y[sure])) for p, o, q, y in zip(parts, scores, target, gold)]
            else:
                parts = [F.cross_entropy(o[mask], y[mask]) for o, y in zip(scores, gold)]
            loss = 0.5 * parts[0] + 0.5 * parts[1] + parts[2] + parts[3]
            for opt in opts:
                opt.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(rest, 5.0)
            for opt in opts:
                opt.step()
            step += 1
            losses += [float(p.detach()) for p in parts]
            if step % 10 == 0:
                decay = min(0.99, step / (step + 100))
                with torch.no_grad():
                    for key, v in net.state_dict().items():
                        mean[key].lerp_(v, 1 - decay)
        epoch += 1
        print(f"epoch {epoch} {time.time() - tick:.0f} s, processor {time.process_time():.0f} s, share {share:.3f}, losses {(losses / max(1, k)).round(3)}", flush=True)
        torch.save(dict(sizes=net.sizes, state=mean, counts=counts), a.out)
        if epoch % 4 == 0 or done or share > 0.97:
            live = {k: v.clone() for k, v in net.state_dict().items()}
            net.load_state_dict(mean)
            for p, d in zip(a.dev, dev):
                print("   ", p.split("/")[-1], "UPOS XPOS UAS LAS", evaluate(net, d, vec, counts), flush=True)
            net.load_state_dict(live)
        if done or (a.minutes > 1e8 and epoch >= min(a.epochs, a.stop or a.epochs)):
            break


if __name__ == "__main__":
    main()
