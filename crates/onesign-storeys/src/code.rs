//! The code in a source file: without comments, literals and tests.

/// Attributes of what only tests contain.
const TESTS: [&str; 3] = [
    "#[cfg(test)]",
    "#[cfg(feature = \"testing\")]",
    "#[cfg(any(test, feature = \"testing\"))]",
];

/// The text without comments, without literals, and without the paths of visibility modifiers.
pub(crate) fn bare(text: &str) -> String {
    let mut text = text.replace("pub(in crate::", "pub(in ");
    for attribute in TESTS {
        text = text.replace(attribute, TESTS[0]);
    }
    let mut out = String::new();
    let mut rest = &*text;
    while let Some(first) = rest.chars().next() {
        let skipped = skipped(rest);
        if skipped == 0 {
            out.push(first);
        }
        rest = &rest[skipped.max(first.len_utf8())..];
    }
    out
}

/// The length of the comment or literal at the beginning of a text; 0 if it begins with something else.
fn skipped(text: &str) -> usize {
    let through = |from: usize, end: &str| {
        let found = text.get(from..).and_then(|rest| rest.find(end));
        found.map_or(text.len(), |at| from + at + end.len())
    };
    if text.starts_with("//") {
        return text.find('\n').unwrap_or(text.len());
    }
    if text.starts_with("/*") {
        return through(2, "*/");
    }
    if let Some(raw) = text.strip_prefix('r') {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        if raw[hashes..].starts_with('"') {
            return through(hashes + 2, &format!("\"{}", "#".repeat(hashes)));
        }
    }
    match text.strip_prefix('"') {
        Some(string) => {
            let mut is_escaped = false;
            let end = string.find(|sign| {
                let ends = sign == '"' && !is_escaped;
                is_escaped = sign == '\\' && !is_escaped;
                ends
            });
            end.map_or(text.len(), |at| at + 2)
        }
        None => character(text),
    }
}

/// The length of the literal of a character at the beginning of a text; 0 for everything else, such as a lifetime.
fn character(text: &str) -> usize {
    let mut signs = text.char_indices().skip(1);
    let end = match (text.starts_with('\''), signs.next()) {
        (true, Some((_, '\\'))) => signs.skip(1).find(|(_, sign)| *sign == '\''),
        (true, Some(_)) => signs.next().filter(|(_, sign)| *sign == '\''),
        _ => None,
    };
    end.map_or(0, |(at, _)| at + 1)
}

/// The paths of the test-only modules that a file declares, without `.rs`.
pub(crate) fn test_modules(module: &[String], text: &str) -> Vec<String> {
    let items = text.split(TESTS[0]).skip(1);
    let heads = items.filter_map(|item| item.split_once(['{', ';']).map(|(head, _)| (head, item)));
    let declarations = heads.filter(|(head, item)| item[head.len()..].starts_with(';'));
    let names = declarations.filter_map(|(head, _)| {
        let mut words = head.split_whitespace().rev();
        let name = words.next()?;
        (words.next()? == "mod").then_some(name)
    });
    names
        .map(|name| [module, &[name.to_owned()]].concat().join("/"))
        .collect()
}

/// The text without test-only items.
pub(crate) fn without_tests(text: &str) -> String {
    let mut parts = text.split(TESTS[0]);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let mut depth = 0;
        let mut rest = "";
        for (at, sign) in part.char_indices() {
            match sign {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            if depth == 0 && matches!(sign, '}' | ';') {
                rest = &part[at + 1..];
                break;
            }
        }
        out.push_str(rest);
    }
    out
}
