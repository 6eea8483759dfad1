mod labels;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{self, BufWriter, Write};

use anyhow::{Result, bail};

use crate::cli::Outcome;
use crate::cli::explain::labels::Labels;
use crate::events::{EventKind, Lexicon, Mode, QuadClass, Sense, Status};

/// Tell what a tag, relation, category, mode or status means
///
/// Without a label it lists every label there is.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A label: nsubj, VBD, CONSULT, `arms_deal`, possible, …
    #[arg(value_name = "LABEL")]
    labels: Vec<String>,
}

/// Runs `explain`.
pub(super) fn run(args: &Args) -> Result<Outcome> {
    let labels = Labels::embedded();
    let mut out = BufWriter::new(io::stdout().lock());
    if args.labels.is_empty() {
        write_all(labels, &mut out)?;
    }
    for label in &args.labels {
        let explanations = explanations(labels, label);
        if explanations.is_empty() {
            bail!("nothing is called `{label}`{}", similar(labels, label));
        }
        for explanation in explanations {
            writeln!(out, "{explanation}")?;
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}

/// Everything that `label` may mean: as it is written, else in any case.
fn explanations(labels: &Labels, label: &str) -> Vec<String> {
    let exact = explained(labels, |known| known == label);
    if exact.is_empty() { explained(labels, |known| known.eq_ignore_ascii_case(label)) } else { exact }
}

fn explained(labels: &Labels, wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let mut out = Vec::new();
    for set in labels.sets() {
        for (label, about) in set.labels.iter().filter(|(label, _)| wanted(label)) {
            let fits = if set.name == "mode" { categories_of(label) } else { String::new() };
            out.push(format!("{label}  {}: {about}{fits}", set.about));
        }
    }
    for kind in EventKind::ALL.into_iter().filter(|kind| wanted(kind.as_str())) {
        out.push(category(kind));
    }
    for status in Status::ALL.into_iter().filter(|status| wanted(status.as_str())) {
        out.push(format!("{status}  status of an event: {}", status.about()));
    }
    out.extend(relations().into_iter().filter(|(name, _)| wanted(name)).map(|(name, uses)| relation(name, &uses)));
    out
}

/// Where a mode may stand: "; of REQUEST, REJECT".
fn categories_of(mode: &str) -> String {
    let fits = |kind: &EventKind| Mode::from_name(mode).is_some_and(|mode| kind.modes().contains(&mode));
    let kinds: Vec<_> = EventKind::ALL.into_iter().filter(fits).map(EventKind::as_str).collect();
    format!("; of {}", kinds.join(", "))
}

fn category(kind: EventKind) -> String {
    let quad = match kind.quad_class() {
        QuadClass::VerbalCooperation => "cooperation in words",
        QuadClass::MaterialCooperation => "cooperation in deeds",
        QuadClass::VerbalConflict => "conflict in words",
        QuadClass::MaterialConflict => "conflict in deeds",
    };
    let mut text = format!("{kind}  category of PLOVER, {quad}: {}", kind.about());
    let modes: Vec<_> = kind.modes().iter().map(|mode| mode.as_str()).collect();
    let relations = relations();
    let own = relations.iter().filter(|(_, uses)| uses.keys().any(|sense| sense.0 == kind)).map(|(name, _)| *name);
    for (what, names) in [("modes", modes), ("relations", own.collect())] {
        if !names.is_empty() {
            let _ = write!(text, "\n  {what}: {}", names.join(", "));
        }
    }
    text
}

/// Category, mode and CAMEO code, and the lexicon entries that say so.
type Uses<'l> = BTreeMap<(EventKind, Option<Mode>, &'l str), BTreeSet<&'l str>>;

/// Every readable relation of the lexicon.
fn relations() -> BTreeMap<&'static str, Uses<'static>> {
    let mut relations: BTreeMap<&str, Uses> = BTreeMap::new();
    for family in Lexicon::embedded().families() {
        for Sense { event, mode, relation, cameo } in
            family.variants.iter().map(|variant| &variant.sense).chain([&family.sense])
        {
            let uses = relations.entry(relation).or_default();
            uses.entry((*event, *mode, cameo)).or_default().insert(&family.id);
        }
    }
    relations
}

fn relation(name: &str, uses: &Uses) -> String {
    let lines = uses.iter().map(|((event, mode, cameo), entries)| {
        let mode = mode.map(|mode| format!(", mode {mode}")).unwrap_or_default();
        let entries = entries.iter().copied().collect::<Vec<_>>().join(", ");
        let score = Lexicon::embedded().score(cameo);
        format!("\n  {event}{mode}, CAMEO {cameo}, score {score}; lexicon entries: {entries}")
    });
    let about = Lexicon::embedded().about(name).unwrap_or("not described");
    format!("{name}  relation: {about}{}", lines.collect::<Vec<_>>().concat())
}

fn write_all(labels: &Labels, out: &mut impl Write) -> io::Result<()> {
    for set in labels.sets() {
        let names: Vec<_> = set.labels.keys().map(String::as_str).collect();
        writeln!(out, "{}: {}\n", set.about, names.join(" "))?;
    }
    writeln!(out, "category of PLOVER: {}\n", EventKind::ALL.map(EventKind::as_str).join(" "))?;
    writeln!(out, "status of an event: {}\n", Status::ALL.map(Status::as_str).join(" "))?;
    let relations = relations();
    writeln!(out, "relation: {}", relations.keys().copied().collect::<Vec<_>>().join(" "))
}

/// The labels most like `label`: "; similar: `nsubj`, `csubj`".
fn similar(labels: &Labels, label: &str) -> String {
    let lower = label.to_lowercase();
    let known = labels.sets().iter().flat_map(|set| set.labels.keys().map(String::as_str));
    let known = known.chain(EventKind::ALL.map(EventKind::as_str)).chain(Status::ALL.map(Status::as_str));
    let known: BTreeSet<&str> = known.chain(relations().into_keys()).collect();
    let mut scored: Vec<_> =
        known.into_iter().map(|known| (strsim::jaro_winkler(&lower, &known.to_lowercase()), known)).collect();
    scored.retain(|(score, _)| *score >= 0.8);
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    let names: Vec<_> = scored.iter().take(4).map(|(_, known)| format!("`{known}`")).collect();
    if names.is_empty() {
        "; `demarche explain` lists every label".to_owned()
    } else {
        format!("; similar: {}", names.join(", "))
    }
}
