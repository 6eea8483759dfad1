"""Opens each export in the tool it is for. A function a format: (folder of the exports, the graph as node-link JSON)."""
import json
import re
import subprocess
import xml.dom.minidom
from pathlib import Path

from graphs import View, agree, expected, one_line, same, without_control, xml_id

HERE = Path(__file__).parent


def text(value):
    """A missing value is None, whatever the library calls it."""
    return None if value is None or value != value or value == "" else str(value)


def json_(folder, raw):
    import networkx as nx

    graph = nx.node_link_graph(json.loads((folder / "graph.json").read_text("utf-8")))
    assert graph.is_directed() and graph.is_multigraph(), type(graph)
    nodes = {key: data["label"] for key, data in graph.nodes(data=True)}
    edges = {}
    for source, target, data in graph.edges(data=True):
        best = max(data["evidence"], key=lambda report: report["confidence"])
        assert best["trigger"]["text"] in best["text"], best
        edges[data["id"]] = (source, target, data["first"], best["text"])
    agree("json in NetworkX", View(nodes, edges), raw)
    again = nx.node_link_data(graph)
    (folder / "again.json").write_text(json.dumps(again), "utf-8")
    nx.write_graphml(nx.read_graphml(folder / "graph.graphml", force_multigraph=True), folder / "again.graphml")
    return "NetworkX"


def graphml(folder, raw):
    import igraph
    import networkx as nx
    import rustworkx

    path = folder / "graph.graphml"
    graph = nx.read_graphml(path, force_multigraph=True)
    assert graph.is_directed()
    nodes = {key: data.get("label", "") for key, data in graph.nodes(data=True)}
    edges = {k: (s, t, d.get("first"), d["evidence"]) for s, t, k, d in graph.edges(data=True, keys=True)}
    agree("graphml in NetworkX", View(nodes, edges), raw, without_control, xml_id)
    kinds = {type(data["score"]) for *_, data in graph.edges(data=True) if "score" in data}
    assert kinds == {float}, kinds

    graph = igraph.Graph.Read_GraphML(str(path))
    assert graph.is_directed()
    # igraph 1.0 loses most ids of edges, and hands on an & in an id as it is written
    names = [vertex["id"].replace("&#38;", "&") for vertex in graph.vs]
    nodes = dict(zip(names, graph.vs["label"]))
    edges = {}
    for e in graph.es:
        ends = names[e.source], names[e.target]
        apart = (end.replace("%", "%25").replace("|", "%7C") for end in ends)
        words = [e["event"], e["relation"], e["status"], "mutual" if e["reciprocal"] else ""]
        key = "|".join([*apart, " ".join(filter(None, words))])
        edges[key] = (*ends, text(e["first"]), e["evidence"])
    agree("graphml in igraph", View(nodes, edges), raw, without_control, xml_id)

    (graph,) = rustworkx.read_graphml(str(path))
    assert type(graph) is rustworkx.PyDiGraph, type(graph)
    nodes = {node["id"]: node["label"] for node in graph.nodes()}
    ids = [node["id"] for node in graph.nodes()]
    edges = {d["id"]: (ids[s], ids[t], text(d["first"]), d["evidence"]) for s, t, d in graph.weighted_edge_list()}
    agree("graphml in rustworkx", View(nodes, edges), raw, without_control, xml_id)
    schema("graphml", path)
    yed = folder / "yed.graphml"
    schema("graphml", yed)
    graph = nx.read_graphml(yed, force_multigraph=True)
    assert graph.number_of_edges() == len(raw["edges"]) and graph.is_directed()
    drawn = yed.read_text("utf-8")
    assert drawn.count("<y:NodeLabel>") == len(raw["nodes"]) and drawn.count("<y:EdgeLabel>") == len(raw["edges"])
    return "NetworkX, igraph, rustworkx, xmllint with our own schema (also the flavour for yEd)"


