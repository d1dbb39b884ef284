//! Lists of envelopes, newest first.

use crate::error::Error;
use crate::read::Reads;
use crate::rows::envelope as row;
use crate::store::Store;
use crate::words::Words;
use onesign_core::access::{Resource, Scope, may_read, scope};
use onesign_core::envelope::{Envelope, EnvelopeStatus};
use onesign_core::ids::EnvelopeId;
use onesign_core::{State, StreamId, Viewer};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Which envelopes to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only envelopes with one of these statuses; an empty list means any.
    pub status: Vec<EnvelopeStatus>,
    /// Only envelopes whose title and recipients' names and addresses together contain each of these words, ignoring
    /// case and accents. All of these are encrypted, so a search decrypts the envelopes one by one.
    pub q: Option<String>,
    /// Only envelopes after this place: [`Page::next`] of the previous page.
    pub after: Option<String>,
    /// How many at most; 0 means 50, and the maximum is 200.
    pub limit: u32,
}

/// A page of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<T> {
    /// Its items.
    pub items: Vec<T>,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
}

/// How many envelopes a search decrypts at a time.
const STRIDE: usize = 200;
/// How many envelopes one search decrypts before it returns a place to continue from, so that no search takes long.
const MOST_OPENED: usize = 2_000;

/// The rows found, and the place to continue from.
struct Found {
    rows: Vec<row::Model>,
    next: Option<(i64, Uuid)>,
}

impl Reads<'_> {
    /// The viewer's envelopes, newest first: its own for an account, the one of a recipient, all for the software
    /// itself.
    ///
    /// # Errors
    /// [`Error::Database`], [`Error::Damaged`]. An unknown place in `after` begins at the start.
    pub async fn envelopes(&self, filter: &Filter) -> Result<Page<Envelope>, Error> {
        let limit = if filter.limit == 0 {
            50
        } else {
            Ord::min(filter.limit, 200) as usize
        };
        let found = self.store.matching(self.viewer, filter, limit).await?;
        let next = found.next.map(|(created, id)| format!("{created}.{id}"));
        let streams: Vec<StreamId> = found
            .rows
            .iter()
            .map(|row| StreamId::Envelope(EnvelopeId(row.id)))
            .collect();
        let mut states = self.store.inner.states(&streams).await?;
        let mut items = Vec::with_capacity(streams.len());
        for stream in &streams {
            match states.remove(stream) {
                Some(State::Envelope(envelope))
                    if may_read(self.viewer, &Resource::Envelope(&envelope)) =>
                {
                    items.push(*envelope)
                }
                Some(_) => {}
                None => return Err(Error::Damaged("a listed envelope without a stream")),
            }
        }
        Ok(Page { items, next })
    }

    /// How many of the viewer's envelopes have each status. It omits statuses without envelopes.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn envelope_counts(&self) -> Result<BTreeMap<String, i64>, Error> {
        let counts: Vec<(String, i64)> = row::Entity::find()
            .select_only()
            .column(row::Column::Status)
            .column_as(row::Column::Id.count(), "envelopes")
            .filter(own(self.viewer))
            .group_by(row::Column::Status)
            .into_tuple()
            .all(self.store.inner.engine.reader())
            .await?;
        Ok(counts.into_iter().collect())
    }
}

impl Store {
    /// Up to `wanted` rows that fit.
    async fn matching(
        &self,
        viewer: &Viewer,
        filter: &Filter,
        wanted: usize,
    ) -> Result<Found, Error> {
        let words = Words::read(filter.q.as_deref());
        let stride = if words.is_some() { STRIDE } else { wanted + 1 };
        let mut place = filter.after.as_deref().and_then(read_place);
        let mut rows: Vec<row::Model> = Vec::new();
        let mut opened = 0;
        loop {
            let query = select(viewer, &filter.status, place).limit(stride as u64);
            let looked_at = query.all(self.inner.engine.reader()).await?;
            opened += looked_at.len();
            let is_last = looked_at.len() < stride;
            place = looked_at.last().map(place_of).or(place);
            for row in self.fitting(looked_at, words.as_ref()).await? {
                if rows.len() == wanted {
                    let next = rows.last().map(place_of);
                    return Ok(Found { rows, next });
                }
                rows.push(row);
            }
            if is_last {
                return Ok(Found { rows, next: None });
            }
            if opened >= MOST_OPENED {
                return Ok(Found { rows, next: place });
            }
        }
    }

