//! Whether the codes of a JPEG (ISO/IEC 10918-1) can be read to the end. After a damaged place, each reader
//! shows a different rest of the picture.

/// Codes by the next sixteen bits: the code's length and symbol; a length of 0 means no code.
type Table = Vec<(u8, u8)>;

/// A component of the frame: its identifier, and how many blocks of it a unit has in each direction.
#[derive(Clone, Copy)]
struct Component {
    id: u8,
    across: u32,
    down: u32,
}

/// How many bytes may separate the last code of a scan from the next marker: some devices add padding.
const MAX_REST: usize = 64;

/// Whether a sequential eight-bit JPEG with Huffman codes has an invalid code, or its codes end early or late.
/// Other JPEGs are not checked and count as undamaged.
pub(crate) fn is_damaged(data: &[u8]) -> bool {
    Walk::new(data).is_damaged() == Some(true)
}

struct Walk<'a> {
    data: &'a [u8],
    at: usize,
    size: (u32, u32),
    components: Vec<Component>,
    direct: [Option<Table>; 4],
    alternating: [Option<Table>; 4],
    restart: u32,
}

impl<'a> Walk<'a> {
    fn new(data: &'a [u8]) -> Self {
        Self {
            data,
            at: 2,
            size: (0, 0),
            components: Vec::new(),
            direct: Default::default(),
            alternating: Default::default(),
            restart: 0,
        }
    }

    /// `None` for a kind of scan that is not checked here, or a malformed segment.
    fn is_damaged(&mut self) -> Option<bool> {
        loop {
            let marker = self.marker()?;
            if marker == 0xd9 {
                return Some(false);
            }
            if matches!(marker, 0x01 | 0xd0..=0xd8) {
                continue;
            }
            let high = *self.data.get(self.at)?;
            let length = usize::from(u16::from_be_bytes([high, *self.data.get(self.at + 1)?]));
            let end = self.at.checked_add(length)?;
            let segment = self.data.get(self.at + 2..end)?;
            self.at = end;
            match marker {
                0xc4 => self.tables(segment)?,
                0xc0 | 0xc1 => self.frame(segment)?,
                0xc2..=0xcf => return None,
                0xdd => {
                    let [high, low] = *segment else { return None };
                    self.restart = u16::from_be_bytes([high, low]).into();
                }
                0xda if !self.scan(segment)? => return Some(true),
                _ => {}
            }
        }
    }

    /// The next marker; bytes before it are skipped.
    fn marker(&mut self) -> Option<u8> {
        let rest = self.data.get(self.at..)?;
        let place = rest
            .windows(2)
            .position(|pair| matches!(pair, [0xff, marker] if !matches!(marker, 0 | 0xff)))?;
        self.at += place + 2;
        self.data.get(self.at - 1).copied()
    }

    fn frame(&mut self, segment: &[u8]) -> Option<()> {
        let [8, h1, h0, w1, w0, count, components @ ..] = segment else {
            return None;
        };
        let side = |high: u8, low: u8| u32::from(u16::from_be_bytes([high, low]));
        self.size = (side(*w1, *w0), side(*h1, *h0));
        let listed = components.chunks_exact(3).take((*count).into());
        self.components = listed
            .filter_map(|entry| match entry {
                [id, factors, _] => Some(Component {
                    id: *id,
                    across: u32::from(factors >> 4),
                    down: u32::from(factors & 15),
                }),
                _ => None,
            })
            .collect();
        let are_sane = |component: &Component| {
            (1..=4).contains(&component.across) && (1..=4).contains(&component.down)
        };
        let is_sane = self.size.0 > 0 && self.size.1 > 0 && self.components.iter().all(are_sane);
        (is_sane && !self.components.is_empty()).then_some(())
    }

