#!/usr/bin/env python3
"""interchange.py PROGRAM ARTICLES: writes a graph in every format and opens each in the tool it is for.

Three graphs go through: that of ARTICLES, one with hostile names and texts, and one whose ids are hostile too. What a
reader finds must be what the node-link JSON of the same graph says: counts, direction, parallel edges, dates, texts.
The libraries, with pinned versions, come into folders under target/interchange, which are kept between runs.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent / "interchange"
HOME = Path("target/interchange")
PYTHON = """networkx==3.6.1 igraph==1.0.0 rustworkx==0.18.1 rdflib==7.6.0 followthemoney==4.11.2 pandas==3.1.1 duckdb==2.0.0
ladybug==0.22.0 ndex2==3.12.0""".split()
NODE = ["cytoscape@3.34.4", "graphology@0.26.0", "mermaid@12.3.0", "jsdom@26.1.0"]
DEBIAN = {"dot": "graphviz", "xmllint": "libxml2-utils", "sqlite3": "sqlite3"}
# Names of the exports where it is not graph.EXTENSION.
PLACES = {"gephi": "gephi", "neo4j": "neo4j", "obsidian": "obsidian"}


def run(command, **options):
    return subprocess.run([str(word) for word in command], check=True, **options)


def unless_done(stamp, wanted, install):
    """Installs once: the stamp says what is there."""
    stamp = HOME / stamp
    if not stamp.exists() or stamp.read_text() != " ".join(wanted):
        install()
        stamp.write_text(" ".join(wanted))


def with_debian():
    missing = [package for program, package in DEBIAN.items() if not shutil.which(program)]
    if missing and shutil.which("apt-get"):
        run(["apt-get", "update", "-q"], stdout=subprocess.DEVNULL)
        run(["apt-get", "install", "-y", "-q", *missing], stdout=subprocess.DEVNULL)
    for program, package in DEBIAN.items():
        if not shutil.which(program):
            sys.exit(f"{program} is missing: install the package {package}")


def with_python():
    """Runs this script again in an environment that has the libraries."""
    python = HOME / "venv/bin/python"

    def install():
        if not python.exists():
            venv.create(HOME / "venv", with_pip=True)
        # PyICU, which followthemoney needs, is compiled here: the headers, and no time spent on making it fast
        if not subprocess.run(["sh", "-c", "pkg-config --exists icu-i18n"]).returncode == 0 and shutil.which("apt-get"):
            run(["apt-get", "install", "-y", "-q", "libicu-dev", "pkg-config", "g++"], stdout=subprocess.DEVNULL)
        quick = {**os.environ, "CFLAGS": "-O0", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
        run([python, "-m", "pip", "install", "--quiet", *PYTHON], env=quick)

    unless_done("python.txt", PYTHON, install)
    os.execv(python, [str(python), __file__, *sys.argv[1:], "--inside"])


def with_node():
    folder = HOME / "node"
    folder.mkdir(exist_ok=True)
    if not shutil.which("npm"):
        sys.exit("npm is missing: install Node.js")

    def install():
        (folder / "package.json").write_text('{"private": true}')
        # the engines that the packages name are newer than what they need
        quiet = ["--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
        run(["npm", "install", *quiet, *NODE], cwd=folder, stdout=subprocess.DEVNULL)

    unless_done("node.txt", NODE, install)
    shutil.copy(HERE / "readers.mjs", folder)


def formats(program):
    """The formats the program lists, with their extensions left out."""
    shown = run([program, "build", "--help"], capture_output=True, text=True).stdout
    listed = shown.split("Write in this format, whatever the extension:\n")[1].split("\n\n")[0]
    return re.findall(r"^ {12}(\w+) ", listed, re.M)


def export(program, source, folder, names, extensions):
    """Writes every format of the graph `source` into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    places = [folder / f"graph.{extensions[name]}" for name in names if name not in PLACES]
    run([program, "build", source, "-o", folder / "graph.json"], stderr=subprocess.DEVNULL)
    run([program, "build", folder / "graph.json", *(word for place in places for word in ("-o", place))])
    for name in (name for name in names if name in PLACES):
        run([program, "build", folder / "graph.json", "-f", name, "-o", folder / PLACES[name]])
    run([program, "build", folder / "graph.json", "--flavor", "yed", "-o", folder / "yed.graphml"])
    return json.loads((folder / "graph.json").read_text("utf-8"))


def comes_back(program, folder):
    """Each format that holds all of a graph gives it back, from our hand and from NetworkX's."""
    sources = ["graph.json", "graph.graphml", "graph-actors.csv", "graph-actors.parquet"]
    sources += ["again.json", "again.graphml"] if (folder / "again.json").exists() else []
    for source in sources:
        run([program, "build", folder / source, "-o", folder / "back.json"])
        assert (folder / "back.json").read_bytes() == (folder / "graph.json").read_bytes(), f"{source} comes back changed"
    run([program, "build", folder / "graph.json", "--links", "-o", folder / "back.json"])
    both = json.loads((folder / "back.json").read_text("utf-8"))
    assert both["links"] == both["edges"], "--links gives other edges"


def main():
    program, articles = (Path(word).resolve() for word in sys.argv[1:3])
    HOME.mkdir(parents=True, exist_ok=True)
    if "--inside" not in sys.argv:
        with_debian()
        with_python()
    with_node()
    sys.path.insert(0, str(HERE))
    import hostile
    from readers import EXTENSIONS, READERS

    names = formats(program)
    unread = sorted(set(names) ^ set(READERS))
    assert not unread, f"no reader for a format, or no format for a reader: {unread}"
    for name, graph in (("hostile", hostile.graph()), ("ids", hostile.ids())):
        (HOME / f"{name}.json").write_text(json.dumps(graph, ensure_ascii=False), "utf-8")
    for name, source in (("samples", articles), ("hostile", HOME / "hostile.json"), ("ids", HOME / "ids.json")):
        folder = HOME / name
        shutil.rmtree(folder, ignore_errors=True)
        raw = export(program, source, folder, names, EXTENSIONS)
        print(f"{name}: {len(raw['nodes'])} actors, {len(raw['edges'])} edges", flush=True)
        for format in names:
            begun = time.monotonic()
            read = READERS[format](folder, raw)
            print(f"  {format:10} {time.monotonic() - begun:5.1f} s  {read}", flush=True)
        comes_back(program, folder)
    print(f"interchange: {len(names)} formats written; what read each one stands beside it above")


main()
