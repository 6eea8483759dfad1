#!/usr/bin/env python3
"""graph_answers.py PROGRAM: the answers of the questions against NetworkX, on random multigraphs.

Uses the environment that interchange.py makes under target/. Checks shortest, k shortest and all simple paths, paths by
evidence and in the order of time, degree, PageRank, betweenness, and that communities are connected and about as good
as those of NetworkX's Louvain.
"""
import json, pathlib, random, subprocess, sys

from environment import inside

PACKAGES = ["networkx==3.6.1"]
HOME = pathlib.Path("target/interchange")
EVENTS = [("meeting", "CONSULT"), ("attack", "ASSAULT"), ("aid", "AID")]


def made_up(seed):
    """A random directed multigraph, and the same as a file of demarche: a report of its own for each event."""
    import networkx as nx

    dice = random.Random(seed)
    nodes = [f"actor-{i:02}" for i in range(dice.randint(8, 40))]
    graph = nx.MultiDiGraph()
    edges = {}
    for i in range(dice.randint(len(nodes), 4 * len(nodes))):
        source, target = dice.sample(nodes, 2) if dice.random() < 0.7 else dice.sample(nodes[: len(nodes) // 3], 2)
        relation, category = dice.choice(EVENTS)
        day = f"{2000 + i % 20}-03-{1 + i // 20 % 28:02}"
        graph.add_edge(source, target, relation=relation, day=day)
        quote = {"start": 0, "end": 3, "text": "met"}
        report = {"document": f"d{i}", "start": 0, "end": 9, "text": "They met.", "trigger": quote,
                  "date": {"start": day, "end": day}, "cameo": "04", "score": 1.0, "confidence": 0.9}
        edges.setdefault((source, target, relation, category), []).append(report)
    presence = lambda node: {"d0": {"name": node, "type": "organization", "names": {node: 1}, "nominals": 0,
                                    "pronouns": 0, "roles": []}}
    raw = {
        "directed": True, "multigraph": True,
        "graph": {"documents": [{"id": f"d{i}"} for i in range(graph.number_of_edges())]},
        "nodes": [{"id": node, "label": node, "type": "organization", "mentions": 1, "names": {node: 1}, "roles": [],
                   "documents": presence(node)} for node in nodes],
        "edges": [{"source": s, "target": t, "key": f"{c} {r} actual", "relation": r, "event": c, "status": "actual",
                   "reciprocal": False, "cameo": "04", "score": 1.0, "mode": None, "quad": None, "first": None,
                   "last": None, "reports": len(reports), "documents": len(reports), "confidence": 0.9,
                   "evidence": reports} for (s, t, r, c), reports in edges.items()],
    }
    path = HOME / f"random{seed}.json"
    path.write_text(json.dumps(raw, separators=(",", ":")), encoding="utf-8")
    return graph, path


def asked(program, *words):
    run = subprocess.run([program, *map(str, words), "--format", "json"], capture_output=True, text=True)
    assert run.returncode in (0, 1), run.stderr
    return json.loads(run.stdout) if run.returncode == 0 else []


def paths_of(rows):
    paths = {}
    for row in rows:
        paths.setdefault(row["path"], [row["from"]]).append(row["to"])
    return list(paths.values())


def check_paths(program, graph, path, dice):
    import itertools
    import networkx as nx

    for directed in (True, False):
        plain = nx.DiGraph(graph) if directed else nx.Graph(graph)
        flags = ["--directed"] if directed else []
        a, b = dice.sample(sorted(plain), 2)
        linked = nx.has_path(plain, a, b)
        shortest = paths_of(asked(program, "path", a, b, path, *flags))
        assert bool(shortest) == linked, (a, b, directed)
        every = paths_of(asked(program, "path", a, b, path, "--all", 4, *flags))
        wanted = sorted(nx.all_simple_paths(plain, a, b, cutoff=4)) if linked else []
        assert sorted(every) == wanted, (a, b, directed, every, wanted)
        if not linked:
            continue
        assert len(shortest[0]) - 1 == nx.shortest_path_length(plain, a, b), (a, b, shortest)
        best = paths_of(asked(program, "path", a, b, path, "-k", 8, *flags))
        wanted = [len(p) for p in itertools.islice(nx.shortest_simple_paths(plain, a, b), 8)]
        assert [len(p) for p in best] == wanted, (a, b, directed, best)
        assert len({tuple(p) for p in best}) == len(best) and all(nx.is_simple_path(plain, p) for p in best), best


def check_other_paths(program, graph, path, dice):
    """Paths by evidence against Dijkstra, paths in the order of time against the graph of actors on days."""
    import collections
    import networkx as nx

    events = list(graph.edges(data=True))
    times = collections.Counter((a, b, event["relation"]) for a, b, event in events)
    # an actor on the day it was reached, and the events from that day on; the empty day is before all others
    days = collections.defaultdict(set)
    for a, b, event in events:
        days[a].add(event["day"]), days[b].add(event["day"])
    for directed in (True, False):
        flags = ["--directed"] if directed else []
        ways = lambda a, b: [(a, b)] if directed else [(a, b), (b, a)]
        weighted = nx.MultiDiGraph()
        weighted.add_nodes_from(graph)
        for (a, b, _), count in times.items():
            weighted.add_edges_from((*way, {"cost": 1_000_000 // count}) for way in ways(a, b))
        timed = nx.DiGraph()
        timed.add_nodes_from((node, "") for node in graph)
        for a, b, event in events:
            for start, end in ways(a, b):
                early = (day for day in days[start] | {""} if day <= event["day"])
                timed.add_edges_from(((start, day), (end, event["day"])) for day in early)
        for _ in range(4):
            a, b = dice.sample(sorted(graph), 2)
            rows = asked(program, "path", a, b, path, "--weight", "evidence", *flags)
            cost = sum(1_000_000 // row["reports"] for row in rows)
            wanted = nx.dijkstra_path_length(weighted, a, b, weight="cost") if nx.has_path(weighted, a, b) else 0
            assert cost == wanted, ("evidence", a, b, directed, rows, wanted)
            rows = asked(program, "path", a, b, path, "--in-time-order", *flags)
            steps = nx.single_source_shortest_path_length(timed, (a, ""))
            wanted = min((far for (node, _), far in steps.items() if node == b), default=0)
            assert len(rows) == (wanted if wanted <= 12 else 0), ("time", a, b, directed, rows, wanted)
            assert [row["first"] for row in rows] == sorted(row["first"] for row in rows), rows


def check_ranks(program, graph, path):
    import networkx as nx

    ours = {row["key"]: row["pagerank"] for row in asked(program, "top", path, "--by", "pagerank")}
    from networkx.algorithms.link_analysis.pagerank_alg import _pagerank_python  # needs no SciPy

    theirs = _pagerank_python(graph, alpha=0.85, tol=1e-12, max_iter=1000)
    assert set(ours) == set(theirs) and all(abs(ours[n] - theirs[n]) < 1e-6 for n in ours), "PageRank differs"
    for directed in (True, False):
        flags = ["--directed"] if directed else []
        ours = {row["key"]: row["betweenness"] for row in asked(program, "top", path, "--by", "betweenness", *flags)}
        theirs = nx.betweenness_centrality(nx.DiGraph(graph) if directed else nx.Graph(graph))
        assert all(abs(ours.get(n, 0) - theirs[n]) < 1e-6 for n in theirs), "betweenness differs"
    ours = {row["key"]: (row["events"], row["out"], row["in"]) for row in asked(program, "top", path)}
    assert ours == {n: (graph.degree(n), graph.out_degree(n), graph.in_degree(n)) for n in graph}, "degrees differ"


def check_communities(program, graph, path):
    import networkx as nx

    groups = [row["keys"].split() for row in asked(program, "communities", path)]
    assert sorted(sum(groups, [])) == sorted(graph), "an actor is missing or twice"
    plain = nx.Graph()
    for a, b in graph.edges():
        plain.add_edge(a, b, weight=plain.get_edge_data(a, b, {"weight": 0})["weight"] + 1)
    assert all(nx.is_connected(plain.subgraph(group)) for group in groups), "a group is not connected"
    best = max(nx.community.modularity(plain, nx.community.louvain_communities(plain, seed=s)) for s in range(5))
    return nx.community.modularity(plain, groups), best


def main():
    inside(HOME, PACKAGES)
    program = sys.argv[1]
    dice = random.Random(1)
    ours, theirs = 0, 0
    for seed in range(12):
        graph, path = made_up(seed)
        check_paths(program, graph, path, dice)
        check_other_paths(program, graph, path, dice)
        check_ranks(program, graph, path)
        found, best = check_communities(program, graph, path)
        assert found > best - 0.05, f"graph {seed}: modularity {found:.3f}, Louvain {best:.3f}"
        ours, theirs = ours + found, theirs + best
    assert ours > 0.98 * theirs, (ours, theirs)
    print(f"answers: as NetworkX gives them on 12 random multigraphs; modularity {ours / 12:.3f}, Louvain {theirs / 12:.3f}")


main()