def schema(name, path):
    command = ["xmllint", "--noout", "--huge", "--schema", HERE / f"{name}.xsd", path]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[:2000]


def gexf(folder, raw):
    import networkx as nx

    path = folder / "graph.gexf"
    graph = nx.read_gexf(path, version="1.3")
    assert graph.is_directed() and graph.is_multigraph()
    nodes = {key: data["label"] for key, data in graph.nodes(data=True)}
    edges = {d["id"]: (s, t, d.get("first"), d["evidence"]) for s, t, d in graph.edges(data=True)}
    agree("gexf in NetworkX", View(nodes, edges), raw, without_control, xml_id)
    schema("gexf", path)
    kinds = [(e.getAttribute("source"), e.getAttribute("target"), e.getAttribute("kind"))
             for e in xml.dom.minidom.parse(str(path)).getElementsByTagName("edge")]
    assert len(set(kinds)) == len(kinds), "Gephi would merge parallel edges of one kind"
    return "NetworkX, xmllint with our own schema; Gephi itself cannot be installed here"


def dot(folder, raw):
    done = subprocess.run(["dot", "-Tdot_json", folder / "graph.dot"], capture_output=True, check=True)
    assert not done.stderr, done.stderr.decode()[:1000]
    graph = json.loads(done.stdout, strict=False)
    assert graph["directed"] and not graph["strict"]
    objects = {node["_gvid"]: node for node in graph["objects"]}
    # Graphviz hands on the escapes of DOT as they are written
    read = lambda words: re.sub(r"\\(.)", lambda match: "\n" if match.group(1) == "n" else match.group(1), words)
    nodes = {read(node["name"]): read(node["actor"]) for node in objects.values()}
    edges = {}
    for edge in graph["edges"]:
        ends = [read(objects[edge[end]]["name"]) for end in ("tail", "head")]
        edges[read(edge["id"])] = (*ends, text(edge.get("first")), read(edge["evidence"]))
    # an id that begins with % is one of Graphviz's own, so ours has a _ before it
    ours = lambda key: key[1:] if key.startswith("_%") else key
    nodes = {ours(key): label for key, label in nodes.items()}
    edges = {key: (ours(source), ours(target), *rest) for key, (source, target, *rest) in edges.items()}
    agree("dot in Graphviz", View(nodes, edges), raw, dot_text, dot_text, linked=True)
    drawn = subprocess.run(["dot", "-Tsvg", "-Ktwopi", folder / "graph.dot"], capture_output=True, check=True)
    xml.dom.minidom.parseString(drawn.stdout)
    return "Graphviz (dot_json, and its SVG is XML)"


def dot_text(words):
    return without_control(words).replace("\x7f", "").replace("\r", "").replace("\t", " ")


def csv_(folder, raw):
    import duckdb
    import pandas

    def uncell(words):
        return re.sub(r"^'('*([=+\-@\t\r]|$))", r"\1", words) if isinstance(words, str) else words

    read = lambda name: pandas.read_csv(folder / f"graph-{name}.csv", keep_default_na=False, dtype=str)
    actors, events, evidence = read("actors"), read("events"), read("evidence")
    nodes = {uncell(row.id): uncell(row.label) for row in actors.itertuples()}
    edges = {}
    for row in events.itertuples():
        ends = uncell(row.source), uncell(row.target)
        edges[uncell(row.id)] = (*ends, text(row.first), uncell(row.evidence))
    agree("csv in pandas", View(nodes, edges), raw)
    for table in (actors, events, evidence):
        for column in table.columns:
            if table[column].str.match(r"[=+@\t\r]").any():
                raise AssertionError(f"csv: a spreadsheet takes {column} for a formula")
    assert len(evidence) == sum(len(edge["evidence"]) for edge in raw["edges"])

    options = "header=true, all_varchar=true, quote='\"', escape='\"', delim=',', strict_mode=true, max_line_size=9999999"
    table = lambda name: f"read_csv('{folder}/graph-{name}.csv', {options}, auto_detect=false, columns={columns(name)})"
    def columns(name):
        return {column: "VARCHAR" for column in {"actors": actors, "events": events, "evidence": evidence}[name].columns}
    nodes = {uncell(k): uncell(label) for k, label in duckdb.sql(f"select id, label from {table('actors')}").fetchall()}
    rows = duckdb.sql(f"select id, source, target, first, evidence from {table('events')}").fetchall()
    edges = {uncell(k): (uncell(s), uncell(t), text(d), uncell(e)) for k, s, t, d, e in rows}
    agree("csv in DuckDB", View(nodes, edges), raw)
    return "pandas, DuckDB"


