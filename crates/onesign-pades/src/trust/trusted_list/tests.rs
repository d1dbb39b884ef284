//! Tests with lists that another program signed (`fixtures/trusted-list/make`), canonical XML from another program, and
//! lists of states, if available.

use std::path::{Path, PathBuf};

use proptest::prelude::*;

use super::canonical::{Method, canonical};
use super::list::{Scheme, pointer};
use super::{ListError, ListOfLists, Signers, TrustedList, services, xml};
use crate::trust::policy::certificates;
use crate::x509::algorithm_expiry::AlgorithmExpiry;

fn fixture(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/trusted-list");
    std::fs::read(folder.join(name)).unwrap()
}

fn read(file: &[u8], signer: &str) -> Result<TrustedList, ListError> {
    let signers = certificates(&fixture(signer)).unwrap();
    TrustedList::read(
        file,
        Signers::Certificates(&signers),
        &AlgorithmExpiry::default(),
    )
}

#[test]
fn lists_that_another_program_signed_are_read() {
    for (list, signer) in [("ec.xml", "ec-signer.pem"), ("rsa.xml", "rsa-signer.pem")] {
        let list = read(&fixture(list), signer).unwrap();
        assert_eq!((list.territory(), list.scheme.sequence), ("XA", 42));
        assert_eq!(list.scheme.next_update, Some(2_208_988_800));
        assert!(list.is_of_the_union);
        let [issuing, stamps] = list.services.as_slice() else {
            panic!("{list:#?}");
        };
        assert_eq!(issuing.provider, "Nordwind Trust Services");
        assert_eq!(issuing.name, "Issuing authority");
        assert_eq!(issuing.certificates.len(), 1);
        let now = issuing.at(list.scheme.issued).unwrap();
        assert_eq!(now.word, "granted");
        assert_eq!(now.uses, ["ForeSignatures"]);
        assert_eq!(now.qualifiers, ["QCQSCDStatusAsInCert"]);
        // 2012-01-01T00:00:00+01:00 until 2016-06-30T22:00:00Z
        assert_eq!(issuing.at(1_325_372_399), None);
        assert_eq!(issuing.at(1_325_372_400).unwrap().word, "undersupervision");
        assert_eq!(issuing.at(1_467_323_999).unwrap().word, "undersupervision");
        assert_eq!(issuing.at(1_467_324_000).unwrap().word, "granted");
        assert_eq!(stamps.at(list.scheme.issued).unwrap().word, "withdrawn");
    }
}

#[test]
fn only_the_named_signer_is_accepted() {
    let list = fixture("ec.xml");
    let stranger = read(&list, "rsa-signer.pem");
    assert_eq!(
        stranger,
        Err(ListError::Stranger("List operator, P-256".to_owned()))
    );
    let nobody = TrustedList::read(
        &list,
        Signers::Certificates(&[]),
        &AlgorithmExpiry::default(),
    );
    assert_eq!(nobody, Err(ListError::NoSigner("XA".to_owned())));
    let signers = certificates(&fixture("ec-signer.pem")).unwrap();
    let as_other = ListOfLists::read(&list, &signers, &AlgorithmExpiry::default());
    assert_eq!(as_other, Err(ListError::IsNoListOfLists));
}

/// Changes each byte in turn: the list is refused, or reads as before. The latter bytes are comments, spaces in tags
/// and the like, which canonical XML drops, and unsigned parts of the signature.
#[test]
fn no_changed_byte_changes_the_accepted_content() {
    let list = fixture("ec.xml");
    let sound = read(&list, "ec-signer.pem").unwrap();
    let mut refused = 0;
    for at in 0..list.len() {
        let mut changed = list.clone();
        changed[at] ^= 1;
        match read(&changed, "ec-signer.pem") {
            Err(_) => refused += 1,
            Ok(read) => assert_eq!(read, sound, "at {at}"),
        }
    }
    assert!(refused * 10 > list.len() * 9, "{refused} of {}", list.len());
}

