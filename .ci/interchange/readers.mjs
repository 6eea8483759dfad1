// readers.mjs READER FILE: what a JavaScript library finds in an export, as JSON on standard output.
import fs from "node:fs";

const [reader, file] = process.argv.slice(2);
const text = fs.readFileSync(file, "utf8");
const known = (value) => value ?? null;

async function cytoscape() {
  const { default: cytoscape } = await import("cytoscape");
  const graph = cytoscape({ headless: true, ...JSON.parse(text) });
  const nodes = Object.fromEntries(graph.nodes().map((n) => [n.id(), n.data("label")]));
  const edges = graph.edges().map((e) => {
    const ends = [e.source().id(), e.target().id()];
    return [e.id(), [...ends, known(e.data("first")), e.data("evidence")]];
  });
  return { nodes, edges: Object.fromEntries(edges) };
}

async function graphology() {
  const { default: library } = await import("graphology");
  const json = JSON.parse(text);
  const graph = new library.MultiDirectedGraph();
  graph.import(json);
  if (library.from(json).type !== "directed") throw new Error("not directed");
  const nodes = {};
  graph.forEachNode((key, a) => {
    if (![a.x, a.y, a.size].every(Number.isFinite) || "type" in a) throw new Error(`sigma.js refuses ${key}`);
    nodes[key] = a.label;
  });
  const edges = {};
  graph.forEachEdge((key, a, source, target) => {
    if ("type" in a) throw new Error(`sigma.js refuses ${key}`);
    edges[key] = [source, target, known(a.first), a.evidence];
  });
  return { nodes, edges };
}

async function mermaid() {
  const { JSDOM } = await import("jsdom");
  const { window } = new JSDOM("<div id='out'></div>");
  Object.assign(globalThis, { window, document: window.document });
  const { default: mermaid } = await import("mermaid");
  mermaid.initialize({ startOnLoad: false, securityLevel: "strict", maxTextSize: 1e7, flowchart: { htmlLabels: true } });
  await mermaid.parse(text);
  const diagram = await mermaid.mermaidAPI.getDiagramFromText(text);
  const nodes = Object.fromEntries([...diagram.db.getVertices()].map(([key, node]) => [key, node.text]));
  const edges = Object.fromEntries(diagram.db.getEdges().map((e, i) => [i, [e.start, e.end, e.stroke, e.text]]));
  return { nodes, edges, title: diagram.db.getDiagramTitle() };
}

const found = await { cytoscape, graphology, mermaid }[reader]();
process.stdout.write(JSON.stringify(found), () => process.exit(0));