def parquet(folder, raw):
    import datetime
    import duckdb

    table = lambda name: f"read_parquet('{folder}/graph-{name}.parquet')"
    nodes = dict(duckdb.sql(f"select id, label from {table('actors')}").fetchall())
    rows = duckdb.sql(f"select id, source, target, first, evidence from {table('events')}").fetchall()
    edges = {k: (s, t, text(d), e) for k, s, t, d, e in rows}
    agree("parquet in DuckDB", View(nodes, edges), raw)
    assert any(isinstance(row[3], datetime.date) for row in rows), "no day of the type date"
    joined = f"select count(*) from {table('evidence')} r join {table('events')} e on r.event = e.id"
    assert duckdb.sql(joined).fetchall() == [(sum(len(edge["evidence"]) for edge in raw["edges"]),)]
    frame = duckdb.sql(f"select names from {table('actors')}").df()
    assert all(len(names) >= 0 and not isinstance(names, str) for names in frame["names"]), "names are no lists"
    return "DuckDB, and its data frame for pandas"


def gephi(folder, raw):
    import pandas

    uncell = lambda words: re.sub(r"^'('*([=+\-@\t\r]|$))", r"\1", words)
    read = lambda name: pandas.read_csv(folder / f"gephi/{name}.csv", keep_default_na=False, dtype=str)
    nodes = {uncell(row.Id): uncell(row.Label) for row in read("nodes").itertuples()}
    table = read("edges")
    assert list(table.columns[:7]) == ["Source", "Target", "Type", "Kind", "Id", "Label", "Weight"]
    edges = {uncell(row.Id): (uncell(row.Source), uncell(row.Target), text(row.first), uncell(row.evidence))
             for row in table.itertuples()}
    agree("gephi", View(nodes, edges), raw)
    assert set(table["Type"]) == {"Directed"}
    assert not table.duplicated(["Source", "Target", "Kind"]).any(), "Gephi would merge parallel edges of one kind"
    return "pandas, for the columns; Gephi itself cannot be installed here"


def cytoscape(folder, raw):
    import networkx as nx

    graph = nx.cytoscape_graph(json.loads((folder / "graph.cyjs").read_text("utf-8")))
    assert graph.is_directed() and graph.is_multigraph()
    nodes = {key: data["name"] for key, data in graph.nodes(data=True)}
    edges = {d["id"]: (s, t, d.get("first"), d["evidence"]) for s, t, d in graph.edges(data=True)}
    agree("cytoscape in NetworkX", View(nodes, edges), raw)
    agree("cytoscape in Cytoscape.js", node("cytoscape", folder / "graph.cyjs"), raw)
    return "Cytoscape.js, NetworkX"


def graphology(folder, raw):
    agree("graphology", node("graphology", folder / "graph.graphology.json"), raw)
    return "graphology; every node has the place and size that sigma.js asks for"


def node(reader, path):
    """What a reader in JavaScript finds."""
    script = Path("target/interchange/node/readers.mjs")
    done = subprocess.run(["node", script, reader, path.resolve()], capture_output=True, text=True)
    assert done.returncode == 0, f"{reader}: {done.stderr[-3000:]}"
    found = json.loads(done.stdout)
    return View(found["nodes"], {key: tuple(edge) for key, edge in found["edges"].items()})


