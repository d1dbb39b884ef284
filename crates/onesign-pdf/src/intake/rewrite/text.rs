//! Graphics states that are saved and restored within a text object (ISO 32000-2, Table 50 forbids it): to some readers
//! the place where text goes on is a part of them, to others not.

/// The text object that content is in.
#[derive(Default)]
pub(super) struct Text {
    is_open: bool,
    /// Whether the place moved since each state was saved within it.
    saved: Vec<bool>,
}

impl Text {
    /// Follows an operator; whether readers go on with the text in different places after it.
    pub(super) fn follow(&mut self, name: &[u8]) -> bool {
        match name {
            b"BT" => self.is_open = true,
            b"ET" => *self = Self::default(),
            b"q" if self.is_open => self.saved.push(false),
            b"Q" if self.is_open => {
                let has_moved = self.saved.pop().unwrap_or(true);
                if let Some(outer) = self.saved.last_mut() {
                    *outer |= has_moved;
                }
                return has_moved;
            }
            b"Td" | b"TD" | b"Tm" | b"T*" | b"Tj" | b"TJ" | b"'" | b"\"" => {
                if let Some(moved) = self.saved.last_mut() {
                    *moved = true;
                }
            }
            _ => {}
        }
        false
    }
}
