//! Lists of envelopes, newest first.

use crate::error::Error;
use crate::rows::envelope as row;
use crate::store::Store;
use onesign_core::envelope::{Envelope, EnvelopeStatus};
use onesign_core::ids::EnvelopeId;
use onesign_core::{State, StreamId, Viewer};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use uuid::Uuid;

/// Which envelopes to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only those of this status.
    pub status: Option<EnvelopeStatus>,
    /// Only those whose title contains these words, case aside. Titles are sealed, so this opens each in turn.
    pub q: Option<String>,
    /// Only those after this place: [`Page::next`] of the page before.
    pub after: Option<String>,
    /// How many at most; 0 stands for 50, and 200 is the most.
    pub limit: u32,
}

/// A page of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<T> {
    /// What is on it.
    pub items: Vec<T>,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
}

/// How many titles are opened at a time when searching.
const STRIDE: usize = 200;

impl Store {
    /// The viewer's envelopes, newest first: an account's own, a recipient's one, all for the software itself.
    ///
    /// # Errors
    /// [`Error::Database`], [`Error::Damaged`]. A place in `after` that no page ever named begins at the start.
    pub async fn envelopes(
        &self,
        viewer: &Viewer,
        filter: &Filter,
    ) -> Result<Page<Envelope>, Error> {
        let limit = if filter.limit == 0 {
            50
        } else {
            Ord::min(filter.limit, 200) as usize
        };
        let mut found = self.matching(viewer, filter, limit + 1).await?;
        let more = found.len() > limit;
        found.truncate(limit);
        let next = found
            .last()
            .filter(|_| more)
            .map(|row| format!("{}.{}", row.created_at_ms, row.id));

        let streams: Vec<StreamId> = found
            .iter()
            .map(|row| StreamId::Envelope(EnvelopeId(row.id)))
            .collect();
        let mut states = self.inner.states(&streams).await?;
        let mut items = Vec::with_capacity(streams.len());
        for stream in &streams {
            match states.remove(stream) {
                Some(State::Envelope(envelope)) if viewer.may_see(&envelope) => {
                    items.push(*envelope)
                }
                Some(_) => {}
                None => return Err(Error::Damaged("a listed envelope without a stream")),
            }
        }
        Ok(Page { items, next })
    }

    /// Up to `wanted` rows whose title fits.
    async fn matching(
        &self,
        viewer: &Viewer,
        filter: &Filter,
        wanted: usize,
    ) -> Result<Vec<row::Model>, Error> {
        let words = filter
            .q
            .as_deref()
            .map(|q| q.trim().to_lowercase())
            .filter(|q| !q.is_empty());
        let stride = if words.is_some() { STRIDE } else { wanted };
        let mut place = filter.after.as_deref().and_then(read_place);
        let mut found = Vec::new();
        loop {
            let query = select(viewer, filter.status, place).limit(stride as u64);
            let rows = query.all(self.inner.engine.reader()).await?;
            let last = rows.len() < stride;
            place = rows.last().map(|row| (row.created_at_ms, row.id));
            for row in rows {
                if self.title_contains(&row, words.as_deref())? {
                    found.push(row);
                }
            }
            if last || found.len() >= wanted {
                found.truncate(wanted);
                return Ok(found);
            }
        }
    }

    fn title_contains(&self, row: &row::Model, words: Option<&str>) -> Result<bool, Error> {
        let Some(words) = words else { return Ok(true) };
        let place = ["envelopes", "title_sealed", &row.id.to_string()];
        let title = self.inner.ring.titles.open(&place, &row.title_sealed)?;
        Ok(String::from_utf8_lossy(&title)
            .to_lowercase()
            .contains(words))
    }
}

fn select(
    viewer: &Viewer,
    status: Option<EnvelopeStatus>,
    place: Option<(i64, Uuid)>,
) -> Select<row::Entity> {
    use row::Column as C;
    let mut all = Condition::all();
    match viewer {
        Viewer::Account { id, .. } => all = all.add(C::Owner.eq(id.0)),
        Viewer::Recipient { envelope, .. } => all = all.add(C::Id.eq(envelope.0)),
        Viewer::System => {}
    }
    if let Some(status) = status {
        all = all.add(C::Status.eq(status.as_str()));
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