def rustworkx_(folder, raw):
    import rustworkx

    graph = rustworkx.from_node_link_json_file(str(folder / "graph.rustworkx.json"))
    assert type(graph) is rustworkx.PyDiGraph and graph.multigraph
    nodes = {node["id"]: node["label"] for node in graph.nodes()}
    ids = [node["id"] for node in graph.nodes()]
    edges = {d["id"]: (ids[s], ids[t], d.get("first"), d["evidence"]) for s, t, d in graph.weighted_edge_list()}
    agree("rustworkx", View(nodes, edges), raw)
    return "rustworkx"


def cx2(folder, raw):
    from ndex2.cx2 import RawCX2NetworkFactory

    graph = RawCX2NetworkFactory().get_cx2network(json.loads((folder / "graph.cx2").read_text("utf-8")))
    ids = {key: node["v"]["id"] for key, node in graph.get_nodes().items()}
    nodes = {node["v"]["id"]: node["v"]["name"] for node in graph.get_nodes().values()}
    edges = {}
    for edge in graph.get_edges().values():
        v = edge["v"]
        edges[v["id"]] = (ids[edge["s"]], ids[edge["t"]], v.get("first"), v["evidence"])
        assert v["evidence"] in v["sentences"]
    agree("cx2 in ndex2", View(nodes, edges), raw)
    return "ndex2"


def kumu(folder, raw):
    graph = json.loads((folder / "graph.kumu.json").read_text("utf-8"))
    labels = [element["label"] for element in graph["elements"]]
    assert len(set(labels)) == len(labels) == len(raw["nodes"])
    ids = {element["label"]: element["id"] for element in graph["elements"]}
    found = {e["id"]: (ids[e["from"]], ids[e["to"]], e.get("first"), e["evidence"]) for e in graph["connections"]}
    assert found == expected(raw).edges
    return "only a JSON parser: Kumu is a service on the web"


def rdf(folder, raw):
    """The three RDF formats: the same triples, and what they say is what the graph says."""
    import rdflib
    from rdflib import RDF, RDFS, URIRef
    from rdflib.compare import to_isomorphic

    known = {}
    for name, parser in (("ttl", "turtle"), ("jsonld", "json-ld"), ("nq", "nquads")):
        data = rdflib.Dataset(default_union=True)
        data.parse(folder / f"graph.{name}", format=parser)
        known[name] = {triple for triple in data.triples((None, None, None))}
    assert known["ttl"] == known["jsonld"] == known["nq"], {name: len(triples) for name, triples in known.items()}
    graph = rdflib.Graph()
    graph.parse(folder / "graph.ttl", format="turtle")
    own, prov = rdflib.Namespace("urn:demarche:"), rdflib.Namespace("http://www.w3.org/ns/prov#")
    ids = {subject: str(graph.value(subject, own.id)) for subject in graph.subjects(RDF.type, own.Actor)}
    nodes = {key: str(graph.value(subject, RDFS.label)) for subject, key in ids.items()}
    edges, sentences = {}, {}
    for kind in (own.Event, own.Tie):
        for event in graph.subjects(RDF.type, kind):
            key = str(graph.value(event, own.id))
            first = graph.value(event, own.first)
            edges[key] = [ids[graph.value(event, own.source)], ids[graph.value(event, own.target)],
                          None if first is None else str(first.toPython())]
            sentences[key] = {str(graph.value(report, prov.value)) for report in graph.objects(event, prov.wasDerivedFrom)}
    wanted = expected(raw)
    for key, edge in edges.items():
        assert wanted.edges[key][3] in sentences[key], f"rdf: {key}: the sentence is missing"
        edges[key] = (*edge, wanted.edges[key][3])
    agree("rdf", View(nodes, edges), raw)
    reports = sum(len(edge["evidence"]) for edge in raw["edges"])
    assert len(set(graph.subjects(RDF.type, own.Report))) == reports
    return "rdflib: the same triples in Turtle, JSON-LD and N-Quads"


