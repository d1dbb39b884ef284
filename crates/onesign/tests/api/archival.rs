//! A PDF/A stays a PDF/A through a ceremony, up to the highest level of its seal.

use crate::harness::{House, draft, filled, signer};
use crate::infrastructure::{asking, judged_by_all, reached, sealing, served};
use crate::support::pki::Pki;
use onesign_pdf::archival::breaches;

const ARCHIVE_FILE: &[u8] = include_bytes!("../../../../fixtures/archival.pdf");

#[tokio::test(flavor = "multi_thread")]
async fn a_sealed_archive_file_stays_one_up_to_b_lta() {
    let Some(pki) = Pki::start(300) else {
        return;
    };
    let settings = [sealing(&pki), asking(&[&pki.timestamps("tsa")])].concat();
    let house = House::start_with(None, settings).await;
    house.set_up().await;
    let name = "Contract.pdf";
    let envelope = house.owner.upload(name, ARCHIVE_FILE.to_vec()).await;
    let envelope = envelope.unwrap();
    let removed = &envelope.document.removed;
    assert!(
        removed.iter().all(|r| !r.kind.contains("pdfa_declaration")),
        "{removed:?}"
    );
    let id = envelope.id.clone();
    let sent = house.owner.send(&id, draft(&[signer("mira", 1)])).await;
    sent.unwrap();
    let mira = house.signer("mira@example.com").await;
    mira.sign(filled(&mira)).await.unwrap();
    let seals = reached(&house, &id, "B-LTA", 2).await;
    let file = served(&house, &id, &seals[1]).await;
    assert_eq!(breaches(&file), [""; 0]);
    judged_by_all(&file, &pki.certificate("root"), "B-LTA", 1, 0);
}
