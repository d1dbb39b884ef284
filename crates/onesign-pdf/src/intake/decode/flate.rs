//! FlateDecode (7.4.4): the zlib format (RFC 1950), and damaged variants of it.

use flate2::{Decompress, FlushDecompress, Status};

use super::super::IntakeError;
use super::super::lexer::is_blank;
use super::Soundness;

/// Minimum room for output: the window size of deflate, so that a fault holds back no decoded data.
const ROOM: usize = 64 * 1024;

/// The outcome of one attempt.
struct Attempt {
    data: Vec<u8>,
    /// The last block was reached.
    complete: bool,
    /// The unused input.
    left: usize,
}

/// Inflates data with or without a header and a checksum, up to the first fault.
pub(crate) fn decode(input: &[u8], most: usize) -> Result<(Vec<u8>, Soundness), IntakeError> {
    if input.is_empty() {
        return Ok((Vec::new(), Soundness::Sound));
    }
    let proper = inflate(input, true, most)?;
    if proper.complete {
        let behind = input.get(input.len() - proper.left..).unwrap_or_default();
        let soundness = if behind.iter().all(|byte| is_blank(*byte)) {
            Soundness::Sound
        } else {
            Soundness::Untidy
        };
        return Ok((proper.data, soundness));
    }
    let headed = has_header(input);
    let blanks = input.iter().take_while(|byte| is_blank(**byte)).count();
    let inside = input.get(blanks..).unwrap_or_default();
    if !headed && blanks > 0 && has_header(inside) {
        // An extra line end after the keyword `stream`.
        let (data, soundness) = decode(inside, most)?;
        return Ok((data, soundness.max(Soundness::Odd)));
    }
    let inner = inflate(input.get(2..).unwrap_or_default(), false, most)?;
    if headed {
        // The blocks are complete; only the checksum is missing or wrong.
        let soundness = match (inner.complete, inner.left < 4) {
            (true, true) => Soundness::Untidy,
            (true, false) => Soundness::Odd,
            (false, _) => Soundness::Cut,
        };
        return Ok((inner.data, soundness));
    }
    let bare = inflate(input, false, most)?;
    let better = match (bare.complete, inner.complete) {
        (true, false) => bare,
        (false, true) => inner,
        _ if inner.data.len() > bare.data.len() => inner,
        _ => bare,
    };
    let soundness = if better.complete {
        Soundness::Odd
    } else {
        Soundness::Cut
    };
    Ok((better.data, soundness))
}

/// Whether the data begin with a header of RFC 1950, 2.2.
fn has_header(input: &[u8]) -> bool {
    match input {
        [method, flags, ..] => {
            method & 0x0f == 8 && (u16::from(*method) << 8 | u16::from(*flags)) % 31 == 0
        }
        _ => false,
    }
}

fn inflate(input: &[u8], header: bool, most: usize) -> Result<Attempt, IntakeError> {
    let mut state = Decompress::new(header);
    let mut data = Vec::new();
    let mut rest = input;
    let complete = loop {
        if data.capacity() - data.len() < ROOM {
            data.reserve(ROOM.max(data.len() / 2));
        }
        let (read, written) = (state.total_in(), state.total_out());
        let status = state.decompress_vec(rest, &mut data, FlushDecompress::None);
        let taken = usize::try_from(state.total_in() - read).unwrap_or(usize::MAX);
        rest = rest.get(taken..).unwrap_or_default();
        if data.len() > most {
            return Err(IntakeError::TooComplex);
        }
        match status {
            Ok(Status::StreamEnd) => break true,
            Err(_) => break false,
            Ok(_) if taken == 0 && state.total_out() == written => break false,
            Ok(_) => {}
        }
    };
    Ok(Attempt {
        data,
        complete,
        left: rest.len(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::ZlibEncoder};
    use std::io::Write as _;

    fn packed(data: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(data).unwrap();
        encoder.finish().unwrap()
    }

    fn text() -> Vec<u8> {
        (0..20_000_u32)
            .flat_map(|n| format!("{} ", n * n % 7919).into_bytes())
            .collect()
    }

    #[test]
    fn every_fault_leaves_the_readable_part() {
        let (text, good) = (text(), packed(&text()));
        let end = good.len();
        let with = |change: &dyn Fn(&mut Vec<u8>)| {
            let mut bytes = good.clone();
            change(&mut bytes);
            decode(&bytes, 1 << 24).unwrap()
        };
        assert_eq!(with(&|_| {}), (text.clone(), Soundness::Sound));
        assert_eq!(with(&|b| b.push(b'\n')), (text.clone(), Soundness::Sound));
        assert_eq!(
            with(&|b| b.extend(b"junk")),
            (text.clone(), Soundness::Untidy)
        );
        assert_eq!(
            with(&|b| b.truncate(end - 2)),
            (text.clone(), Soundness::Untidy)
        );
        assert_eq!(
            with(&|b| b.truncate(end - 4)),
            (text.clone(), Soundness::Untidy)
        );
        assert_eq!(with(&|b| b[end - 1] ^= 1), (text.clone(), Soundness::Odd));
        assert_eq!(
            with(&|b| drop(b.drain(..2))),
            (text.clone(), Soundness::Odd)
        );
        assert_eq!(with(&|b| b[0] = 0), (text.clone(), Soundness::Odd));
        assert_eq!(
            with(&|b| b.splice(..0, *b"\r\n").for_each(drop)),
            (text.clone(), Soundness::Odd)
        );
        let (kept, soundness) = with(&|b| b.truncate(end / 2));
        assert_eq!(soundness, Soundness::Cut);
        assert!(text.starts_with(&kept) && kept.len() > text.len() / 3);
    }

    #[test]
    fn bombs_are_refused() {
        let bomb = packed(&vec![0; 1 << 20]);
        assert_eq!(decode(&bomb, 1 << 19), Err(IntakeError::TooComplex));
    }
}
