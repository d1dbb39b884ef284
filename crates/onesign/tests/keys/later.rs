//! Seals by a token and by a signing service live as long as others: a running instance takes them to B-LTA.

use crate::bench::Bench;
use crate::harness::House;
use crate::infrastructure::{asking, judged_by_all, reached, served, signed};
use crate::remote::{self, rules};
use crate::service::Service;
use crate::support::pem;
use crate::support::pki::Pki;
use crate::token;

/// A bench with a key that the infrastructure certified: `seal-ec.key`, its chain in files of their own and in
/// `chain.pem`.
fn certified(pki: &Pki) -> Bench {
    let bench = Bench::new();
    let key = std::fs::read(pki.key_file("seal-ec")).unwrap();
    bench.write("seal-ec.key", key);
    for name in ["seal-ec", "issuing", "root"] {
        let text = pem("CERTIFICATE", &pki.certificate(name));
        bench.write(&format!("{name}.pem"), text);
    }
    bench.join(&["seal-ec.pem", "issuing.pem", "root.pem"], "chain.pem");
    bench
}

/// A ceremony with this key, and its seal at B-LTA.
async fn lives(pki: &Pki, key: Vec<(&'static str, String)>) {
    let settings = [key, asking(&[&pki.timestamps("tsa")])].concat();
    let house = House::start_with(None, settings).await;
    house.set_up().await;
    let envelope = signed(&house).await;
    let seals = reached(&house, &envelope, "B-LTA", 2).await;
    let file = served(&house, &envelope, &seals[1]).await;
    judged_by_all(&file, &pki.certificate("root"), "B-LTA", 1, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_seal_by_a_token_reaches_b_lta() {
    let (Some(module), Some(pki)) = (token::module(), Pki::start(300)) else {
        return;
    };
    let bench = certified(&pki);
    token::token(&bench, "seals", "");
    token::import(&bench, "seal-ec", "seals", "seal-ec", "01");
    let key = vec![
        ("SOFTHSM2_CONF", bench.text("softhsm2.conf")),
        (token::MODULE, module.to_owned()),
        (token::PIN, "0123".into()),
        (token::KEY, "seal-ec".into()),
        (token::CERTIFICATE, bench.text("chain.pem")),
    ];
    lives(&pki, key).await;
}

#[test]
fn a_seal_by_a_service_reaches_b_lta() {
    let Some(pki) = Pki::start(300) else {
        return;
    };
    let bench = certified(&pki);
    let service = Service::start(&bench, "seal-ec", rules());
    let key = vec![
        (remote::URL, service.url.clone()),
        (
            remote::TOKEN_FILE,
            bench.write("token", "a token from a file\n"),
        ),
        (remote::PIN, "0042".into()),
    ];
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(lives(&pki, key));
    assert_eq!(service.count("signatures/signHash"), 1);
}
