//! Canonical XML, the input of XML signatures: Exclusive XML Canonicalization 1.0, and Canonical XML 1.0 and 1.1
//! (inclusive), all without comments.
//!
//! The inclusive methods refuse a part of a document whose ancestors have `xml:` attributes: the two versions inherit
//! them differently, and no list needs it.

use std::collections::BTreeMap;

use roxmltree::{Attribute, Node, NodeType};

use super::error::ListError;
use super::xml::{MAX_DEPTH, XML};

/// The namespaces to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Method {
    /// The namespaces that an element or its attributes use, and those with these prefixes (`InclusiveNamespaces`).
    Exclusive(Vec<String>),
    /// All namespaces in scope.
    Inclusive,
}

/// The canonical form of `apex` and its content, without the subtree `without`. The root element represents the whole
/// document: then processing instructions outside it count too.
pub(crate) fn canonical(
    apex: Node<'_, '_>,
    method: &Method,
    without: Option<Node<'_, '_>>,
) -> Result<Vec<u8>, ListError> {
    let inherits = apex.ancestors().skip(1).any(|ancestor| {
        let mut attributes = ancestor.attributes();
        attributes.any(|attribute| attribute.namespace() == Some(XML))
    });
    if *method == Method::Inclusive && inherits {
        let why = "it covers a part that inherits attributes of xml:";
        return Err(ListError::SignatureForm(why.to_owned()));
    }
    let mut writer = Writer {
        out: Vec::new(),
        method,
        without,
    };
    if apex.is_root() {
        writer.document(apex)?;
    } else {
        writer.element(apex, &BTreeMap::new(), 0)?;
    }
    Ok(writer.out)
}

/// The prefixes and namespaces that enclosing elements have declared; "" is the default.
type Written<'a> = BTreeMap<&'a str, &'a str>;

struct Writer<'w, 'a, 'i> {
    out: Vec<u8>,
    method: &'w Method,
    without: Option<Node<'a, 'i>>,
}

impl<'a, 'i: 'a> Writer<'_, 'a, 'i> {
    fn document(&mut self, root: Node<'a, 'i>) -> Result<(), ListError> {
        let mut is_past = false;
        for child in root.children() {
            match child.node_type() {
                NodeType::Element => {
                    self.element(child, &BTreeMap::new(), 0)?;
                    is_past = true;
                }
                NodeType::PI if is_past => {
                    self.out.push(b'\n');
                    self.instruction(child);
                }
                NodeType::PI => {
                    self.instruction(child);
                    self.out.push(b'\n');
                }
                NodeType::Root | NodeType::Comment | NodeType::Text => {}
            }
        }
        Ok(())
    }

    fn element(
        &mut self,
        node: Node<'a, 'i>,
        around: &Written<'a>,
        depth: usize,
    ) -> Result<(), ListError> {
        if depth > MAX_DEPTH {
            return Err(ListError::Xml(
                "its elements are nested too deeply".to_owned(),
            ));
        }
        let name = qualified(
            node,
            node.range().start.saturating_add(1),
            node.tag_name().name(),
        );
        let mut attributes: Vec<(&str, String, Attribute<'a, 'i>)> = node
            .attributes()
            .map(|attribute| {
                let written = qualified(node, attribute.range().start, attribute.name());
                (
                    attribute.namespace().unwrap_or_default(),
                    written,
                    attribute,
                )
            })
            .collect();
        attributes.sort_by(|a, b| (a.0, a.2.name()).cmp(&(b.0, b.2.name())));

        let mut used: Vec<String> = vec![prefix(&name).to_owned()];
        let prefixed = attributes.iter().map(|(_, written, _)| prefix(written));
        used.extend(
            prefixed
                .filter(|prefix| !prefix.is_empty())
                .map(str::to_owned),
        );
        let mut within = around.clone();
        let declarations = self.declarations(node, &used, &mut within);

        self.out.push(b'<');
        self.out.extend_from_slice(name.as_bytes());
        for (prefix, uri) in declarations {
            self.out.extend_from_slice(b" xmlns");
            if !prefix.is_empty() {
                self.out.push(b':');
                self.out.extend_from_slice(prefix.as_bytes());
            }
            self.value(uri);
        }
        for (_, written, attribute) in &attributes {
            self.out.push(b' ');
            self.out.extend_from_slice(written.as_bytes());
            self.value(attribute.value());
        }
        self.out.push(b'>');
        for child in node.children() {
            match child.node_type() {
                NodeType::Element if Some(child) == self.without => {}
                NodeType::Element => self.element(child, &within, depth + 1)?,
                NodeType::Text => self.text(child.text().unwrap_or_default()),
                NodeType::PI => self.instruction(child),
                NodeType::Root | NodeType::Comment => {}
            }
        }
        self.out.extend_from_slice(b"</");
        self.out.extend_from_slice(name.as_bytes());
        self.out.push(b'>');
        Ok(())
    }

