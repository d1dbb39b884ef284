use super::*;
use onesign_core::audit::chain::Checked;

/// A chain of entries at these times; the last entry does not disclose the values in `closed`.
fn chain(kind: &str, times: &[i64], closed: &[&str]) -> Chain {
    let mut entries: Vec<_> = (0..)
        .zip(times)
        .map(|(seq, at_ms)| Checked {
            seq,
            kind: kind.into(),
            at_ms: *at_ms,
            actor: String::new(),
            build: String::new(),
            digest: [0; 32],
            opened: std::collections::BTreeMap::new(),
            undisclosed: Vec::new(),
        })
        .collect();
    if let Some(last) = entries.last_mut() {
        last.undisclosed = closed.iter().map(ToString::to_string).collect();
    }
    Chain {
        log: String::new(),
        stream: String::new(),
        entries,
        head: [0; 32],
    }
}

#[test]
fn withholding_a_value_that_is_always_disclosed_is_reported() {
    let of = |kind, closed: &[&str]| withheld(&chain(kind, &[0, 0], closed));
    let signed = "signature.applied";
    assert_eq!(of(signed, &[]), None);
    for private in evidence::PRIVATE_VALUES {
        assert_eq!(of(signed, &[private]), None, "{private}");
        let told = of(signed, &[private, "email"]).unwrap();
        assert_eq!(told, said::trail_withheld("email", 1_i64));
    }
    for kind in evidence::PRIVATE_FACTS {
        assert_eq!(of(kind, &["email"]), None, "{kind}");
    }
}

#[test]
fn an_entry_earlier_than_one_before_it_is_reported() {
    let of = |times: &[i64]| backwards(&chain("link.issued", times, &[]));
    assert_eq!(of(&[]), None);
    assert_eq!(of(&[5, 5, 6]), None);
    // The clocks of two servers may differ a little.
    assert_eq!(of(&[SKEW_MS, 0, SKEW_MS]), None);
    let told = said::trail_time_backwards(2_i64);
    assert_eq!(of(&[0, SKEW_MS + 2, 1]), Some(told));
    // Each entry is close to the one before it, but far from the latest.
    let told = said::trail_time_backwards(2_i64);
    assert_eq!(of(&[2 * SKEW_MS, SKEW_MS, SKEW_MS - 1]), Some(told));
}
