//! What server and worker say to each other: frames of a JSON header and raw bytes over two pipes.
//!
//! A frame is the header's length (4 bytes, little endian), the body's length (8 bytes), the header, the body. The
//! worker speaks first, with a [`Hello`]; then each [`Request`] is followed by one [`Answer`].

use std::io::{self, Read, Write};
use std::time::Duration;

use crate::enclosing::Enclosing;
use onesign_evidence::comparison::ImageSize;
use onesign_pdf::{
    Area, DetectedField, Enclosed, Intake, IntakeError, Limits, PageSize, Removal, TextRun,
};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// Raised with every change to the frames, so that a worker of another build is noticed.
pub const PROTOCOL: u32 = 6;

/// How long a worker may take from its start to its first words.
pub const HELLO_TIMEOUT: Duration = Duration::from_secs(10);

/// The largest header, in bytes. Text runs of a dense page are the largest thing sent in one.
pub const MAX_HEADER: usize = 64 << 20;

/// Length of the two sizes before a header.
const PRELUDE: usize = 12;

/// The worker's first words, spoken from inside the jail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    /// [`PROTOCOL`] of the worker.
    pub protocol: u32,
    /// What holds the worker.
    pub jails: Jails,
}

/// How well one wall of the jail stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wall {
    /// Everything that was asked for is enforced.
    Full,
    /// The kernel enforces a part of it.
    Partial,
    /// The kernel doesn't have it, or refused.
    Missing,
}

/// The walls around a worker, as it found them after going in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Jails {
    /// Limits on memory, processor time, files and processes.
    pub limits: Wall,
    /// Running another program can't add rights.
    pub no_new_privileges: Wall,
    /// Landlock: no file can be opened, no port bound or connected to.
    pub landlock: Wall,
    /// Seccomp: only the system calls that computing needs.
    pub seccomp: Wall,
    /// The most address space the worker can have, in bytes.
    pub memory_bytes: u64,
    /// The most processor time the worker can use, in seconds.
    pub cpu_seconds: u64,
}

impl Jails {
    /// Whether every wall stands in full.
    pub fn complete(&self) -> bool {
        [
            self.limits,
            self.no_new_privileges,
            self.landlock,
            self.seccomp,
        ]
        .iter()
        .all(|wall| *wall == Wall::Full)
    }
}

/// A piece of work for a document.
#[derive(Debug, Serialize, Deserialize)]
pub struct Request {
    /// What to do.
    pub work: Work,
    /// Whether to use the document of the request before; the body is empty then.
    pub held: bool,
}

/// What a worker can be asked to do.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Work {
    /// Rebuild an upload.
    Intake {
        /// Tried after the empty password.
        password: Option<String>,
        /// Bounds to keep.
        limits: Limits,
        /// How an upload that is already signed is enclosed.
        enclosing: Box<Enclosing>,
        /// What becomes of what is filled into its form.
        form: Form,
    },
    /// Draw a page.
    Render {
        /// Zero-based page number.
        page: u32,
        /// Width of the image in pixels.
        width: u32,
    },
    /// Draw pages to see whether they can be drawn.
    Try {
        /// Zero-based page number of the first one.
        first: u32,
        /// How many at most.
        count: u32,
    },
    /// Read a page.
    Text {
        /// Zero-based page number.
        page: u32,
    },
    /// Judge the signatures and the trail of a signed document.
    Judge {
        /// The [`onesign_evidence::check::Question`], in the verifier's own words.
        question: serde_json::Value,
    },
    /// Compare how a page looks in the whole document with how it looked in its beginning.
    Compare {
        /// Zero-based page number.
        page: u32,
        /// Where the beginning ends, in bytes.
        before: u64,
        /// Width of the images in pixels.
        width: u32,
    },
    /// Misbehave, to show that the jail holds.
    #[cfg(feature = "probe")]
    Probe {
        /// In which way.
        probe: Probe,
    },
}

