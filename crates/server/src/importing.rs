//! Lists that others keep of pods, read once a day; and the hosts in them, asked now and then whether they may be shown and whether they
//! have a listing of their own, which the directory looks at then as at any other.

use crate::{
    app::App,
    fetching::{FetchError, Fetched},
    foreign,
    polling::{LISTING, ROBOTS},
};
use directory::{
    document, host_name,
    imports::{self as lists, ImportError, Read},
    life::plain,
    robots,
};
use futures::{StreamExt, stream};
use model::{
    imports::{self, Footing, Kind, NewImport, Run, Source},
    listed_pods,
};
use time::Duration;
use url::{Position, Url};

/// How often a list is read, give or take a tenth.
const DAILY: Duration = Duration::DAY;

/// Pods that are written down at once.
const AT_ONCE: usize = 200;

/// Hosts that are asked in one go,
const LOOKS: u32 = 32;

/// and at the same time.
const SIDE_BY_SIDE: usize = 8;

/// Characters of an address at most.
pub const LONGEST: usize = 400;

/// Why nothing was read of a list.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("{0} is no address that is read here")]
    Address(String),
    #[error("its host cannot be read: {0}")]
    Fetch(#[from] FetchError),
    #[error("its robots.txt shuts us out")]
    Robots,
    #[error("it answers with {0}")]
    Status(u16),
    #[error("{0}")]
    List(#[from] ImportError),
    #[error("the database: {0}")]
    Model(#[from] model::Error),
}

/// The address of a list as it is kept: over HTTPS, without port and user. A server's NodeInfo is named by its host alone, too.
#[must_use]
pub fn address(kind: Kind, text: &str) -> Option<String> {
    let text = text.trim();
    let is_host = kind == Kind::NodeInfo && !text.contains("://");
    let whole = if is_host { format!("https://{text}/") } else { text.to_owned() };
    let url: Url = whole.parse().ok()?;
    let is_bare = url.username().is_empty() && url.password().is_none() && url.port().is_none();
    let is_fine = url.scheme() == "https" && is_bare && url.fragment().is_none();
    host_name::parse(url.host_str()?).ok().filter(|_| is_fine && url.as_str().len() <= LONGEST)?;
    Some(url.into())
}

/// What is kept of pods in a list.
pub fn rows(read: Read) -> Vec<NewImport> {
    let each = |pod: lists::Imported| NewImport {
        domain: pod.domain.into(),
        name: pod.name.map(String::from).unwrap_or_default(),
        about: pod.about.map(String::from).unwrap_or_default(),
        software: pod.software.map(String::from).unwrap_or_default(),
        website: pod.website.map(String::from).unwrap_or_default(),
    };
    read.pods.into_iter().map(each).collect()
}

/// Reads a list that is due, and asks hosts that are: many lists that are slow keep neither these nor the job.
///
/// # Errors
/// The database's.
pub async fn run(app: &App) -> Result<(), model::Error> {
    if let Some(source) = imports::begin(&app.database, (app.now)()).await? {
        read(app, &source).await?;
    }
    let hosts = imports::to_look(&app.database, (app.now)(), LOOKS).await?;
    stream::iter(hosts)
        .for_each_concurrent(SIDE_BY_SIDE, |host| async move {
            if let Err(error) = look(app, &host).await {
                tracing::warn!(%error, host, "what a host says was not written down; it is asked again");
            }
        })
        .await;
    Ok(())
}

async fn read(app: &App, source: &Source) -> Result<(), model::Error> {
    let spread = DAILY * (0.9 + 0.2 * rand::random::<f64>());
    let run = match fetch(app, source).await {
        Ok(read) => {
            let (found, left_out) = (read.pods.len(), read.left_out);
            for pods in rows(read).chunks(AT_ONCE) {
                imports::put(&app.database, &source.address, pods.to_vec(), (app.now)()).await?;
            }
            Run { found: number(found), left_out: number(left_out), error: String::new(), due_at: None }
        }
        Err(error) => {
            let error = plain(&error.to_string());
            tracing::info!(error, list = source.address, "a list was not read; it is tried again in a day");
            Run { found: 0, left_out: 0, error, due_at: None }
        }
    };
    let now = (app.now)();
    imports::end(&app.database, &source.address, Run { due_at: Some(now + spread), ..run }, now).await
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

async fn fetch(app: &App, source: &Source) -> Result<Read, Failure> {
    let wrong = || Failure::Address(source.address.clone());
    let url: Url = source.address.parse().map_err(|_| wrong())?;
    let host = url.host_str().ok_or_else(wrong)?;
    let path = &url[Position::BeforePath..Position::AfterQuery];
    match source.kind {
        Kind::Movim => Ok(lists::movim(&get(app, host, path, lists::LONGEST).await?)?),
        Kind::Providers => Ok(lists::providers(&get(app, host, path, lists::LONGEST).await?)?),
        Kind::NodeInfo => nodeinfo(app, host).await,
    }
}

/// A server's NodeInfo: the server alone. One that names a listing has it looked at.
async fn nodeinfo(app: &App, host: &str) -> Result<Read, Failure> {
    let wrong = || Failure::Address(host.to_owned());
    let domain = host_name::parse(host).map_err(|_| wrong())?;
    let links = get(app, host, lists::NODEINFO, lists::LONGEST_NODEINFO).await?;
    let link = lists::nodeinfo_link(&links)?;
    let is_local = app.polling.fetcher.is_local(host);
    let url = foreign::own(&link, host, is_local).ok_or_else(|| Failure::Address(link.clone()))?;
    let path = &url[Position::BeforePath..Position::AfterQuery];
    let (pod, has_listing) = lists::nodeinfo(domain, &get(app, host, path, lists::LONGEST_NODEINFO).await?)?;
    if has_listing && !is_taken(app, host).await? {
        listed_pods::submit(&app.database, host, (app.now)()).await?;
    }
    Ok(Read { pods: vec![pod], left_out: 0 })
}

/// What is at a path of a host that lets us ask.
async fn get(app: &App, host: &str, path: &str, most: usize) -> Result<Vec<u8>, Failure> {
    if !is_let(app, host, path).await? {
        return Err(Failure::Robots);
    }
    let Fetched { status, body, .. } = app.polling.fetcher.get(host, path, most).await?;
    if status == 200 { Ok(body) } else { Err(Failure::Status(status)) }
}

/// Whether a host's `robots.txt` lets us ask for a path. One that says nothing of it, or leads elsewhere, does (RFC 9309 §2.3.1).
async fn is_let(app: &App, host: &str, path: &str) -> Result<bool, FetchError> {
    match app.polling.fetcher.get(host, ROBOTS, robots::LONGEST).await {
        Ok(Fetched { status: 200, body, .. }) => Ok(robots::allows(&String::from_utf8_lossy(&body), path)),
        Ok(Fetched { status: status @ 500.., .. }) => {
            Err(FetchError::Broken(format!("{status} at {ROBOTS}")))
        }
        Ok(_) | Err(FetchError::Redirected(_)) => Ok(true),
        Err(error) => Err(error),
    }
}

/// Asks a host of a list. One at which nothing answers may be an XMPP server that has no pages.
async fn look(app: &App, host: &str) -> Result<(), model::Error> {
    let now = (app.now)();
    if is_taken(app, host).await? {
        return imports::looked(&app.database, host, Footing::Shut, now).await;
    }
    let footing = match is_let(app, host, LISTING).await {
        Ok(true) => Footing::Open,
        Ok(false) => Footing::Shut,
        // nobody was asked: it is tried again soon
        Err(FetchError::Busy) => return Ok(()),
        // where it leads is nobody's to show
        Err(FetchError::Address(_)) => Footing::Shut,
        Err(_) => return imports::looked(&app.database, host, Footing::Open, now).await,
    };
    if footing == Footing::Open && has_listing(app, host).await {
        listed_pods::submit(&app.database, host, now).await?;
    }
    imports::looked(&app.database, host, footing, (app.now)()).await
}

/// Whether the name is one of the deployment's own, or like one that is protected. Nobody looks at these, so none is shown.
async fn is_taken(app: &App, host: &str) -> Result<bool, model::Error> {
    let names = app.polling.protected.names(app).await?;
    let Ok(name) = host_name::parse(host) else { return Ok(true) };
    Ok(names.is_own(host) || app.naming.allows(&name).is_err() || !names.alike(&app.naming, &name).is_empty())
}

async fn has_listing(app: &App, host: &str) -> bool {
    let fetched = app.polling.fetcher.get(host, LISTING, document::LONGEST).await;
    fetched.is_ok_and(|fetched| fetched.status == 200 && document::Document::read(&fetched.body).is_ok())
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, address};
    use model::imports::Kind;

    #[test]
    fn a_list_is_read_over_https_from_a_name() {
        let providers = "https://data.xmpp.net/providers/v2/providers-A.json";
        assert_eq!(address(Kind::Providers, &format!(" {providers} ")).as_deref(), Some(providers));
        assert_eq!(address(Kind::NodeInfo, "Pod.example").as_deref(), Some("https://pod.example/"));
        assert_eq!(address(Kind::Movim, "https://m.example").as_deref(), Some("https://m.example/"));
        let long = format!("https://a.example/{}", "a".repeat(LONGEST));
        for wrong in [
            "",
            "a.example",
            "http://a.example/",
            "https://a.example:8443/",
            "https://u:p@a.example/",
            "https://127.0.0.1/",
            "https://[::1]/",
            "https://localhost./",
            "file:///etc/passwd",
            "https://a.example/#b",
            &long,
        ] {
            assert_eq!(address(Kind::Providers, wrong), None, "{wrong}");
        }
        assert_eq!(address(Kind::NodeInfo, "127.0.0.1"), None);
        assert_eq!(address(Kind::NodeInfo, "a.example:80"), None);
    }
}
