//! `onesign verify` on unusual and malicious files: each gets a verdict, quickly and with little memory.

use crate::paper::corpus;
use serde_json::Value;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// How long a verdict may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// The most memory of a verifying process, in KiB.
const MEMORY: u64 = 512 * 1024;

struct Checked {
    took: Duration,
    /// The most memory of one process, in KiB.
    memory: u64,
    verdict: String,
}

/// The peak memory of a process so far, in KiB; `None` if it has ended.
fn peak(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok())
        .unwrap_or(0)
}

fn children(process: u32) -> Vec<u32> {
    let list = std::fs::read_to_string(format!("/proc/{process}/task/{process}/children"));
    let list = list.unwrap_or_default();
    list.split_whitespace()
        .filter_map(|id| id.parse().ok())
        .collect()
}

fn check(file: &Path) -> Checked {
    let started = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_onesign"))
        .args(["verify", "--json"])
        .arg(file)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut output = child.stdout.take().unwrap();
    let (done, said) = mpsc::channel();
    let reader = std::thread::spawn(move || {
        let mut text = String::new();
        output.read_to_string(&mut text).unwrap();
        done.send(text).unwrap();
    });
    let mut memory = 0;
    let said = loop {
        for process in children(child.id()).into_iter().chain([child.id()]) {
            memory = memory.max(peak(process));
        }
        match said.recv_timeout(Duration::from_millis(3)) {
            Ok(said) => break said,
            Err(error) => assert_eq!(error, mpsc::RecvTimeoutError::Timeout),
        }
    };
    child.wait().unwrap();
    reader.join().unwrap();
    let took = started.elapsed();
    let report: Value = serde_json::from_str(&said).unwrap_or_default();
    let verdict = report["verdict"].as_str().unwrap_or("none").to_owned();
    Checked {
        took,
        memory,
        verdict,
    }
}

/// Checks every unusual or malicious file of the corpus, or one in `one_of`.
fn sweep(one_of: usize) {
    let Some(corpus) = corpus() else { return };
    let mut files: Vec<PathBuf> = ["odd", "hostile"]
        .iter()
        .flat_map(|folder| std::fs::read_dir(corpus.join(folder)).unwrap())
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let (mut slowest, mut largest) = ((Duration::ZERO, PathBuf::new()), (0, PathBuf::new()));
    let mut faults = Vec::new();
    let mut verdicts = std::collections::BTreeMap::new();
    for file in files.into_iter().step_by(one_of) {
        let checked = check(&file);
        *verdicts.entry(checked.verdict.clone()).or_insert(0) += 1;
        if checked.verdict == "none" || checked.took > PATIENCE || checked.memory > MEMORY {
            let Checked {
                took,
                memory,
                verdict,
            } = &checked;
            faults.push(format!(
                "{}: {verdict}, {took:?}, {memory} KiB",
                file.display()
            ));
        }
        slowest = slowest.max((checked.took, file.clone()));
        largest = largest.max((checked.memory, file));
    }
    println!("{verdicts:?}; slowest {slowest:?}; largest {largest:?} KiB");
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn a_sample_of_odd_and_hostile_files_gets_a_verdict() {
    sweep(29);
}

#[test]
#[ignore = "long: every odd and hostile file; see bench/README.md"]
fn every_odd_and_hostile_file_gets_a_verdict() {
    sweep(1);
}