    /// Huffman tables (B.2.4.2 and C.2).
    fn tables(&mut self, mut segment: &[u8]) -> Option<()> {
        while let Some((kind, rest)) = segment.split_first() {
            let (counts, rest) = rest.split_at_checked(16)?;
            let total: usize = counts.iter().map(|count| usize::from(*count)).sum();
            let (symbols, rest) = rest.split_at_checked(total)?;
            segment = rest;
            let mut table = vec![(0, 0); 1 << 16];
            let mut symbols = symbols.iter();
            let mut next = 0_usize;
            for (length, count) in (1_u8..=16).zip(counts) {
                let span = 1_usize << (16 - length);
                for symbol in symbols.by_ref().take((*count).into()) {
                    table.get_mut(next..next + span)?.fill((length, *symbol));
                    next += span;
                }
            }
            let tables = match kind >> 4 {
                0 => &mut self.direct,
                _ => &mut self.alternating,
            };
            *tables.get_mut(usize::from(kind & 15))? = Some(table);
        }
        Some(())
    }

    /// Reads a scan (B.2.3). Returns whether all of its codes are present.
    fn scan(&mut self, segment: &[u8]) -> Option<bool> {
        let (count, rest) = segment.split_first().filter(|(count, _)| **count > 0)?;
        let selected = rest.get(..2 * usize::from(*count))?;
        let mut blocks = Vec::new();
        let mut own = None;
        for entry in selected.chunks_exact(2) {
            let [id, tables] = *entry else { return None };
            let component = *self.components.iter().find(|known| known.id == id)?;
            own = Some(component);
            let direct = self.direct.get(usize::from(tables >> 4))?.as_ref()?;
            let alternating = self.alternating.get(usize::from(tables & 15))?.as_ref()?;
            let in_unit = match count {
                1 => 1,
                _ => component.across * component.down,
            };
            blocks.extend(std::iter::repeat_n((direct, alternating), in_unit as usize));
        }
        let across = self.components.iter().map(|known| known.across).max()?;
        let down = self.components.iter().map(|known| known.down).max()?;
        let units = match (count, own) {
            (1, Some(one)) => {
                let side = |side: u32, own: u32, most: u32| (side * own).div_ceil(most).div_ceil(8);
                side(self.size.0, one.across, across) * side(self.size.1, one.down, down)
            }
            _ => self.size.0.div_ceil(8 * across) * self.size.1.div_ceil(8 * down),
        };
        let mut bits = Bits::new(self.data, self.at);
        for unit in 0..units {
            if self.restart > 0 && unit > 0 && unit % self.restart == 0 && !bits.restart() {
                return Some(false);
            }
            for (direct, alternating) in &blocks {
                if bits.block(direct, alternating).is_none() {
                    return Some(false);
                }
            }
        }
        let end = bits.end();
        self.at = end;
        let found = self.marker().is_some();
        // The caller reads the marker after the scan again.
        self.at = self.at.saturating_sub(2);
        Some(found && self.at.saturating_sub(end) <= MAX_REST)
    }
}

/// The bits of a scan, without stuffed bytes (F.1.2.3).
struct Bits<'a> {
    data: &'a [u8],
    at: usize,
    held: u64,
    count: u32,
    /// How many of the held bits lie past the end of the scan.
    past: u32,
}

impl<'a> Bits<'a> {
    fn new(data: &'a [u8], at: usize) -> Self {
        Self {
            data,
            at,
            held: 0,
            count: 0,
            past: 0,
        }
    }

    fn fill(&mut self) {
        while self.count <= 48 {
            let (byte, length) = match self.data.get(self.at..) {
                Some([0xff, 0, ..]) => (0xff, 2),
                Some([0xff, ..]) | Some([]) | None => (0, 0),
                Some([byte, ..]) => (*byte, 1),
            };
            if length == 0 {
                self.past += 8;
            }
            self.at += length;
            self.held = self.held << 8 | u64::from(byte);
            self.count += 8;
        }
    }

    fn skip(&mut self, bits: u32) -> Option<()> {
        self.count = self.count.checked_sub(bits)?;
        (self.count >= self.past).then_some(())
    }

