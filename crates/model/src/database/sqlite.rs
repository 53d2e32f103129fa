//! SQLite. What is done on a connection is done on one thread that may block, from its first statement to its last: to hand each
//! statement to such a thread costs more than most statements.

use diesel::connection::AnsiTransactionManager;
use diesel::{ConnectionError, ConnectionResult, QueryResult, SqliteConnection};
use diesel_async::pooled_connection::bb8::{Pool, RunError};
use diesel_async::pooled_connection::{AsyncDieselConnectionManager, ManagerConfig, RecyclingMethod};
use diesel_async::sync_connection_wrapper::{SpawnBlocking, SyncConnectionWrapper};
use diesel_async::{AsyncConnection, SimpleAsyncConnection, TransactionManager};
use futures::FutureExt;
use futures::future::{self, BoxFuture};

use super::WAIT;
use crate::Error;

/// Readers and one writer see the same file (WAL); a writer in another process is waited for.
pub(super) const SETTINGS: &str = "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; \
    PRAGMA foreign_keys = ON; PRAGMA cache_size = -8000; PRAGMA temp_store = MEMORY;";

/// A connection whose statements run where they are awaited.
pub(crate) type Sqlite = SyncConnectionWrapper<SqliteConnection, Here>;

type Refusal = Box<dyn std::error::Error + Send + Sync>;

/// Runs statements at once.
pub(crate) struct Here;

impl SpawnBlocking for Here {
    fn spawn_blocking<'a, R: Send + 'static>(
        &mut self,
        task: impl FnOnce() -> R + Send + 'static,
    ) -> BoxFuture<'a, Result<R, Refusal>> {
        future::ready(Ok(task())).boxed()
    }

    fn get_runtime() -> Self {
        Self
    }
}

pub(super) async fn pool(path: &str, size: u32) -> Result<Pool<Sqlite>, Error> {
    let mut config = ManagerConfig::default();
    config.recycling_method = RecyclingMethod::Fast;
    config.custom_setup = Box::new(|path| connect(path.to_owned()).boxed());
    let manager = AsyncDieselConnectionManager::new_with_config(path, config);
    let pool = Pool::builder().max_size(size).connection_timeout(WAIT).build(manager).await;
    pool.map_err(|error| Error::Pool(RunError::User(error)))
}

async fn connect(path: String) -> ConnectionResult<Sqlite> {
    let mut conn = Sqlite::establish(&path).await?;
    conn.batch_execute(SETTINGS).await.map_err(ConnectionError::CouldntSetupConfiguration)?;
    Ok(conn)
}

/// Begins a transaction that writes: whoever else writes is waited for now, not in its middle.
pub(crate) async fn begin(conn: &mut Sqlite) -> QueryResult<()> {
    conn.spawn_blocking(|conn| AnsiTransactionManager::begin_transaction_sql(conn, "BEGIN IMMEDIATE")).await
}

/// Ends it: what was done is kept, unless it failed.
pub(crate) async fn end<T>(conn: &mut Sqlite, done: Result<T, Error>) -> Result<T, Error> {
    type Manager = <Sqlite as AsyncConnection>::TransactionManager;
    match done {
        Ok(done) => {
            Manager::commit_transaction(conn).await?;
            Ok(done)
        }
        Err(error) => {
            // a connection that cannot go back is not used again
            Manager::rollback_transaction(conn).await.unwrap_or_default();
            Err(error)
        }
    }
}
