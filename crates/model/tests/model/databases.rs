//! A fresh, migrated database for each test.

use diesel::SqliteConnection;
use diesel_async::sync_connection_wrapper::SyncConnectionWrapper;
use diesel_async::{AsyncConnection, AsyncPgConnection, SimpleAsyncConnection};
use model::{Database, PodId};
use time::OffsetDateTime;

/// A database that vanishes with the test.
pub(crate) struct Fresh {
    /// The database.
    pub(crate) db: Database,
    /// Its address, as in `Database::open`.
    pub(crate) address: String,
    /// The folder of a file; it vanishes when it is dropped.
    folder: Option<tempfile::TempDir>,
}

/// A new file.
pub(crate) async fn sqlite() -> Fresh {
    let folder = tempfile::tempdir().unwrap();
    let address = format!("sqlite:{}", folder.path().join("cosse.db").display());
    let db = Database::open(&address).await.unwrap();
    db.migrate().await.unwrap();
    Fresh { db, address, folder: Some(folder) }
}

/// A new database on the server that the tests are given.
pub(crate) async fn postgres() -> Fresh {
    #[expect(clippy::disallowed_methods, reason = "a test has no command line")]
    let server = std::env::var("COSSE_TEST_POSTGRES").expect(
        "COSSE_TEST_POSTGRES must be the postgres:// address of a server on which databases can be made, \
         as in postgres://postgres@127.0.0.1:5432/postgres; ops/test starts one and sets it",
    );
    let name = format!("cosse_test_{}", PodId::new(OffsetDateTime::UNIX_EPOCH).to_string().to_lowercase());
    let mut conn = AsyncPgConnection::establish(&server).await.unwrap();
    conn.batch_execute(&format!("CREATE DATABASE {name}")).await.unwrap();
    let (rest, _) = server.rsplit_once('/').unwrap();
    let address = format!("{rest}/{name}");
    let db = Database::open(&address).await.unwrap();
    db.migrate().await.unwrap();
    Fresh { db, address, folder: None }
}

impl Fresh {
    /// Does what no version of the program does any more.
    pub(crate) async fn execute(&self, sql: &str) {
        match self.address.strip_prefix("sqlite:") {
            Some(file) => {
                let mut conn = SyncConnectionWrapper::<SqliteConnection>::establish(file).await.unwrap();
                conn.batch_execute(sql).await.unwrap();
            }
            None => {
                let mut conn = AsyncPgConnection::establish(&self.address).await.unwrap();
                conn.batch_execute(sql).await.unwrap();
            }
        }
    }

    /// What a migration does, `up` or `down`.
    pub(crate) fn migration(&self, name: &str, way: &str) -> String {
        let backend = if self.address.starts_with("sqlite:") { "sqlite" } else { "postgres" };
        let root = env!("CARGO_MANIFEST_DIR");
        std::fs::read_to_string(format!("{root}/../../migrations/{backend}/{name}/{way}.sql")).unwrap()
    }

    /// Drops the database of a server; a file goes by itself.
    pub(crate) async fn drop_database(self) {
        let Some((rest, name)) = self.address.rsplit_once('/').filter(|_| self.folder.is_none()) else {
            return;
        };
        let mut conn = AsyncPgConnection::establish(&format!("{rest}/postgres")).await.unwrap();
        conn.batch_execute(&format!("DROP DATABASE {name} WITH (FORCE)")).await.unwrap();
    }
}

/// Makes of each function `async fn name(fresh: &Fresh)` a test on SQLite and one on PostgreSQL.
macro_rules! on_both {
    ($(async fn $name:ident($fresh:ident) $body:block)+) => {$(
        mod $name {
            use super::*;

            async fn body($fresh: &$crate::databases::Fresh) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                let fresh = $crate::databases::sqlite().await;
                body(&fresh).await;
                fresh.drop_database().await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                let fresh = $crate::databases::postgres().await;
                body(&fresh).await;
                fresh.drop_database().await;
            }
        }
    )+};
}
pub(crate) use on_both;
