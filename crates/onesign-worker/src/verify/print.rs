//! The output of `onesign verify`: reports on standard output, progress and error messages on standard error.

use super::Outcome;
use chrono::DateTime;
use onesign_evidence::report::AreaView;
use onesign_evidence::report::{ChangeView, EnclosedReport, FetchView, Report, SaidValue, name_of};
use onesign_pades::validate::Verdict;
use serde_json::json;
use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write as _};
use std::path::Path;

/// Most places of a page to print.
const MOST_PLACES: usize = 4;

/// Prints results as they arrive.
pub(super) struct Printer {
    /// Name of the program.
    program: &'static str,
    json: bool,
    count: usize,
    done: usize,
    shows_progress: bool,
}

impl Printer {
    pub(super) fn new(program: &'static str, json: bool, count: usize) -> Self {
        Self {
            program,
            json,
            count,
            done: 0,
            shows_progress: count > 1 && io::stderr().is_terminal(),
        }
    }

    /// Names the file in progress, if standard error is a terminal.
    pub(super) fn announce(&mut self, path: &Path) {
        self.done += 1;
        if self.shows_progress {
            let name = plain(&path.to_string_lossy());
            eprint!("\r\x1b[KChecking {} of {}: {name}", self.done, self.count);
        }
    }

    /// Prints a result.
    ///
    /// # Errors
    /// If standard output can't be written.
    pub(super) fn print(&self, path: &Path, outcome: &Outcome) -> io::Result<()> {
        if self.shows_progress {
            eprint!("\r\x1b[K");
        }
        let text = match outcome {
            Outcome::Unread(problem) => {
                let program = self.program;
                eprintln!("{program}: {}: {problem}", plain(&path.to_string_lossy()));
                if !self.json {
                    return Ok(());
                }
                let name = path.file_name().map(|n| n.to_string_lossy());
                format!(
                    "{}\n",
                    json!({ "file": { "name": name }, "error": problem })
                )
            }
            Outcome::Judged(report) if self.json => {
                format!("{}\n", serde_json::to_string(report).unwrap_or_default())
            }
            Outcome::Judged(report) => words(report),
        };
        put(&text)
    }
}

/// Writes a text to standard output. A reader such as `head` may close its end early; that is not an error.
///
/// # Errors
/// If it can't be written.
pub fn put(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        done => done,
    }
}

/// A text from a file must not steer the terminal or reverse the words around it.
fn plain(text: &str) -> String {
    let turns = |letter| matches!(letter, '\u{200b}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    let shown = |letter: char| {
        if letter.is_control() || turns(letter) {
            '\u{fffd}'
        } else {
            letter
        }
    };
    text.chars().map(shown).collect()
}

/// A text from a file in quotation marks, which it can't close.
fn quoted(text: &str) -> String {
    let shown = plain(text);
    let inner = shown.replace(['"', '“', '”', '„', '‟', '«', '»'], "'");
    format!("“{inner}”")
}

/// A time of the report in the form of the sentences: to the second, in UTC. Any other text stays unchanged.
fn second(time: &str) -> Cow<'_, str> {
    DateTime::parse_from_rfc3339(time).map_or(Cow::Borrowed(time), |time| {
        time.to_utc().format("%F %T UTC").to_string().into()
    })
}

/// The changes after the oldest signature, which has the most changes after it.
fn oldest_changes(report: &Report) -> &[ChangeView] {
    let all = report.signatures.iter().map(|s| s.changes.as_slice());
    all.rev()
        .max_by_key(|changes| changes.len())
        .unwrap_or_default()
}

/// The report in words.
fn words(report: &Report) -> String {
    let mut text = String::new();
    // Writing to a string can't fail.
    let _ = write(&mut text, report);
    text
}

fn write(out: &mut String, report: &Report) -> std::fmt::Result {
    let name = plain(report.file.name.as_deref().unwrap_or("file"));
    let code = report.sub_indication.as_deref().map(|c| format!(" ({c})"));
    let verdict = match &*report.said.code {
        "no_signature" => "NOT SIGNED".to_owned(),
        "not_a_pdf" => "NOT A PDF".to_owned(),
        _ => name_of(&report.verdict).to_uppercase(),
    };
    writeln!(out, "{name}: {verdict}{}", plain(&code.unwrap_or_default()))?;
    writeln!(out, "  {}", plain(&report.sentence))?;
    for axis in &report.axes {
        let status = name_of(&axis.status).replace('_', " ");
        let (axis_name, sentence) = (name_of(&axis.axis), plain(&axis.sentence));
        writeln!(out, "  {axis_name:<13} {status:<14} {sentence}")?;
        // A warning that the sentence already contains is not printed again.
        let further = axis.details.iter();
        for detail in further.filter(|detail| !axis.sentence.ends_with(detail.as_str())) {
            writeln!(out, "  {:<28} {}", "", plain(detail))?;
        }
    }
    for change in oldest_changes(report) {
        let (ruling, sentence) = (name_of(&change.ruling), plain(&change.sentence));
        writeln!(out, "  {:<13} {ruling:<14} {sentence}", "change")?;
    }
    if let Some(comparison) = &report.comparison {
        for page in &comparison.different {
            let (kind, ruling) = (name_of(&page.kind), name_of(&page.ruling));
            writeln!(
                out,
                "  page {:<8} {kind:<14} {} ({ruling}){}",
                page.page,
                share(page.share_ppm),
                places(&page.areas)
            )?;
        }
        if !comparison.not_compared.is_empty() {
            let pages: Vec<String> = comparison.not_compared.iter().map(u32::to_string).collect();
            writeln!(out, "  pages not compared: {}", pages.join(", "))?;
        }
    }
    if let Some(fetched) = &report.fetched {
        write_fetched(out, fetched)?;
    }
    write_people(out, report)?;
    if let Some(enclosed) = &report.enclosed {
        write_enclosed(out, enclosed)?;
    }
    match next_step(report) {
        Some(step) => writeln!(out, "  next step     {step}"),
        None => Ok(()),
    }
}

