//! The rebuilt file: a new catalog, new pages, and the objects that the allow-list permits.

use std::collections::{BTreeSet, HashMap};

use lopdf::Object as Old;
use sha2::{Digest, Sha256};

use super::annotations::{self, Flattening};
use super::archival;
use super::census;
use super::contents::{Drawn, content_entries, content_form};
use super::copy::Copier;
use super::cost::FormCost;
use super::enclose::{Enclosure, enclose};
use super::fields;
use super::flaws::Flaws;
use super::groups;
use super::layers::Layers;
use super::masks;
use super::open::Opened;
use super::pages::{self, Page, Tree};
use super::painted::Painted;
use super::pictures::Pictures;
use super::schema::Kind;
use super::second;
use super::shown::Texts;
use super::source::Source;
use super::streams::compressed;
use super::tags;
use super::typeface;
use super::{DetectedField, Enclosed, Intake, IntakeError, Limits};
use crate::geometry::{Matrix, PageSize};
use crate::object::{Dictionary, Object, Ref};
use crate::write::write_document;

/// The bytes of operators that any file may have, and how many more per byte of the file: programs compress operators
/// to a tenth, and hardly ever to a hundredth.
const LEAST_OPERATORS: u64 = 12 << 20;
const DENSEST: u64 = 300;

/// Builds the normalised file and the report on it. An enclosure makes the received file an attachment; if it `opens`,
/// fields that are offered for filling in again are left empty.
pub(super) fn build(
    bytes: &[u8],
    opened: &Opened,
    password: Option<&str>,
    limits: &Limits,
    enclosure: Option<&Enclosure>,
    opens: bool,
) -> Result<Intake, IntakeError> {
    let source = Source {
        document: &opened.document,
    };
    let tree = pages::pages(source, limits)?;
    let pages = &tree.pages;
    let mut cost = FormCost::new(source, limits);
    let endless = endless(&mut cost, pages)?;
    let layers = Layers::read(source);
    let tally = census::survey(source);
    let mut copier = Copier::new(source, &layers, limits, tally, &opened.mended);
    copier.most_operators = LEAST_OPERATORS.max((bytes.len() as u64).saturating_mul(DENSEST));
    note_flaws(&mut copier, opened, &tree, &endless);
    // If reading the texts would take long, intake reads none, and the fields keep their content.
    let texts = match cost.total.is_readable() {
        true => Texts::read(source, &layers, limits, &opened.mended, pages)?,
        false => Texts::default(),
    };
    let (root, made, mut detected) = catalog(&mut copier, pages, opens, texts)?;
    refuse_empty(&copier, opened, &tree)?;
    finish(&mut copier, root)?;
    let readable = copier.is_readable() && cost.total.is_readable();
    let mut warnings = warnings(&mut copier, bytes, password, &made);
    let (mut objects, tally) = copier.into_parts();
    let permits_stamps = !opened.signed.is_some_and(|signed| signed.forbids_changes);
    let mut sizes: Vec<PageSize> = pages.iter().map(|page| page.geometry.size).collect();
    let enclosed = match enclosure {
        Some(enclosure) => {
            let added = enclose(&mut objects, root, bytes, enclosure, !permits_stamps)?;
            sizes.extend(added);
            warnings.extend(enclosure_warnings(permits_stamps));
            Some(enclosed(enclosure, pages.len(), permits_stamps))
        }
        None => None,
    };
    let normalised = write_document(objects, root, None, file_id(bytes));
    if normalised.len() as u64 > most_bytes(bytes, limits, enclosure) {
        return Err(IntakeError::TooComplex);
    }
    if readable {
        let found = tags::read(&normalised);
        detected.extend(found.fields);
        if found.invisible {
            warnings.insert("invisible_text".to_owned());
        }
    }
    if let Some(enclosed) = &enclosed {
        // The sheet quotes names from the file, which are not tags. Where no field may be placed, none is offered.
        detected.retain(|field| permits_stamps && field.page < enclosed.copied_pages);
    }
    Ok(Intake {
        normalised,
        pages: sizes,
        removed: tally.into_removals(),
        warnings: warnings.into_iter().collect(),
        title: title(source),
        detected,
        enclosed,
    })
}

/// The numbers of the pages with a form that draws itself, or nests deep.
fn endless<'a>(cost: &mut FormCost<'a>, pages: &[Page<'a>]) -> Result<Vec<u32>, IntakeError> {
    let mut endless = Vec::new();
    for (number, page) in (1..).zip(pages) {
        if cost.page(page)? {
            endless.push(number);
        }
    }
    Ok(endless)
}

