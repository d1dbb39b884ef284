//! Small documents to be taken in.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use onesign_pdf::{Intake, IntakeError, Limits, intake};

/// A document with one page of 200 by 100 points whose content is given.
pub struct Draft {
    pub document: Document,
    page: ObjectId,
    catalog: ObjectId,
}

impl Draft {
    pub fn new(content: &str) -> Self {
        let mut document = Document::with_version("1.7");
        let font = document.add_object(
            dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" },
        );
        let content =
            document.add_object(Stream::new(Dictionary::new(), content.as_bytes().to_vec()));
        let tree = document.new_object_id();
        let page = document.add_object(dictionary! {
            "Type" => "Page",
            "Parent" => tree,
            "MediaBox" => numbers(&[0, 0, 200, 100]),
            "Resources" => dictionary! { "Font" => dictionary! { "F" => font } },
            "Contents" => content,
        });
        document.objects.insert(
            tree,
            dictionary! { "Type" => "Pages", "Kids" => vec![Object::from(page)], "Count" => 1 }
                .into(),
        );
        let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
        document.trailer.set("Root", catalog);
        Self {
            document,
            page,
            catalog,
        }
    }

    pub fn page(&mut self) -> &mut Dictionary {
        self.document.get_dictionary_mut(self.page).unwrap()
    }

    pub fn catalog(&mut self) -> &mut Dictionary {
        self.document.get_dictionary_mut(self.catalog).unwrap()
    }

    pub fn resource(&mut self, category: &str, name: &str, object: impl Into<Object>) {
        let id = self.document.add_object(object);
        let resources = self
            .page()
            .get_mut(b"Resources")
            .unwrap()
            .as_dict_mut()
            .unwrap();
        if !resources.has(category.as_bytes()) {
            resources.set(category, Dictionary::new());
        }
        resources
            .get_mut(category.as_bytes())
            .unwrap()
            .as_dict_mut()
            .unwrap()
            .set(name, id);
    }

    pub fn annotation(&mut self, annotation: Dictionary) -> ObjectId {
        let id = self.document.add_object(annotation);
        self.page().set("Annots", vec![Object::from(id)]);
        id
    }

    /// The first annotation of the page.
    pub fn widget(&mut self) -> &mut Dictionary {
        let annotations = self.page().get(b"Annots").unwrap().as_array().unwrap();
        let id = annotations[0].as_reference().unwrap();
        self.document.get_dictionary_mut(id).unwrap()
    }

    pub fn bytes(mut self) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.document.save_to(&mut bytes).unwrap();
        bytes
    }

    pub fn take(self) -> Result<Intake, IntakeError> {
        intake(&self.bytes(), None, &Limits::default())
    }
}

/// An array of integers.
pub fn numbers(values: &[i64]) -> Object {
    values
        .iter()
        .map(|value| Object::Integer(*value))
        .collect::<Vec<_>>()
        .into()
}
