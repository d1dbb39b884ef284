//! `onesign verify`: the verdict on files, offline.

use super::{USAGE, out};
use crate::clock::now_ms;
use crate::seal::composer::Composer;
use crate::text::Catalogues;
use crate::verify::report;
use crate::verify::report::Report;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The worst verdict of several files decides the exit code.
pub(super) fn run(files: &[PathBuf], trust: &[PathBuf], json: bool) -> ExitCode {
    let mut roots = Vec::new();
    for path in trust {
        match read_roots(path) {
            Ok(found) => roots.extend(found),
            Err(problem) => {
                eprintln!("onesign: {}: {problem}", path.display());
                return ExitCode::from(USAGE);
            }
        }
    }
    let composer = Composer::new(Catalogues::load());
    let mut reports = Vec::new();
    for path in files {
        match std::fs::read(path) {
            Ok(bytes) => {
                let name = path.file_name().map(|n| n.to_string_lossy().into_owned());
                reports.push(report(
                    &bytes,
                    name,
                    roots.clone(),
                    now_ms() / 1000,
                    &composer,
                ));
            }
            Err(error) => {
                eprintln!("onesign: {}: {error}", path.display());
                return ExitCode::from(USAGE);
            }
        }
    }
    let text = if json {
        as_json(&reports)
    } else {
        reports.iter().map(as_text).collect()
    };
    if let Err(code) = out::write(&text) {
        return code;
    }
    ExitCode::from(
        reports
            .iter()
            .map(exit_code)
            .max_by_key(|code| [0, 2, 1][usize::from(*code % 3)])
            .unwrap_or(0),
    )
}

fn exit_code(report: &Report) -> u8 {
    match report.verdict.as_str() {
        "passed" => 0,
        "failed" => 1,
        _ => 2,
    }
}

/// One report as it is, several as a list.
fn as_json(reports: &[Report]) -> String {
    let text = match reports {
        [one] => serde_json::to_string_pretty(one),
        many => serde_json::to_string_pretty(many),
    };
    text.unwrap_or_default() + "\n"
}

fn as_text(report: &Report) -> String {
    let name = report.file.name.as_deref().unwrap_or("file");
    let code = report
        .sub_indication
        .as_deref()
        .map(|c| format!(" ({c})"))
        .unwrap_or_default();
    let mut lines = vec![
        format!("{name}: {}{code}", report.verdict.to_uppercase()),
        format!("  {}", report.sentence),
    ];
    for axis in &report.axes {
        lines.push(format!(
            "  {:<13} {:<14} {}",
            axis.axis,
            axis.status.replace('_', " "),
            axis.sentence
        ));
        for detail in &axis.details {
            lines.push(format!("  {:<28} {detail}", ""));
        }
    }
    for person in report.trail.iter().flat_map(|t| &t.people) {
        lines.push(format!(
            "  signed by     {} <{}> at {}",
            person.name, person.email, person.signed_at
        ));
    }
    lines.join("\n") + "\n"
}

/// Certificates in a PEM or DER file.
fn read_roots(path: &Path) -> Result<Vec<Vec<u8>>, String> {
    use base64::Engine;
    let bytes = std::fs::read(path).map_err(|e| e.to_string())?;
    if bytes.first() == Some(&0x30) {
        return Ok(vec![bytes]);
    }
    let text = String::from_utf8(bytes).map_err(|_| "neither PEM nor DER".to_owned())?;
    let mut found = Vec::new();
    for block in text.split("-----BEGIN CERTIFICATE-----").skip(1) {
        let body = block
            .split("-----END CERTIFICATE-----")
            .next()
            .unwrap_or_default();
        let body: String = body.split_whitespace().collect();
        let der = base64::engine::general_purpose::STANDARD
            .decode(body)
            .map_err(|_| "a certificate in it is damaged".to_owned())?;
        found.push(der);
    }
    if found.is_empty() {
        Err("there is no certificate in it".into())
    } else {
        Ok(found)
    }
}
