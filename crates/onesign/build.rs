//! Builds the web front end and lists its files for `http::assets`.
//!
//! With the feature `web`, `npm ci --omit=dev --ignore-scripts` runs when the lock file has changed and Vite when a
//! source has, both outside the source tree in a cache below the target directory, keyed by content.
//! `ONESIGN_WEB_DIST` names a folder with a finished build instead, for machines without Node. Without the feature the
//! list is empty.

use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The oldest Node that the front end's tools accept.
const OLDEST_NODE: (u32, u32) = (20, 19);

/// Everything a build of the front end reads, below `web/`.
const SOURCES: [&str; 11] = [
    "app.html",
    "entries",
    "package-lock.json",
    "package.json",
    "scripts",
    "sign.html",
    "src",
    "styles",
    "svelte.config.js",
    "verify.html",
    "vite.config.ts",
];

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=ONESIGN_WEB_DIST");
    let out = PathBuf::from(std::env::var_os("OUT_DIR").unwrap_or_default());
    let listed = files_to_serve(&out).and_then(|dist| list(dist.as_deref()));
    let written = listed.and_then(|table| {
        fs::write(out.join("assets.rs"), table)
            .map_err(|error| format!("the list of assets can't be written: {error}"))
    });
    if let Err(message) = written {
        for line in message.lines() {
            println!("cargo::error={line}");
        }
    }
}

/// The folder with the built front end; none where it isn't part of the program.
fn files_to_serve(out: &Path) -> Result<Option<PathBuf>, String> {
    if std::env::var_os("CARGO_FEATURE_WEB").is_none() {
        return Ok(None);
    }
    if let Some(given) = std::env::var_os("ONESIGN_WEB_DIST").filter(|value| !value.is_empty()) {
        let dist = PathBuf::from(given);
        println!("cargo::rerun-if-changed={}", dist.display());
        if !dist.join("app.html").is_file() {
            return Err(format!(
                "ONESIGN_WEB_DIST names {}, which holds no app.html",
                dist.display()
            ));
        }
        return dist
            .canonicalize()
            .map(Some)
            .map_err(|error| format!("ONESIGN_WEB_DIST can't be read: {error}"));
    }
    // Asked at run time: the script may have been built in another checkout that shares the target directory.
    let package = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default();
    let repository = Path::new(&package).join("../..");
    let web = repository.join("web");
    let locales = repository.join("locales");
    for source in SOURCES {
        println!("cargo::rerun-if-changed={}", web.join(source).display());
    }
    println!("cargo::rerun-if-changed={}", locales.display());
    // OUT_DIR is <target>/<profile>/build/<package>/out: the cache serves every profile.
    let target = out.ancestors().nth(4).unwrap_or(out);
    build(&web, &locales, &target.join("onesign-web")).map(Some)
}

/// Builds into the cache, unless it already holds this very state.
fn build(web: &Path, locales: &Path, cache: &Path) -> Result<PathBuf, String> {
    let say = |what: &'static str| move |error: io::Error| format!("{what}: {error}");
    let mut files = Vec::new();
    for source in SOURCES {
        gather(
            &web.join(source),
            &Path::new("web").join(source),
            &mut files,
        )
        .map_err(say("web/ can't be read"))?;
    }
    gather(locales, Path::new("locales"), &mut files).map_err(say("locales/ can't be read"))?;
    files.sort();
    let dist = cache.join(format!(
        "dist-{}",
        key(&files).map_err(say("web/ can't be read"))?
    ));
    if dist.join("app.html").is_file() {
        return Ok(dist);
    }

    let node = node()?;
    let modules = modules(web, cache)?;
    // Inside the folder of the installed packages, so that Node finds them on its way up.
    let work = modules.join(format!("work-{}", std::process::id()));
    let built = vite(node, &modules, &files, &work, &dist);
    // A failed removal only wastes space; the build's own outcome is what matters.
    let _ = fs::remove_dir_all(&work);
    built.map(|()| dist)
}

/// Builds a copy of the sources in `work` and moves the result to `dist`.
fn vite(
    node: &str,
    modules: &Path,
    files: &[(PathBuf, PathBuf)],
    work: &Path,
    dist: &Path,
) -> Result<(), String> {
    let say = |what: &'static str| move |error: io::Error| format!("{what}: {error}");
    copy(files, work).map_err(say("the front end can't be copied for building"))?;
    let fresh = work.join("dist");
    run(
        Command::new(node)
            .arg(modules.join("node_modules/vite/bin/vite.js"))
            .args(["build", "--logLevel", "warn", "--emptyOutDir", "--outDir"])
            .arg(&fresh)
            .current_dir(work.join("web"))
            .env("NODE_ENV", "production"),
        "Vite could not build the front end",
    )?;
    settle(&fresh, dist).map_err(say("the built front end can't be kept"))
}

