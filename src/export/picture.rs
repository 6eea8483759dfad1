use std::io;

use graphviz_rust::cmd::{CommandArg, Format};

use crate::export::{ExportError, Options, dot};
use crate::graph::Graph;

/// Edges a picture shows when the caller does not say how many: more than that nobody reads.
const TOP: usize = 80;

/// Draws the graph with the `dot` of Graphviz.
pub(super) fn draw(graph: &Graph, options: &Options, format: Format) -> Result<Vec<u8>, ExportError> {
    let options = Options { top: options.top.or(Some(TOP)), ..options.clone() };
    let arguments = vec![CommandArg::Format(format)];
    graphviz_rust::exec_dot(dot::text(graph, &options, true), arguments).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => ExportError::NoGraphviz,
        _ => ExportError::Graphviz(error.to_string().trim().to_owned()),
    })
}