    fn symbol(&mut self, table: &Table) -> Option<u8> {
        if self.count < 32 {
            self.fill();
        }
        let next = (self.held >> (self.count - 16)) as u16;
        let (length, symbol) = *table.get(usize::from(next))?;
        if length == 0 {
            return None;
        }
        self.skip(length.into())?;
        Some(symbol)
    }

    /// One block of 64 coefficients (F.2.2).
    fn block(&mut self, direct: &Table, alternating: &Table) -> Option<()> {
        let size = self.symbol(direct).filter(|size| *size <= 11)?;
        self.skip(size.into())?;
        let mut place = 1_u8;
        while place < 64 {
            let symbol = self.symbol(alternating)?;
            let (run, size) = (symbol >> 4, symbol & 15);
            match (run, size) {
                (15, 0) => place += 16,
                (_, 0) => return Some(()),
                _ => {
                    place += run + 1;
                    self.skip(size.into())?;
                }
            }
        }
        (place == 64).then_some(())
    }

    /// Continues after a restart marker. Returns whether there is one.
    fn restart(&mut self) -> bool {
        let at = self.end();
        let is_there = matches!(self.data.get(at..), Some([0xff, 0xd0..=0xd7, ..]));
        *self = Self::new(self.data, at + 2);
        is_there
    }

    /// Where the unread data begin.
    fn end(&self) -> usize {
        let mut unread = self.count.saturating_sub(self.past) / 8;
        let mut at = self.at;
        while unread > 0 {
            let is_stuffed = at >= 2 && self.data.get(at - 2..at) == Some(&[0xff, 0]);
            at = at.saturating_sub(if is_stuffed { 2 } else { 1 });
            unread -= 1;
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

    /// A picture with something in each block.
    fn jpeg(sampling: SamplingFactor, restart: Option<u16>, progressive: bool) -> Vec<u8> {
        let samples: Vec<u8> = (0..100_u32 * 60 * 3)
            .map(|index| (index.wrapping_mul(index) >> 5) as u8)
            .collect();
        let mut data = Vec::new();
        let mut encoder = Encoder::new(&mut data, 80);
        encoder.set_sampling_factor(sampling);
        encoder.set_progressive(progressive);
        if let Some(interval) = restart {
            encoder.set_restart_interval(interval);
        }
        encoder.encode(&samples, 100, 60, ColorType::Rgb).unwrap();
        data
    }

    #[test]
    fn a_sound_jpeg_is_read_to_its_end() {
        for sampling in [
            SamplingFactor::F_1_1,
            SamplingFactor::F_2_2,
            SamplingFactor::F_2_1,
        ] {
            for restart in [None, Some(3)] {
                let mut walk = jpeg(sampling, restart, false);
                assert_eq!(Walk::new(&walk).is_damaged(), Some(false));
                walk.extend(b"something behind it");
                assert!(!is_damaged(&walk));
            }
        }
        assert!(!is_damaged(&jpeg(SamplingFactor::F_1_1, None, true)));
    }

    #[test]
    fn a_damaged_place_is_noticed() {
        for restart in [None, Some(3)] {
            let sound = jpeg(SamplingFactor::F_2_2, restart, false);
            let middle = sound.len() * 3 / 4;
            let mut zeros = sound.clone();
            zeros[middle..middle + 20].fill(0);
            assert!(is_damaged(&zeros));
            let mut ended = sound.clone();
            ended.splice(middle..middle, [0xff, 0xd9]);
            assert!(is_damaged(&ended));
            let mut short = sound.clone();
            short.drain(middle..sound.len() - 2);
            assert!(is_damaged(&short));
        }
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_read(
            noise in proptest::collection::vec(proptest::prelude::any::<(u16, u8)>(), 1..20),
        ) {
            let mut data = jpeg(SamplingFactor::F_2_2, Some(3), false);
            for (place, byte) in noise {
                let place = usize::from(place) % data.len();
                data[place] = byte;
            }
            is_damaged(&data);
        }
    }
}
