"""Writes what teachers think of sentences: soften.py OUT.pt --encoder DIR --teacher T.pt [--students A.pt B.pt
--vectors VEC.npz] --gold A.conllu B.conllu --raw C.conllu

The mean of the distributions of teacher and students, the likeliest few of each: tags, heads, and relations (given the
gold heads, in raw text the likeliest). train.py --soft OUT.pt learns from them.
"""
import argparse
import random

import numpy as np
import torch

import teacher
import train as T
import words as W

KEPT = (4, 6, 8, 6)  # of universal tags, tags, heads, relations


def forms_of(path):
    out, sent = [], []
    for line in open(path, encoding="utf-8"):
        c = line.rstrip("\n").split("\t")
        if len(c) == 10 and c[0].isdigit():
            sent.append(c[1])
        elif not line.strip() and sent:
            if 3 <= len(sent) <= 120:
                out.append(sent)
            sent = []
    return out


def distributions(net, args):
    """Tags and heads of a batch, and the relations once the heads are known."""
    tags, s, full, x = net(*args)
    n = len(T.UPOS)
    first = [tags[..., :n].softmax(-1), tags[..., n:].softmax(-1), s.softmax(-1)]
    return first, lambda heads: net.relation(full, x, heads).softmax(-1)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("out")
    ap.add_argument("--encoder", required=True)
    ap.add_argument("--teacher", required=True)
    ap.add_argument("--students", nargs="*", default=[])
    ap.add_argument("--vectors")
    ap.add_argument("--share", type=float, default=0.6, help="the weight of the teacher; the students share the rest")
    ap.add_argument("--gold", nargs="*", default=[])
    ap.add_argument("--raw", nargs="*", default=[])
    ap.add_argument("--not-in", nargs="*", default=[], help="leave out raw sentences that stand in these files")
    ap.add_argument("--threads", type=int, default=1)
    a = ap.parse_args()
    torch.set_num_threads(a.threads)
    torch.set_float32_matmul_precision("medium")
    torch.set_grad_enabled(False)
    pieces = teacher.Pieces(a.encoder, 3000)
    big = teacher.Teacher(a.encoder)
    big.load_state_dict(torch.load(a.teacher, weights_only=True)["state"])
    big.eval()
    students, vec = [], T.Vectors(a.vectors) if a.students else None
    for p in a.students:
        saved = torch.load(p, weights_only=True)
        net = T.Net(**saved["sizes"])
        net.load_state_dict(saved["state"])
        students.append((net.eval(), saved["counts"]))
    known = {tuple(s) for p in a.not_in for s in forms_of(p)}
    sents = [(s, True) for p in a.gold for s in T.read(p)]
    sents += [([(f, 0, 0, 0, 0) for f in s], False) for p in a.raw for s in forms_of(p) if tuple(s) not in known]
    forms = [[w[0] for w in s] for s, _ in sents]
    out, right = [None] * len(sents), np.zeros(3)
    todo = teacher.batches(forms, pieces, random.Random(0))
    for count, ids in enumerate(todo):
        group = [sents[i][0] for i in ids]
        looked = pieces.batch([forms[i] for i in ids])
        shape = looked[-1].shape
        votes = [(a.share if students else 1.0, distributions(big, looked))]
        for net, counts in students:
            rows, keep, g, e, mask, _ = T.batch(group, vec, False, None, counts, shape)
            votes.append(((1 - a.share) / len(students), distributions(net, (rows, keep, g, e, mask))))
        mean = [sum(w * first[k] for w, (first, _) in votes) for k in range(3)]
        heads = mean[2].argmax(-1)
        gold = teacher.gold(group, shape)
        is_gold = torch.zeros(shape[0], 1, dtype=torch.bool)
        is_gold[: len(ids), 0] = torch.tensor([sents[i][1] for i in ids])
        given = torch.where(is_gold, gold[2], heads)
        mean.append(sum(w * later(given) for w, (_, later) in votes))
        best = [m.argmax(-1) for m in mean[:2]] + [given, mean[3].argmax(-1)]
        top = [m.topk(min(k, m.shape[-1]), -1) for m, k in zip(mean, KEPT)]
        for row, i in enumerate(ids):
            n = len(forms[i])
            labels = sents[i][0] if sents[i][1] else [(f,) + tuple(int(b[row, j]) for b in best) for j, f in enumerate(forms[i])]
            soft = [(t.indices[row, :n].to(torch.int16), t.values[row, :n].half()) for t in top]
            out[i] = (labels, soft, sents[i][1])
            if sents[i][1]:
                right += [n, int((heads[row, :n] == gold[2, row, :n]).sum()), int((best[0][row, :n] == gold[0, row, :n]).sum())]
        if count % 100 == 0:
            print(count, "of", len(todo), "; heads and tags right in gold", (100 * right[1:] / max(right[0], 1)).round(1), flush=True)
    torch.save(out, a.out)
    print(sum(len(s) for s, g in sents if g), "gold words,", sum(len(s) for s, g in sents if not g), "raw words")


if __name__ == "__main__":
    main()
