//! The services of a list that may end a chain.

use crate::support::lists::{List, Service, extension, service, use_for};
use crate::support::{NOW, entropy};
use crate::{GRANTED, WITHDRAWN, identity, judge, sealed, trusting, unknown};
use onesign_pades::make_authority;
use onesign_pades::report::validate;
use onesign_pades::trust::TrustPolicy;
use onesign_pades::validate::Verdict;

#[test]
fn a_chain_may_end_at_a_granted_service() {
    let (authority, file) = sealed();
    let words = unknown(&validate(&file, &TrustPolicy::default(), NOW));
    assert!(words.contains("does not lead to an issuer"), "{words}");

    for certificate in [&authority.issuing_der, &authority.root_der] {
        let report = judge(&file, &List::of(vec![service(certificate, &[GRANTED])]));
        assert_eq!(report.verdict, Verdict::Passed, "{report:#?}");
        let entry = &report.signatures[0];
        let (_, _, words) = identity(entry);
        assert!(
            words.contains("a service on the XA trusted list"),
            "{words}"
        );
        let told = "The chain leads to the service “Nordwind Services” of “Nordwind Trust” (CA/QC), status “granted” since \
                    2016-06-30 22:00:00 UTC (XA trusted list, no. 7).";
        assert!(words.contains(told), "{words}");
        assert!(!words.contains("qualified"), "{words}");
        let service = entry.trust_service.as_ref().unwrap();
        assert_eq!((service.territory.as_str(), service.sequence), ("XA", 7));
        assert_eq!(
            (service.kind, service.status.as_str()),
            ("CA/QC", "granted")
        );
        assert_eq!(
            (service.since, service.qualified_for),
            (1_467_324_000, None)
        );
    }
}

#[test]
fn a_configured_root_is_trusted_and_the_report_also_names_the_list() {
    let (authority, file) = sealed();
    let mut policy = trusting(&List::of(vec![service(&authority.issuing_der, &[GRANTED])]));
    policy.roots = vec![authority.root_der.clone()];
    let report = validate(&file, &policy, NOW);
    assert_eq!(report.verdict, Verdict::Passed, "{report:#?}");
    assert!(report.signatures[0].trust_service.is_some());

    let mut policy = trusting(&List::of(vec![service(
        &authority.issuing_der,
        &[WITHDRAWN],
    )]));
    policy.roots = vec![authority.root_der];
    let report = validate(&file, &policy, NOW);
    assert_eq!(report.verdict, Verdict::Passed, "{report:#?}");
    assert_eq!(report.signatures[0].trust_service, None);
}

