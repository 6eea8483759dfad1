"""What a reader found in an export, and whether that is what the graph holds.

A reader turns a file into a View: the labels of the nodes by id, and for each edge its ends, its first day and the
sentence that proves it. `agree` compares it with the node-link JSON of the same graph, which is the measure: counts,
direction, parallel edges, dates and texts. `kept` is what the format is documented to do to a text.
"""
import dataclasses
import re

# What XML 1.0 and the other formats made of text cannot hold.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclasses.dataclass
class View:
    nodes: dict  # id -> label
    edges: dict  # id -> (source, target, first day or None, evidence)


def same(text):
    return text


def without_control(text):
    """XML: control characters are left out."""
    return CONTROL.sub("", text)


def one_line(text):
    """Formats for people: control characters are spaces, runs of white space one space."""
    return " ".join("".join(" " if re.match(r"[\x00-\x1f\x7f-\x9f]", c) else c for c in text).split())


def xml_id(text):
    """XML: a character that cannot stand in XML is written _x0001_ in ids."""
    text = re.sub(r"_(?=x[0-9A-F]{4}_)", "_x005F_", text)
    return CONTROL.sub(lambda match: f"_x{ord(match.group()):04X}_", text)


def expected(raw, kept=same, id_kept=same):
    nodes = {id_kept(node["id"]): kept(node["label"]) for node in raw["nodes"]}
    edges = {}
    for edge in raw["edges"]:
        best = max(edge["evidence"], key=lambda report: report["confidence"])
        ends = id_kept(edge["source"]), id_kept(edge["target"])
        edges[id_kept(edge["id"])] = (*ends, edge["first"], kept(best["text"]))
    return View(nodes, edges)


def agree(name, view, raw, kept=same, id_kept=same, linked=False):
    """Fails, showing the first difference. `linked`: only the actors that have an edge are there."""
    known = expected(raw, kept, id_kept)
    if linked:
        ends = {end for edge in known.edges.values() for end in edge[:2]}
        known.nodes = {key: label for key, label in known.nodes.items() if key in ends}
    for what, found, wanted in (("actors", view.nodes, known.nodes), ("edges", view.edges, known.edges)):
        assert len(found) == len(wanted), f"{name}: {len(found)} {what} instead of {len(wanted)}"
        for key, value in wanted.items():
            assert key in found, f"{name}: {what} without {key!r}; there is {sorted(set(found) - set(wanted))[:3]!r}"
            assert found[key] == value, f"{name}: {what}: {key!r}:\n  found    {found[key]!r}\n  expected {value!r}"
    pairs = [edge[:2] for edge in known.edges.values()]
    assert any(pairs.count(pair) > 1 for pair in pairs), f"{name}: no parallel edges to check"
    assert any(edge[2] for edge in known.edges.values()), f"{name}: no date to check"