/// The output of `xmllint --exc-c14n` and `--c14n` (libxml2 2.9), without comments.
#[test]
fn canonical_xml_matches_another_program() {
    let source = "<?xml version=\"1.0\"?>\n\n<?style   href=\"doc.xsl\"\n   type=\"text/xsl\"   ?>\n\n<!-- no -->\n\
        <doc xmlns=\"urn:d\" xmlns:a=\"urn:a\" xmlns:b=\"urn:b\" xml:lang=\"en\" z=\"1\" a:y=\"2\" b:x=\"3\" \
        Ünï=\"ü&#xA;&#9;&amp;&quot;&lt;'  x\ny\">\n  <e1   /><b:e2 xmlns:a=\"urn:a\"   ></b:e2>\
        <e3 name = \"elem3\"   id=\"el&#13;em3\"   /><!-- in -->\n  \
        <a:e5 a:attr=\"out\" b:attr=\"sorted\" attr2=\"all\" attr=\"I'm\"><e6 xmlns=\"\" xmlns:a=\"http://www.w3.org\">\
        <e7 xmlns=\"http://www.ietf.org\"><e8 xmlns=\"\" xmlns:a=\"urn:a\"><a:e9 attr=\"default\"/>\
        <e10 xmlns=\"urn:d\"/></e8></e7></e6></a:e5>\n  <text>First line&#x0d;&#10;Second line &lt;&gt;&amp;\"' \
        <![CDATA[value>\"0\" && value<\"10\" ?\"valid\":\"error\"]]></text>\n  <?pi-without-data     ?><?pi a  b ?>\n  \
        <unused xmlns:q=\"urn:q\"><q:used/><inner xmlns:q=\"urn:q2\" q:at=\"1\"><q:x xmlns:q=\"urn:q\"/></inner></unused>\n\
        </doc>\n<?after-root?>\n<!-- end -->\n";
    let exclusive = "<?style href=\"doc.xsl\"\n   type=\"text/xsl\"   ?>\n<doc xmlns=\"urn:d\" xmlns:a=\"urn:a\" \
        xmlns:b=\"urn:b\" z=\"1\" Ünï=\"ü&#xA;&#x9;&amp;&quot;&lt;'  x y\" xml:lang=\"en\" a:y=\"2\" b:x=\"3\">\n  \
        <e1></e1><b:e2></b:e2><e3 id=\"el&#xD;em3\" name=\"elem3\"></e3>\n  \
        <a:e5 attr=\"I'm\" attr2=\"all\" a:attr=\"out\" b:attr=\"sorted\"><e6 xmlns=\"\"><e7 xmlns=\"http://www.ietf.org\">\
        <e8 xmlns=\"\"><a:e9 attr=\"default\"></a:e9><e10 xmlns=\"urn:d\"></e10></e8></e7></e6></a:e5>\n  \
        <text>First line&#xD;\nSecond line &lt;&gt;&amp;\"' value&gt;\"0\" &amp;&amp; value&lt;\"10\" ?\"valid\":\"error\"</text>\n  \
        <?pi-without-data?><?pi a  b ?>\n  <unused><q:used xmlns:q=\"urn:q\"></q:used>\
        <inner xmlns:q=\"urn:q2\" q:at=\"1\"><q:x xmlns:q=\"urn:q\"></q:x></inner></unused>\n</doc>\n<?after-root?>";
    // A declared but unused prefix is written where it is declared, and not again.
    let inclusive = exclusive
        .replace(
            "<e6 xmlns=\"\">",
            "<e6 xmlns=\"\" xmlns:a=\"http://www.w3.org\">",
        )
        .replace("<e8 xmlns=\"\">", "<e8 xmlns=\"\" xmlns:a=\"urn:a\">")
        .replace(
            "<unused><q:used xmlns:q=\"urn:q\">",
            "<unused xmlns:q=\"urn:q\"><q:used>",
        );
    let document = xml::parse(source.as_bytes()).unwrap();
    for (method, expected) in [
        (Method::Exclusive(Vec::new()), exclusive),
        (Method::Inclusive, &inclusive),
    ] {
        let made = canonical(document.root(), &method, None).unwrap();
        assert_eq!(String::from_utf8(made).unwrap(), expected);
    }
}

/// Random documents with their canonical forms by libxml2: `bench/canonical_xml.py` makes the file.
#[test]
fn canonical_xml_matches_libxml2() {
    let Some(file) = std::env::var_os("ONESIGN_CANONICAL") else {
        println!("skipped: no canonical forms (set ONESIGN_CANONICAL)");
        return;
    };
    let text = std::fs::read_to_string(file).unwrap();
    let mut compared = 0;
    for line in text.lines() {
        let case: serde_json::Value = serde_json::from_str(line).unwrap();
        let source = case["source"].as_str().unwrap();
        let document = xml::parse(source.as_bytes()).unwrap();
        let mut elements = document.descendants().filter(|node| node.is_element());
        let place = usize::try_from(case["place"].as_u64().unwrap()).unwrap();
        let part = elements.nth(place).unwrap();
        let named = Method::Exclusive(vec!["a".to_owned(), "b".to_owned()]);
        for (form, method, apex) in [
            ("exclusive", Method::Exclusive(Vec::new()), document.root()),
            ("inclusive", Method::Inclusive, document.root()),
            ("with_a_and_b", named, document.root()),
            ("part", Method::Exclusive(Vec::new()), part),
        ] {
            let made = String::from_utf8(canonical(apex, &method, None).unwrap()).unwrap();
            assert_eq!(made, case[form].as_str().unwrap(), "{form} of {source}");
            compared += 1;
        }
    }
    println!("{compared} forms are the same");
    assert!(compared > 0);
}

