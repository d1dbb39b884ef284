//! Checks every answer to a test against `openapi.json`: status, media type and body.

#[path = "schema.rs"]
pub mod schema;

use super::Answer;
use reqwest::Method;
use serde_json::{Value, json};
use std::sync::LazyLock;

/// The stored description of the API.
pub static DESCRIPTION: LazyLock<Value> = LazyLock::new(|| {
    let kept = concat!(env!("CARGO_MANIFEST_DIR"), "/../../openapi.json");
    serde_json::from_str(&std::fs::read_to_string(kept).unwrap()).unwrap()
});
const PROBLEM: &str = "application/problem+json";

/// Every operation: its method, its path template, and its description.
pub fn operations() -> impl Iterator<Item = (Method, &'static str, &'static Value)> {
    let paths = DESCRIPTION["paths"].as_object().unwrap();
    paths.iter().flat_map(|(path, item)| {
        let operations = item.as_object().unwrap().iter();
        operations.map(move |(method, said)| {
            let method = method.to_uppercase().parse().unwrap();
            (method, path.as_str(), said)
        })
    })
}

/// Fails unless the description allows this answer to a request of the API. Returns the operation of the request, as in
/// `GET /v1/envelopes/{id}`; an answer to any other request must be a problem.
pub fn conforms(method: &Method, path: &str, answer: &Answer) -> Option<String> {
    if !path.starts_with("/v1/") || method == Method::HEAD {
        return None;
    }
    let asked = operations().find(|(known, template, _)| known == method && fits(template, path));
    let shown = format!("{method} {path} {}: {}", answer.status, answer.body);
    let Some((_, template, said)) = asked else {
        assert!(answer.status >= 400, "{shown}");
        let schema = json!({ "$ref": "#/components/schemas/Problem" });
        is_as_said(answer, PROBLEM, Some(&schema), &shown);
        return None;
    };
    let said = &said["responses"][answer.status.to_string()];
    assert!(!said.is_null(), "undescribed: {shown}");
    let said = match said.get("$ref") {
        Some(reference) => schema::target(reference, &DESCRIPTION),
        None => said,
    };
    match said["content"].as_object() {
        Some(contents) => {
            let mime = mime(answer);
            let content = contents.get(mime);
            let content = content.unwrap_or_else(|| panic!("undescribed {mime}: {shown}"));
            is_as_said(answer, mime, content.get("schema"), &shown);
        }
        None => assert!(mime(answer).is_empty(), "undescribed body: {shown}"),
    }
    assert!(
        answer.status < 400 || mime(answer) == PROBLEM,
        "no problem: {shown}"
    );
    Some(format!("{method} {template}"))
}

fn is_as_said(answer: &Answer, expected: &str, schema: Option<&Value>, shown: &str) {
    assert_eq!(mime(answer), expected, "{shown}");
    if let Some(schema) = schema {
        let faults = schema::faults(&answer.body, schema, &DESCRIPTION, "");
        assert!(faults.is_empty(), "{faults:#?}\n{shown}");
    }
}

/// The media type of an answer, without its parameters.
fn mime(answer: &Answer) -> &str {
    let mime = answer.headers.get("content-type");
    let mime = mime.and_then(|mime| mime.to_str().ok()).unwrap_or_default();
    mime.split(';').next().unwrap_or_default().trim()
}

/// Whether an address matches a path template.
fn fits(template: &str, path: &str) -> bool {
    let (places, parts) = (template.split('/'), path.split('/'));
    places.clone().count() == parts.clone().count()
        && (places.zip(parts))
            .all(|(place, part)| place == part || place.starts_with('{') && !part.is_empty())
}
