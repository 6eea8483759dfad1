use crate::actors::own::{Overrides, OwnTable};
use crate::actors::{Actors, Recognizer};
use crate::syntax::Parser;
use crate::text::{Document, segment};

fn recognizer(tables: &[(&str, &str)], overrides: &str) -> (Recognizer, Vec<String>) {
    let tables: Vec<OwnTable> = tables.iter().map(|(file, text)| OwnTable::new(*file, *text)).collect();
    let overrides = Overrides::read("changes.toml", overrides).expect("the changes of the case can be read");
    let (recognizer, faults) = Recognizer::with(&tables, overrides).expect("the embedded tables can be read");
    (recognizer, faults.iter().map(ToString::to_string).collect())
}

fn actors(recognizer: &Recognizer, text: &str, date: Option<&str>) -> Actors {
    let segmentation = segment(text);
    let trees = Parser::embedded().parse(text, &segmentation);
    let mut document = Document::new("case", text);
    document.date = date.map(|date| date.parse().expect("the case has a date"));
    recognizer.recognize(&document, &segmentation, &trees)
}

/// The actors as "key/kind/country".
fn shown(actors: &Actors) -> Vec<String> {
    let show = |e: &crate::actors::Entity| format!("{}/{}/{}", e.key, e.kind, e.country.as_deref().unwrap_or("-"));
    actors.entities.iter().map(show).collect()
}

#[test]
fn own_tables_are_read() {
    let csv = "id,name,type,country,aliases,gender\nqx-front,Qurbani Front,armed_group,,QXF|Qurbanis,\n,Orla Brannigh,person,IRL,,f\n";
    let toml =
        "[[actor]]\nname = \"Zentrix Dynamics\"\ntype = \"organization\"\ncountry = \"DEU\"\naliases = [\"Zentrix\"]\n";
    let (recognizer, faults) = recognizer(&[("mine.csv", csv), ("mine.toml", toml)], "");
    assert_eq!(faults, [""; 0]);
    let cases = [
        ("The Qurbanis attacked a village.", "qx-front/armed_group/-"),
        ("QXF attacked a village.", "qx-front/armed_group/-"),
        ("Orla Brannigh resigned on Monday.", "orla-brannigh/person/IRL"),
        ("Zentrix sold drones.", "zentrix-dynamics/organization/DEU"),
    ];
    for (text, expected) in cases {
        assert_eq!(shown(&actors(&recognizer, text, None)), [expected], "{text}");
    }
}

#[test]
fn faults_name_file_and_line() {
    let csv = "name,type,country\nNeverland Guard,army,\nNeverland Navy,organization,NVL\n";
    let toml = "[[actor]]\nname = \"A B\"\ntype = \"person\"\n[[actor]]\nname = \"C D\"\ntype = \"person\"\nsince = \"lately\"\n";
    let dictionary = "NOBODY_AT_ALL_\nSOME_BODY_ [USAGOV 93-01]\n+A_NAME [USAGOV\n";
    let (_, faults) = recognizer(&[("mine.csv", csv), ("mine.toml", toml), ("mine.txt", dictionary)], "");
    assert_eq!(
        faults,
        [
            "mine.csv:2: unknown kind of actor `army`; expected country, organization, person, armed_group, place or group",
            "mine.csv:3: unknown state `NVL` in `country`; expected an ISO 3166 code of three letters such as FRA",
            "mine.toml:4: `lately` is no date; expected YYYY, YYYY-MM or YYYY-MM-DD",
            "mine.txt:1: `NOBODY AT ALL` has no code; expected one in brackets",
            "mine.txt:2: found the term `USAGOV 93-01`, expected dates like 930120-010120, >20070101 or <991231",
            "mine.txt:3: the code `[USAGOV` does not end; expected `]`",
            "mine.txt:2: `SOME BODY` has no code; expected one in brackets",
        ]
    );
}

#[test]
fn petrarch_dictionaries_are_read() {
    let text = "\
# a comment
ORLA_BRANNIGH_
+O._BRANNIGH_
\t[IRLGOV 930120-991231] ; in office
\t[GBRBUS >20000101]
ZULFI_LIBERATION_LEAGUE_ [TCDREB]
+ZLL_
ELBONIA_TOWN_ [TCD]
";
    let agents = "!PERSON! = MAN, WOMAN\nHERDS!PERSON! {} [~AGR]\nSHEPHERD [~AGR]\n";
    let (recognizer, faults) = recognizer(&[("mine.actors.txt", text), ("mine.agents.txt", agents)], "");
    assert_eq!(faults, [""; 0]);
    let cases = [
        ("Orla Brannigh resigned on Monday.", Some("1995-05-05"), "orla-brannigh/person/IRL"),
        ("Orla Brannigh resigned on Monday.", Some("2005-05-05"), "orla-brannigh/person/GBR"),
        ("The Zulfi Liberation League attacked.", None, "zulfi-liberation-league/armed_group/TCD"),
        ("Elbonia Town was shelled.", None, "TCD/country/TCD"),
    ];
    for (text, date, expected) in cases {
        assert_eq!(shown(&actors(&recognizer, text, date)), [expected], "{text}");
    }
    let found = shown(&actors(&recognizer, "Chadian shepherds fled.", None));
    assert!(found.contains(&"chadian-shepherds/group/TCD".to_owned()), "{found:?}");
}

#[test]
fn overrides_change_the_answer() {
    let changes = r#"
[[merge]]
into = "RUS"
from = ["russian-military"]
[[rename]]
id = "FRA"
name = "French Republic"
[[forbid]]
name = "Norway"
[[split]]
of = "SYR"
names = ["Damascus"]
name = "City of Damascus"
type = "place"
"#;
    let (recognizer, _) = recognizer(&[], changes);
    let text = "The Russian military left Norway. France spoke to Syria, and Damascus answered.";
    let found = actors(&recognizer, text, None);
    let mut keys = shown(&found);
    keys.sort();
    assert_eq!(keys, ["FRA/country/FRA", "RUS/country/RUS", "SYR/country/SYR", "city-of-damascus/place/-"]);
    let france = found.entities.iter().find(|entity| entity.key == "FRA").map(|entity| entity.name.as_str());
    assert_eq!(france, Some("French Republic"));
}

#[test]
fn changes_that_cannot_be_read_name_their_line() {
    let error = Overrides::read("changes.toml", "[[merge]]\ninto = \"A\"\nfrom = \"B\"\n").err().map(|e| e.to_string());
    assert!(error.as_deref().is_some_and(|error| error.starts_with("changes.toml:3: ")), "{error:?}");
}
