"""Writes the model file that the program embeds: export.py IN.pt OUT.bin --vectors VEC.npz --train A.conllu B.conllu

The layout is what `Network::open` in src/syntax/network.rs reads.
"""
import argparse
import struct
from collections import Counter

import numpy as np
import torch

import train as T
import words as W

NAME, VERSION = b"DMNN", 1
COMMON = 2048


def checksum(data):
    m = (1 << 64) - 1
    h = 0x9E3779B97F4A7C15 ^ len(data)
    n = len(data) // 8 * 8

    def add(h, word):
        h = (h ^ word) * 0x2545F4914F6CDD1D & m
        return (h << 29 | h >> 35) & m

    for (word,) in struct.iter_unpack("<Q", data[:n]):
        h = add(h, word)
    for b in data[n:]:
        h = add(h, b)
    return (h ^ h >> 32) & 0xFFFFFFFF


class Writer:
    def __init__(self):
        self.out = bytearray()

    def u32(self, n):
        self.out += struct.pack("<I", n)

    def floats(self, x):
        x = np.asarray(x, np.float32).ravel()
        scale = max(float(np.abs(x).max()) / 32767, 1e-12) if x.size else 1.0
        scale = float(np.float32(scale))
        self.u32(x.size)
        self.out += struct.pack("<f", scale)
        self.out += np.clip(np.round(x / scale), -32767, 32767).astype("<i2").tobytes()

    def table(self, x, scale=None):
        """Rows of one byte a number; the few largest are cut."""
        x = np.asarray(x)
        if scale is None:
            scale = float(np.quantile(np.abs(x), 0.99995)) / 127
        self.u32(x.shape[0])
        self.u32(x.shape[1])
        self.out += struct.pack("<f", scale)
        self.out += (x if x.dtype == np.int8 else np.clip(np.round(x / scale), -127, 127).astype(np.int8)).tobytes()

    def keys(self, keys):
        self.u32(len(keys))
        self.out += np.asarray(keys, "<u4").tobytes()

    def matrix(self, weight, bias=None):
        self.u32(weight.shape[1])
        self.floats(weight)
        self.floats(np.zeros(weight.shape[0]) if bias is None else bias)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("model")
    ap.add_argument("out")
    ap.add_argument("--vectors", required=True)
    ap.add_argument("--train", nargs="+", required=True)
    a = ap.parse_args()
    saved = torch.load(a.model, weights_only=True)
    net = T.Net(**saved["sizes"])
    net.load_state_dict(saved["state"])
    net.eval()
    vec = T.Vectors(a.vectors)
    get = lambda p: p.detach().numpy()
    linear = lambda m: w.matrix(get(m.weight), get(m.bias))
    w = Writer()
    w.u32(saved["sizes"]["d"])
    w.u32(saved["sizes"]["layers"])
    for t in net.tables:
        w.table(get(t.weight))
    w.keys(sorted(W.key(k) for k in saved["counts"]))
    order = sorted((W.key(k), i) for k, i in vec.index.items())
    w.keys([k for k, _ in order])
    at = np.array([i for _, i in order])
    w.table(vec.glove[at], vec.glove_scale)
    w.out += vec.rows[at].astype("<u2").tobytes()
    w.table(vec.explosion, vec.explosion_scale)
    linear(net.enter)
    for layer in net.layers:
        w.floats(get(layer.norm.weight))
        w.floats(get(layer.norm.bias))
        linear(layer.proj)
        w.floats(get(layer.peep))
    w.floats(get(net.last.weight))
    w.floats(get(net.last.bias))
    w.u32(saved["sizes"]["arc"])
    w.u32(saved["sizes"]["lab"])
    parts = [net.head, net.dep, net.label_head, net.label_dep, net.tag]
    w.matrix(np.concatenate([get(p.weight) for p in parts]), np.concatenate([get(p.bias) for p in parts]))
    w.matrix(get(net.bilinear).T.copy())
    w.floats(get(net.near))
    w.floats(get(net.label_side[0]))
    w.floats(get(net.label_side[1]))
    linear(net.label_out)
    w.floats(get(torch.relu(net.head(net.root))))
    w.floats(get(net.label_head(net.root)))
    forms = Counter(word[0] for p in a.train for s in T.read(p) for word in s)
    common = sorted(f for f, _ in sorted(forms.items(), key=lambda x: (-x[1], x[0]))[:COMMON])
    w.u32(len(common))
    for form in common:
        w.out += bytes([len(form.encode())]) + form.encode()
    data = bytes(w.out)
    with open(a.out, "wb") as f:
        f.write(NAME + struct.pack("<II", VERSION, checksum(data)) + data)
    print(len(data) / 1e6, "MB")


if __name__ == "__main__":
    main()
