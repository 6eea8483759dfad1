use proptest::prelude::*;

use crate::text::letters::is_space;
use crate::text::segment;

/// The tokens of a text: "|" before a joined word, " " before any other, "‖" between sentences.
fn shown(text: &str) -> String {
    let found = segment(text);
    let mut out = String::new();
    for sentence in &found.sentences {
        if !out.is_empty() {
            out.push_str(" ‖ ");
        }
        for (index, token) in found.tokens_of(sentence).iter().enumerate() {
            if index > 0 {
                out.push(if token.joined { '|' } else { ' ' });
            }
            out.push_str(token.span.of(text));
        }
    }
    out
}

#[track_caller]
fn check(cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(text, expected)| shown(text) != *expected)
        .map(|(text, expected)| format!("{text:?}\n  expected {expected}\n  found    {}", shown(text)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn contractions_and_clitics() {
    check(&[
        ("They don't know", "They do|n't know"),
        ("They don’t know", "They do|n’t know"),
        ("It won't, can't and wouldn't've", "It wo|n't , ca|n't and would|n't|'ve"),
        ("Russia's army and Russia’s fleet", "Russia|'s army and Russia|’s fleet"),
        ("the U.S.'s offer", "the U.S.|'s offer"),
        ("he cannot and she's gonna", "he can|not and she|'s gon|na"),
        (
            "We'll see; I'd go, they've left, you're late, I'm here",
            "We|'ll see ; I|'d go , they|'ve left , you|'re late , I|'m here",
        ),
        ("the workers' rights", "the workers|' rights"),
        ("the two states’ borders", "the two states|’ borders"),
        ("O'Brien of Sana'a at ten o'clock", "O'Brien of Sana'a at ten o'clock"),
        ("back in '72 and ’48 they told 'em", "back in '72 and ’48 they told 'em"),
        ("PYONGYANG'S ALLY DOESN'T", "PYONGYANG|'S ALLY DOES|N'T"),
    ]);
}

#[test]
fn hyphens_and_dashes() {
    check(&[
        ("the U.S.-led talks", "the U.S. - led talks"),
        ("a 18-month-old war", "a 18 - month - old war"),
        ("anti-American and pro-Russian crowds", "anti - American and pro - Russian crowds"),
        ("an anti-tank unit co-operates on non-proliferation", "an anti-tank unit co-operates on non-proliferation"),
        ("send an e-mail mid-August, ex-minister", "send an e-mail mid-August , ex-minister"),
        ("UN-backed and EU-wide", "UN - backed and EU - wide"),
        ("the Russian-made T-72s", "the Russian - made T - 72s"),
        ("in 1994-1995 or 1994–95", "in 1994 - 1995 or 1994 – 95"),
        ("call 713-555-0142 or 555-0142", "call 713-555-0142 or 555-0142"),
        ("on 2023-08-30", "on 2023-08-30"),
        ("war—which it began—goes on", "war — which it began — goes on"),
        ("peace -- at last", "peace -- at last"),
        ("Kim Jong-un", "Kim Jong - un"),
    ]);
}

#[test]
fn numbers_currency_and_units() {
    check(&[
        ("worth $5 or $1.2bn", "worth $ 5 or $ 1.2 bn"),
        ("€3,500 and US$200,000", "€ 3,500 and US$ 200,000"),
        ("up 3.5% to 100%", "up 3.5 % to 100 %"),
        ("at 7:30pm, 5km off", "at 7:30 pm , 5 km off"),
        ("the 1970s, 23rd, 9/11 and 11/28/2000", "the 1970s , 23rd , 9/11 and 11/28/2000"),
        ("items 13,14", "items 13 , 14"),
        ("and/or", "and / or"),
        ("AT&T and R&D", "AT&T and R&D"),
    ]);
}

#[test]
fn addresses_tags_and_faces() {
    check(&[
        ("See https://example.org/a/b?c=d#e.", "See https://example.org/a/b?c=d#e ."),
        ("(see www.example.org)", "( see www.example.org )"),
        ("Visit example.com/news, please", "Visit example.com/news , please"),
        ("Mail a.b-c@example.org, or <d@example.org>.", "Mail a.b-c@example.org , or < d@example.org > ."),
        ("a #ceasefire by @minister_x", "a #ceasefire by @minister_x"),
        ("#1 of all", "# 1 of all"),
        ("Great :) and :-( too", "Great :) and :-( too"),
        ("report.pdf", "report.pdf"),
    ]);
}

#[test]
fn abbreviations_and_initials() {
    check(&[
        ("Mr. J. K. Smith met Gen. Adam Dray.", "Mr. J. K. Smith met Gen. Adam Dray ."),
        ("The U.S. and the U.N. agreed.", "The U.S. and the U.N. agreed ."),
        ("It began on Aug. 23, two months later.", "It began on Aug. 23 , two months later ."),
        ("Under Resolution No. 5 of Sept. 3 it ended.", "Under Resolution No. 5 of Sept. 3 it ended ."),
        ("He said no. They left.", "He said no . ‖ They left ."),
        ("It buys coal, grain, etc. The port is shut.", "It buys coal , grain , etc . ‖ The port is shut ."),
        ("at 5 p.m. on Monday", "at 5 p.m. on Monday"),
        ("e.g. tanks, i.e. weapons", "e.g. tanks , i.e. weapons"),
    ]);
}

#[test]
fn quotations_and_brackets() {
    check(&[
        ("“We agree,” she said. “They do not.”", "“ We agree , ” she said . ‖ “ They do not . ”"),
        ("\"We agree.\" The envoy left.", "\" We agree . \" ‖ The envoy left ."),
        ("He called it a “‘bad’ idea.” Nobody answered.", "He called it a “ ‘ bad ’ idea . ” ‖ Nobody answered ."),
        (
            "“Last year, [the North] delivered rockets,” he said.",
            "“ Last year , [ the North ] delivered rockets , ” he said .",
        ),
        ("The group (the largest) left. (It came back.)", "The group ( the largest ) left . ‖ ( It came back . )"),
        ("Wait... what?! No!", "Wait ... what ?! ‖ No !"),
        ("the so-called 'peace plan'.", "the so - called ' peace plan ' ."),
    ]);
}

#[test]
fn news_lines() {
    check(&[
        (
            "Talks fail\nWASHINGTON — The talks failed. No one spoke.",
            "Talks fail ‖ WASHINGTON — The talks failed . ‖ No one spoke .",
        ),
        ("KYIV, Ukraine (Reuters) - Shells fell on Monday.", "KYIV , Ukraine ( Reuters ) - Shells fell on Monday ."),
        ("New Delhi: The minister left.", "New Delhi : The minister left ."),
        ("- first point\n- second point", "- first point ‖ - second point"),
        ("Minister quits!\nJana Novak\nThe minister quit.", "Minister quits ! ‖ Jana Novak ‖ The minister quit ."),
        ("The envoy of\nJapan arrived\nyesterday.", "The envoy of Japan arrived yesterday ."),
        ("Владимир приехал. Она ушла.", "Владимир приехал . ‖ Она ушла ."),
        ("He met Ł. Kowalczyk of Łódź.", "He met Ł. Kowalczyk of Łódź ."),
        ("", ""),
        ("\u{feff}\u{200b} \n\t", ""),
    ]);
}

#[test]
fn headings_and_paragraphs_are_marked() {
    let text = "Army moves north!\nBy Jana Novak\n\nThe army moved. It stopped.\n• one item\nWho decides\nNobody does.";
    let found = segment(text);
    let marks: Vec<(&str, u32, bool)> =
        found.sentences.iter().map(|sentence| (sentence.span.of(text), sentence.paragraph, sentence.heading)).collect();
    assert_eq!(
        marks,
        [
            ("Army moves north!", 0, true),
            ("By Jana Novak", 1, true),
            ("The army moved.", 2, false),
            ("It stopped.", 2, false),
            ("• one item", 3, false),
            ("Who decides", 4, true),
            ("Nobody does.", 5, false),
        ]
    );
}

#[test]
fn long_runs_take_linear_time() {
    for unit in ["Aa.", "1-", "a.", "-", "(", "'", "x'", "http://a", "@a.b", " ", "\n", "a\n", "é", "."] {
        let text = unit.repeat(200_000 / unit.len());
        let start = std::time::Instant::now();
        let found = segment(&text);
        assert!(start.elapsed().as_secs() < 20, "{unit:?} took {:?}", start.elapsed());
        assert_eq!(found.tokens.is_empty(), unit.trim().is_empty(), "{unit:?}");
    }
}

/// What must hold of any text.
fn check_tiling(text: &str) -> Result<(), TestCaseError> {
    let found = segment(text);
    let mut at = 0;
    for token in &found.tokens {
        let (start, end) = (token.span.start as usize, token.span.end as usize);
        prop_assert!(start < end && text.is_char_boundary(start) && text.is_char_boundary(end));
        prop_assert!(at <= start && text[at..start].chars().all(is_space), "gap before {start}");
        prop_assert!(!text[start..end].contains(is_space), "space in {:?}", &text[start..end]);
        prop_assert_eq!(token.space_after, text[end..].chars().next().is_some_and(is_space));
        prop_assert!(!token.joined || start == at);
        at = end;
    }
    prop_assert!(text[at..].chars().all(is_space));
    let mut next = 0;
    for sentence in &found.sentences {
        prop_assert_eq!(sentence.tokens.start, next);
        prop_assert!(!sentence.tokens.is_empty());
        let tokens = found.tokens_of(sentence);
        prop_assert!(!tokens[0].joined);
        prop_assert_eq!(sentence.span, tokens[0].span.cover(tokens[tokens.len() - 1].span));
        next = sentence.tokens.end;
    }
    prop_assert_eq!(next as usize, found.tokens.len());
    Ok(())
}

proptest! {
    #[test]
    fn tokens_tile_any_text(text in any::<String>()) {
        check_tiling(&text)?;
    }

    #[test]
    fn tokens_tile_text_like_text(
        text in "([A-Za-zé]{1,6}|[0-9]{1,4}|[.,:;!?'’\"“”()$%#@&/*`_+<>=|…-]|U\\.S\\.|n't|'s|www\\.|://|\\.com|:\\)| |\n|\u{200d}|👍🏽){0,40}"
    ) {
        check_tiling(&text)?;
    }
}
