//! Copies the character maps of composite fonts (ISO 32000-2, 9.7.5) and of text extraction (9.10.3).

use lopdf::Stream as Received;

use super::copy::Copier;
use super::lexer;
use super::maps;
use super::schema::Kind;
use super::streams::Settled;
use crate::object::{Dictionary, Object};

impl<'a> Copier<'a> {
    /// Merges a character map with its base map, and rewrites one that readers read differently.
    pub(super) fn settle_map(
        &mut self,
        stream: &'a Received,
        data: &[u8],
        kind: Kind,
        dictionary: &mut Dictionary,
    ) -> Settled {
        if !maps::is_sane_map(data) {
            self.flaw("font_data_ignored");
            return Settled::Dropped;
        }
        let most = self.limits.max_stream_bytes;
        let whole = maps::whole(self.source, stream, data, most);
        let map = whole.as_deref().unwrap_or(data);
        let calls = lexer::find(map, b"usecmap").is_some();
        if calls && kind == Kind::Encoding {
            self.flaw("readers_differ");
        } else if !calls {
            dictionary.remove("UseCMap");
        }
        if whole
            .as_ref()
            .is_some_and(|whole| !maps::is_sane_map(whole))
        {
            return Settled::Dropped;
        }
        if kind == Kind::Encoding
            && !calls
            && let Some(written) = self.settle_codes(stream, map, dictionary)
        {
            return Settled::Written(written);
        }
        whole.map_or(Settled::Stays, Settled::Written)
    }

    /// The replacement for a composite font's map, if it can't stay.
    fn settle_codes(
        &mut self,
        stream: &'a Received,
        map: &[u8],
        dictionary: &mut Dictionary,
    ) -> Option<Vec<u8>> {
        let written = maps::anew(map);
        let said = self.source.get(&stream.dict, b"WMode");
        let mode = said.and_then(|mode| self.source.number(mode));
        // Some readers follow the entry, others the operators.
        if written.is_ambiguous || said.is_some() && mode != Some(written.mode as f64) {
            self.flaw("readers_differ");
        }
        dictionary.set("WMode", Object::Integer(written.mode));
        written.data
    }
}
