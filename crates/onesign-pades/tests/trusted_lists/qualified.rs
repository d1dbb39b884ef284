//! Which certificates count as qualified.

use crate::support::lists::{List, Service, service, use_for};
use crate::support::pki::clock;
use crate::support::{document, entropy, seal};
use crate::{GRANTED, WITHDRAWN, identity, trusting};
use onesign_pades::report::validate;
use onesign_pades::validate::Verdict;
use onesign_pades::{Authority, FileSigner, make_authority};

/// A signer's key and certificate by openssl, with statements of EN 319 412-5. `None` if openssl is missing.
fn stating(authority: &Authority, statements: &str) -> Option<FileSigner> {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let key = &authority.issuing_key_pkcs8;
    std::fs::write(at("issuer.key"), crate::support::pem("PRIVATE KEY", key)).unwrap();
    std::fs::write(
        at("issuer.pem"),
        crate::support::pem("CERTIFICATE", &authority.issuing_der),
    )
    .unwrap();
    std::fs::write(
        at("ext"),
        format!(
            "keyUsage=critical,nonRepudiation\n1.3.6.1.5.5.7.1.3=ASN1:SEQUENCE:all\n{statements}"
        ),
    )
    .unwrap();
    let run = |args: &[&str]| {
        let (ok, text) = crate::support::run("openssl", args)?;
        assert!(ok, "{text}");
        Some(())
    };
    let curve = "ec_paramgen_curve:P-256";
    run(&[
        "genpkey",
        "-algorithm",
        "EC",
        "-pkeyopt",
        curve,
        "-out",
        &at("key"),
    ])?;
    run(&[
        "req",
        "-new",
        "-key",
        &at("key"),
        "-subj",
        "/CN=Ada",
        "-out",
        &at("csr"),
    ])?;
    run(&[
        "x509",
        "-req",
        "-in",
        &at("csr"),
        "-CA",
        &at("issuer.pem"),
        "-CAkey",
        &at("issuer.key"),
        "-days",
        "30",
        "-extfile",
        &at("ext"),
        "-set_serial",
        "7",
        "-out",
        &at("pem"),
    ])?;
    let file = |name: &str| crate::support::unpem(&std::fs::read_to_string(at(name)).unwrap());
    let chain = vec![
        file("pem"),
        authority.issuing_der.clone(),
        authority.root_der.clone(),
    ];
    FileSigner::new(&file("key"), chain).ok()
}

