//! Takes one file in, as the server would, and prints the result.
//!
//! ```text
//! cargo run -p onesign-pdf --example intake -- FILE [--password TEXT] [--out FILE] [--render DIRECTORY]
//! ```
//!
//! Exit status: 0 accepted, 1 refused, 2 usage or file errors.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use onesign_pdf::{Enclosure, IntakeError, Limits, intake, page_text, render_page, wrap};

/// The width of page images, in pixels.
const WIDTH: u32 = 1200;

#[derive(Default)]
struct Arguments {
    file: PathBuf,
    password: Option<String>,
    out: Option<PathBuf>,
    render: Option<PathBuf>,
}

fn arguments() -> Option<Arguments> {
    let mut words = std::env::args().skip(1);
    let mut arguments = Arguments {
        file: words.next()?.into(),
        ..Arguments::default()
    };
    while let Some(word) = words.next() {
        match word.as_str() {
            "--password" => arguments.password = Some(words.next()?),
            "--out" => arguments.out = Some(words.next()?.into()),
            "--render" => arguments.render = Some(words.next()?.into()),
            _ => return None,
        }
    }
    Some(arguments)
}

fn main() -> ExitCode {
    let Some(arguments) = arguments() else {
        eprintln!("usage: intake FILE [--password TEXT] [--out FILE] [--render DIRECTORY]");
        return ExitCode::from(2);
    };
    match run(&arguments) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &Arguments) -> std::io::Result<ExitCode> {
    let bytes = std::fs::read(&arguments.file)?;
    let start = Instant::now();
    let limits = Limits::default();
    let taken = match intake(&bytes, arguments.password.as_deref(), &limits) {
        Err(IntakeError::AlreadySigned) => wrap(&bytes, &limits, &enclosure()),
        other => other,
    };
    let taken = match taken {
        Ok(taken) => taken,
        Err(error) => {
            println!("refused {} {error}", error.code());
            return Ok(ExitCode::from(1));
        }
    };
    println!(
        "accepted {} pages, {} bytes, {:?}",
        taken.pages.len(),
        taken.normalised.len(),
        start.elapsed()
    );
    for removal in &taken.removed {
        println!("removed {} {}", removal.kind, removal.count);
    }
    for warning in &taken.warnings {
        println!("warning {warning}");
    }
    for field in &taken.detected {
        println!(
            "field {} page {} {:?} {:?} {:?}",
            field.kind, field.page, field.rect, field.name, field.value
        );
    }
    if let Some(enclosed) = &taken.enclosed {
        println!(
            "enclosed {} behind {} pages",
            enclosed.name, enclosed.copied_pages
        );
    }
    if let Some(title) = &taken.title {
        println!("title {title}");
    }
    if let Some(out) = &arguments.out {
        std::fs::write(out, &taken.normalised)?;
    }
    if let Some(directory) = &arguments.render {
        render(&taken.normalised, taken.pages.len() as u32, directory)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The parameters for enclosing a signed file.
fn enclosure() -> Enclosure {
    Enclosure {
        name: "enclosed.pdf".to_owned(),
        description: "The file as it was received".to_owned(),
        ..Enclosure::default()
    }
}

/// Writes an image and the text of every page.
fn render(pdf: &[u8], pages: u32, directory: &std::path::Path) -> std::io::Result<()> {
    std::fs::create_dir_all(directory)?;
    for page in 0..pages {
        let start = Instant::now();
        match render_page(pdf, page, WIDTH) {
            Ok(image) => {
                let extension = if image.mime == "image/png" {
                    "png"
                } else {
                    "jpg"
                };
                println!(
                    "page {page} {}x{} {} {} bytes {:?}",
                    image.width,
                    image.height,
                    extension,
                    image.bytes.len(),
                    start.elapsed()
                );
                std::fs::write(
                    directory.join(format!("page-{page}.{extension}")),
                    &image.bytes,
                )?;
            }
            Err(error) => println!("page {page} not drawn: {error}"),
        }
        let runs = page_text(pdf, page).unwrap_or_default();
        let lines: Vec<String> = runs.into_iter().map(|run| run.text).collect();
        std::fs::write(directory.join(format!("page-{page}.txt")), lines.join("\n"))?;
    }
    Ok(())
}
