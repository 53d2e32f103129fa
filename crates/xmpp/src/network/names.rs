//! Who is asked for names: the system's name servers, or one that the operator names.

use hickory_resolver::config::{ConnectionConfig, NameServerConfig, ResolveHosts, ResolverConfig};
use hickory_resolver::net::NetError;
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::{ResolverBuilder, TokioResolver};
use std::net::SocketAddr;

/// None where the system has no usable configuration: then only servers that the operator says how to find can be reached.
pub(super) fn of_the_system() -> Option<TokioResolver> {
    let built = TokioResolver::builder_tokio().and_then(|builder| builder.build());
    built.inspect_err(|error| tracing::warn!(%error, "names of servers cannot be resolved")).ok()
}

/// Asks this name server alone, and no file of the system either.
pub(super) fn at(server: SocketAddr) -> Result<TokioResolver, NetError> {
    asking(server).build()
}

/// Asks this name server, else the system's, anew each time: whoever changes a record waits for nobody's memory of it.
pub(super) fn forgetful(server: Option<SocketAddr>) -> Result<TokioResolver, NetError> {
    let mut builder = match server {
        Some(server) => asking(server),
        None => TokioResolver::builder_tokio()?,
    };
    builder.options_mut().cache_size = 0;
    builder.build()
}

fn asking(server: SocketAddr) -> ResolverBuilder<TokioRuntimeProvider> {
    let connections = [ConnectionConfig::udp(), ConnectionConfig::tcp()].map(|mut connection| {
        connection.port = server.port();
        connection
    });
    let server = NameServerConfig::new(server.ip(), true, connections.to_vec());
    let config = ResolverConfig::from_name_servers(vec![server]);
    let mut builder = TokioResolver::builder_with_config(config, TokioRuntimeProvider::default());
    builder.options_mut().use_hosts_file = ResolveHosts::Never;
    builder
}
