//! Tests: seals of former formats are still proven to show their trail.

use super::asking::Asking;
use super::report;
use crate::seal::composer::Composer;
use crate::text::Catalogues;

/// When the files were sealed: their certificates end one day.
const SEALED_UNIX: i64 = 1_795_900_000;

#[test]
fn seals_of_the_first_format_are_made_again_byte_for_byte() {
    let files: [(&[u8], &[u8]); 2] = [
        (
            include_bytes!("../../../../fixtures/seals/first-demo/sealed.pdf"),
            include_bytes!("../../../../fixtures/seals/first-demo/root.der"),
        ),
        (
            include_bytes!("../../../../fixtures/seals/first-long/sealed.pdf"),
            include_bytes!("../../../../fixtures/seals/first-long/root.der"),
        ),
    ];
    let composer = Composer::new(Catalogues::load());
    for (file, root) in files {
        let asking = Asking::new(&[root.to_vec()], SEALED_UNIX);
        let (report, _) = report(file, &asking, &composer);
        assert_eq!(report.verdict, "passed", "{}", report.sentence);
        let mut axes = report.axes.iter();
        let trail = axes.find(|axis| axis.axis == "trail").unwrap();
        assert_eq!(trail.status, "passed", "{}", trail.sentence);
        let mut codes = trail.details_said.iter().map(|said| said.code.as_str());
        assert!(codes.any(|code| code == "trail_remade"));
        // What is said of each fact is said as it is said today.
        let facts = report.trail.unwrap().facts;
        let said: Vec<&str> = facts.iter().map(|fact| fact.sentence.as_str()).collect();
        assert!(!said.join("\n").to_lowercase().contains("mail"), "{said:?}");
        assert!(
            !said.join("\n").to_lowercase().contains("somebody"),
            "{said:?}"
        );
    }
}
