use std::sync::{Arc, LazyLock};

use rustc_hash::FxHashMap;

use crate::actors::antecedents::{Case, Marks, Teacher};
use crate::actors::evidence::Evidence;
use crate::actors::name_reader::NameReader;
use crate::actors::own::{self, Overrides, OwnTable};
use crate::actors::reading::{Read, Reading};
use crate::actors::reason::Reason;
use crate::actors::registry::Registry;
use crate::actors::runs::{Cutter, Settled};
use crate::actors::tables::{Class, Tables};
use crate::actors::tagger::{Clues, Tagger};
use crate::actors::view::{Hit, View, scan};
use crate::actors::{Actors, ActorsError, titles};
use crate::syntax::{Tree, is_common};
use crate::text::{Document, Segmentation};

/// Finds the actors of documents with the tables of `data/actors`.
#[derive(Clone, Debug)]
pub struct Recognizer {
    tables: Arc<Tables>,
    overrides: Overrides,
    /// Whether a network reads the sentences in which names may stand that no table knows.
    reads: bool,
}

impl Recognizer {
    /// Reads the tables that are part of the program.
    ///
    /// # Errors
    ///
    /// Names file and line of an entry that cannot be read.
    pub fn new() -> Result<Self, ActorsError> {
        Ok(Self { tables: Arc::new(Tables::embedded()?), overrides: Overrides::default(), reads: true })
    }

    /// A recognizer that knows the actors of the user's own tables as well, and makes his changes to what it finds.
    ///
    /// What a table holds that cannot be read is left out and told beside the recognizer.
    ///
    /// # Errors
    ///
    /// If a table that is part of the program cannot be read.
    pub fn with(own: &[OwnTable], overrides: Overrides) -> Result<(Self, Vec<ActorsError>), ActorsError> {
        let mut tables = Tables::embedded()?;
        let faults = own.iter().flat_map(|table| own::add(table, &mut tables)).collect();
        Ok((Self { tables: Arc::new(tables), overrides, reads: true }, faults))
    }

    /// The same recognizer without the network that reads whole sentences: faster, and less exact about names that no table knows.
    #[must_use]
    pub fn without_reader(self) -> Self {
        Self { reads: false, ..self }
    }

    /// The recognizer with the tables that are part of the program, read once.
    ///
    /// # Panics
    ///
    /// If the program was built with a table that cannot be read; a test reads them all.
    pub fn embedded() -> &'static Self {
        static EMBEDDED: LazyLock<Recognizer> =
            LazyLock::new(|| Recognizer::new().unwrap_or_else(|error| panic!("embedded table: {error}")));
        &EMBEDDED
    }

    /// The name that a reader knows the state `key` by.
    pub fn name_of_state(&self, key: &str) -> Option<&str> {
        self.tables.state(key).map(|state| state.name.as_str())
    }

    /// Finds who is named in `document`, and by which words.
    ///
    /// `trees` holds a tree for each sentence of `segmentation`; a sentence without one is read by its capitals.
    /// O(n) in words, and O(m²) in the mentions of neighbouring sentences for pronouns.
    pub fn recognize(&self, document: &Document, segmentation: &Segmentation, trees: &[Tree]) -> Actors {
        self.explain(document, segmentation, trees).0
    }

    /// The same, with the reason of each mention that the user's changes leave in its place.
    pub fn explain(&self, document: &Document, segmentation: &Segmentation, trees: &[Tree]) -> (Actors, Vec<Reason>) {
        let mut reading = self.read(document, segmentation, trees);
        reading.bind(document);
        let (mut actors, mut reasons) = reading.registry.finish();
        if !self.overrides.is_empty() {
            let before: Vec<_> = actors.mentions.iter().map(|m| (m.sentence, m.tokens, m.kind)).collect();
            self.overrides.apply(&document.id, &document.text, &mut actors);
            let mut kept = actors.mentions.iter().map(|m| (m.sentence, m.tokens, m.kind)).peekable();
            let old = before.into_iter().zip(reasons);
            reasons = old.filter(|(mention, _)| kept.next_if_eq(mention).is_some()).map(|(_, reason)| reason).collect();
        }
        (actors, reasons)
    }

    /// Reads with a teacher, and returns what it was asked.
    pub(crate) fn taught(
        &self,
        document: &Document,
        segmentation: &Segmentation,
        trees: &[Tree],
        teacher: Teacher,
    ) -> Vec<Case> {
        let mut reading = self.read(document, segmentation, trees);
        reading.teacher = Some(teacher);
        reading.bind(document);
        reading.teacher.map(|teacher| teacher.cases).unwrap_or_default()
    }

    fn read<'a>(&'a self, document: &'a Document, segmentation: &'a Segmentation, trees: &'a [Tree]) -> Reading<'a> {
        let tables: &Tables = &self.tables;
        let sentences = segmentation.sentences.iter().enumerate();
        let views: Vec<View<'a>> =
            sentences.map(|(i, sentence)| View::new(&document.text, sentence, segmentation, trees.get(i))).collect();
        let hits: Vec<Vec<Hit>> = views.iter().map(|view| scan(view, tables)).collect();
        let evidence = Evidence::gather(&hits, &views, tables, document.date);
        let reads = views.into_iter().zip(hits).map(|(view, hits)| {
            let settled = evidence.settle(tables, &view, &hits);
            cut(view, tables, &settled, self.reads)
        });
        Reading {
            tables,
            reads: reads.collect(),
            publisher: document.source.as_deref().and_then(|source| state_of(tables, source)),
            registry: Registry::new(tables, evidence.day.unwrap_or(0)),
            evidence,
            persons: Vec::new(),
            aliases: FxHashMap::default(),
            history: Vec::new(),
            votes: FxHashMap::default(),
            prior: FxHashMap::default(),
            marks: Marks::default(),
            teacher: None,
            reason: Reason::Given,
        }
    }
}

