//! The protocol between server and worker: frames of a JSON header and raw bytes over two pipes.
//!
//! A frame is the header's length (4 bytes, little endian), the body's length (8 bytes), the header, the body. The
//! worker begins with a [`Hello`]; then each [`Request`] gets one [`Answer`].

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
pub const PROTOCOL: u32 = 7;

/// How long a worker may take from its start to its greeting.
pub const HELLO_TIMEOUT: Duration = Duration::from_secs(10);

/// The largest header, in bytes. The largest content is the text runs of a dense page.
pub const MAX_HEADER: usize = 64 << 20;

/// Length of the two sizes before a header.
const PRELUDE: usize = 12;

/// The worker's greeting, sent from inside the jail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    /// [`PROTOCOL`] of the worker.
    pub protocol: u32,
    /// The walls around the worker.
    pub jails: Jails,
}

/// How far the kernel enforces one wall of the jail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wall {
    /// Everything requested is enforced.
    Full,
    /// The kernel enforces a part of the request.
    Partial,
    /// The kernel doesn't have the wall, or refused it.
    Missing,
}

/// The walls around a worker, as it reports them from inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Jails {
    /// Limits on memory, processor time, files and processes.
    pub limits: Wall,
    /// Running another program can't add rights.
    pub no_new_privileges: Wall,
    /// Landlock: the worker can't open a file, or bind or connect a port.
    pub landlock: Wall,
    /// Seccomp: only the system calls that computing needs.
    pub seccomp: Wall,
    /// The most address space the worker can have, in bytes.
    pub memory_bytes: u64,
    /// The most processor time the worker can use, in seconds.
    pub cpu_seconds: u64,
}

impl Jails {
    /// Whether every wall is enforced in full.
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
    /// Whether to use the document of the previous request; the body is empty then.
    pub held: bool,
}

/// The kinds of work for a worker.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Work {
    /// Rebuild an upload.
    Intake {
        /// Used if the empty password fails.
        password: Option<String>,
        /// Limits for the result.
        limits: Limits,
        /// How to enclose an upload that is already signed.
        enclosing: Box<Enclosing>,
        /// What to do with the values in its form.
        form: Form,
    },
    /// Draw a page.
    Render {
        /// Zero-based page number.
        page: u32,
        /// Width of the image in pixels.
        width: u32,
    },
    /// Draw pages to test whether they can be drawn.
    Try {
        /// Zero-based page number of the first one.
        first: u32,
        /// The most pages to try.
        count: u32,
    },
    /// Read a page.
    Text {
        /// Zero-based page number.
        page: u32,
    },
    /// Validate the signatures and the trail of a signed document.
    Judge {
        /// The [`onesign_evidence::check::Question`], in the verifier's own words.
        question: serde_json::Value,
    },
    /// Compare the appearance of a page in the whole document with that in its beginning.
    Compare {
        /// Zero-based page number.
        page: u32,
        /// The end of the beginning, in bytes.
        before: u64,
        /// Width of the images in pixels.
        width: u32,
        /// The places on this page where permitted changes may show.
        places: Vec<Area>,
    },
    /// Misbehave, to test that the jail holds.
    #[cfg(feature = "probe")]
    Probe {
        /// The kind of misbehaviour.
        probe: Probe,
    },
}

/// What to do with the values in an upload's form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// Paint the values on the pages.
    Painted,
    /// Leave the values of detected fields off the pages, so that recipients can fill them in again.
    Open,
}

/// A function that rebuilds an upload.
pub(crate) type Rebuild = fn(&[u8], Option<&str>, &Limits) -> Result<Intake, IntakeError>;

impl Form {
    /// The function for this choice.
    pub(crate) fn intake(self) -> Rebuild {
        match self {
            Self::Painted => onesign_pdf::intake,
            Self::Open => onesign_pdf::intake_open,
        }
    }
}

/// Kinds of misbehaviour.
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

/// The result of a [`Request`]. The server trusts none of it: a document may control the worker.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Answer {
    /// The body contains the rebuilt document.
    Intake {
        /// See [`onesign_pdf::Intake`].
        pages: Vec<PageSize>,
        /// The removed parts.
        removed: Vec<Removal>,
        /// Stable codes.
        warnings: Vec<String>,
        /// The document's own title.
        title: Option<String>,
        /// The detected form fields.
        detected: Vec<DetectedField>,
        /// The upload itself, if the document encloses it.
        enclosed: Option<Enclosed>,
    },
    /// The body contains the image.
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
        /// The first page after the drawn ones.
        next: u32,
        /// Whether the last page was so slow that a larger picture of it may exceed its time limit.
        slow: bool,
    },
    /// The text of a page.
    Text {
        /// In drawing order.
        runs: Vec<TextRun>,
    },
    /// The body contains the judgement as JSON.
    Judged,
    /// The body contains the images: the earlier one, then the later one; none if nothing differs.
    Compared {
        /// Page counts of the beginning and of the whole document.
        pages: (u32, u32),
        /// The differing share of the page, in millionths.
        share_ppm: u32,
        /// The areas that differ.
        areas: Vec<Area>,
        /// Whether anything differs outside the given places.
        is_unexplained: bool,
        /// The earlier image and the later one; `None` where the page doesn't exist.
        images: [Option<ImageSize>; 2],
    },
    /// The document can't be processed.
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

/// The error for every breach of the protocol.
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

/// Sends a frame whose body is in memory.
fn send_frame(output: &mut impl Write, header: &[u8], body: &[u8]) -> io::Result<()> {
    begin_frame(output, header, body.len() as u64)?;
    output.write_all(body)?;
    output.flush()
}

/// Sends the sizes and the header of a frame; a body of exactly this many bytes must follow.
pub fn begin_frame(output: &mut impl Write, header: &[u8], body: u64) -> io::Result<()> {
    output.write_all(&prelude(header.len(), body))?;
    output.write_all(header)
}

/// Reads a frame from the worker.
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

/// Reads this many bytes, using memory only for bytes that really arrive.
fn receive(input: &mut impl Read, size: u64) -> io::Result<Vec<u8>> {
    // Reserves the whole size, which is bounded, because growing would copy a large document several times. The system
    // provides memory only for the parts that are written.
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
    fn frames_survive_a_round_trip() {
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
    fn a_false_size_uses_no_memory() {
        let lie = prelude(10, 1 << 40);
        let refused = receive_frame::<Answer>(&mut lie.as_slice(), 1 << 20);
        assert_eq!(refused.unwrap_err().kind(), io::ErrorKind::InvalidData);
        let lie = prelude(MAX_HEADER, 0);
        let refused = receive_frame::<Answer>(&mut lie.as_slice(), 0);
        assert_eq!(refused.unwrap_err().kind(), io::ErrorKind::UnexpectedEof);
    }
}