    /// The rows whose title and recipients contain the words, in their order.
    async fn fitting(
        &self,
        rows: Vec<row::Model>,
        words: Option<&Words>,
    ) -> Result<Vec<row::Model>, Error> {
        let Some(words) = words else { return Ok(rows) };
        let mut missing = Vec::with_capacity(rows.len());
        for row in &rows {
            missing.push(words.clone().missing_in(&self.title_of(row)?));
        }
        // Names are in the states, which cost more to decrypt than titles.
        let others: Vec<StreamId> = rows
            .iter()
            .zip(&missing)
            .filter(|(_, missing)| missing.is_some())
            .map(|(row, _)| StreamId::Envelope(EnvelopeId(row.id)))
            .collect();
        let states = self.inner.states(&others).await?;
        let named = |row: &row::Model, missing: &Words| {
            let stream = StreamId::Envelope(EnvelopeId(row.id));
            let envelope = states.get(&stream).and_then(State::envelope);
            envelope.is_some_and(|envelope| missing.are_in(people(envelope)))
        };
        Ok(rows
            .into_iter()
            .zip(missing)
            .filter(|(row, missing)| missing.as_ref().is_none_or(|words| named(row, words)))
            .map(|(row, _)| row)
            .collect())
    }

    fn title_of(&self, row: &row::Model) -> Result<String, Error> {
        let place = ["envelopes", "title_sealed", &row.id.to_string()];
        let title = self.inner.ring.titles.decrypt(&place, &row.title_sealed)?;
        Ok(String::from_utf8_lossy(&title).into_owned())
    }
}

/// The names and addresses of the recipients.
fn people(envelope: &Envelope) -> impl Iterator<Item = &str> {
    let people = envelope.recipients.iter();
    people.flat_map(|person| [person.name.as_str(), person.email.as_str()])
}

fn place_of(row: &row::Model) -> (i64, Uuid) {
    (row.created_at_ms, row.id)
}

/// The envelopes that the viewer may see.
fn own(viewer: &Viewer) -> Condition {
    use row::Column as C;
    let all = Condition::all();
    match scope(viewer) {
        Scope::SentBy(account) => all
            .add(C::Owner.eq(account.0))
            .add(C::Status.ne(EnvelopeStatus::Deleted.as_str())),
        Scope::Only(envelope) => all.add(C::Id.eq(envelope.0)),
        Scope::All => all,
        Scope::Nothing => all.add(C::Id.is_in(std::iter::empty::<Uuid>())),
    }
}

fn select(
    viewer: &Viewer,
    status: &[EnvelopeStatus],
    place: Option<(i64, Uuid)>,
) -> Select<row::Entity> {
    use row::Column as C;
    let mut all = own(viewer);
    if !status.is_empty() {
        all = all.add(C::Status.is_in(status.iter().map(|status| status.as_str())));
    }
    if let Some((created, id)) = place {
        let same = Expr::col(C::CreatedAtMs)
            .eq(created)
            .and(Expr::col(C::Id).lt(id));
        all = all.add(Condition::any().add(C::CreatedAtMs.lt(created)).add(same));
    }
    row::Entity::find()
        .filter(all)
        .order_by_desc(C::CreatedAtMs)
        .order_by_desc(C::Id)
}

pub(crate) fn read_place(text: &str) -> Option<(i64, Uuid)> {
    let (created, id) = text.split_once('.')?;
    Some((created.parse().ok()?, Uuid::parse_str(id).ok()?))
}