/// Notes the flaws that the file has before intake copies it.
fn note_flaws(copier: &mut Copier<'_>, opened: &Opened, tree: &Tree<'_>, endless: &[u32]) {
    copier.warnings.extend(general_warnings(opened, tree));
    note_lost(&mut copier.flaws, tree);
    let torn = (1..).zip(&tree.pages).filter(|(_, page)| page.is_torn);
    let torn = torn.map(|(number, _)| number);
    for number in endless.iter().copied().chain(torn) {
        copier.flaws.page("readers_differ", number);
    }
    if copier.layers.differ {
        copier.warnings.insert("readers_differ");
    }
    if let Ok(Old::Reference(id)) = opened.document.trailer.get(b"Root") {
        copier.note_mending(*id);
    }
}

/// Refuses a damaged file if nothing on its pages can be read.
fn refuse_empty(copier: &Copier<'_>, opened: &Opened, tree: &Tree<'_>) -> Result<(), IntakeError> {
    let is_damaged = opened.repaired || tree.searched || !opened.mended.is_empty();
    if is_damaged && copier.empty == tree.pages.len() {
        return Err(IntakeError::Damaged(
            "nothing on its pages can be read".to_owned(),
        ));
    }
    Ok(())
}

/// Compares the file with a second reading, and takes the warnings from the copier; `made` are the new pages.
fn warnings(
    copier: &mut Copier<'_>,
    bytes: &[u8],
    password: Option<&str>,
    made: &[Ref],
) -> BTreeSet<String> {
    let mut flaws = std::mem::take(&mut copier.flaws);
    let mended = copier.warnings.contains("repaired") || flaws.tell_of_damage();
    second::compare(
        bytes,
        password,
        made.len(),
        mended,
        &copier.blank,
        &mut flaws,
    );
    let mut warnings = flaws.codes(copier.objects(), made);
    warnings.extend(copier.warnings.iter().map(ToString::to_string));
    warnings
}

/// The warnings about a signed file that becomes an attachment.
fn enclosure_warnings(permits_stamps: bool) -> BTreeSet<String> {
    let mut warnings = BTreeSet::from(["already_signed".to_owned()]);
    if !permits_stamps {
        warnings.insert("signed_without_changes".to_owned());
    }
    warnings
}

/// Copies the objects that the pages need, and settles the fonts, masks and groups among them.
fn finish(copier: &mut Copier<'_>, root: Ref) -> Result<(), IntakeError> {
    copier.drain()?;
    typeface::settle(copier, root)?;
    masks::settle(copier);
    groups::open(copier)?;
    archival::declare(copier, root)?;
    copier.drain()
}

/// The file identifier (14.4): the same for the same received bytes.
fn file_id(bytes: &[u8]) -> [u8; 16] {
    let mut id = [0; 16];
    id.copy_from_slice(&Sha256::digest(bytes)[..16]);
    id
}

fn enclosed(enclosure: &Enclosure, pages: usize, permits_stamps: bool) -> Enclosed {
    Enclosed {
        name: enclosure.name.clone(),
        copied_pages: u32::try_from(pages).unwrap_or(u32::MAX),
        permits_stamps,
    }
}

/// The largest permitted result: four times the upload limit, plus the enclosed file.
fn most_bytes(bytes: &[u8], limits: &Limits, enclosure: Option<&Enclosure>) -> u64 {
    let inside = enclosure.map_or(0, |_| bytes.len() as u64);
    limits.max_bytes.saturating_mul(4).saturating_add(inside)
}