#[test]
fn a_service_counts_by_its_state_at_the_time_in_question() {
    let (authority, file) = sealed();
    let judge = |states: &[(&'static str, &'static str, &'static str)]| {
        judge(
            &file,
            &List::of(vec![service(&authority.issuing_der, states)]),
        )
    };
    // A state dated in the future does not count yet, but the state before it does.
    let later = ("CA/QC", "withdrawn", "2026-12-01T00:00:00Z");
    assert_eq!(judge(&[later, GRANTED]).verdict, Verdict::Passed);
    let words = unknown(&judge(&[WITHDRAWN, GRANTED]));
    assert!(
        words.contains("“withdrawn” since 2026-11-01 00:00:00 UTC"),
        "{words}"
    );
    let words = unknown(&judge(&[("CA/QC", "granted", "2026-11-07T00:00:00Z")]));
    assert!(
        words.contains("was not yet on the XA trusted list, no. 7"),
        "{words}"
    );
    // A status under the directive does not count any more.
    let words = unknown(&judge(&[("CA/QC", "accredited", "2014-01-01T00:00:00Z")]));
    assert!(words.contains("“accredited” since"), "{words}");
    // The order of the history does not matter.
    let old = ("CA/QC", "undersupervision", "2012-01-01T00:00:00Z");
    unknown(&judge(&[WITHDRAWN, old, GRANTED]));
    assert_eq!(judge(&[GRANTED, old]).verdict, Verdict::Passed);
    // A service that had another type at the time does not count.
    let other = ("Certstatus/OCSP/QC", "granted", "2026-01-01T00:00:00Z");
    unknown(&judge(&[other, GRANTED]));
    let national = (
        "CA/PKC",
        "recognisedatnationallevel",
        "2016-06-30T22:00:00Z",
    );
    assert_eq!(judge(&[national]).verdict, Verdict::Passed);
}

#[test]
fn only_a_service_of_the_right_type_counts() {
    let (authority, file) = sealed();
    let issuing = || service(&authority.issuing_der, &[GRANTED]);
    for kind in ["TSA/QTST", "Certstatus/OCSP/QC", "EDS/Q", "unspecified"] {
        let states = [(kind, "granted", "2016-06-30T22:00:00Z")];
        unknown(&judge(
            &file,
            &List::of(vec![service(&authority.issuing_der, &states)]),
        ));
    }
    let with = |extension: &str| judge(&file, &List::of(vec![issuing().with(extension)]));
    for extension in [
        use_for("ForeSignatures"),
        use_for("ForeSeals"),
        use_for("ForeSeals") + &use_for("ForWebSiteAuthentication"),
        extension(false, "<x:Y xmlns:x=\"urn:x\"></x:Y>"),
        extension(
            true,
            "<ExpiredCertsRevocationInfo>2020-01-01T00:00:00Z</ExpiredCertsRevocationInfo>",
        ),
    ] {
        let report = with(&extension);
        assert_eq!(report.verdict, Verdict::Passed, "{extension} {report:#?}");
    }
    let words = unknown(&with(&use_for("ForWebSiteAuthentication")));
    assert!(words.contains("not meant for documents"), "{words}");
    let words = unknown(&with(&extension(true, "<x:Y xmlns:x=\"urn:x\"></x:Y>")));
    assert!(words.contains("does not understand"), "{words}");
    // A listed authority is not a service for certificates that it signs itself.
    unknown(&judge(
        &file,
        &List::of(vec![service(&authority.leaf_der, &[GRANTED])]),
    ));
    let both = List::of(vec![
        service(&authority.leaf_der, &[GRANTED]),
        service(&authority.issuing_der, &[GRANTED]),
    ]);
    assert_eq!(judge(&file, &both).verdict, Verdict::Passed);
    // The same is true of another authority.
    let other = make_authority("Other", NOW - 86_400, &mut entropy(9)).unwrap();
    unknown(&judge(
        &file,
        &List::of(vec![service(&other.issuing_der, &[GRANTED])]),
    ));
}

#[test]
fn a_granted_service_above_does_not_repair_a_withdrawn_one() {
    let (authority, file) = sealed();
    let services = |issuing: (&'static str, &'static str, &'static str)| -> Vec<Service> {
        vec![
            service(&authority.root_der, &[GRANTED]),
            service(&authority.issuing_der, &[issuing]),
        ]
    };
    let report = judge(&file, &List::of(services(GRANTED)));
    assert_eq!(report.verdict, Verdict::Passed, "{report:#?}");
    let words = unknown(&judge(&file, &List::of(services(WITHDRAWN))));
    assert!(words.contains("“withdrawn” since"), "{words}");
}

#[test]
fn a_list_that_is_not_in_force_does_not_count() {
    let (authority, file) = sealed();
    let list = |issued, next| List {
        issued,
        next,
        ..List::of(vec![service(&authority.issuing_der, &[GRANTED])])
    };
    let issued = "2026-11-06T00:00:00Z";
    let due = "<dateTime>2026-11-06T21:20:00Z</dateTime>";
    let policy = trusting(&list(issued, due));
    assert_eq!(validate(&file, &policy, NOW).verdict, Verdict::Passed);
    let words = unknown(&validate(&file, &policy, NOW + 1));
    assert!(
        words.contains("expired on 2026-11-06 21:20:00 UTC"),
        "{words}"
    );
    let words = unknown(&judge(&file, &list(issued, "")));
    assert!(words.contains("was closed"), "{words}");
    let words = unknown(&judge(&file, &list("2026-11-07T00:00:00Z", due)));
    assert!(words.contains("dated in the future"), "{words}");
}
