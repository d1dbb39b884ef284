//! The walls: they exist, they hold, and nothing of the server is inside.

use std::fs::{self, File};
use std::process::Command;

use crate::{binary, family, press};
use onesign_worker::{Probe, Wall};

pub async fn every_wall_is_in_place() {
    let jails = press().jails().await.unwrap();
    println!("    {jails:?}");
    assert_eq!(jails.limits, Wall::Full);
    assert_eq!(jails.no_new_privileges, Wall::Full);
    assert_eq!(jails.memory_bytes, 1 << 30);
    if !jails.complete() {
        println!("    this kernel doesn't have every wall; what needs them is not checked");
    }
}

pub async fn the_walls_hold() {
    let press = press();
    let jails = press.jails().await.unwrap();
    assert_eq!(press.probe(Probe::ListEnvironment).await, "held");
    assert_eq!(press.probe(Probe::WriteFile).await, "held");
    if jails.seccomp == Wall::Full || jails.landlock != Wall::Missing {
        assert_eq!(press.probe(Probe::OpenFile).await, "held");
        assert_eq!(press.probe(Probe::ListFiles).await, "held");
    }
    if jails.seccomp == Wall::Full {
        let calls = [
            Probe::Connect,
            Probe::Listen,
            Probe::Datagram,
            Probe::Execute,
            Probe::StartThread,
        ];
        for probe in calls {
            assert_eq!(
                press.probe(probe).await,
                "damaged_pdf: signal 31",
                "{probe:?}"
            );
        }
    }
    assert_eq!(press.probe(Probe::Nothing).await, "held");
}

pub async fn landlock_holds_alone() {
    let output = Command::new(binary())
        .arg("landlock-only")
        .output()
        .unwrap();
    println!("    {}", String::from_utf8_lossy(&output.stdout).trim());
    assert!(output.status.success(), "{output:?}");
}

pub async fn nothing_is_inherited() {
    // A descriptor without close-on-exec, as a careless parent process leaves it.
    let leaked = File::open("/etc/hostname")
        .or_else(|_| File::open("/proc/self/stat"))
        .unwrap();
    rustix::io::fcntl_setfd(&leaked, rustix::io::FdFlags::empty()).unwrap();
    let press = press();
    press.jails().await.unwrap();
    // This waits for both: the worker that answered ends, and its successor finishes its start.
    assert_eq!(press.probe(Probe::Nothing).await, "held");
    family::at_most(1).await;
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    for child in family::children() {
        let descriptors = fs::read_dir(format!("/proc/{child}/fd")).unwrap();
        let mut open: Vec<String> = descriptors
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        open.sort();
        assert_eq!(open, ["0", "1", "2"]);
        assert!(
            fs::read(format!("/proc/{child}/environ"))
                .unwrap()
                .is_empty()
        );
        assert_eq!(
            fs::read_link(format!("/proc/{child}/cwd"))
                .unwrap()
                .to_str(),
            Some("/")
        );
    }
}
