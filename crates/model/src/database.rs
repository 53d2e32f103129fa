//! One database, SQLite or PostgreSQL; `dispatch.rs` has the macros that use it.

use std::time::Duration;

use diesel::result::Error as DieselError;
use diesel::{ConnectionError, ConnectionResult, QueryResult};
use diesel_async::pooled_connection::bb8::{Pool, RunError};
use diesel_async::pooled_connection::{
    AsyncDieselConnectionManager, ManagerConfig, PoolableConnection, RecyclingMethod,
};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use futures::FutureExt;
use futures::executor::block_on;
use futures::future::{self, BoxFuture};
use tokio::runtime::Handle;

use crate::Error;

mod migrations;
mod sqlite;

pub(crate) use sqlite::{Sqlite, begin, end};

/// A pool of connections, as it is used.
#[derive(Clone, Copy, Debug)]
pub struct Usage {
    /// What its connections are for.
    pub pool: &'static str,
    /// Connections that work.
    pub busy: u32,
    /// Connections that wait for work.
    pub idle: u32,
    /// Work that had to wait for a connection, since the program began.
    pub waits: u64,
    /// How long all of it has waited.
    pub waited: Duration,
}

const SQLITE_READERS: u32 = 4;
const POSTGRES_CONNECTIONS: u32 = 16;
/// How long PostgreSQL waits for the next statement of a transaction, before it takes the transaction back and hangs up.
const HANGING: &str = "SET idle_in_transaction_session_timeout = '10s'";
const WAIT: Duration = Duration::from_secs(15);

/// How a pool is used; its type differs with the kind of connection.
macro_rules! usage {
    ($name:literal, $pool:expr) => {{
        let state = $pool.state();
        Usage {
            pool: $name,
            busy: state.connections - state.idle_connections,
            idle: state.idle_connections,
            waits: state.statistics.get_waited + state.statistics.get_timed_out,
            waited: state.statistics.get_wait_time,
        }
    }};
}

/// The database of a deployment; a clone is another handle on the same pools.
#[derive(Clone)]
pub struct Database {
    backend: Backend,
    address: String,
    runtime: Handle,
}

#[derive(Clone)]
pub(crate) enum Backend {
    /// `writer` is a pool of one connection: writers of this process queue for it instead of meeting SQLITE_BUSY.
    Sqlite {
        readers: Pool<Sqlite>,
        writer: Pool<Sqlite>,
    },
    Postgres(Pool<AsyncPgConnection>),
}

impl std::fmt::Debug for Database {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self.backend {
            Backend::Sqlite { .. } => "Database(SQLite)",
            Backend::Postgres(_) => "Database(PostgreSQL)",
        })
    }
}

impl Database {
    /// Opens `sqlite:PATH` (the file is made) or `postgres://user:password@host/name`.
    ///
    /// # Errors
    /// [`Error::Address`] for another kind of address, [`Error::Pool`] if the database cannot be reached.
    pub async fn open(address: &str) -> Result<Self, Error> {
        let (scheme, rest) = address.split_once(':').unwrap_or_default();
        let (backend, address) = match scheme {
            "sqlite" if !rest.is_empty() => (
                Backend::Sqlite {
                    writer: sqlite::pool(rest, 1).await?,
                    readers: sqlite::pool(rest, SQLITE_READERS).await?,
                },
                rest,
            ),
            "postgres" | "postgresql" => (Backend::Postgres(postgres(address).await?), address),
            _ => return Err(Error::Address(without_password(address))),
        };
        let database = Self { backend, address: address.to_owned(), runtime: Handle::current() };
        database.ping().await?;
        Ok(database)
    }

    /// Asks the database for nothing: is it there?
    ///
    /// # Errors
    /// Any error says that it is not.
    pub async fn ping(&self) -> Result<(), Error> {
        read!(self, |conn| {
            diesel::select(diesel::dsl::sql::<diesel::sql_types::Integer>("1")).execute(conn).await?;
        })
    }

    /// Whether other processes, on other machines, can share it.
    pub fn is_shared(&self) -> bool {
        matches!(self.backend, Backend::Postgres(_))
    }

    /// How its pools are used.
    pub fn usage(&self) -> Vec<Usage> {
        match &self.backend {
            Backend::Sqlite { readers, writer } => vec![usage!("readers", readers), usage!("writer", writer)],
            Backend::Postgres(pool) => vec![usage!("all", pool)],
        }
    }

    pub(crate) fn backend(&self) -> Backend {
        self.backend.clone()
    }

    /// Runs a statement or a transaction to its end even if the caller goes away: a cancelled future would leave
    /// its transaction open, and a browser that closes cancels the handler that serves it.
    ///
    /// The work is boxed, because each kind of task is compiled anew, and there are two for each query.
    pub(crate) async fn spawn<T: Send + 'static>(
        &self,
        work: BoxFuture<'static, Result<T, Error>>,
    ) -> Result<T, Error> {
        self.runtime.spawn(work).await.map_err(Error::Task)?
    }

    /// The same on a thread that may block, where all of it is done.
    pub(crate) async fn block<T: Send + 'static>(
        &self,
        work: BoxFuture<'static, Result<T, Error>>,
    ) -> Result<T, Error> {
        self.runtime.spawn_blocking(|| block_on(work)).await.map_err(Error::Task)?
    }
}

fn without_password(address: &str) -> String {
    let scheme = address.split_once(':').map_or(address, |(scheme, _)| scheme);
    format!("{scheme}:…")
}

/// A server that was restarted has closed the connections that lay in the pool: nobody is given one. This asks nobody.
fn is_open(conn: &mut AsyncPgConnection) -> future::Ready<QueryResult<()>> {
    future::ready(if conn.is_broken() { Err(DieselError::BrokenTransactionManager) } else { Ok(()) })
}

/// A process that hangs amid a transaction would keep its locks from all others for as long as it hangs.
async fn connect(address: &str) -> ConnectionResult<AsyncPgConnection> {
    let mut conn = AsyncPgConnection::establish(address).await?;
    conn.batch_execute(HANGING).await.map_err(ConnectionError::CouldntSetupConfiguration)?;
    Ok(conn)
}

async fn postgres(address: &str) -> Result<Pool<AsyncPgConnection>, Error> {
    let mut config = ManagerConfig::default();
    config.custom_setup = Box::new(|address| connect(address).boxed());
    config.recycling_method = RecyclingMethod::CustomFunction(Box::new(|conn| is_open(conn).boxed()));
    let manager = AsyncDieselConnectionManager::new_with_config(address, config);
    let pool = Pool::builder().max_size(POSTGRES_CONNECTIONS).connection_timeout(WAIT).build(manager).await;
    pool.map_err(|error| Error::Pool(RunError::User(error)))
}
