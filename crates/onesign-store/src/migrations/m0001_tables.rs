//! The tables and their indexes.

use sea_orm_migration::prelude::{ColumnDef, Index, Table, TableCreateStatement};
use sea_orm_migration::{DbErr, MigrationName, MigrationTrait, SchemaManager, async_trait};

pub(super) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0001_tables"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [meta(), streams(), facts(), openings(), subject_keys()]
            .into_iter()
            .chain(indexes())
            .chain(work());
        for table in tables {
            manager.create_table(table).await?;
        }
        for (name, table, columns) in [
            (
                "envelopes_by_owner",
                "envelopes",
                &["owner", "created_at_ms", "id"][..],
            ),
            (
                "envelopes_by_expiry",
                "envelopes",
                &["status", "expires_at_ms"],
            ),
            ("sessions_by_expiry", "sessions", &["expires_ms"]),
            ("links_by_envelope", "links", &["envelope"]),
            ("jobs_by_time", "jobs", &["state", "run_at_ms"]),
            ("mails_by_time", "mails", &["at_ms"]),
            ("rates_by_window", "rates", &["window_start_ms"]),
        ] {
            let mut index = Index::create();
            index.name(name).table(table);
            for column in columns {
                index.col(*column);
            }
            manager.create_index(index).await?;
        }
        Ok(())
    }
}

fn meta() -> TableCreateStatement {
    table("meta", &["key"], [text("key"), text("value")])
}

fn streams() -> TableCreateStatement {
    table(
        "streams",
        &["id"],
        [
            text("id"),
            number("seq"),
            bytes("head"),
            bytes("state"),
            number("updated_at_ms"),
        ],
    )
}

fn facts() -> TableCreateStatement {
    table(
        "facts",
        &["stream", "seq"],
        [
            text("stream"),
            number("seq"),
            text("kind"),
            bytes("digest"),
            bytes("canonical"),
            number("at_ms"),
        ],
    )
}

fn openings() -> TableCreateStatement {
    table(
        "openings",
        &["stream", "seq", "name"],
        [
            text("stream"),
            number("seq"),
            text("name"),
            text("scope"),
            bytes("sealed"),
        ],
    )
}

fn subject_keys() -> TableCreateStatement {
    table(
        "subject_keys",
        &["scope"],
        [text("scope"), bytes("wrapped")],
    )
}

/// The look-up tables for facts.
fn indexes() -> [TableCreateStatement; 4] {
    let mut email = bytes("email_index");
    email.unique_key();
    [
        table(
            "envelopes",
            &["id"],
            [
                id("id"),
                id("owner"),
                text("status"),
                bytes("title_sealed"),
                number("created_at_ms"),
                number("updated_at_ms"),
                optional(ColumnDef::new("expires_at_ms").big_integer()),
            ],
        ),
        table(
            "links",
            &["selector"],
            [text("selector"), id("envelope"), id("recipient")],
        ),
        table(
            "sessions",
            &["sid_sha256"],
            [
                text("sid_sha256"),
                text("kind"),
                optional(ColumnDef::new("account").uuid()),
                optional(ColumnDef::new("envelope").uuid()),
                optional(ColumnDef::new("recipient").uuid()),
                number("expires_ms"),
                number("last_seen_ms"),
            ],
        ),
        table("accounts", &["id"], [id("id"), email]),
    ]
}

/// Jobs, the outbox, and the counters.
fn work() -> [TableCreateStatement; 4] {
    [
        table(
            "jobs",
            &["id"],
            [
                id("id"),
                text("kind"),
                optional(ColumnDef::new("key").text().unique_key()),
                bytes("payload"),
                number("run_at_ms"),
                ColumnDef::new("attempts").integer().not_null().take(),
                number("lease_until_ms"),
                optional(ColumnDef::new("lease_id").uuid()),
                optional(ColumnDef::new("last_error").text()),
                text("state"),
            ],
        ),
        table(
            "mails",
            &["id"],
            [
                id("id"),
                optional(ColumnDef::new("envelope").uuid()),
                number("at_ms"),
                bytes("sealed"),
            ],
        ),
        table(
            "rates",
            &["key"],
            [text("key"), number("window_start_ms"), number("count")],
        ),
        table(
            "ticks",
            &["kind", "tick"],
            [text("kind"), text("tick"), number("at_ms")],
        ),
    ]
}

fn table(
    name: &'static str,
    key: &[&'static str],
    columns: impl IntoIterator<Item = ColumnDef>,
) -> TableCreateStatement {
    let mut table = Table::create();
    table.table(name);
    for column in columns {
        table.col(column);
    }
    let mut primary = Index::create();
    for column in key {
        primary.col(*column);
    }
    table.primary_key(&mut primary);
    table
}

fn text(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).text().not_null().take()
}

fn number(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).big_integer().not_null().take()
}

fn bytes(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).blob().not_null().take()
}

fn id(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).uuid().not_null().take()
}

fn optional(column: &mut ColumnDef) -> ColumnDef {
    column.null().take()
}
