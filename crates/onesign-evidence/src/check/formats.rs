//! Tests: seals of every earlier format still prove that they show their trail.

use super::asking::Asking;
use super::{Question, report};
use crate::composer::Composer;
use crate::report::AxisKind;
use crate::text::Catalogues;
use onesign_pades::document::Opened;
use onesign_pades::validate::{Status, Verdict};

/// The time of the first seal. Verification uses it because the certificates expire one day.
const FIRST_UNIX: i64 = 1_795_900_000;
const SECOND_UNIX: i64 = 1_795_914_250;
const THIRD_UNIX: i64 = 1_795_948_913;
const FOURTH_UNIX: i64 = 1_795_978_290;
const FOURTH_RSA_UNIX: i64 = 1_795_990_200;

#[test]
fn seals_of_every_format_are_made_again_byte_for_byte() {
    let files: [(i64, &[u8], &[u8]); 6] = [
        (
            FIRST_UNIX,
            include_bytes!("../../../../fixtures/seals/first-demo/sealed.pdf"),
            include_bytes!("../../../../fixtures/seals/first-demo/root.der"),
        ),
        (
            FIRST_UNIX,
            include_bytes!("../../../../fixtures/seals/first-long/sealed.pdf"),
            include_bytes!("../../../../fixtures/seals/first-long/root.der"),
        ),
        (
            SECOND_UNIX,
            include_bytes!("../../../../fixtures/seals/second-demo/sealed.pdf"),
            include_bytes!("../../../../fixtures/seals/second-demo/root.der"),
        ),
        (
            THIRD_UNIX,
            include_bytes!("../../../../fixtures/seals/third-demo/sealed.pdf"),
            include_bytes!("../../../../fixtures/seals/third-demo/root.der"),
        ),
        (
            FOURTH_UNIX,
            include_bytes!("../../../../fixtures/seals/fourth-demo/sealed.pdf"),
            include_bytes!("../../../../fixtures/seals/fourth-demo/root.der"),
        ),
        (
            FOURTH_RSA_UNIX,
            include_bytes!("../../../../fixtures/seals/fourth-rsa/sealed.pdf"),
            include_bytes!("../../../../fixtures/seals/fourth-rsa/root.der"),
        ),
    ];
    let composer = Composer::new(Catalogues::load());
    for (sealed_unix, file, root) in files {
        let asking = Asking::new(&[], sealed_unix).naming_instances(vec![root.to_vec()]);
        let question = Question::of(file, None, &asking);
        let (report, _) = report(&Opened::of(file), &question, &composer);
        assert_eq!(report.verdict, Verdict::Passed, "{}", report.sentence);
        let mut axes = report.axes.iter();
        let trail = axes.find(|axis| axis.axis == AxisKind::Trail).unwrap();
        assert_eq!(trail.status, Status::Passed, "{}", trail.sentence);
        let mut codes = trail.details_said.iter().map(|said| said.code.as_str());
        assert!(codes.any(|code| code == "trail_remade"));
        // The report describes each fact in today's words.
        let facts = report.trail.unwrap().facts;
        let said: Vec<&str> = facts.iter().map(|fact| fact.sentence.as_str()).collect();
        assert!(!said.join("\n").to_lowercase().contains("mail"), "{said:?}");
        assert!(
            !said.join("\n").to_lowercase().contains("somebody"),
            "{said:?}"
        );
    }
}

/// The verdict, and the trail's status and code, of a seal under an authority that is not a self-made one.
fn under(asking: &Asking) -> (Verdict, Status, String) {
    let file = include_bytes!("../../../../fixtures/seals/fourth-rsa/sealed.pdf");
    let question = Question::of(file, None, asking);
    let composer = Composer::new(Catalogues::load());
    let (report, _) = report(&Opened::of(file), &question, &composer);
    let mut axes = report.axes.iter();
    let trail = axes.find(|axis| axis.axis == AxisKind::Trail).unwrap();
    (report.verdict, trail.status, trail.said.code.clone())
}

#[test]
fn only_an_instance_proves_a_trail() {
    let root = include_bytes!("../../../../fixtures/seals/fourth-rsa/root.der").to_vec();
    let asking = |roots: &[Vec<u8>]| Asking::new(roots, FOURTH_RSA_UNIX);
    let open = |code: &str| {
        (
            Verdict::Indeterminate,
            Status::Indeterminate,
            code.to_owned(),
        )
    };
    // Nobody trusted, an authority that is trusted for signatures only, and one that is named as an instance's.
    assert_eq!(under(&asking(&[])), open("trail_claimed_by"));
    let trusted = asking(std::slice::from_ref(&root));
    assert_eq!(under(&trusted), open("trail_stated_by"));
    let named = asking(&[]).naming_instances(vec![root]);
    let proven = (Verdict::Passed, Status::Passed, "trail_whole".to_owned());
    assert_eq!(under(&named), proven);
}
