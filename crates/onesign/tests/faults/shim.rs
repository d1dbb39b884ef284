//! The shim that makes writes fail, built with the system's C compiler, and the memory it is steered by.

use std::io::Write;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// `errno` values, and the shim's own word for writes that fall short.
pub const ANY: u32 = 0;
pub const NO_SPACE: u32 = 28;
pub const IO: u32 = 5;
pub const SHORT: u32 = 1000;

/// A built shim and its control file.
pub struct Shim {
    library: PathBuf,
    control: std::fs::File,
    path: PathBuf,
}

impl Shim {
    /// Builds the shim in `dir`; `None` where there is no C compiler.
    pub fn build(dir: &Path, seed: u64) -> Option<Self> {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faults/shim.c");
        let library = dir.join("shim.so");
        let built = Command::new("cc")
            .args(["-shared", "-fPIC", "-O1", "-o"])
            .arg(&library)
            .arg(source)
            .arg("-ldl")
            .status();
        if !built.is_ok_and(|status| status.success()) {
            eprintln!("skipped: there is no C compiler for the shim");
            return None;
        }
        let path = dir.join("control");
        let mut control = std::fs::File::options()
            .read(true)
            .write(true)
            .create_new(true)
            .open(&path)
            .unwrap();
        control.write_all(&[0; 32]).unwrap();
        control.write_all_at(&seed.to_ne_bytes(), 8).unwrap();
        Some(Self {
            library,
            control,
            path,
        })
    }

    /// The settings of a server that is to be harmed.
    pub fn settings(&self) -> Vec<(&'static str, String)> {
        vec![
            ("LD_PRELOAD", self.library.display().to_string()),
            ("FAULT_CONTROL", self.path.display().to_string()),
        ]
    }

    /// From now on, so many calls in a million fail in this way.
    pub fn fail(&self, per_million: u32, kind: u32) {
        self.control.write_all_at(&kind.to_ne_bytes(), 4).unwrap();
        self.control
            .write_all_at(&per_million.to_ne_bytes(), 0)
            .unwrap();
    }

    /// From now on nothing fails.
    pub fn heal(&self) {
        self.fail(0, ANY);
    }

    /// How many calls have been made to fail or to fall short.
    pub fn faults(&self) -> u64 {
        let mut bytes = [0; 8];
        self.control.read_exact_at(&mut bytes, 24).unwrap();
        u64::from_ne_bytes(bytes)
    }
}