/// What becomes of what is filled into an upload's form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// It is painted on the pages.
    Painted,
    /// Where a field is offered anew it is left off the pages, to be filled in again.
    Open,
}

/// A way of rebuilding an upload.
pub(crate) type Rebuild = fn(&[u8], Option<&str>, &Limits) -> Result<Intake, IntakeError>;

impl Form {
    /// The way of rebuilding that does this.
    pub(crate) fn intake(self) -> Rebuild {
        match self {
            Self::Painted => onesign_pdf::intake,
            Self::Open => onesign_pdf::intake_open,
        }
    }
}

/// Ways to misbehave.
#[cfg(feature = "probe")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Probe {
    OpenFile,
    WriteFile,
    ListFiles,
    ListEnvironment,
    Connect,
    Listen,
    Datagram,
    Execute,
    StartThread,
    Spin,
    EatMemory,
    Recurse,
    Panic,
    Exit,
    Babble,
    Nothing,
}

/// What came of a [`Request`]. The server doesn't trust a word of it: a worker may be in the hands of a document.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Answer {
    /// The rebuilt document is in the body.
    Intake {
        /// See [`onesign_pdf::Intake`].
        pages: Vec<PageSize>,
        /// What was left out.
        removed: Vec<Removal>,
        /// Stable codes.
        warnings: Vec<String>,
        /// The document's own title.
        title: Option<String>,
        /// Places to fill in.
        detected: Vec<DetectedField>,
        /// The upload itself, if it is inside.
        enclosed: Option<Enclosed>,
    },
    /// The image is in the body.
    Image {
        /// `image/png` or `image/jpeg`.
        mime: String,
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
    },
    /// Pages were drawn.
    Tried {
        /// The first page after them.
        next: u32,
        /// Whether the last of them took so long that a larger picture of it may not be drawn in time.
        slow: bool,
    },
    /// The text of a page.
    Text {
        /// In drawing order.
        runs: Vec<TextRun>,
    },
    /// The judgement is in the body, as JSON.
    Judged,
    /// The images are in the body: the earlier one, then the later one; none if nothing differs.
    Compared {
        /// Pages of the beginning and of the whole document.
        pages: (u32, u32),
        /// How much of the page differs, in millionths.
        share_ppm: u32,
        /// Where it differs.
        areas: Vec<Area>,
        /// The earlier image and the later one; nothing where the page isn't there.
        images: [Option<ImageSize>; 2],
    },
    /// The document can't be worked on.
    Refused {
        /// Stable code.
        code: String,
        /// For the log.
        detail: String,
    },
}

/// The sizes before a header.
fn prelude(header: usize, body: u64) -> [u8; PRELUDE] {
    let mut bytes = [0; PRELUDE];
    bytes[..4].copy_from_slice(&(header as u32).to_le_bytes());
    bytes[4..].copy_from_slice(&body.to_le_bytes());
    bytes
}

/// The sizes of header and body, if they are within bounds.
fn sizes(prelude: [u8; PRELUDE], max_body: u64) -> io::Result<(usize, u64)> {
    let [a, b, c, d, body @ ..] = prelude;
    let header = u32::from_le_bytes([a, b, c, d]) as usize;
    let body = u64::from_le_bytes(body);
    if header > MAX_HEADER || body > max_body {
        return Err(nonsense());
    }
    Ok((header, body))
}

/// What stands for every breach of the protocol.
fn nonsense() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "not a frame of this protocol")
}

/// Sends a frame from the worker.
pub fn write_frame(
    output: &mut impl Write,
    header: &impl Serialize,
    body: &[u8],
) -> io::Result<()> {
    send_frame(output, &serde_json::to_vec(header)?, body)
}

