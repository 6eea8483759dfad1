#!/usr/bin/env python3
"""interchange.py PROGRAM ARTICLES: builds a graph and opens it in the tools it is for.

NetworkX comes into an environment under target/; Graphviz is installed with apt where it is missing and apt is there.
Checks counts, direction, parallel edges, a date and an evidence text.
"""
import json, os, pathlib, re, shutil, subprocess, sys, venv

NETWORKX = "networkx==3.6.1"
HOME = pathlib.Path("target/interchange")


def with_networkx():
    """Runs this script again in an environment that has NetworkX."""
    python = HOME / "venv/bin/python"
    if not python.exists():
        venv.create(HOME / "venv", with_pip=True)
    if subprocess.run([python, "-c", "import networkx"], capture_output=True).returncode:
        subprocess.run([python, "-m", "pip", "install", "--quiet", NETWORKX], check=True)
    os.execv(python, [str(python), __file__, *sys.argv[1:], "--inside"])


def with_graphviz():
    if not shutil.which("dot") and shutil.which("apt-get"):
        subprocess.run(["apt-get", "install", "-y", "-q", "graphviz"], check=True, stdout=subprocess.DEVNULL)
    if not shutil.which("dot"):
        sys.exit("Graphviz is missing: install the package graphviz")


def check_networkx(path):
    import networkx as nx

    raw = json.loads(path.read_text(encoding="utf-8"))
    graph = nx.node_link_graph(raw)
    assert graph.is_directed() and graph.is_multigraph(), type(graph)
    assert graph.number_of_nodes() == len(raw["nodes"]), "nodes were lost or made"
    assert graph.number_of_edges() == len(raw["edges"]), "parallel edges were merged"
    assert set(graph) == {node["id"] for node in raw["nodes"]}
    pairs = [(edge["source"], edge["target"]) for edge in raw["edges"]]
    twice = next((pair for pair in pairs if pairs.count(pair) > 1), None)
    assert twice and graph.number_of_edges(*twice) == pairs.count(twice), "no parallel edges to check"
    for edge in raw["edges"]:
        data = graph.edges[edge["source"], edge["target"], edge["key"]]
        assert data["relation"] == edge["relation"] and data["evidence"] == edge["evidence"]
    dated = next(edge for edge in raw["edges"] if edge["first"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", graph.edges[dated["source"], dated["target"], dated["key"]]["first"])
    quoted = raw["edges"][0]["evidence"][0]
    assert quoted["trigger"]["text"] in quoted["text"], quoted
    again = nx.node_link_data(graph)
    path.with_name("again.json").write_text(json.dumps(again), encoding="utf-8")
    return raw


def check_dot(path, raw):
    loaded = json.loads(subprocess.run(["dot", "-Tdot_json", path], check=True, capture_output=True).stdout)
    assert loaded["directed"] and not loaded["strict"]
    names = {node["_gvid"]: node["name"] for node in loaded["objects"]}
    linked = {end for edge in raw["edges"] for end in (edge["source"], edge["target"])}
    assert set(names.values()) == linked, set(names.values()) ^ linked
    drawn = sorted((names[edge["tail"]], names[edge["head"]]) for edge in loaded["edges"])
    assert drawn == sorted((edge["source"], edge["target"]) for edge in raw["edges"]), "edges were lost or turned"
    sentence = " ".join(raw["edges"][0]["evidence"][0]["text"].split())[:40]
    assert any(sentence[:20] in " ".join(edge["tooltip"].split()) for edge in loaded["edges"]), sentence


def main():
    program, articles = sys.argv[1:3]
    HOME.mkdir(parents=True, exist_ok=True)
    if "--inside" not in sys.argv:
        with_networkx()
    with_graphviz()
    out = {kind: HOME / f"graph.{kind}" for kind in ("json", "dot", "svg", "png")}
    places = [word for path in out.values() for word in ("-o", str(path))]
    subprocess.run([program, "build", articles, *places], check=True)
    raw = check_networkx(out["json"])
    check_dot(out["dot"], raw)
    # what NetworkX writes comes back as the same graph
    back = HOME / "back.json"
    subprocess.run([program, "build", HOME / "again.json", "-o", back], check=True)
    assert back.read_bytes() == out["json"].read_bytes(), "the way through NetworkX changed the graph"
    # the JSON for D3 and older NetworkX holds the edges twice and loads too
    subprocess.run([program, "build", out["json"], "--links", "-o", back], check=True)
    both = json.loads(back.read_text(encoding="utf-8"))
    assert both["links"] == both["edges"] == raw["edges"]
    import xml.dom.minidom

    xml.dom.minidom.parse(str(out["svg"]))
    assert out["png"].read_bytes().startswith(b"\x89PNG")
    print(f"interchange: {len(raw['nodes'])} actors and {len(raw['edges'])} edges open in NetworkX and Graphviz")


main()
