//! Processor time of sealing and verifying one document, compared with the least that a seal could take.
//!
//! `cargo run --release -p onesign-pades --example seal_and_verify -- FILE KEY.p8 LEAF.der ROOT.der OUT.pdf [ROUNDS]`
//! prints one line of JSON, the medians in microseconds, and writes the sealed document. `bench/seal_and_verify.py`
//! makes the files and runs pyHanko for comparison.
//!
//! - floor: SHA-256 over the file and one raw signature over the digest, by aws-lc-rs.
//! - seal: the received bytes, in a buffer with room for more, become the sealed file, at level B-B. One revision with an attachment of
//!   4 KB, a further page, the certified signature field and the CMS value; the signature is checked again.
//! - verify: the whole report on the sealed file, with a known root.

use std::hint::black_box;
use std::time::{SystemTime, UNIX_EPOCH};

use onesign_pades::report::validate;
use onesign_pades::trust::TrustPolicy;
use onesign_pades::validate::Verdict;
use onesign_pades::{Algorithm, FileSigner, Prefix, Sealing, Signer as _};
use onesign_pdf::object::{Dictionary, Object, Stream};
use onesign_pdf::read::Document;
use onesign_pdf::write::{
    Attachment, DocMdp, PdfDate, Relationship, Revision, SignatureDictionary, SubFilter,
};
use rustix::time::{ClockId, clock_gettime};

type Failure = Box<dyn std::error::Error>;

/// The shortest time, in microseconds, between two readings of the clock.
const SPAN: f64 = 4000.0;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [file, key, leaf, root, out, rest @ ..] = arguments.as_slice() else {
        return Err("FILE KEY.p8 LEAF.der ROOT.der OUT.pdf [ROUNDS]".into());
    };
    let rounds: usize = rest.first().map_or(Ok(15), |text| text.parse())?;
    let base = std::fs::read(file)?;
    let root = std::fs::read(root)?;
    let signer = FileSigner::new(
        &std::fs::read(key)?,
        vec![std::fs::read(leaf)?, root.clone()],
    )?;
    let policy = TrustPolicy::trusting(vec![root]);
    let now = now_s()?;

    let sealed = seal(base.clone(), &signer, now)?;
    let report = validate(&sealed, &policy, now);
    if report.verdict != Verdict::Passed {
        return Err(format!("the seal does not verify: {report:?}").into());
    }
    std::fs::write(out, &sealed)?;

    let mut times = [const { Vec::new() }; 3];
    let copies = |count: usize| (0..count).map(|_| with_room(&base)).collect::<Vec<_>>();
    for _ in 0..rounds {
        times[0].push(time(copies, |base| floor(&base, &signer))?);
        times[1].push(time(copies, |base| seal(base, &signer, now))?);
        let nothing = |count: usize| vec![(); count];
        times[2].push(time(nothing, |()| Ok(validate(&sealed, &policy, now)))?);
    }
    let [floor, seal, verify] = times.map(median);
    println!("{{\"floor\": {floor:.1}, \"seal\": {seal:.1}, \"verify\": {verify:.1}}}");
    Ok(())
}

/// A copy in a buffer with room for a revision, so that it need not move.
fn with_room(base: &[u8]) -> Vec<u8> {
    let mut copy = Vec::with_capacity(base.len() + (64 << 10));
    copy.extend_from_slice(base);
    copy
}

fn floor(base: &[u8], signer: &FileSigner) -> Result<Vec<u8>, Failure> {
    let mut prefix = Prefix::new(Algorithm::EcdsaP256Sha256);
    prefix.update(base);
    Ok(signer.sign(&prefix.digest())?)
}

/// The work of a server for a fully signed document, without drawing text.
fn seal(mut base: Vec<u8>, signer: &FileSigner, now: i64) -> Result<Vec<u8>, Failure> {
    let document = Document::parse(&base)?;
    let mut revision = Revision::on(&document);
    revision.attach(&Attachment {
        name: "evidence.json".into(),
        mime: "application/json".into(),
        description: "Who signed what, when".into(),
        bytes: evidence(),
        relationship: Relationship::Data,
        modified: PdfDate::from_unix(now),
    });
    let content = revision.add(Stream {
        dictionary: Dictionary::new(),
        data: b"0 0 100 100 re f".to_vec(),
    });
    let media = [0, 0, 595, 842].map(Object::Integer).to_vec();
    revision.append_page(Dictionary::from([
        ("MediaBox", media.into()),
        ("Resources", Dictionary::new().into()),
        ("Contents", content.into()),
    ]));
    let unsigned = revision.sign(&SignatureDictionary {
        modified_at: PdfDate::from_unix(now),
        name: "Nordwind Werft".into(),
        reason: "All parties have signed".into(),
        location: None,
        contents_size: SignatureDictionary::DEFAULT_CONTENTS_SIZE,
        certify: Some(DocMdp::NoChanges),
        chain_head: Some("ab".repeat(32)),
        sub_filter: SubFilter::CadesDetached,
    })?;
    let stage = Sealing::start(&base, unsigned, signer.chain().to_vec(), signer.algorithm())?;
    let signature = signer.sign(stage.to_be_signed())?;
    base.extend_from_slice(&stage.signature(signature)?.finish()?);
    Ok(base)
}

/// Sample facts, about 4 KB.
fn evidence() -> Vec<u8> {
    let fact = |n: u32| {
        format!(
            "{{\"seq\":{n},\"digest\":\"{:064x}\"}},",
            n.wrapping_mul(2_654_435_761)
        )
    };
    (0..45).map(fact).collect::<String>().into_bytes()
}

/// Microseconds of processor time of one call; the measurement repeats the call until the clock is precise enough.
fn time<I, T>(
    inputs: impl Fn(usize) -> Vec<I>,
    work: impl Fn(I) -> Result<T, Failure>,
) -> Result<f64, Failure> {
    let mut count = 1;
    loop {
        let prepared = inputs(count);
        let before = processor_us();
        for input in prepared {
            black_box(work(input)?);
        }
        let spent = processor_us() - before;
        if spent >= SPAN || count >= 64 {
            return Ok(spent / count as f64);
        }
        count *= 4;
    }
}

fn processor_us() -> f64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    time.tv_sec as f64 * 1e6 + time.tv_nsec as f64 / 1e3
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_unstable_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}

#[allow(
    clippy::disallowed_methods,
    reason = "openssl makes the certificates by this clock"
)]
fn now_s() -> Result<i64, Box<dyn std::error::Error>> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH)?;
    Ok(i64::try_from(since.as_secs())?)
}