def followthemoney(folder, raw):
    from followthemoney import model

    # what FollowTheMoney asks of an entity, and does not check itself when it reads one
    entities, known = {}, 0
    for line in (folder / "graph.ftm.json").read_text("utf-8").splitlines():
        data = json.loads(line)
        proxy = model.get_proxy(data, cleaned=False)
        proxy.schema.validate(data)
        for name in proxy.schema.required:
            assert proxy.get(name), f"ftm: {data['id']}: no {name}"
        for name, values in data["properties"].items():
            kept = proxy.get(name)
            # values that it writes in its own way are as many
            assert len(kept) == len(values), f"ftm: {data['id']}: {name}: {values!r} became {kept!r}"
        assert data["id"] not in entities, data["id"]
        entities[data["id"]] = proxy
    ends = 0
    for proxy in entities.values():
        for prop, value in proxy.itervalues():
            if prop.type.name == "entity":
                assert value in entities, f"ftm: {proxy.id}: {prop.name}: no entity {value}"
                assert entities[value].schema.is_a(prop.range), f"ftm: {proxy.id}: {prop.name}: {value}"
                ends += prop.name in ("subject", "object", "member", "organization")
    assert ends == 2 * len(raw["edges"]), ends
    assert len(entities) == len(raw["nodes"]) + len(raw["edges"]) + len(raw["graph"]["documents"])
    # FollowTheMoney leaves out marks that are not seen
    seen = lambda words: re.sub(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]", "", one_line(words))
    by_record = {}
    for proxy in entities.values():
        if proxy.schema.edge:
            by_record[proxy.first("recordId")] = proxy
    for edge in raw["edges"]:
        proxy = by_record.get(one_line(edge["id"]))
        if proxy is None:
            continue  # an id that FollowTheMoney writes in its own way
        best = max(edge["evidence"], key=lambda report: report["confidence"])
        found = " ".join(map(seen, proxy.get("summary")))
        assert found == " ".join(seen(best["text"]).split()), f"ftm: {edge['id']}: {found!r}"
        assert edge["first"] in (proxy.first("date"), proxy.first("startDate")), f"ftm: {edge['id']}: {edge['first']}"
    assert len(by_record) > len(raw["edges"]) * 0.9, "ftm: ids of edges are lost"
    return "followthemoney, with our own check of required fields, ranges and values"


def ladybug_tables(database, raw_kinds, columns):
    """The schema, which LadybugDB wants before the data."""
    kinds = {"string": "STRING", "long": "INT64", "double": "DOUBLE", "boolean": "BOOL", "date": "DATE", "string[]": "STRING[]"}
    actor, event = ([f"`{name}` {kinds[kind]}" for name, kind in part] for part in columns)
    # names in backticks: some are words of Cypher
    database.execute(f"CREATE NODE TABLE Actor({', '.join(actor)}, PRIMARY KEY(id))")
    for kind in raw_kinds:
        database.execute(f"CREATE REL TABLE `{kind}`(FROM Actor TO Actor, {', '.join(event)})")


def relation_kind(relation):
    return "".join(c if c.isalnum() else "_" for c in relation).upper() or "RELATION"


def columns_of(folder):
    """Names and types of the properties, from the headers that neo4j-admin reads."""
    import csv

    parts = []
    for name in ("nodes", "relationships"):
        with open(folder / f"neo4j/{name}.csv", encoding="utf-8", newline="") as file:
            header = next(csv.reader(file))
        pairs = [column.split(":") for column in header if not column.startswith(":")]
        parts.append([(name, "string" if kind == "ID(Actor)" else kind) for name, kind in
                      ((pair + ["string"])[:2] for pair in pairs)])
    return parts


