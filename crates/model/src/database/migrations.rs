//! The tables of both databases, embedded in the program, forth and back.

use diesel::migration::MigrationSource;
use diesel::{Connection, SqliteConnection};
use diesel_async::{AsyncConnection, AsyncMigrationHarness, AsyncPgConnection, SimpleAsyncConnection};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::{Backend, Database};
use crate::Error;

const SQLITE: EmbeddedMigrations = embed_migrations!("../../migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("../../migrations/postgres");

/// Two programs that start at once migrate one after the other. The number means nothing; it is ours.
const LOCK: &str = "SELECT pg_advisory_lock(7235419081)";

#[derive(Clone, Copy)]
enum Way {
    Forth,
    Back,
}

impl Database {
    /// Brings the tables to this program's version. Several programs may do it at once.
    ///
    /// # Errors
    /// [`Error::Migration`].
    pub async fn migrate(&self) -> Result<(), Error> {
        self.run_migrations(Way::Forth).await
    }

    /// Takes every migration back, and with them all data. For tests of the way back.
    ///
    /// # Errors
    /// [`Error::Migration`].
    pub async fn migrate_back(&self) -> Result<(), Error> {
        self.run_migrations(Way::Back).await
    }

    async fn run_migrations(&self, way: Way) -> Result<(), Error> {
        let address = self.address.clone();
        let done = match self.backend {
            Backend::Sqlite { .. } => self.runtime.spawn_blocking(move || on_sqlite(&address, way)).await,
            Backend::Postgres(_) => {
                let runtime = self.runtime.clone();
                self.runtime.spawn_blocking(move || on_postgres(&runtime, &address, way)).await
            }
        };
        done.map_err(Error::Task)?.map_err(Error::Migration)
    }
}

type Failure = Box<dyn std::error::Error + Send + Sync>;

fn on_sqlite(path: &str, way: Way) -> Result<(), Failure> {
    use diesel::connection::SimpleConnection;

    let mut conn = SqliteConnection::establish(path)?;
    conn.batch_execute(super::sqlite::SETTINGS)?;
    conn.exclusive_transaction(|conn| Ok::<_, MigrationFailure>(run(conn, SQLITE, way)?))?;
    Ok(())
}

/// Carries a migration's error through a transaction of diesel.
#[derive(Debug, thiserror::Error)]
enum MigrationFailure {
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
    #[error(transparent)]
    Migration(#[from] Failure),
}

fn on_postgres(runtime: &tokio::runtime::Handle, address: &str, way: Way) -> Result<(), Failure> {
    let conn = runtime.block_on(async {
        let mut conn = AsyncPgConnection::establish(address).await?;
        conn.batch_execute(LOCK).await?;
        Ok::<_, Failure>(conn)
    })?;
    let _entered = runtime.enter();
    run(&mut AsyncMigrationHarness::new(conn), POSTGRES, way)
}

fn run<DB, H>(harness: &mut H, source: EmbeddedMigrations, way: Way) -> Result<(), Failure>
where
    DB: diesel::backend::Backend,
    H: MigrationHarness<DB>,
    EmbeddedMigrations: MigrationSource<DB>,
{
    match way {
        Way::Forth => harness.run_pending_migrations(source).map(drop),
        Way::Back => harness.revert_all_migrations(source).map(drop),
    }
}
