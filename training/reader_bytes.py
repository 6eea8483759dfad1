"""The weights of the readers as bytes: as src/events/pair_reader.rs, src/actors/name_reader.rs and src/encoder/ read them, and back."""
import json, pathlib, struct

import numpy as np
import torch

from pairs import checksum, floats

LONGEST = 160  # pieces that a network reads at once; the rest is cut


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
    write_file(path, b"DMRD", 2, body)


def write_file(path, kind, version, body):
    pathlib.Path(path).write_bytes(kind + struct.pack("<II", version, checksum(body)) + body)


def rebase(path, embeddings):
    """Gives a reader of names the checksum of embeddings that differ in nothing it looks at from those it was trained on."""
    data = pathlib.Path(path).read_bytes()
    write_file(path, b"DMNR", 1, struct.pack("<I", checksum(embeddings)) + data[16:])


class Bytes:
    """Reads a model file: what `linear`, `norm` and `floats` wrote."""

    def __init__(self, path, kind, version):
        self.data, self.at = pathlib.Path(path).read_bytes(), 12
        found = self.data[:4], *struct.unpack_from("<I", self.data, 4)
        if found != (kind, version):
            raise SystemExit(f"{path}: {kind.decode()} of version {version} expected, {found} found")

    def take(self, layout):
        values = struct.unpack_from("<" + layout, self.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return values if len(values) > 1 else values[0]

    def array(self, kind, count):
        out = np.frombuffer(self.data, kind, count, self.at)
        self.at += out.nbytes
        return out

    def floats(self):
        count, scale = self.take("If")
        return torch.from_numpy(self.array("<i2", count).astype(np.float32) * scale)

    def linear(self):
        """Weights and bias."""
        inputs, columns = self.take("II")
        scales = self.array("<f4", columns).astype(np.float32)
        whole = self.array(np.int8, inputs * columns).reshape(columns, inputs)
        return torch.from_numpy(whole * scales[:, None]), self.floats()


@torch.no_grad()
def load(model, path, embeddings, vocabulary):
    """Gives a model the weights of the two files, as far as bytes keep them; kinds of actors that they lack are like those without context."""
    encoder, d = model.encoder, model.encoder.config.hidden_size
    table = Bytes(embeddings, b"DMPC", 1)
    table.array("<u4", table.take("I"))
    rows, width, scale = table.take("IIf")
    numbers = [number for _, number in sorted((hashed(piece.encode()), number) for piece, number in vocabulary.items())]
    encoder.embeddings.word_embeddings.weight[numbers] = torch.from_numpy(table.array(np.int8, rows * width).reshape(rows, width) * np.float32(scale))
    encoder.embeddings.token_type_embeddings.weight.zero_()
    encoder.embeddings.position_embeddings.weight[:LONGEST] = table.floats().view(LONGEST, d)
    model.case.weight.copy_(table.floats().view(-1, d))
    kinds = table.floats().view(-1, d)
    model.kind.weight.copy_(kinds.repeat(len(model.kind.weight) // len(kinds), 1))
    fill_norm(encoder.embeddings.LayerNorm, table)
    data = Bytes(path, b"DMRD", 2)
    data.take("III")
    for layer in encoder.encoder.layer:
        weights, bias = data.linear()
        three = [getattr(layer.attention.self, name) for name in ("query", "key", "value")]
        for m, w, b in zip(three, weights.split(d), bias.split(d)):
            fill(m, w, b)
        for m, n in (layer.attention.output, layer.attention.output.LayerNorm), (layer.intermediate, None), (layer.output, layer.output.LayerNorm):
            fill(m.dense, *data.linear())
            if n:
                fill_norm(n, data)
    data.take("I")
    (source, bias), (target, _) = data.linear(), data.linear()
    fill(model.query, torch.cat([source, target], 1), bias)
    fill(model.key_value, *data.linear())
    parts = [data.linear() for _ in range(4)]
    fill(model.out[0], torch.cat([weights for weights, _ in parts], 1), parts[0][1])
    fill(model.out[-1], *data.linear())


def fill(layer, weights, bias):
    layer.weight.copy_(weights)
    layer.bias.copy_(bias)


def fill_norm(norm, data):
    norm.weight.copy_(data.floats())
    norm.bias.copy_(data.floats())
