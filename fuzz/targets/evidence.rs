//! The evidence: canonical JSON has one spelling, and an accepted chain is complete and opens only
//! values that it commits to.
#![no_main]

use libfuzzer_sys::fuzz_target;
use onesign_core::audit::canonical;
use onesign_core::audit::chain::{self, Disclosed};
use onesign_core::audit::digest_from_base64url;
use serde_json::Value;
use std::collections::BTreeMap;

fuzz_target!(|bytes: &[u8]| {
    let Ok(value) = canonical::parse(bytes) else {
        return;
    };
    let again = canonical::to_vec(&value);
    assert_eq!(again.as_deref(), Ok(bytes), "a value has two spellings");
    let list = |name: &str| value[name].as_array().map_or(&[][..], Vec::as_slice);
    let entries: Vec<Vec<u8>> = list("facts")
        .iter()
        .filter_map(|fact| canonical::to_vec(fact).ok())
        .collect();
    let disclosed = |seq: u64| -> BTreeMap<String, Disclosed> {
        let of_entry = list("opened").iter().filter(|one| one["seq"] == seq);
        of_entry.filter_map(opened).collect()
    };
    if let Ok(chain) = chain::check(&entries, disclosed) {
        assert_eq!(chain.entries.len(), entries.len());
        for (place, entry) in chain.entries.iter().enumerate() {
            assert_eq!(entry.seq, place as u64);
            assert!(
                entry
                    .undisclosed
                    .iter()
                    .all(|name| !entry.opened.contains_key(name))
            );
        }
    }
});

/// An opened value in the form of the evidence.
fn opened(one: &Value) -> Option<(String, Disclosed)> {
    let salt = digest_from_base64url(one["salt"].as_str()?)?;
    let value = one["value"].clone();
    Some((one["name"].as_str()?.to_owned(), Disclosed { salt, value }))
}
