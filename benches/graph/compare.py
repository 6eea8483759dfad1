#!/usr/bin/env python3
"""compare.py BENCH STORE: the same questions to demarche, python-igraph and NetworkX, on the same file in the same run.

BENCH is the program that `cargo bench --bench graph --no-run` names, STORE a file that its `generate` made. igraph and
NetworkX come into an environment under target/. Prints milliseconds and how many times demarche is as fast: both give
any shortest path, so `any_shortest_path` is the like of them; `best_path` compares the evidence of all shortest ones.

NetworkX gets the same paths on a graph without parallel events (that is kind to it), and PageRank with
the number of parallel events as weight, which is the same by definition.
"""
import pathlib, sqlite3, subprocess, sys, time

sys.path.append(str(pathlib.Path(__file__).parents[2] / ".ci"))
from environment import inside

PACKAGES = ["python-igraph==1.0.0", "networkx==3.6.1", "scipy==1.16.3", "numpy==2.3.5"]
HOME = pathlib.Path("target/bench-graph")


def ours(bench, store):
    out = subprocess.run([bench, "measure", store], check=True, capture_output=True, text=True).stdout
    print(out)
    lines = [line.split() for line in out.splitlines()]
    value = lambda name: next(float(words[1]) for words in lines if words and words[0] == name)
    return value("path-mean-ms"), value("any-path-mean-ms"), value("PageRank")


def edges(store):
    """Source and target of each event, a mutual one once in each direction, for PageRank; and once for paths."""
    import numpy as np

    rows = sqlite3.connect(f"file:{store}?mode=ro", uri=True).execute("SELECT source, target, reciprocal FROM events")
    flat = np.fromiter((value for row in rows for value in row), dtype=np.int64)
    return flat.reshape(-1, 3)


def timed(what):
    begun = time.perf_counter()
    result = what()
    return (time.perf_counter() - begun) * 1e3, result


def with_igraph(rows, pairs, nodes):
    import igraph, numpy as np

    plain = igraph.Graph(n=nodes, edges=rows[:, :2], directed=True)
    lengths = []
    begun = time.perf_counter()
    for source, target, _ in pairs:
        found = plain.get_shortest_path(source, to=target, mode="all", output="vpath")
        lengths.append(len(found) - 1)
    path = (time.perf_counter() - begun) * 1e3 / len(pairs)
    wrong = [(pair, found) for pair, found in zip(pairs, lengths) if pair[2] != found]
    assert not wrong, f"paths of other lengths than igraph's: {wrong[:3]}"
    del plain
    mutual = rows[rows[:, 2] == 1]
    both = np.concatenate([rows[:, :2], mutual[:, 1::-1]])
    used, renumbered = np.unique(both, return_inverse=True)
    graph = igraph.Graph(n=len(used), edges=renumbered.reshape(both.shape), directed=True)
    rank, values = timed(lambda: graph.pagerank(directed=True, damping=0.85))
    return path, rank, dict(zip(used.tolist(), values)), (used, renumbered.reshape(both.shape))


def with_networkx(rows, pairs, links):
    import networkx as nx, numpy as np
    import scipy.sparse

    graph = nx.Graph()
    graph.add_edges_from(rows[:, :2].tolist())
    path, _ = timed(lambda: [nx.bidirectional_shortest_path(graph, a, b) for a, b, steps in pairs if steps >= 0])
    path /= sum(steps >= 0 for *_, steps in pairs)
    del graph
    used, ends = links
    matrix = scipy.sparse.coo_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(len(used),) * 2).tocsr()
    graph = nx.from_scipy_sparse_array(matrix, create_using=nx.DiGraph)
    rank, values = timed(lambda: nx.pagerank(graph, alpha=0.85, tol=1e-10, max_iter=300))
    return path, rank, {int(used[node]): value for node, value in values.items()}


def main():
    inside(HOME, PACKAGES)
    bench, store = sys.argv[1:3]
    our_best, our_any, our_rank = ours(bench, store)
    paths = lambda path: f"path {path:10.3f} ms, {path / our_any:8.1f} times our any, {path / our_best:8.1f} times our best proven"
    lines = pathlib.Path(store).with_suffix(".pairs").read_text().splitlines()
    pairs = [tuple(map(int, line.split())) for line in lines]
    top = [line.split() for line in pathlib.Path(store).with_suffix(".ranks").read_text().splitlines()]
    rows = edges(store)
    nodes = int(rows[:, :2].max()) + 1
    path, rank, values, links = with_igraph(rows, pairs[:100], nodes)
    worst = max(abs(float(value) - values[int(node)]) / values[int(node)] for node, value in top)
    print(f"igraph    {paths(path)}; "
          f"PageRank {rank:10.0f} ms, {rank / our_rank:6.2f} times ours; the thousand highest ranks differ by {worst:.1e}")
    path, rank, values = with_networkx(rows, pairs, links)
    worst = max(abs(float(value) - values[int(node)]) / values[int(node)] for node, value in top)
    print(f"NetworkX  {paths(path)}; "
          f"PageRank {rank:10.0f} ms, {rank / our_rank:6.2f} times ours; the thousand highest ranks differ by {worst:.1e}")


main()
