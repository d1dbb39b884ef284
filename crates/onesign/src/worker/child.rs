//! What the jailed process runs: read a request, do it, answer, until the server closes the pipe.

use std::io::{self, Read, Write};
use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;
use std::thread;

use onesign_pdf::{IntakeError, RenderError};

use super::jail;
use super::protocol::{self, Answer, Hello, Jails, PROTOCOL, Request, Work};

/// Stack of the working thread, in bytes: documents may nest deeply before anybody counts.
const STACK: usize = 64 << 20;

/// Serves requests from standard input on standard output until it ends.
///
/// To be called first thing in the process, before any thread, descriptor or secret exists.
pub fn main() -> ExitCode {
    jail::close_inherited();
    // Somebody waits for a page, but everybody else waits for the server.
    let _ = rustix::process::setpriority_process(None, onesign_store::NICENESS);
    // What a panic has to say may quote the document; the server hears of it as an answer.
    panic::set_hook(Box::new(|_| {}));
    let jails = jail::enter();
    let working = thread::Builder::new()
        .stack_size(STACK)
        .spawn(move || serve(jails, &mut io::stdin().lock(), &mut io::stdout().lock()));
    match working.map(thread::JoinHandle::join) {
        Ok(Ok(Ok(()))) => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

fn serve(mut jails: Jails, input: &mut impl Read, output: &mut impl Write) -> io::Result<()> {
    jail::lock(&mut jails);
    let hello = Hello {
        protocol: PROTOCOL,
        jails,
    };
    protocol::write_frame(output, &hello, &[])?;
    let mut held = Vec::new();
    while let Some((request, body)) = protocol::read_request(input)? {
        let Request { work, held: again } = request;
        if !again {
            held = body;
        }
        let done = panic::catch_unwind(AssertUnwindSafe(|| perform(&work, &held)));
        let panicked = done.is_err();
        let (answer, body) = done.unwrap_or_else(|_| refused("damaged_pdf", "the press gave up"));
        protocol::write_frame(output, &answer, &body)?;
        if panicked {
            // Whatever was half done is not to be built upon.
            return Err(io::ErrorKind::Other.into());
        }
    }
    Ok(())
}

fn refused(code: &str, detail: impl ToString) -> (Answer, Vec<u8>) {
    let answer = Answer::Refused {
        code: code.to_owned(),
        detail: detail.to_string(),
    };
    (answer, Vec::new())
}

/// Does one piece of work: the answer and its body.
fn perform(work: &Work, document: &[u8]) -> (Answer, Vec<u8>) {
    match work {
        Work::Intake { password, limits } => {
            let taken = onesign_pdf::intake(document, password.as_deref(), limits);
            taken.map_or_else(unfit, taken_in)
        }
        Work::Render { page, width } => {
            onesign_pdf::render_page(document, *page, *width).map_or_else(undrawn, drawn)
        }
        Work::Text { page } => match onesign_pdf::page_text(document, *page) {
            Ok(runs) => (Answer::Text { runs }, Vec::new()),
            Err(error) => undrawn(error),
        },
        #[cfg(test)]
        Work::Probe { probe } => super::probe::misbehave(*probe),
    }
}

fn taken_in(intake: onesign_pdf::Intake) -> (Answer, Vec<u8>) {
    let answer = Answer::Intake {
        pages: intake.pages,
        removed: intake.removed,
        warnings: intake.warnings,
        title: intake.title,
        detected: intake.detected,
    };
    (answer, intake.normalised)
}

fn unfit(error: IntakeError) -> (Answer, Vec<u8>) {
    refused(error.code(), &error)
}

fn drawn(image: onesign_pdf::PageImage) -> (Answer, Vec<u8>) {
    let answer = Answer::Image {
        mime: image.mime.to_owned(),
        width: image.width,
        height: image.height,
    };
    (answer, image.bytes)
}

fn undrawn(error: RenderError) -> (Answer, Vec<u8>) {
    let code = match error {
        RenderError::NoSuchPage(_) => "no_such_page",
        RenderError::Unreadable | RenderError::Encoding => "damaged_pdf",
    };
    refused(code, &error)
}