def cypher(folder, raw):
    import ladybug

    database = ladybug.Connection(ladybug.Database(":memory:"))
    kinds = sorted({relation_kind(edge["relation"]) for edge in raw["edges"]})
    ladybug_tables(database, kinds, columns_of(folder))
    script = (folder / "graph.cypher").read_text("utf-8")
    statements = script.split(";\n")
    assert statements[0].startswith("CREATE CONSTRAINT"), "LadybugDB has its constraint in the schema"
    for statement in statements[1:]:
        if statement.strip():
            database.execute(statement)
    agree("cypher in LadybugDB", ladybug_view(database), raw)
    return "LadybugDB, its schema made first; Neo4j itself cannot be installed here"


def ladybug_view(database):
    nodes = dict(rows(database, "MATCH (a:Actor) RETURN a.id, a.label"))
    found = rows(database, "MATCH (s:Actor)-[r]->(t:Actor) RETURN r.id, s.id, t.id, r.first, r.evidence")
    return View(nodes, {key: (s, t, text(first), words) for key, s, t, first, words in found})


def rows(database, query):
    result = database.execute(query)
    while result.has_next():
        yield result.get_next()


def neo4j(folder, raw):
    """The files as neo4j-admin reads them: no line breaks inside, types in the header, arrays divided by `;`."""
    import csv
    import datetime

    def table(name):
        text = (folder / f"neo4j/{name}.csv").read_text("utf-8")
        with open(folder / f"neo4j/{name}.csv", encoding="utf-8", newline="") as file:
            found = list(csv.reader(file))
        assert len(found) == text.count("\n"), "a line break inside a value"
        return found[0], found[1:]

    kinds = {"long": int, "double": float, "date": datetime.date.fromisoformat, "boolean": ("true", "false").index}
    for name in ("nodes", "relationships"):
        header, lines = table(name)
        for line in lines:
            assert len(line) == len(header)
            for column, cell in zip(header, line):
                kinds.get(column.split(":")[-1], str)(cell) if cell else None
    header, lines = table("nodes")
    assert header[0] == "id:ID(Actor)" and header[-1] == ":LABEL"
    nodes = {line[0]: line[1] for line in lines}
    header, lines = table("relationships")
    assert header[:3] == [":START_ID(Actor)", ":END_ID(Actor)", ":TYPE"]
    place = {column.split(":")[0]: i for i, column in enumerate(header)}
    edges = {line[3]: (line[0], line[1], text(line[place["first"]]), line[place["evidence"]]) for line in lines}
    assert all(line[2] and json.loads(line[-1]) for line in lines)
    unbroken = lambda words: words.replace("\r\n", " ").replace("\n", " ").replace("\r", " ")
    agree("neo4j", View(nodes, edges), raw, unbroken, unbroken)
    return "a CSV parser with the rules of neo4j-admin, which cannot be installed here"


def mermaid(folder, raw):
    shown = min(len(raw["edges"]), 60)
    found = node("mermaid", folder / "graph.mmd")
    assert len(found.edges) == shown, f"mermaid: {len(found.edges)} edges instead of {shown}"
    labels = {one_line(entry["label"]) for entry in raw["nodes"]}
    for label in found.nodes.values():
        label = mermaid_text(label)
        full = any(label == one or (label.endswith("…") and one.startswith(label[:-1])) for one in labels)
        assert full or label == "\xa0", f"mermaid: {label!r} is no actor"
    directed = {(edge["source"], edge["target"]) for edge in raw["edges"]}
    names = {}
    for entry in raw["nodes"]:
        names.setdefault(one_line(entry["label"]), set()).add(entry["id"])
    for start, end, *_ in found.edges.values():
        ends = [names.get(mermaid_text(found.nodes[key])) for key in (start, end)]
        if all(ends):
            assert any((s, t) in directed for s in ends[0] for t in ends[1]), f"mermaid: {ends} is turned"
    return "Mermaid's parser; cut to the best reported edges"


def mermaid_text(label):
    """Codes as Mermaid draws them; its parser holds `#60;` as `ﬂ°°60¶ß`."""
    label = re.sub(r"(?:#|ﬂ°°?)(\d+)(?:;|¶ß)", lambda match: chr(int(match.group(1))), label)
    return label


