//! A connection to one Redis or to a cluster, which comes back by itself.

use redis::{
    Client, Cmd, FromRedisValue, IntoConnectionInfo, Pipeline, RedisError, RedisFuture, RedisResult, Value,
    aio::{ConnectionLike, ConnectionManager, ConnectionManagerConfig},
    cluster::ClusterClientBuilder,
    cluster_async::ClusterConnection,
};
use std::{fmt, time::Duration};

/// How long a Redis may take to answer: nothing that is asked of it waits for anything else.
const ANSWER: Duration = Duration::from_secs(2);

/// How long a new connection may take.
const CONNECT: Duration = Duration::from_secs(2);

/// Asks Redis; a clone shares the connection.
#[derive(Clone)]
pub(super) enum Link {
    One(ConnectionManager),
    Cluster(ClusterConnection),
}

impl Link {
    /// Connects to one Redis, or, where there are several addresses, to the cluster that they belong to.
    pub(super) async fn open(addresses: &[String]) -> RedisResult<Self> {
        match addresses {
            [address] => {
                let config = ConnectionManagerConfig::new()
                    .set_response_timeout(Some(ANSWER))
                    .set_connection_timeout(Some(CONNECT));
                Ok(Self::One(
                    Client::open(address.as_str())?.get_connection_manager_with_config(config).await?,
                ))
            }
            addresses => {
                let nodes = addresses.iter().map(|address| address.as_str().into_connection_info());
                let client = ClusterClientBuilder::new(nodes.collect::<RedisResult<Vec<_>>>()?)
                    .response_timeout(ANSWER)
                    .connection_timeout(CONNECT)
                    .build()?;
                Ok(Self::Cluster(client.get_async_connection().await?))
            }
        }
    }

    /// Asks for one thing.
    pub(super) async fn ask<T: FromRedisValue>(&self, command: &Cmd) -> RedisResult<T> {
        within(command.query_async(&mut self.clone())).await
    }

    /// Runs a script with its keys and arguments.
    pub(super) async fn run<T: FromRedisValue>(
        &self,
        script: &redis::ScriptInvocation<'_>,
    ) -> RedisResult<T> {
        within(script.invoke_async(&mut self.clone())).await
    }
}

/// Also where a connection is being made anew: whoever asks is told soon.
async fn within<T>(answer: impl Future<Output = RedisResult<T>>) -> RedisResult<T> {
    tokio::time::timeout(ANSWER, answer).await.unwrap_or_else(|_| Err(late()))
}

/// Redis has not answered in time.
pub(super) fn late() -> RedisError {
    std::io::Error::from(std::io::ErrorKind::TimedOut).into()
}

impl fmt::Debug for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::One(_) => "Link(one)",
            Self::Cluster(_) => "Link(cluster)",
        })
    }
}

impl ConnectionLike for Link {
    fn req_packed_command<'a>(&'a mut self, command: &'a Cmd) -> RedisFuture<'a, Value> {
        match self {
            Self::One(connection) => connection.req_packed_command(command),
            Self::Cluster(connection) => connection.req_packed_command(command),
        }
    }

    fn req_packed_commands<'a>(
        &'a mut self,
        commands: &'a Pipeline,
        offset: usize,
        count: usize,
    ) -> RedisFuture<'a, Vec<Value>> {
        match self {
            Self::One(connection) => connection.req_packed_commands(commands, offset, count),
            Self::Cluster(connection) => connection.req_packed_commands(commands, offset, count),
        }
    }

    fn get_db(&self) -> i64 {
        match self {
            Self::One(connection) => connection.get_db(),
            Self::Cluster(connection) => connection.get_db(),
        }
    }
}
