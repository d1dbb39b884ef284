//! The report's schema: `docs/verify-report.schema.json` matches the code, and real reports conform to it.

use crate::paper::described::schema::faults;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

const KEPT: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../docs/verify-report.schema.json"
);
const CATALOGUES: [(&str, &str); 2] = [
    ("en", include_str!("../../../../locales/en/verify.ftl")),
    ("de", include_str!("../../../../locales/de/verify.ftl")),
];
const API: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../openapi.json");

/// The schema of a report and of everything in it, from the description of the API.
fn made() -> Value {
    let api: Value = serde_json::from_str(&std::fs::read_to_string(API).unwrap()).unwrap();
    let all = api["components"]["schemas"].as_object().unwrap();
    let mut needed = BTreeSet::from(["Report".to_owned()]);
    let mut open = vec!["Report".to_owned()];
    while let Some(name) = open.pop() {
        for other in references(&all[&name]) {
            if needed.insert(other.clone()) {
                open.push(other);
            }
        }
    }
    let definitions: Map<String, Value> = needed
        .into_iter()
        .map(|name| (name.clone(), all[&name].clone()))
        .collect();
    let text = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What `onesign verify --json` prints for one file, and what POST /v1/verifications answers",
        "description": "Later versions may add members; existing members and words do not change. \
            A file that can't be read gets a line with `file.name` and `error` instead of a report.",
        "anyOf": [
            { "$ref": "#/$defs/Report" },
            {
                "type": "object",
                "required": ["file", "error"],
                "properties": { "file": { "type": "object" }, "error": { "type": "string" } }
            }
        ],
        "$defs": definitions,
    })
    .to_string();
    serde_json::from_str(&text.replace("#/components/schemas/", "#/$defs/")).unwrap()
}

fn references(schema: &Value) -> Vec<String> {
    match schema {
        Value::Object(members) => members
            .iter()
            .flat_map(|(key, value)| match value.as_str() {
                Some(target) if key == "$ref" => {
                    vec![target.rsplit('/').next().unwrap().to_owned()]
                }
                _ => references(value),
            })
            .collect(),
        Value::Array(items) => items.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn the_schema_of_reports_is_that_of_the_code() {
    let text = format!("{}\n", serde_json::to_string_pretty(&made()).unwrap());
    if std::env::var_os("WRITE_SCHEMA").is_some() {
        std::fs::write(KEPT, &text).unwrap();
    }
    assert!(
        std::fs::read_to_string(KEPT).unwrap_or_default() == text,
        "docs/verify-report.schema.json is out of date; write it anew with \
         `WRITE_SCHEMA=1 cargo test -p onesign --test api the_schema_of_reports`"
    );
}

/// Fails unless a report conforms to the schema.
pub(crate) fn conforms(report: &Value) {
    let schema = made();
    let faults = faults(report, &json!({ "$ref": "#/$defs/Report" }), &schema, "");
    assert!(faults.is_empty(), "{faults:#?}");
    let unsaid = unsaid(report);
    assert!(unsaid.is_empty(), "{unsaid:#?}");
}

/// The codes of sentences and phrases in a report that have no message in some language.
fn unsaid(report: &Value) -> Vec<String> {
    let inner = match report {
        Value::Object(members) => members.values().flat_map(unsaid).collect(),
        Value::Array(items) => items.iter().flat_map(unsaid).collect(),
        _ => Vec::new(),
    };
    let (Some(code), true) = (report["code"].as_str(), report["values"].is_object()) else {
        return inner;
    };
    let message = format!("\nsaid-{} = ", code.replace('_', "-"));
    let mute = CATALOGUES
        .iter()
        .filter(|(_, text)| !text.contains(&message));
    let mute = mute.map(|(locale, _)| format!("{locale}: {code}"));
    inner.into_iter().chain(mute).collect()
}

#[test]
fn a_nonconforming_answer_is_noticed() {
    let schema = made();
    let report = |report: &Value| faults(report, &json!({ "$ref": "#/$defs/Report" }), &schema, "");
    assert!(!report(&json!({})).is_empty());
    let mut sound = json!({
        "file": { "sha256": "00", "bytes": 1 }, "verdict": "passed", "sentence": "",
        "said": { "code": "", "values": {} }, "axes": [], "signatures": [],
    });
    assert_eq!(report(&sound), Vec::<String>::new());
    sound["verdict"] = "perhaps".into();
    assert_eq!(report(&sound).len(), 1);
    sound["said"]["values"] = json!({ "why": { "code": "intact", "values": {} } });
    assert_eq!(report(&sound).len(), 2, "a phrase has its words");
    sound["said"]["code"] = "of_another_version".into();
    assert_eq!(
        unsaid(&sound),
        ["en: of_another_version", "de: of_another_version"]
    );
}
