//! The possible flaws of a file, without their positions. Each flaw has a stable code for translation.

use std::fmt;

/// A flaw of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flaw {
    code: &'static str,
    words: &'static str,
}

impl Flaw {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.code
    }
}

/// The English words.
impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words)
    }
}

/// Makes a function for each flaw from its line, and `FLAWS`, the list of codes and English words.
macro_rules! flaws {
    ($($name:ident = $words:literal;)*) => {
        /// Every code, with its English words.
        pub const FLAWS: &[(&str, &str)] =
            &[$((concat!("pdf_", stringify!($name)), $words)),*];

        $(
            #[doc = concat!("“", $words, "”")]
            #[must_use]
            pub const fn $name() -> Flaw {
                Flaw {
                    code: concat!("pdf_", stringify!($name)),
                    words: $words,
                }
            }
        )*
    };
}

flaws! {
    sections_in_circle = "cross-reference sections point to each other in a circle";
    too_many_revisions = "too many revisions";
    inside_number = "a position is inside a number";
    stream_beside_stream = "a cross-reference stream names another one beside it";
    section_twice = "a cross-reference section is used twice";
    table_for_stream = "there is a cross-reference table where a cross-reference stream is required";
    stream_leads_elsewhere = "the cross-reference table and the cross-reference stream of one revision point to different earlier revisions";
    table_and_stream_differ = "the cross-reference table and the cross-reference stream of one revision contradict each other";
    section_elsewhere = "a cross-reference section is outside its own revision";
    revision_end = "a revision does not end with its own pointer and %%EOF";
    number_missing = "an integer is missing";
    number_too_large = "a number is too large";
    nested_too_deeply = "objects nested too deeply";
    too_many_parts = "an object with too many parts";
    object_missing = "an object is missing";
    key_twice = "a dictionary contains the same key twice";
    key_missing = "a dictionary key is missing";
    name_escape = "a name with an invalid escape sequence";
    not_a_number = "not a number";
    string_without_end = "a string that is not terminated";
    hex_other_sign = "a hexadecimal string with an invalid character in it";
    hex_without_end = "a hexadecimal string that is not terminated";
    no_such_revision = "no such revision";
    endless_references = "references never end";
    no_catalogue = "the trailer names no catalogue";
    catalogue_no_dictionary = "the catalogue is not a dictionary";
    pointer_no_offset = "a pointer to a cross-reference section is not an offset";
    outside_file = "a position outside the file";
    subsection_line = "something follows a subsection header on the same line";
    too_many_entries = "a cross-reference section with too many entries";
    too_much_listed = "cross-reference sections with too many entries";
    too_many_sections = "too many reused cross-reference sections";
    trailer_after_stream = "a trailer after a cross-reference stream";
    table_cut = "a cross-reference table is cut off";
    table_entry = "an entry of a cross-reference table does not have the required form of twenty bytes";
    trailer_no_dictionary = "the trailer is not a dictionary";
    neither_table_nor_stream = "neither a cross-reference table nor a cross-reference stream";
    other_stream = "a stream that is not a cross-reference stream";
    indirect_length = "a cross-reference stream without a direct length";
    stream_too_long = "a stream is longer than the file";
    lists_itself_elsewhere = "a cross-reference stream gives a different position for itself";
    stream_keyword_line = "the keyword “stream” is not at the end of its line";
    stream_end = "a stream does not end where its length says";
    no_size = "/Size is missing";
    field_widths = "/W is wrong";
    wrong_index = "/Index is wrong";
    wrong_length = "a cross-reference stream of the wrong length";
    object_number_too_large = "an object number is too large";
    entry_out_of_range = "an entry is out of range";
    listed_twice = "an object is listed twice";
    not_in_the_file = "it is not stored directly in the file";
    other_generation = "it has a different generation number";
    no_dictionary = "it is not a dictionary";
    filter_no_name = "a filter must be a name";
    compressed_damaged = "a compressed stream is damaged";
    unpacks_to_too_much = "a stream that decompresses to too much data";
    predictor_parameter = "a predictor parameter is out of range";
    unknown_predictor = "an unknown predictor";
    predicted_row = "a predicted row is incomplete";
    file_too_large = "a file too large to be addressed in memory";
    object_too_large = "an object too large to be read in one piece";
    lies_outside = "its position is outside the file";
    other_object = "another object is at its position";
    undecryptable = "it can't be decrypted";
    stream_no_dictionary = "a stream without a dictionary";
    stream_no_length = "a stream without a length";
    not_in_object_stream = "it is not in its object stream";
    object_stream_missing = "an object stream is missing";
    object_stream_malformed = "not a well-formed object stream";
    object_streams_too_much = "object streams that decompress to too much data";
    name_tree_circle = "a name tree that loops or is too large";
    name_node_no_dictionary = "a node of a name tree is not a dictionary";
    name_no_string = "a name in a tree is not a string";
    embedded_malformed = "an embedded file is not well formed";
    embedded_several = "one embedded file is used for several entries";
    embedded_same_name = "two embedded files have the same name";
    no_page_tree = "the catalogue names no page tree";
    page_twice = "it appears twice in the page tree";
    too_many_pages = "too many pages";
    page_no_dictionary = "a page is not a dictionary";
    neither_page_nor_node = "neither a page nor a page tree node";
    page_direct = "a page is not indirect";
    too_many_references = "too many references between objects";
    too_many_fields = "too many form fields";
    field_twice = "a field appears twice in the form";
    too_many_signatures = "too many signatures";
    signature_shared = "two fields have the same signature";
    signature_in_field = "the signature is stored directly inside its field";
    signature_no_dictionary = "a signature is not a dictionary";
    store_no_dictionary = "the document security store is not a dictionary";
    store_too_large = "too many values in the security store";
}
