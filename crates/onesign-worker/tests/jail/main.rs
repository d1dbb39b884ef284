//! The jailed press as processes: this test binary is both server and worker, so it has its own harness.
#![allow(clippy::unwrap_used, clippy::panic)]

mod check;
mod corpus;
mod family;
mod jail;
mod measure;
mod paper;
mod pool;
#[path = "../support/mod.rs"]
mod support;
mod trial;

use std::future::Future;
use std::path::PathBuf;
use std::pin::Pin;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use onesign_worker::{Press, PressConfig};

type Test = (&'static str, fn() -> Pin<Box<dyn Future<Output = ()>>>);

fn main() -> ExitCode {
    if let Some(code) = onesign_worker::child::main_if_asked() {
        return code;
    }
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments
        .first()
        .is_some_and(|asked| asked == "landlock-only")
    {
        return onesign_worker::probe::behind_landlock();
    }
    let tests: [Test; 21] = [
        (
            "check::a_failing_document_loses_only_its_own_answer",
            || Box::pin(check::a_failing_document_loses_only_its_own_answer()),
        ),
        ("check::pages_are_compared_after_the_judgement", || {
            Box::pin(check::pages_are_compared_after_the_judgement())
        }),
        (
            "check::the_report_is_the_same_with_and_without_a_pool",
            || Box::pin(check::the_report_is_the_same_with_and_without_a_pool()),
        ),
        ("jail::every_wall_is_in_place", || {
            Box::pin(jail::every_wall_is_in_place())
        }),
        ("jail::the_walls_hold", || Box::pin(jail::the_walls_hold())),
        ("jail::landlock_holds_alone", || {
            Box::pin(jail::landlock_holds_alone())
        }),
        ("jail::nothing_is_inherited", || {
            Box::pin(jail::nothing_is_inherited())
        }),
        ("pool::takes_in_draws_and_reads", || {
            Box::pin(pool::takes_in_draws_and_reads())
        }),
        (
            "pool::refuses_by_code",
            || Box::pin(pool::refuses_by_code()),
        ),
        ("pool::slow_work_is_killed", || {
            Box::pin(pool::slow_work_is_killed())
        }),
        ("pool::abandoned_work_is_killed", || {
            Box::pin(pool::abandoned_work_is_killed())
        }),
        ("pool::crashes_cost_one_answer", || {
            Box::pin(pool::crashes_cost_one_answer())
        }),
        ("pool::keeps_a_worker_for_a_document", || {
            Box::pin(pool::keeps_a_worker_for_a_document())
        }),
        ("pool::uploads_never_block_pages", || {
            Box::pin(pool::uploads_never_block_pages())
        }),
        ("pool::one_person_never_keeps_others_waiting", || {
            Box::pin(pool::one_person_never_keeps_others_waiting())
        }),
        ("trial::names_the_pages_that_can_t_be_drawn", || {
            Box::pin(trial::names_the_pages_that_can_t_be_drawn())
        }),
        ("trial::a_trial_ends_soon", || {
            Box::pin(trial::a_trial_ends_soon())
        }),
        ("pool::many_at_once", || Box::pin(pool::many_at_once())),
        ("corpus::every_hostile_file_gets_an_answer", || {
            Box::pin(corpus::every_hostile_file_gets_an_answer())
        }),
        ("corpus::the_jail_has_room_for_real_files", || {
            Box::pin(corpus::the_jail_has_room_for_real_files())
        }),
        ("measure::cost_of_an_intake", || {
            Box::pin(measure::cost_of_an_intake())
        }),
    ];
    let filter = arguments.iter().find(|argument| !argument.starts_with('-'));
    for (name, test) in tests {
        if filter.is_some_and(|filter| !name.contains(filter.as_str())) {
            continue;
        }
        let started = Instant::now();
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        // A failed assertion ends the whole run with its message.
        runtime.block_on(test());
        println!("test {name} ... ok ({} ms)", started.elapsed().as_millis());
    }
    ExitCode::SUCCESS
}

/// A press that uses this binary for its workers.
fn press() -> Press {
    Press::start(binary(), config())
}

fn binary() -> PathBuf {
    std::env::current_exe().unwrap()
}

/// Time limits that are long enough for a busy machine.
fn config() -> PressConfig {
    PressConfig {
        processes: 2,
        intake_timeout: Duration::from_secs(20),
        page_timeout: Duration::from_secs(10),
        keep_for: Duration::from_secs(5),
        queue_timeout: Duration::from_secs(60),
    }
}
