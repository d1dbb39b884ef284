//! Trusted lists: from any XML, the reader accepts either the content of the list in `fixtures` or
//! nothing.
#![no_main]

use libfuzzer_sys::fuzz_target;
use onesign_pades::trust::{ListOfLists, Signers, TrustedList, certificates};
use onesign_pades::x509::AlgorithmExpiry;
use std::sync::LazyLock;

const LIST: &[u8] = include_bytes!("../../fixtures/trusted-list/ec.xml");

static SIGNERS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let signer = include_bytes!("../../fixtures/trusted-list/ec-signer.pem");
    certificates(signer).expect("the signer of the list")
});

static SOUND: LazyLock<TrustedList> = LazyLock::new(|| read(LIST).expect("the list"));

fn read(bytes: &[u8]) -> Option<TrustedList> {
    let signers = Signers::Certificates(&SIGNERS);
    TrustedList::read(bytes, signers, &AlgorithmExpiry::default()).ok()
}

fuzz_target!(|bytes: &[u8]| {
    if let Some(list) = read(bytes) {
        assert_eq!(list, *SOUND, "something is believed that nobody signed");
    }
    let lists = ListOfLists::read(bytes, &SIGNERS, &AlgorithmExpiry::default());
    assert!(lists.is_err(), "nobody signed a list of lists");
});