/// Reads the next request in the worker; `None` when the server has closed the pipe.
pub fn read_request(input: &mut impl Read) -> io::Result<Option<(Request, Vec<u8>)>> {
    let mut sizes_read = [0; PRELUDE];
    match input.read_exact(&mut sizes_read) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        other => other?,
    }
    let (header_size, body_size) = sizes(sizes_read, u64::MAX)?;
    let mut header = vec![0; header_size];
    input.read_exact(&mut header)?;
    let request = serde_json::from_slice(&header)?;
    let mut body = Vec::with_capacity(usize::try_from(body_size).map_err(|_| nonsense())?);
    if input.take(body_size).read_to_end(&mut body)? as u64 != body_size {
        return Err(nonsense());
    }
    Ok(Some((request, body)))
}

/// The header of a request. It may hold a document's password.
pub fn header(request: &Request) -> io::Result<Zeroizing<Vec<u8>>> {
    Ok(Zeroizing::new(serde_json::to_vec(request)?))
}

/// Sends a frame whose body is held.
fn send_frame(output: &mut impl Write, header: &[u8], body: &[u8]) -> io::Result<()> {
    begin_frame(output, header, body.len() as u64)?;
    output.write_all(body)?;
    output.flush()
}

/// Sends the sizes and the header of a frame; so many bytes of a body must follow.
pub fn begin_frame(output: &mut impl Write, header: &[u8], body: u64) -> io::Result<()> {
    output.write_all(&prelude(header.len(), body))?;
    output.write_all(header)
}

/// Reads a frame of the worker.
pub fn receive_frame<T: for<'a> Deserialize<'a>>(
    input: &mut impl Read,
    max_body: u64,
) -> io::Result<(T, Vec<u8>)> {
    let mut sizes_read = [0; PRELUDE];
    input.read_exact(&mut sizes_read)?;
    let (header_size, body_size) = sizes(sizes_read, max_body)?;
    let header = receive(input, header_size as u64)?;
    let header = serde_json::from_slice(&header).map_err(|_| nonsense())?;
    Ok((header, receive(input, body_size)?))
}

/// Reads this many bytes, taking memory only for those that really come.
fn receive(input: &mut impl Read, size: u64) -> io::Result<Vec<u8>> {
    // Room for all of them, which is bounded: growing would copy a large document several times. The system gives
    // memory only to what is written to.
    let mut bytes = Vec::new();
    let room = usize::try_from(size).map_err(|_| nonsense())?;
    bytes.try_reserve_exact(room).map_err(|_| nonsense())?;
    if input.take(size).read_to_end(&mut bytes)? < room {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn render(page: u32) -> Request {
        let work = Work::Render { page, width: 1200 };
        Request { work, held: false }
    }

    #[test]
    fn frames_come_back_as_they_were_sent() {
        let mut pipe = Vec::new();
        write_frame(&mut pipe, &render(3), b"first").unwrap();
        write_frame(&mut pipe, &render(4), b"").unwrap();
        let mut pipe = pipe.as_slice();
        let (request, body) = read_request(&mut pipe).unwrap().unwrap();
        assert!(matches!(request.work, Work::Render { page: 3, .. }));
        assert_eq!(body, b"first");
        let (request, body) = read_request(&mut pipe).unwrap().unwrap();
        assert!(matches!(request.work, Work::Render { page: 4, .. }));
        assert!(body.is_empty());
        assert!(read_request(&mut pipe).unwrap().is_none());
    }

    #[test]
    fn a_lie_about_sizes_costs_no_memory() {
        let lie = prelude(10, 1 << 40);
        let refused = receive_frame::<Answer>(&mut lie.as_slice(), 1 << 20);
        assert_eq!(refused.unwrap_err().kind(), io::ErrorKind::InvalidData);
        let lie = prelude(MAX_HEADER, 0);
        let refused = receive_frame::<Answer>(&mut lie.as_slice(), 0);
        assert_eq!(refused.unwrap_err().kind(), io::ErrorKind::UnexpectedEof);
    }
}