    /// The required declarations by prefix: namespaces in force that no enclosing element declares in the same way.
    fn declarations(
        &self,
        node: Node<'a, 'i>,
        used: &[String],
        within: &mut Written<'a>,
    ) -> Vec<(&'a str, &'a str)> {
        let mut in_scope: Written<'a> = BTreeMap::new();
        for namespace in node.namespaces() {
            let prefix = namespace.name().unwrap_or_default();
            if prefix != "xml" {
                in_scope.insert(prefix, namespace.uri());
            }
        }
        // If an enclosing default namespace no longer applies, it must be undeclared.
        in_scope.entry("").or_insert("");
        let wanted = |prefix: &str| match self.method {
            Method::Inclusive => true,
            Method::Exclusive(listed) => {
                used.iter().any(|one| one == prefix) || listed.iter().any(|one| one == prefix)
            }
        };
        let mut declarations = Vec::new();
        for (prefix, uri) in in_scope {
            if wanted(prefix) && within.get(prefix).copied().unwrap_or_default() != uri {
                within.insert(prefix, uri);
                declarations.push((prefix, uri));
            }
        }
        declarations
    }

    fn instruction(&mut self, node: Node<'a, 'i>) {
        if let Some(instruction) = node.pi() {
            self.out.extend_from_slice(b"<?");
            self.out.extend_from_slice(instruction.target.as_bytes());
            if let Some(value) = instruction.value.filter(|value| !value.is_empty()) {
                self.out.push(b' ');
                let value = value.replace("\r\n", "\n").replace('\r', "\n");
                self.out.extend_from_slice(value.as_bytes());
            }
            self.out.extend_from_slice(b"?>");
        }
    }

    fn text(&mut self, text: &str) {
        for byte in text.bytes() {
            match byte {
                b'&' => self.out.extend_from_slice(b"&amp;"),
                b'<' => self.out.extend_from_slice(b"&lt;"),
                b'>' => self.out.extend_from_slice(b"&gt;"),
                b'\r' => self.out.extend_from_slice(b"&#xD;"),
                other => self.out.push(other),
            }
        }
    }

    fn value(&mut self, value: &str) {
        self.out.extend_from_slice(b"=\"");
        for byte in value.bytes() {
            match byte {
                b'&' => self.out.extend_from_slice(b"&amp;"),
                b'<' => self.out.extend_from_slice(b"&lt;"),
                b'"' => self.out.extend_from_slice(b"&quot;"),
                b'\t' => self.out.extend_from_slice(b"&#x9;"),
                b'\n' => self.out.extend_from_slice(b"&#xA;"),
                b'\r' => self.out.extend_from_slice(b"&#xD;"),
                other => self.out.push(other),
            }
        }
        self.out.push(b'"');
    }
}

/// The name with its prefix, taken from the source text, because the tree does not keep prefixes.
fn qualified(node: Node<'_, '_>, start: usize, local: &str) -> String {
    let source = node
        .document()
        .input_text()
        .get(start..)
        .unwrap_or_default();
    let end = source.find([':', '=', '/', '>', ' ', '\t', '\n', '\r']);
    match end.and_then(|end| source.split_at_checked(end)) {
        Some((prefix, rest)) if rest.starts_with(':') => format!("{prefix}:{local}"),
        _ => local.to_owned(),
    }
}

fn prefix(qualified: &str) -> &str {
    qualified.split_once(':').map_or("", |(prefix, _)| prefix)
}
