//! `onesign verify --online` with servers that answer: certomancer's, behind a proxy that misbehaves on demand.

use crate::front::Way;
use crate::online::{ANSWER, ISSUER, LIST, NONCE, ROOT_LIST, WITHDRAWN_S, World};
use crate::support::pki::{clock, written};
use crate::support::{self, run};
use onesign_pades::DocumentTimestamp;
use serde_json::Value;
use std::net::TcpListener;

fn identity(report: &Value) -> String {
    let axes = report["signatures"][0]["axes"].as_array().unwrap();
    axes.iter()
        .find(|axis| axis["axis"] == "identity")
        .unwrap()
        .to_string()
}

#[test]
fn missing_data_is_fetched_from_the_addresses_in_certificates() {
    let Some(world) = World::new() else { return };
    let base = support::document(0);
    let whole = world.signed(&base, &["both", "issuing"], Some(60));
    world.put("whole.pdf", &whole);
    world.put("lacking.pdf", &world.signed(&base, &["both"], Some(60)));
    world.put(
        "listed.pdf",
        &world.signed(&base, &["listed", "issuing"], None),
    );
    world.put(
        "answered.pdf",
        &world.signed(&base, &["answered", "issuing"], None),
    );
    let cases = [
        ("whole.pdf", "TRY_LATER", vec![LIST, ROOT_LIST, ANSWER]),
        (
            "lacking.pdf",
            "NO_CERTIFICATE_CHAIN_FOUND",
            vec![ISSUER, LIST, ROOT_LIST, ANSWER],
        ),
        ("listed.pdf", "TRY_LATER", vec![LIST, ROOT_LIST]),
        ("answered.pdf", "TRY_LATER", vec![ROOT_LIST, ANSWER]),
    ];
    for (file, without, asked) in cases {
        // Without permission to fetch, and with it, but not for this host.
        let (code, said) = world.verify(&[file], "127.0.0.1");
        assert_eq!(code, Some(2), "{said}");
        assert!(
            said.contains(&format!("INDETERMINATE ({without})")),
            "{said}"
        );
        assert!(!said.contains("fetched"), "{said}");
        let (code, said) = world.verify(&["--online", file], "localhost, 192.168.0.1");
        assert_eq!(code, Some(2), "{said}");
        assert!(said.contains(&format!("({without})")), "{said}");
        let why = "not asked, because 127.0.0.1 is in a private network; to allow it, \
            add it to ONESIGN_FETCH_ALLOW";
        let first = format!(
            "not fetched   revocation list from http://127.0.0.1:{}{ROOT_LIST}: {why}",
            world.front.port
        );
        assert!(said.contains(&first), "{said}");
        assert!(!said.contains("  fetched"), "{said}");
        assert_eq!(world.front.asked(), [""; 0], "{file}");
        let report = world.report(file, "");
        for (_, path, code) in world.fetched(&report) {
            assert_eq!(code, "private", "{path}");
        }
        assert_eq!(world.front.asked(), [""; 0], "{file}");

        let (code, said) = world.verify(&["--online", file], "127.0.0.1");
        assert_eq!(code, Some(0), "{said}");
        assert!(
            said.contains(
                "No certificate in the chain was revoked at the time for which it was checked"
            ),
            "{said}"
        );
        assert_eq!(world.front.asked(), asked, "each once");
        for path in asked {
            let line = format!(" from http://127.0.0.1:{}{path}\n", world.front.port);
            assert!(said.contains(&line), "{path}: {said}");
        }
        let report = world.report(file, "127.0.0.1");
        assert_eq!(report["verdict"], "passed", "{report:#}");
        let paths = world.fetched(&report).into_iter().map(|(_, path, status)| {
            assert_eq!(status, "fetched", "{path}");
            path
        });
        let mut paths: Vec<String> = paths.collect();
        paths.sort();
        assert_eq!(world.front.asked(), paths);
    }
    agreed(&world, "whole.pdf", true);
    agreed(&world, "lacking.pdf", true);
}

/// pyHanko, which fetches on its own, agrees.
fn agreed(world: &World, file: &str, is_good: bool) {
    let at = |name: &str| world.dir.path().join(name).to_str().unwrap().to_owned();
    let (trust, pdf) = (at("root.pem"), at(file));
    let args = [
        "sign",
        "validate",
        "--pretty-print",
        "--trust",
        &trust,
        "--trust-replace",
        &pdf,
    ];
    if let Some((ok, text)) = run("pyhanko", &args) {
        let verdict = if is_good {
            "judged VALID"
        } else {
            "judged INVALID"
        };
        assert!(ok == is_good && text.contains(verdict), "{text}");
        assert!(!world.front.asked().is_empty(), "{text}");
    }
}

#[test]
fn a_revocation_counts_from_its_time_on() {
    let Some(world) = World::new() else { return };
    let base = support::document(0);
    for (name, path) in [("withdrawn-listed", LIST), ("withdrawn-answered", ANSWER)] {
        let chain = [name, "issuing"];
        // Proven to be older than the revocation.
        let file = format!("{name}-before.pdf");
        world.put(&file, &world.signed(&base, &chain, Some(2 * WITHDRAWN_S)));
        let report = world.report(&file, "127.0.0.1");
        assert_eq!(report["verdict"], "passed", "{report:#}");
        assert!(world.front.asked().contains(&path.to_owned()));
        // Proven to have existed only after it, or not proven at all.
        for (what, ago) in [("after", Some(60)), ("whenever", None)] {
            let file = format!("{name}-{what}.pdf");
            world.put(&file, &world.signed(&base, &chain, ago));
            let report = world.report(&file, "127.0.0.1");
            assert_eq!(report["sub_indication"], "REVOKED_NO_POE", "{report:#}");
            assert_eq!(report["verdict"], "indeterminate", "{report:#}");
            let day = &written(clock() - WITHDRAWN_S)[..10];
            assert!(identity(&report).contains(&format!("revoked on {day}")));
        }
        agreed(&world, &format!("{name}-after.pdf"), false);
        // Proven to be younger: it covers a timestamp from after the revocation.
        let mut stage = DocumentTimestamp::start(&base, 16_384).unwrap();
        let request = stage.request(&NONCE);
        let token = stage.token(&world.stamp(&request, clock() - 60)).unwrap();
        let stamped = [&base[..], &token].concat();
        let file = format!("{name}-younger.pdf");
        world.put(&file, &world.signed(&stamped, &chain, None));
        let report = world.report(&file, "127.0.0.1");
        assert_eq!(report["verdict"], "failed", "{report:#}");
        assert_eq!(report["sub_indication"], "REVOKED", "{report:#}");
    }
}

