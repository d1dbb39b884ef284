//! Every dictionary in an object.

use super::{Dictionary, Object};

impl Object {
    /// Calls `look` with every dictionary in the object, outer ones first. It does not follow references.
    pub(crate) fn each_dictionary(&mut self, mut look: impl FnMut(&mut Dictionary)) {
        let mut open = vec![self];
        while let Some(object) = open.pop() {
            let dictionary = match object {
                Object::Dictionary(dictionary) => dictionary,
                Object::Stream(stream) => &mut stream.dictionary,
                Object::Array(items) => {
                    open.extend(items);
                    continue;
                }
                _ => continue,
            };
            look(dictionary);
            open.extend(dictionary.iter_mut().map(|(_, value)| value));
        }
    }
}
