//! The claims of other programs about a file, from the columns of the corpus' manifest: each is a question with its
//! accepted answers.

use std::collections::BTreeMap;

use super::Row;

/// The question of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Question {
    /// About the file.
    File(&'static str),
    /// About one signature (zero-based).
    Of(usize, &'static str),
}

/// A question and the accepted answers.
pub type Claim = (Question, Vec<String>);

/// Every claim about a file, each question once. The tests of the file's maker outrank the findings of another program.
/// If tests contradict each other, because they change the file in several ways, there is no claim.
pub fn facts(row: &Row) -> Vec<Claim> {
    let words: Vec<&str> = row.expected.split([' ', ';', ',']).collect();
    let mut claims: BTreeMap<Question, Vec<String>> = BTreeMap::new();
    let mut claim = |what, answers: Vec<String>| {
        claims.entry(Question::File(what)).or_insert(answers);
    };
    match row.must_not_pass.as_str() {
        "yes" => claim("passes", vec!["false".into()]),
        "no" => {
            claim("intact", vec!["true".into()]);
            claim("changed", vec!["false".into()]);
        }
        _ => {}
    }
    if words.contains(&"trusted+valid") || words.contains(&"valid") && !words.contains(&"raises") {
        claim("intact", vec!["true".into()]);
    }
    for (what, key) in [
        ("first_intact", "intact"),
        ("first_intact", "signature_valid"),
        ("first_intact", "b_level"),
        ("time", "t_level"),
        ("archived", "a_level"),
        ("timestamps_intact", "ts_intact"),
        ("changed", "modifications"),
        ("signatures", "signatures"),
    ] {
        // If a program finds no signature, its statement about one is the default of a test that examines none.
        let is_of_none = what == "first_intact" && only(&words, "signatures") == Some("0");
        let answer = only(&words, key).filter(|answer| *answer != "mixed" && !is_of_none);
        if let Some(answer) = answer {
            claim(what, vec![answer.to_owned()]);
        }
    }
    let levels = values(&words, "level").filter_map(|level| level.strip_prefix("PAdES_BASELINE_"));
    let levels: Vec<String> = levels.map(|level| format!("B-{level}")).collect();
    // Tests that extend a file name the levels before and after.
    if !levels.is_empty() {
        claim("level", levels);
    }
    match only(&words, "mod") {
        Some("OTHER") => claim("changed", vec!["true".into()]),
        Some(_) => claim("changed", vec!["false".into()]),
        None => {}
    }
    let measured = measured(&row.pyhanko);
    let found_intact: Vec<&str> = measured
        .iter()
        .filter(|(question, _)| matches!(question, Question::Of(_, "intact")))
        .map(|(_, answers)| answers[0].as_str())
        .collect();
    // A manifest entry from a test may describe an inner timestamp; a contradicting program reveals that.
    let first = Question::File("first_intact");
    let is_contradicted = |told: &Vec<String>| {
        let other = |one: &&str| !told.iter().any(|told| told == one);
        found_intact.first().is_some_and(other)
    };
    if claims.get(&first).is_some_and(is_contradicted) {
        claims.remove(&first);
        return claims.into_iter().collect();
    }
    // The tests of a file's maker cover all its signatures.
    let is_told = |claim: &Claim| matches!(claim.0, Question::Of(_, what) if claims.contains_key(&Question::File(what)));
    let untold: Vec<Claim> = measured
        .into_iter()
        .filter(|claim| !is_told(claim))
        .collect();
    claims.into_iter().chain(untold).collect()
}

/// pyHanko's results for each signature, in the order of the file.
fn measured(column: &str) -> Vec<Claim> {
    let entries: Vec<&str> = column.split("; ").collect();
    if !entries.iter().all(|entry| entry.contains("intact=")) {
        return Vec::new();
    }
    let mut claims = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        let mut claim = |question, answer: bool| {
            claims.push((Question::Of(at, question), vec![answer.to_string()]));
        };
        claim("intact", entry.contains("intact=True valid=True"));
        claim("covers_all", entry.contains("coverage=ENTIRE_FILE"));
        // pyHanko gives no verdict on changes after a document timestamp.
        if entry.contains("docmdp_ok=") {
            let is_changed = entry.contains("mod=OTHER") || entry.contains("docmdp_ok=False");
            claim("changed", is_changed);
        }
    }
    claims
}

fn values<'a>(words: &'a [&'a str], key: &'a str) -> impl Iterator<Item = &'a str> {
    words
        .iter()
        .filter_map(|word| {
            word.strip_prefix("inherits:")
                .unwrap_or(word)
                .split_once('=')
        })
        .filter_map(move |(name, value)| (name == key).then_some(value))
}

/// The value of a key, if it has exactly one.
fn only<'a>(words: &'a [&'a str], key: &'a str) -> Option<&'a str> {
    let mut all = values(words, key);
    let first = all.next()?;
    all.all(|value| value == first).then_some(first)
}
