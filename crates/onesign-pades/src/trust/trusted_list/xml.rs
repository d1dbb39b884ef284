//! Reads XML: checks limits before it builds a tree, and offers the few queries that lists need.
//!
//! The tree is roxmltree's: no document type, so only the five predefined entities, and no fetching. Canonicalization
//! and reading use the same tree.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::DateTime;
use roxmltree::{Document, Node, ParsingOptions};

use super::error::ListError;

/// The largest list, in bytes.
const MAX_BYTES: usize = 32 << 20;
/// The most elements, texts and comments.
const MAX_NODES: u32 = 2_000_000;
/// The most namespace declarations: each costs time for every element below it.
const MAX_NAMESPACES: usize = 10_000;
/// The most equals signs between two tags, which limits the attributes of an element: each is compared with all others.
const MAX_ATTRIBUTES: usize = 500;
/// The most namespaces in scope of an element.
const MAX_IN_SCOPE: usize = 100;
/// The deepest element.
pub(crate) const MAX_DEPTH: usize = 64;

/// Namespace of trusted lists.
pub(crate) const TSL: &str = "http://uri.etsi.org/02231/v2#";
/// Namespace of the extensions for qualified certificates.
pub(crate) const SIE: &str =
    "http://uri.etsi.org/TrstSvc/SvcInfoExt/eSigDir-1999-93-EC-TrustedList/#";
/// Namespace of further members.
pub(crate) const ADDITIONAL: &str = "http://uri.etsi.org/02231/v2/additionaltypes#";
/// Namespace of XML signatures.
pub(crate) const DS: &str = "http://www.w3.org/2000/09/xmldsig#";
/// Namespace of XAdES.
pub(crate) const XADES: &str = "http://uri.etsi.org/01903/v1.3.2#";
/// Namespace of `xml:lang`.
pub(crate) const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// Parses a document within the limits.
pub(crate) fn parse(bytes: &[u8]) -> Result<Document<'_>, ListError> {
    let refuse = |why: &str| Err(ListError::Xml(why.to_owned()));
    if bytes.len() > MAX_BYTES {
        return refuse("it is larger than 32 MiB");
    }
    let Ok(text) = std::str::from_utf8(bytes) else {
        return refuse("it is not UTF-8 text");
    };
    if text.matches("xmlns").take(MAX_NAMESPACES + 1).count() > MAX_NAMESPACES {
        return refuse("it declares too many namespaces");
    }
    let crowded = |piece: &str| piece.bytes().filter(|&byte| byte == b'=').count() > MAX_ATTRIBUTES;
    if text.split('<').any(crowded) {
        return refuse("an element has too many attributes");
    }
    let options = ParsingOptions {
        allow_dtd: false,
        nodes_limit: MAX_NODES,
        ..ParsingOptions::default()
    };
    let document = Document::parse_with_options(text, options)
        .map_err(|error| ListError::Xml(error.to_string()))?;
    match excess(&document) {
        Some(why) => refuse(why),
        None => Ok(document),
    }
}

/// The exceeded limit, if any; works without recursion.
fn excess(document: &Document<'_>) -> Option<&'static str> {
    let mut node = document.root();
    let mut depth = 0;
    loop {
        if node.namespaces().nth(MAX_IN_SCOPE).is_some() {
            return Some("an element has too many namespaces");
        }
        if let Some(child) = node.first_child() {
            depth += 1;
            if depth > MAX_DEPTH {
                return Some("its elements are nested too deeply");
            }
            node = child;
            continue;
        }
        loop {
            if let Some(sibling) = node.next_sibling() {
                node = sibling;
                break;
            }
            node = node.parent()?;
            depth -= 1;
        }
    }
}

/// The children with this name.
pub(crate) fn children<'a, 'i: 'a>(
    node: Node<'a, 'i>,
    namespace: &'static str,
    name: &'static str,
) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children()
        .filter(move |child| is(*child, namespace, name))
}

/// The only child with this name; an error if there are several.
pub(crate) fn maybe<'a, 'i>(
    node: Node<'a, 'i>,
    namespace: &'static str,
    name: &'static str,
) -> Result<Option<Node<'a, 'i>>, ListError> {
    let mut found = children(node, namespace, name);
    let first = found.next();
    match found.next() {
        Some(_) => Err(ListError::Form(format!("there are several {name}"))),
        None => Ok(first),
    }
}

/// The child with this name, which must occur exactly once.
pub(crate) fn only<'a, 'i>(
    node: Node<'a, 'i>,
    namespace: &'static str,
    name: &'static str,
) -> Result<Node<'a, 'i>, ListError> {
    maybe(node, namespace, name)?.ok_or_else(|| ListError::Form(format!("{name} is missing")))
}

/// Whether it is the element with this name.
pub(crate) fn is(node: Node<'_, '_>, namespace: &str, name: &str) -> bool {
    node.is_element()
        && node.tag_name().name() == name
        && node.tag_name().namespace() == Some(namespace)
}

