//! One answer of every route, as a reader of the API sees it. What differs from run to run is left out.

mod account;
mod envelopes;
mod sending;
mod signing;
mod verifications;

use crate::harness::{Answer, House, each_engine_with};
use reqwest::Method;
use serde_json::{Map, Value};
use std::sync::Mutex;
use uuid::Uuid;

/// The widest line.
const WIDTH: usize = 100;
/// Items that are shown of a list.
const MOST_ITEMS: usize = 2;
/// Longer texts are not shown.
const LONGEST: usize = 100;

/// Tells a story on a fresh instance of each engine, and gives its answers, which are the same on all of them.
async fn told<const N: usize>(story: impl AsyncFn(&House) -> [String; N]) -> [String; N] {
    let answers = Mutex::new(Vec::new());
    each_engine_with(&[], async |house| {
        let told = story(house).await;
        answers.lock().unwrap().push(told);
        house.converged().await;
    })
    .await;
    let mut answers = answers.into_inner().unwrap();
    let first = answers.remove(0);
    for other in &answers {
        assert_eq!(other, &first, "engines differ");
    }
    first
}

/// The lines of an answer that are about something.
fn about(answer: &str, word: &str) -> String {
    let lines = answer.lines().filter(|line| line.contains(word));
    lines.map(str::trim).collect::<Vec<_>>().join("\n")
}

/// Status, what kind of file it is, and the body.
fn shown(answer: &Answer) -> String {
    let mut text = answer.status.to_string();
    for name in ["content-type", "content-disposition"] {
        if let Some(value) = answer.headers.get(name) {
            text = format!("{text} {}", value.to_str().unwrap());
        }
    }
    let is_file = answer.headers.contains_key("content-disposition");
    match &answer.body {
        Value::Null => text,
        _ if is_file => text,
        body => format!("{text}\n{}", laid_out(&redacted("", body), 0)),
    }
}

/// Gets a resource as the owner, and shows the answer.
async fn got(house: &House, path: &str) -> String {
    shown(&house.get(path).await)
}

/// Writes as the owner, and shows the answer.
async fn written(house: &House, method: Method, path: impl AsRef<str>, body: Value) -> String {
    shown(&house.write(method, path.as_ref(), &body).await)
}

fn redacted(name: &str, value: &Value) -> Value {
    match value {
        Value::String(text) => said(name, text).into(),
        Value::Number(_) if name.ends_with("_ms") => "[time]".into(),
        Value::Array(items) => {
            let mut shown: Vec<Value> = (items.iter().take(MOST_ITEMS))
                .map(|item| redacted(name, item))
                .collect();
            if items.len() > shown.len() {
                shown.push(format!("and {} more", items.len() - shown.len()).into());
            }
            shown.into()
        }
        Value::Object(members) => {
            let shown = members
                .iter()
                .map(|(name, value)| (name.clone(), redacted(name, value)));
            Value::Object(shown.collect::<Map<_, _>>())
        }
        other => other.clone(),
    }
}

/// A text without what differs from run to run.
fn said(name: &str, text: &str) -> String {
    let is_hex = |c: char| c.is_ascii_hexdigit();
    let is_base64url = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
    match text.len() {
        length if length > LONGEST => "[long]".into(),
        _ if name == "version" || name == "next" => format!("[{name}]"),
        _ if text.contains("/s/") => "[link]".into(),
        64 if text.chars().all(is_hex) => "[sha256]".into(),
        43 if text.chars().all(is_base64url) => "[digest]".into(),
        24 if text.starts_with("20") && text.ends_with('Z') => "[time]".into(),
        _ => {
            let parts = text.split('/').map(|part| match Uuid::parse_str(part) {
                Ok(_) => "[id]",
                Err(_) => part,
            });
            parts.collect::<Vec<_>>().join("/")
        }
    }
}

/// JSON with as much on a line as there is room for.
fn laid_out(value: &Value, indent: usize) -> String {
    let line = on_a_line(value);
    if indent + line.chars().count() <= WIDTH {
        return line;
    }
    let (open, close, parts): (_, _, Vec<String>) = match value {
        Value::Object(members) => {
            let member = |(name, value): (&String, &Value)| {
                format!("{name}: {}", laid_out(value, indent + name.len() + 4))
            };
            ("{", "}", members.iter().map(member).collect())
        }
        Value::Array(items) => {
            let items = items.iter().map(|item| laid_out(item, indent + 2));
            ("[", "]", items.collect())
        }
        other => return other.to_string(),
    };
    let inside = parts.join("\n").replace('\n', "\n  ");
    format!("{open}\n  {inside}\n{close}")
}

fn on_a_line(value: &Value) -> String {
    match value {
        Value::Object(members) if !members.is_empty() => {
            let members = members
                .iter()
                .map(|(name, value)| format!("{name}: {}", on_a_line(value)));
            format!("{{ {} }}", members.collect::<Vec<_>>().join(", "))
        }
        Value::Array(items) => {
            let items = items.iter().map(on_a_line);
            format!("[{}]", items.collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}
