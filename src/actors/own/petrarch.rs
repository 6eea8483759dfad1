//! Dictionaries of actors and agents as PETRARCH and TABARI read them.
//!
//! A line names an actor in capitals with `_` for spaces, with its codes in brackets behind it or on the next lines;
//! lines with `+` give it more names. A code may hold for a time: `[USAGOV 930120-010120]`, `[IGOUNO >20070101]`. `#` and `;`
//! begin comments. `!SET! = A, B` defines a set whose members may stand in place of `!SET!`. A dictionary of agents has codes
//! with `~`: `FARMER {FARMERS} [~AGR]`.

use rustc_hash::FxHashMap;

use crate::actors::own::OwnTable;
use crate::actors::tables::{Given, NounClass, Tables};
use crate::actors::{ActorsError, EntityKind};

/// A code and the days on which it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Code {
    text: String,
    from: u32,
    to: u32,
}

/// An entry under way.
#[derive(Default)]
struct Block {
    line: u64,
    names: Vec<String>,
    codes: Vec<Code>,
}

struct Reader<'a> {
    table: &'a OwnTable,
    faults: Vec<ActorsError>,
    sets: FxHashMap<String, Vec<String>>,
}

/// Adds a dictionary; what cannot be read is left out and said.
pub(super) fn add(table: &OwnTable, tables: &mut Tables) -> Vec<ActorsError> {
    let mut reader = Reader { table, faults: Vec::new(), sets: FxHashMap::default() };
    let mut block = Block::default();
    for (k, line) in table.text.lines().enumerate() {
        let number = k as u64 + 1;
        let text = line.split(['#', ';']).next().unwrap_or_default().trim_end();
        let bare = text.trim();
        if bare.is_empty() {
            continue;
        }
        if bare.starts_with('!') && bare.contains('=') {
            reader.set(bare);
        } else if bare.starts_with('[') {
            let codes = reader.codes(bare, number);
            block.codes.extend(codes);
        } else if bare.contains("[~") || bare.contains("~]") {
            reader.agent(bare, number, tables);
        } else {
            let (names, codes) = bare.split_once('[').map_or((bare, ""), |(names, _)| (names, &bare[names.len()..]));
            let more = names.starts_with('+');
            if !more {
                reader.finish(&std::mem::take(&mut block), tables);
                block.line = number;
            } else if block.names.is_empty() {
                reader
                    .fault(number, "a name with `+` has no actor before it; expected a line without `+` first".into());
                continue;
            }
            block.names.push(readable(names.trim_start_matches('+')));
            if !codes.is_empty() {
                block.codes.extend(reader.codes(codes, number));
            }
        }
    }
    reader.finish(&block, tables);
    reader.faults
}

impl Reader<'_> {
    fn fault(&mut self, line: u64, reason: String) {
        self.faults.push(ActorsError::Row { file: self.table.file.clone(), line, reason });
    }

    fn set(&mut self, line: &str) {
        if let Some((name, members)) = line.split_once('=') {
            let members = members.split(',').map(|member| member.trim().to_owned()).filter(|member| !member.is_empty());
            self.sets.insert(name.trim().trim_matches('!').to_owned(), members.collect());
        }
    }

    /// The codes of a line: `[USAGOV 930120-010120] [ELI]`.
    fn codes(&mut self, text: &str, line: u64) -> Vec<Code> {
        let mut out = Vec::new();
        let mut rest = text;
        while let Some((_, after)) = rest.split_once('[') {
            let Some((inner, behind)) = after.split_once(']') else {
                self.fault(line, format!("the code `[{after}` does not end; expected `]`"));
                break;
            };
            rest = behind;
            let mut words = inner.split_whitespace();
            let Some(code) = words.next() else { continue };
            if !code.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'~' || b == b'-') {
                self.fault(line, format!("found the code `{code}`, expected letters such as USAGOV"));
                continue;
            }
            let days: String = words.collect();
            match term(Some(days.as_str()).filter(|days| !days.is_empty())) {
                Some((from, to)) => out.push(Code { text: code.to_owned(), from, to }),
                None => self.fault(
                    line,
                    format!("found the term `{inner}`, expected dates like 930120-010120, >20070101 or <991231"),
                ),
            }
        }
        out
    }

    fn finish(&mut self, block: &Block, tables: &mut Tables) {
        if block.names.is_empty() {
            return;
        }
        let Some(first) = block.codes.first() else {
            self.fault(block.line, format!("`{}` has no code; expected one in brackets", block.names[0]));
            return;
        };
        let state = |code: &Code| code.text.get(..3).and_then(|code| tables.state_of_code(code)).map(str::to_owned);
        let plain = block.codes.iter().all(|code| code.text.len() == 3 && code.from == 0 && code.to == u32::MAX);
        if let (true, Some(state)) = (plain, state(first)) {
            // other names of the state, its towns among them
            let known =
                |name: &&str| !tables.names.find(name).is_empty() || !tables.loud.find(&name.to_uppercase()).is_empty();
            let names: Vec<&str> = block.names.iter().map(String::as_str).filter(|name| !known(name)).collect();
            tables.add_loud_names(&state, &names);
            return;
        }
        let kind = kind_of(block, tables);
        let now = block.codes.iter().max_by_key(|code| (code.to, code.from)).unwrap_or(first);
        let given =
            Given { key: None, name: title_case(&block.names[0]), kind, country: state(now), ..Given::new(kind) };
        let terms: Vec<(String, u32, u32)> =
            block.codes.iter().filter_map(|code| Some((state(code)?, code.from, code.to))).collect();
        let entry = tables.add_loud(given, &block.names);
        if terms.len() > 1 {
            tables.belongs.insert(entry, terms);
        }
    }

    /// "HERDS!PERSON! {PLURALS} [~AGR]": words for people of some work, which stand with the name of a state.
    fn agent(&mut self, line: &str, number: u64, tables: &mut Tables) {
        let Some((names, rest)) = line.split_once('[') else { return };
        let code = rest.split(']').next().unwrap_or_default().trim_matches(['~', ' ']);
        let (name, plural) =
            names.split_once('{').map_or((names, None), |(name, plural)| (name, plural.split('}').next()));
        let Some(class) = class_of(code, tables) else {
            self.fault(number, format!("found the agent code `{code}`, expected letters such as GOV, MIL or REB"));
            return;
        };
        let mut words: Vec<String> = Vec::new();
        for name in self.expand(name.trim()) {
            let singular = readable(&name).to_lowercase();
            match plural.map(str::trim) {
                Some("") => {}
                Some(plural) => words.push(readable(plural).to_lowercase()),
                None => words.push(format!("{singular}s")),
            }
            words.push(singular);
        }
        tables.vocabulary.nouns(&words, class, &[]);
    }

    /// The name with each member of the set in it.
    fn expand(&self, name: &str) -> Vec<String> {
        let parts: Vec<&str> = name.splitn(3, '!').collect();
        let [before, set, after] = parts[..] else { return vec![name.to_owned()] };
        match self.sets.get(set) {
            Some(members) => members
                .iter()
                .map(|member| format!("{before}{}{member}{after}", if before.ends_with('_') { "" } else { "_" }))
                .flat_map(|joined| [joined.replace("__", "_"), joined.replacen('_', "", 1)])
                .collect(),
            None => vec![format!("{before}{after}")],
        }
    }
}