/// The people who signed. Without a pass, the names are only what the file says.
fn write_people(out: &mut String, report: &Report) -> std::fmt::Result {
    for person in report.trail.iter().flat_map(|t| &t.people) {
        let who = quoted(&format!("{} <{}>", person.name, person.email));
        let at = plain(&second(&person.signed_at));
        if report.verdict == Verdict::Passed {
            writeln!(out, "  signed by     {who} at {at}")?;
        } else {
            writeln!(
                out,
                "  not proven    signed by {who} at {at}, according to the file"
            )?;
        }
    }
    Ok(())
}

/// What the reader of an indeterminate report can do, where trust is all that is missing.
fn next_step(report: &Report) -> Option<&'static str> {
    let why = match report.said.values.get("why") {
        Some(SaidValue::Phrase(why)) => why.code.as_str(),
        _ => "",
    };
    match (report.said.code.as_str(), why) {
        ("signer_unknown", "no_chain") => {
            Some("if you trust the signer's issuer, give its root certificate with --trust")
        }
        ("signer_unknown", "issuer_missing") => Some(
            "give the missing certificate, if you trust it, with --trust, or ask the signer for it",
        ),
        ("trail_stated_by", _) => Some(
            "if it is a OneSign instance, name its certificate with --instance (docs/verifying.md)",
        ),
        _ => None,
    }
}

/// How much of a page differs. Where the drawn pages are alike, only their content differs or can't be read.
fn share(ppm: u32) -> String {
    match ppm {
        0 => "the page may look different".to_owned(),
        ppm => format!("{:.2}% of the page differs", f64::from(ppm) / 10_000.0),
    }
}

/// Where a page differs, in percent of its width and height from the top left corner.
fn places(areas: &[AreaView]) -> String {
    let mut words = String::new();
    for area in areas.iter().take(MOST_PLACES) {
        let [x, y, w, h] = area.sides().map(|side| f64::from(side) / 100.0);
        words += if words.is_empty() { ", at " } else { "; " };
        words += &format!(
            "{x:.0}–{:.0}% from the left, {y:.0}–{:.0}% from the top",
            x + w,
            y + h
        );
    }
    if areas.len() > MOST_PLACES {
        words += "; and elsewhere";
    }
    words
}

/// The fetches of further data, and their results.
fn write_fetched(out: &mut String, fetched: &[FetchView]) -> std::fmt::Result {
    if fetched.is_empty() {
        return writeln!(
            out,
            "  fetched       nothing: the certificates name no addresses to ask"
        );
    }
    for one in fetched {
        let what = match one.kind.as_str() {
            "crl" => "revocation list",
            "ocsp" => "OCSP response",
            _ => "issuer's certificate",
        };
        let url = plain(&one.url);
        match &one.problem {
            None => writeln!(out, "  fetched       {what} from {url}")?,
            Some(why) => writeln!(out, "  not fetched   {what} from {url}: {}", plain(why))?,
        }
    }
    Ok(())
}

/// The enclosed file and its own verdict, which does not affect the one above.
fn write_enclosed(out: &mut String, enclosed: &EnclosedReport) -> std::fmt::Result {
    let name = quoted(enclosed.file.name.as_deref().unwrap_or("file"));
    writeln!(
        out,
        "  attached      {name}, byte for byte the signed document that was uploaded according to the audit trail"
    )?;
    writeln!(out, "    sha256      {}", plain(&enclosed.file.sha256))?;
    let verdict = name_of(&enclosed.verdict).to_uppercase();
    let code = enclosed
        .sub_indication
        .as_deref()
        .map(|c| format!(" ({c})"));
    let (verdict, code) = (plain(&verdict), plain(&code.unwrap_or_default()));
    writeln!(
        out,
        "    by itself   {verdict}{code} {}",
        plain(&enclosed.sentence)
    )?;
    for signature in &enclosed.signatures {
        let verdict = name_of(&signature.verdict);
        match signature.signer.as_deref().map(quoted) {
            Some(signer) => writeln!(
                out,
                "    signature   names {signer} as its signer ({verdict})"
            )?,
            None => writeln!(out, "    signature   without a known signer ({verdict})")?,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{plain, quoted, second};

    #[test]
    fn times_are_written_as_the_sentences_write_them() {
        assert_eq!(
            second("2026-11-29T10:40:48.635Z"),
            "2026-11-29 10:40:48 UTC"
        );
        assert_eq!(second("one day"), "one day");
    }

    #[test]
    fn a_name_from_a_file_does_not_end_its_quotation() {
        assert_eq!(
            quoted("Bob” at noon: \"PASSED\""),
            "“Bob' at noon: 'PASSED'”"
        );
    }

    #[test]
    fn a_name_from_a_file_does_not_steer_the_terminal() {
        assert_eq!(
            plain("a\x1b[31mb\u{9b}c\n"),
            "a\u{fffd}[31mb\u{fffd}c\u{fffd}"
        );
        assert_eq!(
            plain("invoice\u{202e}fdp.exe \u{2066}x\u{200b} Zoë דנה"),
            "invoice\u{fffd}fdp.exe \u{fffd}x\u{fffd} Zoë דנה"
        );
    }
}
