//! The allowed signers of lists, and their notation in a policy file.

use crate::support::NOW;
use crate::support::lists::{List, service};
use crate::{GRANTED, operator, sealed, unknown};
use onesign_pades::report::validate;
use onesign_pades::trust::{ListError, ListOfLists, Signers, TrustPolicy, TrustedList};
use onesign_pades::validate::Verdict;
use onesign_pades::x509::AlgorithmExpiry;

#[test]
fn a_list_of_lists_names_the_signers() {
    let (authority, file) = sealed();
    let (union, state) = (operator(3), operator(4));
    let algorithm_expiry = AlgorithmExpiry::default();
    let list = state.sign(&List::of(vec![service(&authority.issuing_der, &[GRANTED])]));
    let lists = |list: &List| {
        let signers = [union.certificate.clone()];
        ListOfLists::read(union.sign(list).as_bytes(), &signers, &algorithm_expiry).unwrap()
    };
    let read = |lists: &ListOfLists| {
        TrustedList::read(list.as_bytes(), Signers::Named(lists), &algorithm_expiry)
    };
    let naming = List::of_lists(vec![("XA", state.certificate.clone())]);
    let mut policy = TrustPolicy::default();
    policy.trust_list(read(&lists(&naming)).unwrap()).unwrap();
    assert_eq!(validate(&file, &policy, NOW).verdict, Verdict::Passed);
    let twice = policy.trust_list(read(&lists(&naming)).unwrap());
    assert_eq!(twice, Err(ListError::Twice("XA".to_owned())));

    let nobody = lists(&List::of_lists(vec![("XB", state.certificate.clone())]));
    assert_eq!(read(&nobody), Err(ListError::NoSigner("XA".to_owned())));
    let other = lists(&List::of_lists(vec![("XA", union.certificate.clone())]));
    assert!(matches!(read(&other), Err(ListError::Stranger(_))));

    // If the list of lists is not in force, neither are the lists that it vouches for.
    let old = lists(&List {
        next: "<dateTime>2026-11-06T12:00:00Z</dateTime>",
        ..naming
    });
    let mut policy = TrustPolicy::default();
    policy.trust_list(read(&old).unwrap()).unwrap();
    let words = unknown(&validate(&file, &policy, NOW));
    assert!(
        words.contains("the EU trusted list, no. 7, expired on"),
        "{words}"
    );

    let mixed = TrustedList::read(
        union.sign(&List::of_lists(Vec::new())).as_bytes(),
        Signers::Certificates(std::slice::from_ref(&union.certificate)),
        &algorithm_expiry,
    );
    assert_eq!(mixed, Err(ListError::IsListOfLists));
}

#[test]
fn a_policy_file_names_lists_and_their_signers() {
    let (authority, file) = sealed();
    let (union, state) = (operator(3), operator(4));
    let list = state.sign(&List::of(vec![service(&authority.issuing_der, &[GRANTED])]));
    let lists = union.sign(&List::of_lists(vec![("XA", state.certificate.clone())]));
    let read = |text: &str| {
        TrustPolicy::from_toml(text, |name| match name {
            "xa.xml" => Ok(list.clone().into_bytes()),
            "eu.xml" => Ok(lists.clone().into_bytes()),
            "state.der" => Ok(state.certificate.clone()),
            "union.der" => Ok(union.certificate.clone()),
            _ => Err("it is not there".to_owned()),
        })
    };
    for text in [
        "[[trusted-lists]]\nfile = \"xa.xml\"\nsigners = [\"state.der\"]",
        "[[trusted-lists]]\nfile = \"xa.xml\"\n[list-of-lists]\nfile = \"eu.xml\"\nsigners = [\"union.der\"]",
    ] {
        let report = validate(&file, &read(text).unwrap(), NOW);
        assert_eq!(report.verdict, Verdict::Passed, "{report:#?}");
    }
    for (text, expected) in [
        (
            "[[trusted-lists]]\nfile = \"xa.xml\"\nsigners = [\"union.der\"]",
            "xa.xml: it is signed by Supervision Seal",
        ),
        (
            "[[trusted-lists]]\nfile = \"xa.xml\"",
            "xa.xml: it is not known who is allowed to sign",
        ),
        (
            "[[trusted-lists]]\nfile = \"eu.xml\"\nsigners = [\"union.der\"]",
            "eu.xml: it is a list of lists",
        ),
        (
            "[[trusted-lists]]\nfile = \"xb.xml\"\nsigners = [\"union.der\"]",
            "xb.xml, which can't be read",
        ),
    ] {
        let error = read(text).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
}