fn general_warnings(opened: &Opened, tree: &Tree<'_>) -> BTreeSet<&'static str> {
    let mut warnings = BTreeSet::new();
    if opened.decrypted {
        warnings.insert("decrypted");
    }
    if opened.repaired || tree.searched {
        warnings.insert("repaired");
    }
    warnings
}

/// Notes pages that the tree has lost or that have no size, and a wrong page count.
fn note_lost(flaws: &mut Flaws, tree: &Tree<'_>) {
    for number in &tree.lost {
        flaws.page("page_lost", *number);
    }
    for (number, page) in (1..).zip(&tree.pages) {
        if page.geometry.guessed {
            flaws.page("page_size_guessed", number);
        }
        if page.geometry.odd {
            flaws.page("readers_differ", number);
        }
    }
    let found = i64::try_from(tree.pages.len()).ok();
    if tree.lost.is_empty() && tree.said.is_some() && tree.said != found {
        flaws.object("page_count_differs", None);
    }
}

/// Builds the catalog and everything below it. Returns its reference, those of the pages, and the fields found.
fn catalog<'a>(
    copier: &mut Copier<'a>,
    pages: &[Page<'a>],
    opens: bool,
    texts: Texts,
) -> Result<(Ref, Vec<Ref>, Vec<DetectedField>), IntakeError> {
    let (root, tree) = (copier.reserve(), copier.reserve());
    let mut state = Flattening {
        budget: copier.limits.max_annotations,
        regenerate: fields::regenerates(copier.source),
        opens,
        texts,
        letters: annotations::MAX_LETTERS,
        offers: annotations::MAX_OFFERS,
        pictures: Pictures::default(),
    };
    let mut detected = Vec::new();
    let mut made = Vec::with_capacity(pages.len());
    let mut contents = HashMap::new();
    for (number, page) in (0_u32..).zip(pages) {
        let own = copier.reserve();
        copier.place = Some(own);
        for id in &page.ids {
            copier.note_mending(*id);
        }
        let painted = annotations::flatten(copier, page, number, &mut state)?;
        let entries = page_entries(copier, page, &painted, number, &mut contents)?;
        copier.set(own, entries);
        copier.amend(own, "Parent", tree.into());
        made.push(own);
        detected.extend(painted.fields);
    }
    copier.place = None;
    state.pictures.draw(copier)?;
    let kids: Vec<Object> = made.iter().map(|page| Object::Reference(*page)).collect();
    let count = Object::Integer(kids.len() as i64);
    copier.set(
        tree,
        Dictionary::from([
            ("Type", Object::name("Pages")),
            ("Kids", kids.into()),
            ("Count", count),
        ]),
    );
    let mut entries = Dictionary::from([("Type", Object::name("Catalog")), ("Pages", tree.into())]);
    if let Some(language) = language(copier.source) {
        entries.set("Lang", Object::String(language.into_bytes()));
    }
    copier.set(root, entries);
    Ok((root, made, detected))
}

/// One page: its content as a form XObject, mapped to the displayed page, then its annotations.
fn page_entries<'a>(
    copier: &mut Copier<'a>,
    page: &Page<'a>,
    painted: &Painted,
    number: u32,
    contents: &mut HashMap<Drawn, (Option<Ref>, u64)>,
) -> Result<Dictionary, IntakeError> {
    let key = Drawn::by(copier.source, page);
    let content = match contents.get(&key) {
        Some((known, bytes)) => {
            copier.drawn_bytes = copier.drawn_bytes.saturating_add(*bytes);
            *known
        }
        None => {
            let before = copier.drawn_bytes;
            let made = content_form(copier, page, number)?;
            contents.insert(key, (made, copier.drawn_bytes - before));
            made
        }
    };
    let mut forms = Dictionary::new();
    let mut operators = String::from("q\n");
    if page.geometry.to_display != Matrix::IDENTITY {
        operators.push_str(&format!("{} cm\n", page.geometry.to_display.operands()));
    }
    if let Some(content) = content {
        forms.set("P", content);
        operators.push_str("/P Do\n");
    }
    let is_blank = content.is_none() || copier.blank.last() == Some(&number);
    let is_lost =
        content_entries(copier.source, page.dictionary) > 0 || copier.is_mended(&page.ids);
    copier.empty += usize::from(is_blank && is_lost && painted.forms.is_empty());
    for (name, form) in &painted.forms {
        forms.set(name, *form);
    }
    operators.push_str(&painted.operators);
    operators.push_str("Q\n");
    let stream = copier.add(compressed(Dictionary::new(), operators.into_bytes()));
    let size = page.geometry.size;
    let media = vec![
        Object::Integer(0),
        Object::Integer(0),
        Object::thousandths(size.w),
        Object::thousandths(size.h),
    ];
    let mut entries = Dictionary::from([
        ("Type", Object::name("Page")),
        ("MediaBox", media.into()),
        (
            "Resources",
            Dictionary::from([("XObject", forms.into())]).into(),
        ),
        ("Contents", stream.into()),
    ]);
    if let Ok(group) = page.dictionary.get(b"Group") {
        let group = copier.value(group, Kind::Group, 0)?;
        if group != Object::Null {
            entries.set("Group", group);
        }
    }
    Ok(entries)
}

/// The title, on one line, without control and bidirectional characters.
fn title(source: Source<'_>) -> Option<String> {
    let info = source.dictionary(&source.document.trailer, b"Info")?;
    let text = source.text(info, b"Title")?;
    let clean: String = text
        .chars()
        .map(|character| {
            if character.is_control() {
                ' '
            } else {
                character
            }
        })
        .collect();
    let is_steering = |character: &char| matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    let words: Vec<&str> = clean.split_whitespace().collect();
    let line: String = words
        .join(" ")
        .chars()
        .filter(|character| !is_steering(character))
        .take(200)
        .collect();
    (!line.is_empty()).then_some(line)
}

/// The document's language tag if it looks like one (RFC 5646).
fn language(source: Source<'_>) -> Option<String> {
    let text = source.text(source.catalog()?, b"Lang")?;
    let plausible = (2..=35).contains(&text.len())
        && text
            .chars()
            .all(|character| character.is_ascii_alphanumeric() || character == '-');
    plausible.then_some(text)
}