#[test]
fn a_certificate_is_qualified_only_if_it_and_the_list_say_so() {
    // openssl's certificates begin at the present time of the clock.
    let now = clock();
    let authority = make_authority("Nordwind", now - 86_400, &mut entropy(1)).unwrap();
    let both = "[all]\na=SEQUENCE:yes\nb=SEQUENCE:kind\n[yes]\na=OID:0.4.0.1862.1.1\n";
    let kind = |oid: &str| {
        format!("[kind]\na=OID:0.4.0.1862.1.6\nb=SEQUENCE:kinds\n[kinds]\na=OID:{oid}\n")
    };
    let (signature, web) = (kind("0.4.0.1862.1.6.1"), kind("0.4.0.1862.1.6.3"));
    let full = format!("{both}{signature}");
    let seals = format!("{both}{}", kind("0.4.0.1862.1.6.2"));
    let for_signatures = use_for("ForeSignatures");
    let not = crate::support::lists::qualifier("NotQualified");
    let device = crate::support::lists::qualifier("QCQSCDStatusAsInCert");
    let seal_word = crate::support::lists::qualifier("QCForESeal");
    let none = (String::new(), "EUgeneric");
    let cases = [
        (
            &full,
            (for_signatures.clone(), "EUgeneric"),
            Some("signatures"),
        ),
        (
            &full,
            (format!("{for_signatures}{device}"), "EUgeneric"),
            Some("signatures"),
        ),
        (&full, (format!("{for_signatures}{not}"), "EUgeneric"), None),
        (
            &full,
            (format!("{for_signatures}{seal_word}"), "EUgeneric"),
            None,
        ),
        (&full, (use_for("ForeSeals"), "EUgeneric"), None),
        (&full, none.clone(), None),
        (&full, (for_signatures.clone(), "CClist"), None),
        (&seals, (use_for("ForeSeals"), "EUgeneric"), Some("seals")),
        (
            &format!("{both}{web}"),
            (for_signatures.clone(), "EUgeneric"),
            None,
        ),
        (
            &format!("[all]\na=SEQUENCE:kind\n{signature}"),
            (for_signatures.clone(), "EUgeneric"),
            None,
        ),
        (
            &"[all]\na=SEQUENCE:yes\n[yes]\na=OID:0.4.0.1862.1.1\n".to_owned(),
            (for_signatures.clone(), "EUgeneric"),
            None,
        ),
    ];
    for (statements, (extensions, kind), expected) in cases {
        let Some(signer) = stating(&authority, statements) else {
            return;
        };
        let file = seal(&document(0), &signer, 16_384);
        let issuing = service(&authority.issuing_der, &[GRANTED]).with(&extensions);
        let list = List {
            kind,
            next: "<dateTime>2999-01-01T00:00:00Z</dateTime>",
            ..List::of(vec![issuing])
        };
        let report = validate(&file, &trusting(&list), now + 60);
        assert_eq!(report.verdict, Verdict::Passed, "{report:#?}");
        let told = report.signatures[0].trust_service.as_ref().unwrap();
        assert_eq!(
            told.qualified_for, expected,
            "{statements} {extensions} {kind}"
        );
        let (_, _, words) = identity(&report.signatures[0]);
        assert_eq!(words.contains("qualified"), expected.is_some(), "{words}");
    }
}

/// States list a key several times, once for each of its uses.
#[test]
fn of_several_services_with_one_key_the_report_names_the_fitting_one() {
    let now = clock();
    let authority = make_authority("Nordwind", now - 86_400, &mut entropy(1)).unwrap();
    let statements = "[all]\na=SEQUENCE:yes\nb=SEQUENCE:kind\n[yes]\na=OID:0.4.0.1862.1.1\n[kind]\n\
                      a=OID:0.4.0.1862.1.6\nb=SEQUENCE:kinds\n[kinds]\na=OID:0.4.0.1862.1.6.1\n";
    let Some(signer) = stating(&authority, statements) else {
        return;
    };
    let file = seal(&document(0), &signer, 16_384);
    let service = |states: &[_], extension: &str| {
        crate::support::lists::service(&authority.issuing_der, states).with(extension)
    };
    let judge = |services: Vec<Service>| {
        let list = List {
            next: "<dateTime>2999-01-01T00:00:00Z</dateTime>",
            ..List::of(services)
        };
        let report = validate(&file, &trusting(&list), now + 60);
        assert_eq!(report.verdict, Verdict::Passed, "{report:#?}");
        let service = report.signatures[0].trust_service.as_ref();
        service.unwrap().qualified_for
    };
    let seals = || service(&[GRANTED], &use_for("ForeSeals"));
    let signatures = || service(&[GRANTED], &use_for("ForeSignatures"));
    let withdrawn = || service(&[WITHDRAWN], &use_for("ForeSignatures"));
    let denying = || {
        service(
            &[GRANTED],
            &crate::support::lists::qualifier("NotQualified"),
        )
    };
    assert_eq!(judge(vec![seals(), signatures()]), Some("signatures"));
    assert_eq!(judge(vec![withdrawn(), signatures()]), Some("signatures"));
    assert_eq!(judge(vec![seals(), withdrawn()]), None);
    assert_eq!(judge(vec![signatures(), denying()]), None);
    // A root vouches for the authorities below it if the list says so.
    let root = |extension: &str| {
        let root = crate::support::lists::service(&authority.root_der, &[GRANTED]);
        root.with(&(use_for("ForeSignatures") + extension))
    };
    assert_eq!(judge(vec![root("")]), None);
    assert_eq!(judge(vec![root(&use_for("RootCA-QC"))]), Some("signatures"));
}
