//! Where the encoded data of an inline image end, and how many samples they hold.

use flate2::{Decompress, FlushDecompress, Status};

use crate::intake::decode;
use crate::intake::lexer::is_blank;

/// The most samples to inflate to find the end of an image.
const MAX_SAMPLES: u64 = 1 << 24;

/// The length of deflated data; `None` where they end early or hold too little.
pub(super) fn inflated(data: &[u8], size: u64) -> Option<usize> {
    let mut stream = Decompress::new(true);
    let mut buffer = vec![0; 1 << 16];
    loop {
        let taken = usize::try_from(stream.total_in()).ok()?;
        let before = stream.total_out();
        let rest = data.get(taken..)?;
        let status = stream
            .decompress(rest, &mut buffer, FlushDecompress::None)
            .ok()?;
        if status == Status::StreamEnd {
            return usize::try_from(stream.total_in())
                .ok()
                .filter(|_| stream.total_out() >= size);
        }
        let stuck = stream.total_in() == taken as u64 && stream.total_out() == before;
        if stuck || stream.total_out() > size.saturating_mul(2).saturating_add(MAX_SAMPLES) {
            return None;
        }
    }
}

/// Whether a text of digits encodes compressed samples, and the right number of them. Other
/// contents are left to the readers.
pub(super) fn is_whole(filters: &[&[u8]], text: &[u8], size: u64) -> bool {
    match filters {
        [digits, b"Fl" | b"FlateDecode"] => {
            let data = decode::digits(digits, text, text.len().saturating_mul(4));
            data.is_some_and(|data| inflated(&data, size).is_some())
        }
        _ => true,
    }
}

/// The number of digits in encoded text; `None` if it has anything but digits and blanks.
pub(super) fn digits(text: &[u8], is_digit: impl Fn(&u8) -> bool) -> Option<u64> {
    let is_known = |byte: &u8| is_digit(byte) || is_blank(*byte);
    let count = || text.iter().filter(|byte| is_digit(byte)).count() as u64;
    text.iter().all(is_known).then(count)
}

/// The length of run-length encoded data (7.4.5) including the end mark, and how many bytes they
/// decode to.
pub(super) fn run_length(data: &[u8]) -> Option<(usize, u64)> {
    let (mut at, mut held) = (0_usize, 0_u64);
    loop {
        let length = *data.get(at)?;
        let (taken, given) = match length {
            128 => return Some((at + 1, held)),
            0..128 => (usize::from(length) + 2, u64::from(length) + 1),
            _ => (2, 257 - u64::from(length)),
        };
        at += taken;
        held += given;
    }
}
