//! The jailed process: it reads a request, does the work and answers, until the server closes the pipe.

use std::io::{self, Read, Write};
use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

use onesign_evidence::comparison::ImageSize;
use onesign_pdf::{IntakeError, RenderError};
use rustix::time::{ClockId, clock_gettime};

use crate::jail;
use crate::protocol::{self, Answer, Hello, Jails, PROTOCOL, Request, Work};

/// Stack of the working thread, in bytes: documents may nest deeply before a reader checks the depth.
const STACK: usize = 64 << 20;

/// A page that takes longer in a trial may take too long as the largest picture, which has 36 times as many pixels.
const SLOW: Duration = Duration::from_millis(150);

/// How long the worker tries pages before it answers, not counting the last page.
pub(crate) const TURN: Duration = Duration::from_millis(250);

/// Serves requests as [`main`] does, if the first argument says that this process is a worker.
pub fn main_if_asked() -> Option<ExitCode> {
    let mut arguments = std::env::args_os().skip(1);
    if arguments.next()? != "worker" {
        return None;
    }
    let room = arguments.next();
    let room = room
        .as_ref()
        .and_then(|room| room.to_str()?.strip_prefix("--room=")?.parse().ok());
    Some(main(room))
}

/// Serves requests from standard input on standard output until the input ends.
///
/// Call it before the process has any thread, descriptor or secret. `room` limits the memory of the work, in bytes,
/// further than the general limit of workers.
pub fn main(room: Option<u64>) -> ExitCode {
    jail::close_inherited();
    // A panic message may quote the document; the server gets an answer instead.
    panic::set_hook(Box::new(|_| {}));
    let jails = jail::enter(room);
    let working = thread::Builder::new().stack_size(STACK).spawn(move || {
        let (mut input, mut output) = (io::stdin().lock(), io::stdout().lock());
        serve(jails, &mut input, &mut output)
    });
    match working.map(thread::JoinHandle::join) {
        Ok(Ok(Ok(()))) => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

fn serve(mut jails: Jails, input: &mut impl Read, output: &mut impl Write) -> io::Result<()> {
    // The C library locates the clock at its first use, by system calls that the jail forbids from now on.
    worked();
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
            // The worker must not continue with a half-done state.
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
        Work::Intake {
            password,
            limits,
            enclosing,
            form,
        } => match form.intake()(document, password.as_deref(), limits) {
            Err(IntakeError::AlreadySigned) => enclosing
                .wrap(document, limits)
                .map_or_else(unfit, taken_in),
            taken => taken.map_or_else(unfit, taken_in),
        },
        Work::Render { page, width } => {
            onesign_pdf::render_page(document, *page, *width).map_or_else(undrawn, drawn)
        }
        Work::Try { first, count } => tried(document, *first, *count),
        Work::Text { page } => match onesign_pdf::page_text(document, *page) {
            Ok(runs) => (Answer::Text { runs }, Vec::new()),
            Err(error) => undrawn(error),
        },
        Work::Judge { question } => judged(question, document),
        Work::Compare {
            page,
            before,
            width,
            places,
        } => match usize::try_from(*before)
            .ok()
            .and_then(|end| document.get(..end))
        {
            Some(before) => onesign_pdf::compare_page(before, document, *page, *width, places)
                .map_or_else(undrawn, compared),
            None => refused("damaged_pdf", "it is shorter than its beginning"),
        },
        #[cfg(feature = "probe")]
        Work::Probe { probe } => crate::probe::misbehave(*probe),
    }
}

fn judged(question: &serde_json::Value, document: &[u8]) -> (Answer, Vec<u8>) {
    #[cfg(feature = "probe")]
    if let Ok(probe) = serde_json::from_value(question.clone()) {
        return crate::probe::misbehave(probe);
    }
    (
        Answer::Judged,
        onesign_evidence::check::judge(question, document),
    )
}

/// The processor time of this thread.
fn worked() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::try_from(time).unwrap_or_default()
}

/// Draws pages until `count` are drawn, one is slow or the turn is over.
fn tried(document: &[u8], first: u32, count: u32) -> (Answer, Vec<u8>) {
    let started = worked();
    let (mut before, mut slow, mut drawn) = (started, false, 0);
    let next = onesign_pdf::try_pages(document, first, || {
        let now = worked();
        slow = now - before > SLOW;
        before = now;
        drawn += 1;
        !slow && drawn < count && now - started < TURN
    });
    next.map_or_else(undrawn, |next| (Answer::Tried { next, slow }, Vec::new()))
}

fn taken_in(intake: onesign_pdf::Intake) -> (Answer, Vec<u8>) {
    let answer = Answer::Intake {
        pages: intake.pages,
        removed: intake.removed,
        warnings: intake.warnings,
        title: intake.title,
        detected: intake.detected,
        enclosed: intake.enclosed,
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

fn compared(compared: onesign_pdf::PageComparison) -> (Answer, Vec<u8>) {
    let size = |image: &onesign_pdf::PageImage| ImageSize {
        mime: image.mime.to_owned(),
        bytes: image.bytes.len() as u64,
        width: image.width,
        height: image.height,
    };
    let images = [&compared.before, &compared.after];
    let answer = Answer::Compared {
        pages: compared.pages,
        share_ppm: compared.share_ppm,
        areas: compared.areas,
        is_unexplained: compared.is_unexplained,
        images: images.map(|image| image.as_ref().map(size)),
    };
    let bodies = [compared.before, compared.after].into_iter().flatten();
    (answer, bodies.flat_map(|image| image.bytes).collect())
}

fn undrawn(error: RenderError) -> (Answer, Vec<u8>) {
    let code = match error {
        RenderError::NoSuchPage(_) => "no_such_page",
        RenderError::Unreadable | RenderError::Encoding => "damaged_pdf",
    };
    refused(code, &error)
}
