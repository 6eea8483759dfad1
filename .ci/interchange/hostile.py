"""A graph whose names, sentences and ids try to break out of every format."""

TEXTS = [
    'double " and single \' quotes',
    "<b>angle</b> & ampersand &amp; &lt;",
    "</script><script>throw new Error('executed')</script>",
    "<img src=x onerror=\"throw new Error('executed')\">",
    "two\nlines",
    "carriage\r\nreturn and\ttab",
    "back\\slash at the end\\",
    "bell \x07 and escape \x1b[31m",
    "\u202eright to left\u202c \u200f mark",
    "emoji 😀 👩\u200d👩\u200d👧",
    "long " + "x" * 9995,
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "'=quoted formula",
    "end",
    "graph",
    "[[wiki]] link | pipe # hash ^ caret",
    "`ticks` *stars* _lines_ ~tildes~ $math$",
    "%7B percent %22",
    "{{ braces }} ${1+1} #{1} %%{init: {}}%%",
    "]]> <!-- comment --> <![CDATA[",
    "semi;colon, comma\tand | pipe",
    "null",
    "' OR 1=1; DROP TABLE actors; --",
    "C:/con/nul.",
    "...",
    "#quot; &quot; #35;",
    "\u0085 next line \u2028 separator",
    "click n0 href \"javascript:alert(1)\"",
]


def presence(name):
    return {"name": name, "type": "person", "country": "DEU", "names": {name: 1}, "nominals": 0, "pronouns": 0}


def report(text, start):
    return {
        "document": "doc-" + str(start % 3),
        "published": "2024-05-07",
        "start": start,
        "end": start + len(text),
        "text": text,
        "trigger": {"start": start, "end": start + len(text), "text": text},
        "object": {"start": start, "end": start + len(text), "text": text},
        "date": {"start": "2024-05-01", "end": "2024-05-31"},
        "claimant": "a0",
        "mode": "visit",
        "cameo": "042",
        "score": 1.9,
        "confidence": 0.91,
    }


def graph():
    documents = [
        {"id": f"doc-{i}", "title": text, "date": "2024-05-07", "source": text, "url": "https://example.org/?a=1&b=<2>"}
        for i, text in enumerate(TEXTS[1:4])
    ]
    nodes = [{"id": f"a{i}", "documents": {"doc-0": presence(text)}} for i, text in enumerate(TEXTS)]
    edges = []
    for i, text in enumerate(TEXTS):
        source, target = f"a{i}", f"a{(i + 1) % len(TEXTS)}"
        edges.append(edge(source, target, "visit", text, i))
        edges.append(edge(source, target, "arms_deal", text, i + 1))
    return node_link(documents, nodes, edges)


def ids():
    """A graph whose ids are hostile too: formats may write them in their own way, but must open."""
    nodes = [{"id": text, "documents": {text: presence(f"name {i}")}} for i, text in enumerate(TEXTS)]
    documents = [{"id": text, "title": None, "date": None, "source": None, "url": text} for text in TEXTS]
    edges = [edge(text, TEXTS[(i + 1) % len(TEXTS)], "visit", "They met.", i) for i, text in enumerate(TEXTS)]
    edges += [edge(text, TEXTS[(i + 1) % len(TEXTS)], "call", "They spoke.", i) for i, text in enumerate(TEXTS)]
    return node_link(documents, nodes, edges)


def edge(source, target, relation, text, start):
    event = {"relation": relation, "event": "CONSULT", "status": "actual", "reciprocal": False, "key": relation}
    counts = {"reports": 1, "documents": 1, "first": None, "last": None, "confidence": 0.9}
    empty = {"mode": None, "cameo": None, "score": None, "quad": None}
    return {"source": source, "target": target, **event, **counts, **empty, "evidence": [report(text, start)]}


def node_link(documents, nodes, edges):
    empty = {"label": "", "type": "person", "country": None, "wikipedia": None, "part_of": None, "mentions": 1}
    nodes = [{**empty, "names": {}, "roles": [], **node} for node in nodes]
    return {"directed": True, "multigraph": True, "graph": {"documents": documents}, "nodes": nodes, "edges": edges}
