use std::collections::BTreeMap;
use std::io::BufRead;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::{DOCUMENTS, PRESENCES, REPORTS};
use crate::export::ExportError;
use crate::export::escape::from_xml_id;
use crate::export::json::read::{add_documents, add_edge, add_presences, edge_key, reports};
use crate::graph::Graph;

/// Reads back a graph that this program wrote as GraphML, or that NetworkX wrote from such a one.
///
/// # Errors
///
/// If `input` cannot be read, is not XML, or is a graph without the attributes this program writes.
pub fn read(input: impl BufRead) -> Result<Graph, ExportError> {
    let mut reader = Reader::from_reader(input);
    let mut file = File::default();
    let mut buffer = Vec::new();
    loop {
        let event = reader.read_event_into(&mut buffer).map_err(|error| broken(&error))?;
        match event {
            Event::Start(element) => file.begin(&element)?,
            Event::Empty(element) => {
                file.begin(&element)?;
                file.end(element.local_name().as_ref())?;
            }
            Event::End(element) => file.end(element.local_name().as_ref())?,
            Event::Text(text) => file.text.push_str(&text.xml10_content()),
            Event::CData(text) => file.text.push_str(&text.xml10_content()),
            Event::GeneralRef(name) => {
                if let Some(c) = name.resolve_char_ref().map_err(|error| broken(&error))? {
                    file.text.push(c);
                } else {
                    let text = quick_xml::escape::resolve_xml_entity(&name);
                    file.text.push_str(text.ok_or_else(|| broken(&format!("unknown entity {}", &*name)))?);
                }
            }
            Event::Eof => break,
            _ => {}
        }
        buffer.clear();
    }
    if !file.seen {
        return Err(broken(&"expected an element graph"));
    }
    Ok(file.graph)
}

/// What has been read so far.
#[derive(Default)]
struct File {
    graph: Graph,
    seen: bool,
    /// Names of attributes by the id of their key.
    keys: BTreeMap<String, String>,
    /// Node or edge that is open: its ids and the attributes read so far.
    ends: Vec<String>,
    attributes: BTreeMap<String, String>,
    key: String,
    text: String,
}

impl File {
    fn begin(&mut self, element: &BytesStart) -> Result<(), ExportError> {
        match element.local_name().as_ref() {
            "key" => {
                let id = attribute(element, "id")?.unwrap_or_default();
                if let Some(name) = attribute(element, "attr.name")? {
                    self.keys.insert(id, name);
                }
            }
            "graph" => self.seen = true,
            "node" => {
                self.attributes.clear();
                self.ends = vec![from_xml_id(&required(element, "id")?)];
            }
            "edge" => {
                self.attributes.clear();
                let [source, target] = [required(element, "source")?, required(element, "target")?];
                self.ends = vec![from_xml_id(&source), from_xml_id(&target)];
            }
            "data" => {
                self.key = required(element, "key")?;
                self.text.clear();
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), ExportError> {
        match (name, self.ends.as_slice()) {
            ("data", ends) => {
                let text = std::mem::take(&mut self.text);
                match self.keys.get(&self.key) {
                    Some(name) if ends.is_empty() && name == DOCUMENTS => add_documents(&mut self.graph, &text)?,
                    Some(name) => {
                        self.attributes.insert(name.clone(), text);
                    }
                    None => {}
                }
            }
            ("node", [key]) => {
                let key = key.clone();
                let presences = self.attributes.remove(PRESENCES).ok_or_else(|| missing("node", PRESENCES))?;
                add_presences(&mut self.graph, &key, &presences)?;
                self.ends.clear();
            }
            ("edge", [source, target]) => {
                let (source, target) = (source.clone(), target.clone());
                self.edge(&source, &target)?;
                self.ends.clear();
            }
            _ => {}
        }
        Ok(())
    }

    fn edge(&mut self, source: &str, target: &str) -> Result<(), ExportError> {
        let mut take = |name: &'static str| self.attributes.remove(name);
        let relation = from_xml_id(&take("relation").ok_or_else(|| missing("edge", "relation"))?);
        let status = take("status").ok_or_else(|| missing("edge", "status"))?;
        let evidence = take(REPORTS).ok_or_else(|| missing("edge", REPORTS))?;
        // Python's writers say True
        let reciprocal = take("reciprocal").is_some_and(|word| word.eq_ignore_ascii_case("true"));
        let key = edge_key(relation, take("event").as_deref(), &status, reciprocal)?;
        add_edge(&mut self.graph, source, target, key, reports(&evidence)?)
    }
}

fn attribute(element: &BytesStart, name: &str) -> Result<Option<String>, ExportError> {
    let Some(found) = element.try_get_attribute(name).map_err(|error| broken(&error))? else { return Ok(None) };
    let value = found.normalized_value(XmlVersion::Explicit1_0).map_err(|error| broken(&error))?;
    Ok(Some(value.into_owned()))
}

fn required(element: &BytesStart, name: &'static str) -> Result<String, ExportError> {
    let place = element.local_name().as_ref().to_owned();
    attribute(element, name)?.ok_or_else(|| broken(&format!("an element {place} without {name}")))
}

fn broken(what: &dyn std::fmt::Display) -> ExportError {
    ExportError::Xml(what.to_string())
}

fn missing(place: &'static str, what: &'static str) -> ExportError {
    broken(&format!("an element {place} without the attribute {what}"))
}