/// `KOFI_ANNAN_` as "KOFI ANNAN".
fn readable(name: &str) -> String {
    name.replace('_', " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// "KOFI ANNAN" as "Kofi Annan"; short words of no vowels stay as they are.
fn title_case(name: &str) -> String {
    let word = |word: &str| {
        let vowel = word.chars().any(|c| "AEIOUY".contains(c));
        if word.chars().count() <= 4 && !vowel {
            return word.to_owned();
        }
        let mut begin = true;
        word.chars()
            .map(|c| {
                let out = if begin { c.to_uppercase().to_string() } else { c.to_lowercase().to_string() };
                begin = !c.is_alphanumeric();
                out
            })
            .collect()
    };
    name.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// The days of a term: none given is always.
fn term(text: Option<&str>) -> Option<(u32, u32)> {
    let Some(text) = text else { return Some((0, u32::MAX)) };
    if let Some(day) = text.strip_prefix('>') {
        return Some((day_of(day)?, u32::MAX));
    }
    if let Some(day) = text.strip_prefix('<') {
        return Some((0, day_of(day)?));
    }
    let (from, to) = text.split_once('-')?;
    Some((day_of(from)?, day_of(to)?))
}

/// YYMMDD or YYYYMMDD.
fn day_of(text: &str) -> Option<u32> {
    let number: u32 = text.parse().ok()?;
    match text.len() {
        6 if number / 10_000 > 30 => Some(19_000_000 + number),
        6 => Some(20_000_000 + number),
        8 => Some(number),
        _ => None,
    }
}

/// What the codes say of the actor, and the name where they do not.
fn kind_of(block: &Block, tables: &Tables) -> EntityKind {
    let has = |roles: &[&str]| {
        block.codes.iter().any(|code| {
            let parts = code.text.as_bytes().chunks(3).skip(1);
            parts.into_iter().any(|part| roles.iter().any(|role| role.as_bytes() == part))
        }) || block.codes.iter().any(|code| roles.iter().any(|role| code.text.starts_with(role)))
    };
    let name = &block.names[0];
    let first = title_case(name.split(' ').next().unwrap_or_default());
    let last = name.rsplit(' ').next().unwrap_or_default().to_lowercase();
    let dated = block.codes.iter().any(|code| code.from > 0 || code.to < u32::MAX);
    let body = tables.vocabulary.org_heads.contains(&last);
    if !body && name.contains(' ') && (dated || tables.vocabulary.first_names.contains_key(&first)) {
        EntityKind::Person
    } else if has(&["REB", "INS", "SEP", "UAF", "IMG"]) {
        EntityKind::ArmedGroup
    } else {
        EntityKind::Organization
    }
}

fn class_of(code: &str, tables: &Tables) -> Option<NounClass> {
    let organ = |name: &str| {
        tables.vocabulary.organs.iter().position(|organ| organ.name == name).map(|k| NounClass::Organ(k as u16))
    };
    if code.len() < 3 || !code.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return None;
    }
    match &code[..3] {
        "GOV" | "LEG" | "JUD" | "ELI" => Some(NounClass::Officials),
        "MIL" => organ("military"),
        "COP" => organ("police"),
        "SPY" => organ("intelligence"),
        "REB" | "INS" | "SEP" | "UAF" | "RAD" => Some(NounClass::Armed),
        "OPP" => Some(NounClass::Rivals),
        _ => Some(NounClass::People),
    }
}
