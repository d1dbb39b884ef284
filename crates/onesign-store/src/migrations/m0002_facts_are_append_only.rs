//! Nobody can change or delete facts, not even this program: the engine itself refuses.
//!
//! On SQLite a REPLACE deletes the old row without firing its delete trigger, so inserting over an existing fact
//! is refused as well. On PostgreSQL, the primary key prevents that, and TRUNCATE is refused too. The owner of
//! the database can drop a trigger; the chain and its published digests reveal that.

use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};
use sea_orm_migration::{DbErr, MigrationName, MigrationTrait, SchemaManager, async_trait};

pub(super) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0002_facts_are_append_only"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let statements: &[&str] = match manager.get_database_backend() {
            DbBackend::Postgres => &POSTGRES,
            _ => &SQLITE,
        };
        for statement in statements {
            manager
                .get_connection()
                .execute_unprepared(statement)
                .await?;
        }
        Ok(())
    }
}

const SQLITE: [&str; 3] = [
    "CREATE TRIGGER facts_no_update BEFORE UPDATE ON facts
     BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END",
    "CREATE TRIGGER facts_no_delete BEFORE DELETE ON facts
     BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END",
    "CREATE TRIGGER facts_no_replace BEFORE INSERT ON facts
     WHEN EXISTS (SELECT 1 FROM facts WHERE stream = NEW.stream AND seq = NEW.seq)
     BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END",
];

const POSTGRES: [&str; 3] = [
    "CREATE FUNCTION facts_are_append_only() RETURNS trigger LANGUAGE plpgsql AS
     $$ BEGIN RAISE EXCEPTION 'facts are append-only'; END $$",
    "CREATE TRIGGER facts_no_change BEFORE UPDATE OR DELETE ON facts
     FOR EACH ROW EXECUTE FUNCTION facts_are_append_only()",
    "CREATE TRIGGER facts_no_truncate BEFORE TRUNCATE ON facts
     FOR EACH STATEMENT EXECUTE FUNCTION facts_are_append_only()",
];
