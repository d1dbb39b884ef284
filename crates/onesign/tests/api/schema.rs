//! A small reader of JSON Schema: so much of it as our descriptions use. It fails on what it does not know, so that
//! nothing passes because it was not understood.

use serde_json::{Map, Value};
use uuid::Uuid;

/// What is wrong with a value: rules that it breaks, and members that the schema does not name. Members are to be
/// named even where a schema lets others pass: who reads the description finds everything that is there.
/// `all` is the document that references point into.
pub fn faults(value: &Value, schema: &Value, all: &Value, at: &str) -> Vec<String> {
    let mut found = broken(value, schema, all, at);
    found.extend(unnamed(value, schema, all, at));
    found
}

/// The rules of a schema that a value breaks, as any validator would say.
fn broken(value: &Value, schema: &Value, all: &Value, at: &str) -> Vec<String> {
    match schema {
        Value::Object(rules) => (rules.iter())
            .flat_map(|(name, rule)| broken_rule(name, rule, rules, value, all, at))
            .collect(),
        Value::Bool(true) => Vec::new(),
        _ => vec![format!("{at}: nothing may be here, but {value} is")],
    }
}

fn broken_rule(
    name: &str,
    rule: &Value,
    rules: &Map<String, Value>,
    value: &Value,
    all: &Value,
    at: &str,
) -> Vec<String> {
    let unless = |holds: bool, what: String| if holds { Vec::new() } else { vec![what] };
    match name {
        "description" => Vec::new(),
        "$ref" => broken(value, target(rule, all), all, at),
        "allOf" => list(rule)
            .flat_map(|part| broken(value, part, all, at))
            .collect(),
        "oneOf" => {
            let fitting = fitting(value, rule, all, at).len();
            let what = format!("{at}: {fitting} alternatives fit {value}");
            unless(fitting == 1, what)
        }
        "type" => {
            let names = list(rule).chain(rule.is_string().then_some(rule));
            let fits = names
                .filter_map(Value::as_str)
                .any(|name| is_a(value, name));
            unless(fits, format!("{at}: {value} is no {rule}"))
        }
        "enum" => unless(
            list(rule).any(|word| word == value),
            format!("{at}: {value} is none of {rule}"),
        ),
        "minimum" => {
            let fits = value.as_f64() >= rule.as_f64() || !value.is_number();
            unless(fits, format!("{at}: {value} is less than {rule}"))
        }
        "format" => {
            let fits =
                rule != "uuid" || value.as_str().is_none_or(|id| Uuid::parse_str(id).is_ok());
            unless(fits, format!("{at}: {value} is no {rule}"))
        }
        "required" | "properties" | "additionalProperties" | "propertyNames" => match value {
            Value::Object(members) => broken_by_members(name, rule, rules, members, all, at),
            _ => Vec::new(),
        },
        "items" | "prefixItems" => match value {
            Value::Array(items) => broken_by_items(name, rule, rules, items, all, at),
            _ => Vec::new(),
        },
        unknown => vec![format!(
            "{at}: this reader does not know the rule {unknown}"
        )],
    }
}

fn broken_by_members(
    name: &str,
    rule: &Value,
    rules: &Map<String, Value>,
    members: &Map<String, Value>,
    all: &Value,
    at: &str,
) -> Vec<String> {
    let own = |member: &str| {
        let own = rules.get("properties").and_then(Value::as_object);
        own.and_then(|own| own.get(member))
    };
    let below = |member: &str| format!("{at}/{member}");
    match name {
        "required" => list(rule)
            .filter_map(Value::as_str)
            .filter(|member| !members.contains_key(*member))
            .map(|member| format!("{at}: {member} is missing"))
            .collect(),
        "properties" => (members.iter())
            .filter_map(|(member, value)| Some((member, value, own(member)?)))
            .flat_map(|(member, value, schema)| broken(value, schema, all, &below(member)))
            .collect(),
        "additionalProperties" => (members.iter())
            .filter(|(member, _)| own(member).is_none())
            .flat_map(|(member, value)| broken(value, rule, all, &below(member)))
            .collect(),
        _ => (members.keys())
            .flat_map(|member| broken(&member.as_str().into(), rule, all, &below(member)))
            .collect(),
    }
}

fn broken_by_items(
    name: &str,
    rule: &Value,
    rules: &Map<String, Value>,
    items: &[Value],
    all: &Value,
    at: &str,
) -> Vec<String> {
    let first = rules
        .get("prefixItems")
        .map_or(0, |first| list(first).count());
    let below = |n: usize| format!("{at}/{n}");
    let numbered = items.iter().enumerate();
    if name == "items" {
        let rest = numbered.skip(first);
        return rest
            .flat_map(|(n, item)| broken(item, rule, all, &below(n)))
            .collect();
    }
    let pairs = numbered.zip(list(rule));
    pairs
        .flat_map(|((n, item), schema)| broken(item, schema, all, &below(n)))
        .collect()
}

/// Members, at any depth, that no schema names.
fn unnamed(value: &Value, schema: &Value, all: &Value, at: &str) -> Vec<String> {
    let parts = parts(value, schema, all, at);
    let rules = |name: &'static str| parts.iter().filter_map(move |part| part.get(name));
    let mut found = Vec::new();
    for (member, value) in value.as_object().into_iter().flatten() {
        let at = format!("{at}/{member}");
        let named = rules("properties").find_map(|named| named.get(member));
        match named.or_else(|| rules("additionalProperties").find(|rest| rest.is_object())) {
            Some(schema) => found.extend(unnamed(value, schema, all, &at)),
            None if rules("properties").next().is_some() => {
                found.push(format!("{at}: this is in no schema"));
            }
            None => {}
        }
    }
    for (n, item) in value.as_array().into_iter().flatten().enumerate() {
        for schema in rules("items") {
            found.extend(unnamed(item, schema, all, &format!("{at}/{n}")));
        }
    }
    found
}

/// The schemas that speak about a value: a schema, what it refers to, and of alternatives those that fit.
fn parts<'a>(value: &Value, schema: &'a Value, all: &'a Value, at: &str) -> Vec<&'a Value> {
    let mut parts = vec![schema];
    if let Some(reference) = schema.get("$ref") {
        parts.extend(self::parts(value, target(reference, all), all, at));
    }
    for part in schema.get("allOf").into_iter().flat_map(list) {
        parts.extend(self::parts(value, part, all, at));
    }
    let ways = schema.get("oneOf");
    for way in ways.map_or(Vec::new(), |ways| fitting(value, ways, all, at)) {
        parts.extend(self::parts(value, way, all, at));
    }
    parts
}

fn fitting<'a>(value: &Value, ways: &'a Value, all: &Value, at: &str) -> Vec<&'a Value> {
    list(ways)
        .filter(|way| broken(value, way, all, at).is_empty())
        .collect()
}

fn list(values: &Value) -> impl Iterator<Item = &Value> {
    values.as_array().into_iter().flatten()
}

/// What a reference points at.
pub fn target<'a>(reference: &Value, all: &'a Value) -> &'a Value {
    let pointer = reference.as_str().unwrap().trim_start_matches('#');
    all.pointer(pointer).unwrap()
}

fn is_a(value: &Value, name: &str) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        _ => false,
    }
}