def markdown(folder, raw):
    report = (folder / "graph.md").read_text("utf-8")
    shown = re.search(r"^(\d+) relations between (\d+) actors", report, re.M)
    assert int(shown.group(1)) == len(raw["edges"]), shown
    assert len(re.findall(r"^- ", report, re.M)) == len(raw["edges"])
    assert not re.search(r"(?<!\\)<", report), "markdown: HTML"
    assert raw["edges"][0]["evidence"][0]["text"][:20].split(" ")[0] in report
    return "our own look at its lines"


def obsidian(folder, raw):
    import yaml

    notes = {path.stem: path.read_text("utf-8") for path in (folder / "obsidian/Actors").iterdir()}
    linked = {end for edge in raw["edges"] for end in (edge["source"], edge["target"])}
    front = {name: yaml.safe_load(text.split("---\n")[1]) for name, text in notes.items()}
    labels = {entry["id"]: entry["label"] for entry in raw["nodes"] if entry["id"] in linked}
    assert {facts["id"]: facts["label"] for facts in front.values()} == labels
    links = 0
    for name, note in [*notes.items(), ("Index", (folder / "obsidian/Index.md").read_text("utf-8"))]:
        for target in re.findall(r"(?<!\\)\[\[(.*?)\]\]", note.split("---\n", 2)[-1]):
            assert target in notes, f"obsidian: {name}: no note {target!r}"
            links += 1
        assert not re.search(r"(?<!\\)<", note.split("---\n", 2)[-1]), f"obsidian: {name}: HTML"
        assert not re.search(r'[\\/:*?"<>|#^\[\]]', name), name
    loops = sum(edge["source"] == edge["target"] for edge in raw["edges"])
    assert links == 2 * len(raw["edges"]) - loops + len(notes), links
    return "PyYAML for the front matter, and every link leads to a note; Obsidian itself cannot be installed here"


def svg(folder, raw):
    drawn = xml.dom.minidom.parse(str(folder / "graph.svg"))
    assert not drawn.getElementsByTagName("script"), "svg: a script"
    assert not re.search(r"\son\w+=", (folder / "graph.svg").read_text("utf-8").split("<svg", 1)[1].split(">", 1)[0])
    return "an XML parser"


def begins(name, magic):
    def read(folder, raw):
        assert (folder / f"graph.{name}").read_bytes().startswith(magic), f"{name}: begins otherwise"
        return "its first bytes"

    return read


READERS = {
    "csv": csv_, "cx2": cx2, "cypher": cypher, "cytoscape": cytoscape, "dot": dot, "ftm": followthemoney,
    "gephi": gephi, "gexf": gexf, "graphml": graphml, "graphology": graphology, "json": json_, "jsonld": rdf,
    "kumu": kumu, "markdown": markdown, "mermaid": mermaid, "neo4j": neo4j, "nquads": lambda *_: "with jsonld",
    "obsidian": obsidian, "parquet": parquet, "pdf": begins("pdf", b"%PDF-"), "png": begins("png", b"\x89PNG"),
    "rustworkx": rustworkx_, "svg": svg, "table": begins("txt", "".encode()), "turtle": lambda *_: "with jsonld",
}
# Extensions of the formats that are one file, or files beside each other; the others go into folders.
EXTENSIONS = {
    "csv": "csv", "cx2": "cx2", "cypher": "cypher", "cytoscape": "cyjs", "dot": "dot", "ftm": "ftm.json",
    "gexf": "gexf", "graphml": "graphml", "graphology": "graphology.json", "json": "json", "jsonld": "jsonld",
    "kumu": "kumu.json", "markdown": "md", "mermaid": "mmd", "nquads": "nq", "parquet": "parquet",
    "pdf": "pdf", "png": "png", "rustworkx": "rustworkx.json", "svg": "svg", "table": "txt", "turtle": "ttl",
}
