"""Words as the network sees them: the twin of src/syntax/words.rs, which must agree bit for bit."""

M = 0xFFFFFFFF
SHAPES, PREFIXES, SUFFIXES = 1024, (512, 1024, 4096), (512, 2048, 8192, 8192)
# (seed, rows) of each hashed table, in the order of the model file
TABLES = [(1, 16384), (2, SHAPES)] + [(10 + k, r) for k, r in enumerate(PREFIXES)] + [(20 + k, r) for k, r in enumerate(SUFFIXES)]
PLAIN = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "´": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "\u00ad": "-", "‐": "-", "‑": "-"})


def mix(h):
    h ^= h >> 16
    h = h * 0x85EBCA6B & M
    h ^= h >> 13
    h = h * 0xC2B2AE35 & M
    return h ^ (h >> 16)


def fnv(seed, data):
    h = 0x811C9DC5 ^ (seed * 0x9E3779B1 & M)
    for b in data:
        h = (h ^ b) * 0x01000193 & M
    return mix(h)


def normal(form):
    """Lower case, quotes and hyphens made plain."""
    return form.translate(PLAIN).lower()


def shape(form):
    """Classes of the characters, runs cut at two: Xxx, dd.dd."""
    out, last, run = [], "", 0
    for c in form:
        k = "X" if c.isupper() else "x" if c.isalpha() else "d" if c.isnumeric() else c
        run = run + 1 if k == last else 1
        last = k
        if run <= 2:
            out.append(k)
    return "".join(out)


def pieces(form):
    """The strings that are hashed, one for each table."""
    low = normal(form)
    return [low, shape(form)] + [low[:k] for k in (1, 2, 3)] + [low[-k:] for k in (1, 2, 3, 4)]


def rows(form):
    """A row of each table."""
    return [fnv(seed, p.encode()) % n for (seed, n), p in zip(TABLES, pieces(form))]


def key(low):
    """The key of a word in the table of vectors."""
    return fnv(3, low.encode())
