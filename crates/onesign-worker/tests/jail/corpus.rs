//! Malicious files and files from real programs: each gets an answer in time, and the press keeps working.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use onesign_pdf::Limits;

use crate::press;
use crate::support::folder;
use onesign_worker::{Enclosing, Form};

pub async fn every_hostile_file_gets_an_answer() {
    answers("hostile").await;
}

pub async fn the_jail_has_room_for_real_files() {
    let answers = answers("real").await;
    let died = |answer: &&String| answer.contains("signal") || answer.contains("gave up");
    assert_eq!(answers.keys().find(died), None);
}

async fn answers(folder_name: &str) -> BTreeMap<String, u32> {
    let Some(folder) = folder(folder_name) else {
        println!("    skipped: there is no corpus; set ONESIGN_CORPUS");
        return BTreeMap::new();
    };
    let press = press();
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    files.sort();
    let mut answers: BTreeMap<String, u32> = BTreeMap::new();
    for file in files {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = bytes::Bytes::from(std::fs::read(&file).unwrap());
        let started = Instant::now();
        let mut answer = "taken in".to_owned();
        match press
            .intake(
                bytes,
                None,
                Limits::default(),
                Enclosing::default(),
                Form::Painted,
            )
            .await
        {
            Err(error) => answer = error.to_string(),
            Ok(intake) => {
                let normalised = bytes::Bytes::from(intake.normalised);
                let drawn = press.render(&name, normalised, 0, 800).await;
                if let Err(error) = drawn {
                    answer = format!("taken in, first page {error}");
                }
            }
        }
        let took = started.elapsed();
        assert!(took < Duration::from_secs(40), "{name} took {took:?}");
        if took > Duration::from_secs(2) || answer.contains("signal") || answer.contains("gave up")
        {
            println!("    {name}: {answer} ({} ms)", took.as_millis());
        }
        // The jail must not kill a worker for a mere file: a forbidden call means that a document took the worker over.
        assert!(!answer.contains("signal 31"), "{name}: {answer}");
        *answers.entry(answer).or_default() += 1;
    }
    for (answer, count) in &answers {
        println!("    {count:>4} {answer}");
    }
    answers
}