#[test]
fn canonical_input_stays_unchanged() {
    let list = fixture("ec.xml");
    let document = xml::parse(&list).unwrap();
    let once = canonical(document.root(), &Method::Exclusive(Vec::new()), None).unwrap();
    let again = xml::parse(&once).unwrap();
    let twice = canonical(again.root(), &Method::Exclusive(Vec::new()), None).unwrap();
    assert!(once == twice && once != list);
}

/// The lists of states are not ours to redistribute. `ONESIGN_TRUSTED_LISTS` names a folder with `lotl.xml`,
/// `lotl-signer.pem` and any number of `list-*.xml`.
#[test]
fn lists_of_states_are_read() {
    let Some(folder) = std::env::var_os("ONESIGN_TRUSTED_LISTS").map(PathBuf::from) else {
        println!("skipped: no lists of states (set ONESIGN_TRUSTED_LISTS)");
        return;
    };
    let file = |name: &str| std::fs::read(folder.join(name)).unwrap();
    let algorithm_expiry = AlgorithmExpiry::default();
    let signers = certificates(&file("lotl-signer.pem")).unwrap();
    let lists = ListOfLists::read(&file("lotl.xml"), &signers, &algorithm_expiry).unwrap();
    assert!(lists.pointers.len() > 25, "{:?}", lists.pointers.len());
    for entry in std::fs::read_dir(&folder).unwrap().flatten() {
        let name = entry.file_name().into_string().unwrap();
        if name.starts_with("list-") {
            let list =
                TrustedList::read(&file(&name), Signers::Named(&lists), &algorithm_expiry).unwrap();
            println!(
                "{name}: {:?}, {} services",
                list.scheme,
                list.services.len()
            );
            assert!(!list.services.is_empty());
        }
    }
}

proptest! {
    /// A signed document may still have any content.
    #[test]
    fn any_signed_document_is_read_or_refused(
        at in 0usize..6500, piece in "[<>/\"'a-c:! TZ0-9-]{0,12}", cut in 0usize..60, again in 0usize..6500,
    ) {
        let mut list = fixture("ec.xml");
        for at in [at, again] {
            let at = at.min(list.len());
            let end = at.saturating_add(cut).min(list.len());
            list.splice(at..end, piece.bytes());
        }
        if let Ok(document) = xml::parse(&list) {
            let root = document.root_element();
            let _ = Scheme::read(root).map(|(scheme, _)| scheme.in_force(0));
            if let Ok(services) = services::read(root) {
                for service in services {
                    let _ = service.at(0).map(|state| state.counts(0));
                }
            }
            for node in document.descendants() {
                let _ = pointer(node);
            }
        }
    }

    #[test]
    fn any_changed_document_is_read_or_refused(
        at in 0usize..8000, piece in "[<>/=\"'&;a-c:! ?\\[\\]-]{0,12}", cut in 0usize..200,
    ) {
        let mut list = fixture("ec.xml");
        let at = at.min(list.len());
        let end = at.saturating_add(cut).min(list.len());
        list.splice(at..end, piece.into_bytes());
        let sound = read(&fixture("ec.xml"), "ec-signer.pem").unwrap();
        if let Ok(read) = read(&list, "ec-signer.pem") {
            prop_assert_eq!(read, sound);
        }
    }

    #[test]
    fn any_text_is_made_canonical_or_refused(text in "[<>/=\"'&;a-c:! ?x\\[\\]-]{0,60}") {
        if let Ok(document) = xml::parse(text.as_bytes()) {
            for method in [Method::Exclusive(Vec::new()), Method::Inclusive] {
                let made = canonical(document.root(), &method, None).unwrap();
                prop_assert!(xml::parse(&made).is_ok(), "{}", String::from_utf8_lossy(&made));
            }
        }
    }
}