/// The text of an element without child elements, trimmed. A comment or processing instruction inside it does not split
/// the text, because canonical XML drops comments.
pub(crate) fn text(node: Node<'_, '_>) -> Result<String, ListError> {
    let mut text = String::new();
    for child in node.children() {
        if child.is_element() {
            let name = node.tag_name().name();
            return Err(ListError::Form(format!("{name} contains more than text")));
        }
        if child.is_text() {
            text.push_str(child.text().unwrap_or_default());
        }
    }
    Ok(text.trim().to_owned())
}

/// The decoded base64 content of an element.
pub(crate) fn bytes(node: Node<'_, '_>) -> Result<Vec<u8>, ListError> {
    let mut signs = text(node)?;
    signs.retain(|sign| !sign.is_ascii_whitespace());
    let name = node.tag_name().name();
    STANDARD
        .decode(signs)
        .map_err(|_| ListError::Form(format!("{name} is not base64")))
}

/// The time in an element (`xsd:dateTime` with a zone), in seconds since 1970.
pub(crate) fn moment(node: Node<'_, '_>) -> Result<i64, ListError> {
    let text = text(node)?;
    instant(&text).ok_or_else(|| {
        let name = node.tag_name().name();
        ListError::Form(format!("{name} is not a date and time with a time zone"))
    })
}

/// `2016-06-30T22:00:00Z`, also with a fraction or as `+02:00`. RFC 3339 itself accepts other characters between date
/// and time.
fn instant(text: &str) -> Option<i64> {
    let moment = DateTime::parse_from_rfc3339(text).ok()?;
    (text.as_bytes().get(10) == Some(&b'T')).then(|| moment.timestamp())
}

/// A display name: the English one, otherwise the first.
pub(crate) fn name(node: Option<Node<'_, '_>>) -> Result<String, ListError> {
    let mut first = None;
    for one in node
        .into_iter()
        .flat_map(|node| children(node, TSL, "Name"))
    {
        let words = text(one)?;
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if one
            .attribute((XML, "lang"))
            .is_some_and(|lang| lang.eq_ignore_ascii_case("en"))
        {
            return Ok(words);
        }
        first.get_or_insert(words);
    }
    Ok(first.unwrap_or_else(|| "unnamed".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::{ListError, instant, parse, text};

    #[test]
    fn entities_and_excessive_documents_are_refused() {
        let deep = format!("{}{}", "<a>".repeat(65), "</a>".repeat(65));
        let namespaces = format!("<a>{}</a>", "<b xmlns:x=''/>".repeat(10_001));
        let in_scope: String = (0..101).map(|n| format!(" xmlns:n{n}='urn:{n}'")).collect();
        let attributes: String = (0..501).map(|n| format!(" a{n}=''")).collect();
        for wrong in [
            "<!DOCTYPE a []><a/>".to_owned(),
            "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>".to_owned(),
            "<a>&b;</a>".to_owned(),
            "<a/><b/>".to_owned(),
            "<a".to_owned(),
            String::new(),
            "<a b='1' b='2'/>".to_owned(),
            "<x:a/>".to_owned(),
            deep,
            namespaces,
            format!("<a{attributes}/>"),
            format!("<a{in_scope}/>"),
        ] {
            assert!(
                matches!(parse(wrong.as_bytes()), Err(ListError::Xml(_))),
                "{wrong:.60}"
            );
        }
        assert!(parse(&[b'<', b'a', b'>', 0xff]).is_err());
        assert!(parse(&b"<a/>".repeat(9 << 20)).is_err());
        let deep = format!("{}{}", "<a>".repeat(63), "</a>".repeat(63));
        assert!(parse(deep.as_bytes()).is_ok());
    }

    #[test]
    fn a_comment_does_not_cut_a_text_short() {
        let document = parse(b"<a> one<!-- x -->two<![CDATA[&]]>&amp;\r\n</a>").unwrap();
        assert_eq!(text(document.root_element()).unwrap(), "onetwo&&");
        let document = parse(b"<a>one<b/>two</a>").unwrap();
        assert!(text(document.root_element()).is_err());
    }

    #[test]
    fn times_are_read_with_their_zone() {
        assert_eq!(instant("2026-11-06T21:20:00Z"), Some(1_794_000_000));
        assert_eq!(instant("2026-11-06T21:20:00.123Z"), Some(1_794_000_000));
        assert_eq!(instant("2026-11-06T23:20:00+02:00"), Some(1_794_000_000));
        assert_eq!(instant("2026-11-06T20:50:00-00:30"), Some(1_794_000_000));
        for wrong in [
            "2026-11-06T21:20:00",
            "2026-11-06",
            "2026-13-06T21:20:00Z",
            "26-11-06T21:20:00Z",
            "2026-11-06T21:20:00+2:00",
            "2026-11-06T21:20Z",
            "2026-11-06T+1:20:00Z",
            "",
        ] {
            assert_eq!(instant(wrong), None, "{wrong}");
        }
    }
}