#[test]
fn a_misbehaving_server_is_named_and_proves_nothing() {
    let Some(mut world) = World::new() else {
        return;
    };
    let base = support::document(0);
    world.put(
        "listed.pdf",
        &world.signed(&base, &["listed", "issuing"], None),
    );
    world.put(
        "answered.pdf",
        &world.signed(&base, &["answered", "issuing"], None),
    );
    world.put("lacking.pdf", &world.signed(&base, &["both"], None));
    // No request may arrive here: the address is private and not allowed.
    let hidden = TcpListener::bind("127.0.0.2:0").unwrap();
    hidden.set_nonblocking(true).unwrap();
    let hidden_url = format!("http://{}/a.crl", hidden.local_addr().unwrap());
    let again = format!("http://127.0.0.1:{}{LIST}", world.front.port);
    let large = Way::good(&vec![0x30; (20 << 20) + 1]);
    let words = Way::good(b"<html>Please sign in to read this.</html>");
    let absent = Way::Say(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".to_vec());
    let root = Way::good(&world.pki.certificate("root"));
    let cases = [
        (
            "listed.pdf",
            LIST,
            Way::Cut,
            "unreachable",
            "there was no answer",
        ),
        (
            "listed.pdf",
            LIST,
            Way::Say(b"\0\xff".to_vec()),
            "unreachable",
            "there was no answer",
        ),
        (
            "listed.pdf",
            LIST,
            absent,
            "status",
            "the answer has status 404",
        ),
        (
            "listed.pdf",
            LIST,
            large,
            "too_large",
            "the answer is too large",
        ),
        (
            "listed.pdf",
            LIST,
            words.clone(),
            "useless",
            "the answer is not a revocation list",
        ),
        (
            "listed.pdf",
            LIST,
            Way::elsewhere(&hidden_url),
            "private",
            "because 127.0.0.2 is in a private network",
        ),
        (
            "listed.pdf",
            LIST,
            Way::elsewhere(&again),
            "redirect",
            "redirects elsewhere",
        ),
        // A valid list, but of another issuer.
        (
            "listed.pdf",
            LIST,
            Way::Instead(ROOT_LIST),
            "fetched",
            "was revoked: there is no revocation information",
        ),
        (
            "answered.pdf",
            ANSWER,
            words.clone(),
            "useless",
            "the answer is not an OCSP response",
        ),
        (
            "answered.pdf",
            ANSWER,
            Way::good(&[0x30, 3, 10, 1, 3]),
            "useless",
            "try again later",
        ),
        (
            "answered.pdf",
            ANSWER,
            Way::Instead("/test/ocsp/stranger"),
            "fetched",
            "nothing proves that the revocation information for it comes from an authorised issuer",
        ),
        (
            "lacking.pdf",
            ISSUER,
            words,
            "useless",
            "the answer is not a certificate",
        ),
        (
            "lacking.pdf",
            ISSUER,
            root,
            "fetched",
            "that of “Test Issuing",
        ),
    ];
    for (file, path, way, expected, words) in cases {
        world.front.answer(path, way);
        let report = world.report(file, "127.0.0.1");
        assert_eq!(report["verdict"], "indeterminate", "{words}: {report:#}");
        let is_lacking = path == ISSUER;
        let code = if is_lacking {
            "NO_CERTIFICATE_CHAIN_FOUND"
        } else {
            "TRY_LATER"
        };
        assert_eq!(report["sub_indication"], code, "{words}: {report:#}");
        let fetched = world.fetched(&report);
        let one = fetched.iter().find(|(_, asked, _)| asked == path).unwrap();
        assert_eq!(one.2, expected, "{words}: {report:#}");
        let (_, said) = world.verify(&["--online", file], "127.0.0.1");
        assert!(said.contains(words), "{words}: {said}");
    }
    assert!(hidden.accept().is_err(), "somebody came");
    // No server at all.
    world.front.fall_silent();
    let (code, said) = world.verify(&["--online", "listed.pdf"], "127.0.0.1");
    assert_eq!(code, Some(2), "{said}");
    let refused = format!(
        "list from http://127.0.0.1:{}{LIST}: there was no answer: Connection refused",
        world.front.port
    );
    assert!(said.contains(&refused), "{said}");
}

#[test]
#[ignore = "waits for twenty seconds"]
fn a_server_that_never_answers_is_given_up() {
    let Some(world) = World::new() else { return };
    let base = support::document(0);
    world.put("both.pdf", &world.signed(&base, &["both", "issuing"], None));
    // The list is not needed if there is an OCSP response, but the program can't know that beforehand.
    world.front.answer(LIST, Way::Hold);
    let (code, said) = world.verify(&["--online", "both.pdf"], "127.0.0.1");
    assert_eq!(code, Some(0), "{said}");
    let words = format!("{LIST}: there was no answer: operation timed out");
    assert!(said.contains(&words), "{said}");
}
