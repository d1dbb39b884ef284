//! Listed time-stamping authorities, and the time that they prove.

use crate::support::lists::{List, Service, service};
use crate::support::pki::{Pki, clock};
use crate::support::{document, prepared_at};
use crate::{GRANTED, trusting, unknown};
use onesign_pades::report::validate;
use onesign_pades::revocation::ValidationData;
use onesign_pades::trust::TrustPolicy;
use onesign_pades::validate::{AxisName, Verdict, validation_data};
use onesign_pades::{FileSigner, Sealing, Signer as _};

/// A signature without and one with a timestamp, both made now.
fn with_and_without_time(pki: &Pki) -> [Vec<u8>; 2] {
    let chain = ["seal-ec", "issuing", "root"].map(|name| pki.certificate(name));
    let signer = FileSigner::new(&pki.key("seal-ec"), chain.to_vec()).unwrap();
    let base = document(0);
    let unsigned = prepared_at(&base, 16_384, clock());
    let chain = signer.chain().to_vec();
    let stage = Sealing::start(&base, unsigned, chain, signer.algorithm()).unwrap();
    let signature = signer.sign(stage.to_be_signed()).unwrap();
    let signed = stage.signature(signature).unwrap();
    let mut waiting = signed.clone().needs_timestamp();
    let request = waiting.request(&[1, 2, 3, 4, 5, 6, 7, 8]);
    let query = ("application/timestamp-query", request.as_slice());
    let response = pki.answer(&pki.timestamps("tsa"), Some(query));
    let timed = waiting.token(&response).unwrap().finish().unwrap();
    [signed.finish().unwrap(), timed].map(|seal| [base.as_slice(), &seal].concat())
}

#[test]
fn a_signature_is_judged_at_the_time_that_a_listed_authority_proves() {
    let Some(pki) = Pki::start(30) else { return };
    let [untimed, timed] = with_and_without_time(&pki);
    let day = |days: i64| -> &'static str {
        let date = onesign_pdf::write::PdfDate::from_unix(clock() + days * 86_400);
        let date = &date.as_str()[2..10];
        let text = format!("{}-{}-{}T00:00:00Z", &date[..4], &date[4..6], &date[6..]);
        Box::leak(text.into_boxed_str())
    };
    let issuing = [("CA/QC", "withdrawn", day(2)), GRANTED];
    let issuing = || service(&pki.certificate("issuing"), &issuing);
    let judge = |file: &[u8], stamps: Service| {
        let list = List {
            next: "<dateTime>2999-01-01T00:00:00Z</dateTime>",
            ..List::of(vec![issuing(), stamps])
        };
        validate(file, &trusting(&list), clock() + 4 * 86_400)
    };
    // The infrastructure signs its certificates anew each time, so this takes the one in the file.
    let gathered = validation_data(
        &timed,
        &TrustPolicy::default(),
        &ValidationData::default(),
        clock(),
    );
    let mut certificates = gathered.used[0].certificates.iter();
    let name = b"Test Timestamps";
    let stamping = certificates.find(|raw| raw.windows(name.len()).any(|part| part == name));
    let stamping = stamping.unwrap().clone();
    let tsa = |states: &[(&'static str, &'static str, &'static str)]| service(&stamping, states);
    let granted = ("TSA/QTST", "granted", "2016-06-30T22:00:00Z");

    let report = judge(&timed, tsa(&[granted]));
    assert_eq!(report.verdict, Verdict::Passed, "{report:#?}");
    let entry = &report.signatures[0];
    let service = entry.trust_service.as_ref().unwrap();
    assert_eq!(service.status, "granted");
    let mut axes = entry.axes.iter();
    let time = axes.find(|axis| axis.axis == AxisName::Time).unwrap();
    assert!(
        time.details[0].contains("(TSA/QTST), status “granted”"),
        "{time:?}"
    );

    // Nothing proves the time, and the service is withdrawn now.
    unknown(&judge(&untimed, tsa(&[granted])));
    for states in [
        // The authority was withdrawn before its timestamp or later, or is not one.
        vec![("TSA/QTST", "withdrawn", day(-1)), granted],
        vec![("TSA/QTST", "withdrawn", day(3)), granted],
        vec![GRANTED],
    ] {
        let report = judge(&timed, tsa(&states));
        assert_eq!(report.signatures[0].proven_at, None, "{states:?}");
        unknown(&report);
    }
    // The list may contain its issuer instead.
    let report = judge(
        &timed,
        crate::support::lists::service(&pki.certificate("root"), &[granted]),
    );
    assert_eq!(report.verdict, Verdict::Passed, "{report:#?}");
}
