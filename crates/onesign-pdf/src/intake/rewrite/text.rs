//! Graphics states that are saved and restored within a text object (ISO 32000-2, Table 50 forbids it): some readers
//! save the text position with them, others don't.

/// The text object that content is in.
#[derive(Default)]
pub(super) struct Text {
    is_open: bool,
    /// For each state saved within the text object, whether the text position has moved since.
    saved: Vec<bool>,
}

impl Text {
    /// Follows an operator. Returns whether readers continue the text in different positions after it.
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