/// The folder with `node_modules` for this lock file; installs it where it is missing.
fn modules(web: &Path, cache: &Path) -> Result<PathBuf, String> {
    let say =
        |error: io::Error| format!("the packages of the front end can't be installed: {error}");
    let manifests: Vec<_> = ["package-lock.json", "package.json"]
        .iter()
        .map(|name| (PathBuf::from(name), web.join(name)))
        .collect();
    let home = cache.join(format!("modules-{}", key(&manifests).map_err(say)?));
    if home.join("node_modules/vite").is_dir() {
        return Ok(home);
    }
    let fresh = cache.join(format!("install-{}", std::process::id()));
    copy(&manifests, &fresh).map_err(say)?;
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    run(
        Command::new(npm)
            .args([
                "ci",
                "--omit=dev",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
                "--prefer-offline",
                "--loglevel=error",
            ])
            .current_dir(&fresh),
        "npm could not install the packages of the front end",
    )?;
    settle(&fresh, &home).map_err(say)?;
    Ok(home)
}

/// Checks that Node is there and young enough.
fn node() -> Result<&'static str, String> {
    let help = "The web front end is built with Node 20.19 or newer and npm. Install them, or point ONESIGN_WEB_DIST at a \
                finished build, or leave the front end out with --no-default-features.";
    let answer = Command::new("node")
        .arg("--version")
        .output()
        .map_err(|_| format!("Node was not found.\n{help}"))?;
    let version = String::from_utf8_lossy(&answer.stdout);
    let mut numbers = version
        .trim()
        .trim_start_matches('v')
        .split('.')
        .map(|part| part.parse::<u32>().unwrap_or(0));
    let found = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
    if found < OLDEST_NODE {
        return Err(format!("Node {} is too old.\n{help}", version.trim()));
    }
    Ok("node")
}

/// Runs a tool and keeps what it said for the case that it fails.
fn run(command: &mut Command, failure: &str) -> Result<(), String> {
    let output = command
        .output()
        .map_err(|error| format!("{failure}: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!(
        "{failure}:\n{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    ))
}

/// Moves a finished folder to its final name. Another build may have been faster: its result is the same.
fn settle(fresh: &Path, home: &Path) -> io::Result<()> {
    match fs::rename(fresh, home) {
        Ok(()) => Ok(()),
        Err(_) if home.is_dir() => fs::remove_dir_all(fresh),
        Err(error) => Err(error),
    }
}

/// All files below a path: their name in the copy, and where they are.
fn gather(path: &Path, name: &Path, files: &mut Vec<(PathBuf, PathBuf)>) -> io::Result<()> {
    if !path.is_dir() {
        files.push((name.to_owned(), path.to_owned()));
        return Ok(());
    }
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        gather(&entry.path(), &name.join(entry.file_name()), files)?;
    }
    Ok(())
}

fn copy(files: &[(PathBuf, PathBuf)], to: &Path) -> io::Result<()> {
    for (name, from) in files {
        let target = to.join(name);
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::copy(from, target)?;
    }
    Ok(())
}

/// A short hash over names and contents.
fn key(files: &[(PathBuf, PathBuf)]) -> io::Result<String> {
    let mut hash = Sha256::new();
    for (name, path) in files {
        let bytes = fs::read(path)?;
        hash.update(name.to_string_lossy().as_bytes());
        hash.update([0]);
        hash.update(bytes.len().to_be_bytes());
        hash.update(bytes);
    }
    Ok(hex(&hash.finalize(), 10))
}

/// The first bytes of a hash in lower-case hex.
fn hex(hash: &[u8], bytes: usize) -> String {
    hash.iter()
        .take(bytes)
        .fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// Rust source: a table of the folder's files, sorted by path.
fn list(dist: Option<&Path>) -> Result<String, String> {
    let say = |error: io::Error| format!("the built front end can't be read: {error}");
    let mut files = Vec::new();
    if let Some(dist) = dist {
        gather(dist, Path::new(""), &mut files).map_err(say)?;
    }
    let mut entries: Vec<_> = files
        .iter()
        .map(|(name, path)| {
            (
                format!("/{}", name.to_string_lossy().replace('\\', "/")),
                path,
            )
        })
        .filter(|(name, _)| !name.ends_with(".br") && !name.ends_with(".gz"))
        .collect();
    entries.sort();
    let mut table = format!("static ASSETS: [(&str, Asset); {}] = [\n", entries.len());
    for (name, path) in entries {
        let hash = hex(&Sha256::digest(fs::read(path).map_err(say)?), 16);
        let etag = format!("W/\"{hash}\"");
        let _ = writeln!(
            table,
            "    ({name:?}, Asset {{ bytes: include_bytes!({path:?}), br: {}, gz: {}, mime: {:?}, etag: {etag:?}, immutable: {} }}),",
            smaller(path, "br"),
            smaller(path, "gz"),
            mime(&name),
            name.starts_with("/assets/"),
        );
    }
    table.push_str("];\n");
    Ok(table)
}

/// The compressed twin of a file as Rust source, where there is one.
fn smaller(path: &Path, ending: &str) -> String {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    let twin = PathBuf::from(name);
    if twin.is_file() {
        format!("Some(include_bytes!({twin:?}))")
    } else {
        "None".to_owned()
    }
}

fn mime(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "txt" => "text/plain; charset=utf-8",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}