/// The state whose ministry, embassy, army or the like publishes a text: "UK Government", "US State Department".
fn state_of(tables: &Tables, publisher: &str) -> Option<u32> {
    const BODIES: &[&str] = &[
        "administration",
        "army",
        "chancellery",
        "command",
        "commission",
        "council",
        "department",
        "embassy",
        "force",
        "forces",
        "government",
        "house",
        "kremlin",
        "ministry",
        "mission",
        "navy",
        "office",
        "parliament",
        "presidency",
        "president",
        "senate",
    ];
    let words: Vec<&str> = publisher.split_whitespace().collect();
    let body = words.iter().any(|word| BODIES.contains(&word.to_lowercase().as_str()));
    let names = (1..=words.len().min(5)).rev().flat_map(|length| words.windows(length)).map(|part| part.join(" "));
    names.into_iter().find_map(|name| {
        tables.names.find(&name).iter().find_map(|found| {
            let entry = tables.entry(found.entry);
            match entry.class {
                _ if tables.states.contains_key(&found.entry) => body.then_some(found.entry),
                Class::StateBody | Class::Agency => tables.by_key.get(entry.country.as_deref()?).copied(),
                _ => None,
            }
        })
    })
}

/// Cuts names and titles out of one sentence.
fn cut<'a>(view: View<'a>, tables: &Tables, settled: &[Settled], reads: bool) -> Read<'a> {
    let mut taken = vec![false; view.len()];
    for hit in settled {
        taken[hit.start..hit.end].fill(true);
    }
    let titles = titles::find(&view, tables, &taken);
    for title in &titles {
        taken[title.start..title.end].fill(true);
    }
    let unknown = (0..view.len()).any(|i| !taken[i] && may_be_name(&view, tables, i));
    let mut labels = if reads && unknown { NameReader::embedded().labels(&view) } else { Vec::new() };
    if labels.len() < view.len()
        && let Some(tagger) = Tagger::embedded()
    {
        labels.extend(tagger.tag(&Clues::new(&view, tables, settled, &titles)).split_off(labels.len()));
    }
    let segments = Cutter { view: &view, tables, hits: settled, titles: &titles, labels: &labels }.cut();
    Read { view, segments, titles }
}

/// Whether a word that neither a table nor a title explains may be of a name.
fn may_be_name(view: &View<'_>, tables: &Tables, i: usize) -> bool {
    let capital = i > 0 && view.is_capital(i) && !is_common(view.low(i));
    (view.is_proper(i) || capital) && !tables.vocabulary.nobody.contains(view.low(i))
}

impl Reading<'_> {
    /// Binds every mention, sentence by sentence.
    fn bind(&mut self, document: &Document) {
        self.meet();
        for s in 0..self.reads.len() {
            self.bind_given(s, &document.mentions);
            self.bind_names(s);
            self.bind_nouns(s);
            self.bind_titles(s);
            self.mark_joined(s);
            for i in 0..self.view(s).len() {
                self.bind_description(s, i);
                self.reason = Reason::Described;
                self.bind_crowd(s, i);
                self.bind_pronoun(s, i);
                self.mark_noun(s, i);
            }
        }
    }
}
