//! A fresh, migrated database for each test: a copy of one that was migrated for all of them.

use diesel::SqliteConnection;
use diesel_async::sync_connection_wrapper::SyncConnectionWrapper;
use diesel_async::{AsyncConnection, AsyncPgConnection, SimpleAsyncConnection};
use model::{Database, PodId};
use time::OffsetDateTime;
use tokio::sync::OnceCell;

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
    static MIGRATED: OnceCell<Vec<u8>> = OnceCell::const_new();
    let migrated = MIGRATED.get_or_init(migrated_file).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("cosse.db");
    std::fs::write(&file, migrated).unwrap();
    let address = format!("sqlite:{}", file.display());
    Fresh { db: Database::open(&address).await.unwrap(), address, folder: Some(folder) }
}

async fn migrated_file() -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let [file, copy] = ["migrated.db", "copy.db"].map(|name| folder.path().join(name).display().to_string());
    Database::open(&format!("sqlite:{file}")).await.unwrap().migrate().await.unwrap();
    let mut conn = SyncConnectionWrapper::<SqliteConnection>::establish(&file).await.unwrap();
    conn.batch_execute(&format!("VACUUM INTO '{copy}'")).await.unwrap();
    std::fs::read(copy).unwrap()
}

/// A new database on the server that the tests are given.
pub(crate) async fn postgres() -> Fresh {
    static MIGRATED: OnceCell<String> = OnceCell::const_new();
    let migrated = MIGRATED.get_or_init(migrated_database).await;
    let (server, name) = (server(), unused_name());
    let mut conn = AsyncPgConnection::establish(&server).await.unwrap();
    conn.batch_execute(&format!("CREATE DATABASE {name} TEMPLATE {migrated}")).await.unwrap();
    let address = beside(&server, &name);
    Fresh { db: Database::open(&address).await.unwrap(), address, folder: None }
}

/// It stays on the server, which is thrown away with all of them.
async fn migrated_database() -> String {
    let (server, name) = (server(), unused_name());
    let mut conn = AsyncPgConnection::establish(&server).await.unwrap();
    conn.batch_execute(&format!("CREATE DATABASE {name}")).await.unwrap();
    Database::open(&beside(&server, &name)).await.unwrap().migrate().await.unwrap();
    // nobody may be in a database that is copied
    conn.batch_execute(&format!("ALTER DATABASE {name} ALLOW_CONNECTIONS false")).await.unwrap();
    let all =
        format!("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{name}'");
    conn.batch_execute(&all).await.unwrap();
    name
}

#[expect(clippy::disallowed_methods, reason = "a test has no command line")]
fn server() -> String {
    std::env::var("COSSE_TEST_POSTGRES").expect(
        "COSSE_TEST_POSTGRES must be the postgres:// address of a server on which databases can be made, \
         as in postgres://postgres@127.0.0.1:5432/postgres; ops/test starts one and sets it",
    )
}

fn unused_name() -> String {
    format!("cosse_test_{}", PodId::new(OffsetDateTime::UNIX_EPOCH).to_string().to_lowercase())
}

/// The address of another database on the same server.
fn beside(server: &str, name: &str) -> String {
    let (rest, _) = server.rsplit_once('/').unwrap();
    format!("{rest}/{name}")
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
        let Some((_, name)) = self.address.rsplit_once('/').filter(|_| self.folder.is_none()) else {
            return;
        };
        let mut conn = AsyncPgConnection::establish(&beside(&self.address, "postgres")).await.unwrap();
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
