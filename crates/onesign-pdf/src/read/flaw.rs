//! What can be wrong with a file, without where: each flaw has a stable code, for whoever says it in another language.

use std::fmt;

/// What is wrong.
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

/// Makes a function of each line that gives the flaw, and `FLAWS`, the list of codes and English words.
macro_rules! flaws {
    ($($name:ident = $words:literal;)*) => {
        /// Every code there is, with the English words.
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
    sections_in_circle = "sections point to each other in a circle";
    too_many_revisions = "too many revisions";
    section_twice = "a section is used twice";
    table_for_stream = "a table stands where a stream must";
    stream_leads_elsewhere = "a stream beside a table leads elsewhere than the table";
    table_and_stream_differ = "a table and the stream beside it differ";
    section_elsewhere = "a section does not stand in its own revision";
    revision_end = "a revision does not end with its own pointer and %%EOF";
    number_missing = "a whole number is missing";
    number_too_large = "a number is too large";
    nested_too_deeply = "objects nested too deeply";
    too_many_parts = "an object with too many parts";
    object_missing = "an object is missing";
    key_twice = "a dictionary has a key twice";
    key_missing = "a dictionary key is missing";
    name_escape = "a name with a wrong escape";
    not_a_number = "not a number";
    string_without_end = "a string without end";
    hex_other_sign = "a hexadecimal string with another sign in it";
    hex_without_end = "a hexadecimal string without end";
    no_such_revision = "no such revision";
    endless_references = "references lead on and on";
    no_catalogue = "the trailer names no catalogue";
    catalogue_no_dictionary = "the catalogue is no dictionary";
    pointer_no_offset = "a pointer to a section is no offset";
    outside_file = "outside the file";
    subsection_line = "a subsection header does not end its line";
    too_many_entries = "a cross-reference section with too many entries";
    too_much_listed = "cross-reference sections with too many entries";
    too_many_sections = "too many sections that are used again";
    trailer_after_stream = "a trailer after a cross-reference stream";
    table_cut = "a table is cut off";
    table_entry = "a table entry is not twenty bytes of the one form";
    trailer_no_dictionary = "the trailer is no dictionary";
    neither_table_nor_stream = "neither a table nor a stream";
    other_stream = "a stream that is no cross-reference stream";
    indirect_length = "a cross-reference stream without a direct length";
    stream_too_long = "a stream is longer than the file";
    lists_itself_elsewhere = "a cross-reference stream lists itself elsewhere";
    stream_keyword_line = "the keyword stream does not end its line";
    stream_end = "a stream does not end where its length says";
    no_size = "no size";
    field_widths = "wrong field widths";
    wrong_index = "a wrong index";
    wrong_length = "a cross-reference stream of the wrong length";
    object_number_too_large = "an object number is too large";
    entry_out_of_range = "an entry is out of range";
    listed_twice = "an object is listed twice";
    not_in_the_file = "it does not stand in the file itself";
    other_generation = "it has another generation";
    no_dictionary = "it is no dictionary";
    filter_no_name = "a filter must be a name";
    compressed_damaged = "a compressed stream is damaged";
    unpacks_to_too_much = "a stream that unpacks to too much";
    predictor_parameter = "a predictor parameter is out of range";
    unknown_predictor = "an unknown predictor";
    predicted_row = "a predicted row is incomplete";
    file_too_large = "a file larger than memory can address";
    object_too_large = "an object too large to be read in one piece";
    lies_outside = "it lies outside the file";
    other_object = "another object stands in its place";
    undecryptable = "it can't be decrypted";
    stream_no_dictionary = "a stream without a dictionary";
    stream_no_length = "a stream without a length";
    not_in_object_stream = "it is not in its object stream";
    object_stream_missing = "an object stream is missing";
    object_stream_malformed = "not a well-formed object stream";
    object_streams_too_much = "object streams that unpack to too much";
    name_tree_circle = "a name tree in a circle or too large";
    name_node_no_dictionary = "a node of a name tree is no dictionary";
    name_no_string = "a name in a tree is no string";
    embedded_malformed = "an embedded file is not well formed";
    embedded_several = "an embedded file stands for several";
    embedded_same_name = "two embedded files have the same name";
    no_page_tree = "the catalogue names no page tree";
    page_twice = "it stands in the page tree twice";
    too_many_pages = "too many pages";
    page_no_dictionary = "a page is no dictionary";
    neither_page_nor_node = "neither a page nor a node of pages";
    page_direct = "a page is not indirect";
    too_many_references = "too many references between objects";
    too_many_fields = "too many form fields";
    field_twice = "a field stands in the form twice";
    too_many_signatures = "too many signatures";
    signature_shared = "two fields have the same signature";
    signature_in_field = "the signature stands inside its field";
    signature_no_dictionary = "a signature is no dictionary";
    store_no_dictionary = "the security store is no dictionary";
    store_too_large = "too many values in the security store";
}
