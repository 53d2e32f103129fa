//! `cosse serve`.

use super::CommandError;
use crate::{
    app::App,
    bundle::Bundle,
    clock,
    cookies::Cookies,
    csrf::Tokens,
    errors,
    extract::LARGEST_FORM,
    head, headers,
    heartbeats::Heartbeats,
    hosts::{self, Hosts},
    jobs,
    kept::Kept,
    limits::Limits,
    links::Links,
    listings::Publisher,
    naming::Naming,
    notices, operations,
    origins::Origins,
    pictures, routes,
    settings::{Role, ServeSettings},
    timing, typed,
};
use actix_web::{
    App as Server, HttpServer,
    dev::ServerHandle,
    middleware::{Compress, from_fn},
    web,
};
use model::{Database, ProcessId, admins::links, secrets::Key, sessions};
use pool::{Bus, Network, Pool, Rules, Texts, Worker, WorkerOptions};
use socket2::{Domain, Protocol, Socket, Type};
use std::{
    net::{SocketAddr, TcpListener},
    path::Path,
    sync::Arc,
    time::Duration,
};
use tokio::{
    signal::unix::{SignalKind, signal},
    sync::Notify,
    task::JoinHandle,
};
use xmpp_settings::network;

mod key;
mod mail_settings;
mod notice_settings;
mod poll_settings;
mod prosody_settings;
mod xmpp_settings;

pub use key::{FILE as KEY_FILE, load as load_key, load_key_file, load_there};
pub use mail_settings::mailer;
pub use notice_settings::messenger;
pub use prosody_settings::{prosody, shared_domain};
pub use xmpp_settings::network as xmpp_network;

/// Everything that there is to do.
const ROLES: [Role; 3] = [Role::Web, Role::Worker, Role::Jobs];

/// Nobody would do the rest.
const ALONE: &str =
    "a process that does not do everything needs --redis, by which the others hear of it; see --role";

/// Others could not read it.
const SHARED: &str =
    "--redis is for several processes, and a SQLite file is for one: name a PostgreSQL with --database";

/// How long a browser may take nothing of what is sent to it (`TCP_USER_TIMEOUT`). It comes back with the last event that it has.
const STALLED: Duration = Duration::from_secs(30);

/// Connections that wait to be accepted.
const BACKLOG: i32 = 1024;

/// How often it is looked whether pods were suspended, resumed or deleted.
const PODS: Duration = Duration::from_secs(2);

/// Runs until SIGTERM or SIGINT.
///
/// # Errors
/// A sentence that says what is missing.
pub async fn run(database: Database, settings: ServeSettings) -> Result<(), CommandError> {
    let key = Arc::new(load_key(&settings)?);
    let origins = origins(&settings)?;
    let name = name();
    let bus = bus(&database, &settings, &name).await?;
    let pool = Pool::new(bus.clone(), Arc::clone(&key), &name);
    let network = Arc::new(network(&settings)?);
    let worker = Worker::new(WorkerOptions {
        database: database.clone(),
        bus,
        network: Arc::clone(&network),
        key: Arc::clone(&key),
        rules: rules(&origins),
        node: origins.of(origins.platform()),
        capacity: settings.capacity.get(),
    });
    let app = app(&settings, database, pool, origins, &key, network)?;
    serve(&settings, app, worker, &name).await
}

/// A name that no other process has, and none had before.
fn name() -> String {
    hex::encode(rand::random::<[u8; 8]>())
}

/// What carries commands and events: this process' memory, or Redis.
///
/// # Errors
/// A sentence that says what does not fit together, or cannot be reached.
pub async fn bus(database: &Database, settings: &ServeSettings, name: &str) -> Result<Bus, CommandError> {
    let addresses = settings.redis();
    if addresses.is_empty() {
        return match ROLES.iter().all(|role| settings.is(*role)) {
            true => Ok(Bus::memory(rand::random())),
            false => Err(CommandError::Said(ALONE.to_owned())),
        };
    }
    if !database.is_shared() {
        return Err(CommandError::Said(SHARED.to_owned()));
    }
    let bus = Bus::redis(&addresses, &settings.redis_prefix, name).await;
    bus.map_err(|error| {
        CommandError::Said(format!("--redis: {error}; is it running, and is the address right?"))
    })
}

/// The platform's origin.
///
/// # Errors
/// A sentence that says what an origin looks like.
pub fn origins(settings: &ServeSettings) -> Result<Origins, CommandError> {
    Origins::new(&settings.names.origin).map_err(|error| CommandError::Said(format!("--origin {error}")))
}

fn rules(origins: &Origins) -> Rules {
    let origins = origins.clone();
    Rules {
        clean: |html| ui::Clean::html(html).as_str().to_owned(),
        public_path: ui::url::member_post,
        origin: Arc::new(move |host| origins.of(host)),
        picture: pictures::of_others,
        now: clock::now,
    }
}

fn app(
    settings: &ServeSettings,
    database: Database,
    pool: Pool,
    origins: Origins,
    key: &Key,
    network: Arc<Network>,
) -> Result<App, CommandError> {
    let bundle = Bundle::load().map_err(|error| CommandError::Said(error.to_string()))?;
    let mailer = mailer(settings, origins.platform())?.map(Arc::new);
    let prosody = prosody(&settings.domains)?;
    let messenger = messenger(settings, &network, &origins)?.map(Arc::new);
    let (texts, limits) = (Texts::new(settings.names.dns), Arc::<Limits>::default());
    let polling = poll_settings::polling(&settings.polls, &texts, &limits, &origins)?;
    Ok(App {
        database,
        pool,
        cookies: Cookies { secure: origins.secure() },
        origins,
        naming: Arc::new(Naming::new(&settings.names)?),
        tokens: Tokens::new(key.derive("forms")),
        tenants: Arc::default(),
        hosts: Hosts::default(),
        texts,
        polling,
        network,
        prosody,
        certificates: settings.domains.certificates().map(Path::to_owned),
        shared_domain: shared_domain(&settings.domains)?,
        kept: Kept::new(settings.page_memory.saturating_mul(1_000_000)),
        publisher: Publisher::new(key),
        bundle: Arc::new(bundle),
        limits,
        answers: Key::new(key.derive("answers")),
        links: Links::new(key.derive("links")),
        mailer,
        messenger,
        watchers: crate::watchers::Watchers::default(),
        trusted_proxies: settings.trusted_proxies.clone().into(),
        legal: Arc::new(settings.legal.clone()),
        metrics_pods: settings.metrics_pods,
        demo: settings.demo,
        lot: key.derive("lot"),
        now: clock::now,
    })
}

async fn serve(settings: &ServeSettings, app: App, worker: Worker, name: &str) -> Result<(), CommandError> {
    notices::say(&app).await?;
    let operations = operations_port(settings.operations, app.clone())?;
    let id = ProcessId::new((app.now)());
    let mut handles = vec![operations.handle()];
    let mut tasks =
        vec![tokio::spawn(async { drop(operations.await) }), tokio::spawn(hosts::follow(app.clone()))];
    if settings.is(Role::Web) {
        print_setup(&app).await?;
        let pages = pages(settings.listen, app.clone())?;
        handles.push(pages.handle());
        tasks.push(tokio::spawn(async { drop(pages.await) }));
        tasks.push(tokio::spawn(jobs::of_web(app.clone())));
    }
    if settings.is(Role::Jobs) {
        tasks.push(tokio::spawn(jobs::run(app.clone(), id)));
    }
    let holding = settings.is(Role::Worker).then(|| hold(&app, worker, name.to_owned()));
    let heartbeats = Heartbeats::begin(&app, id, settings);
    println!(
        "cosse: ready{}",
        if settings.is(Role::Web) { format!(" on http://{}", settings.listen) } else { String::new() }
    );
    stop_asked().await?;
    tracing::info!("stopping: streams are kept so that they can be resumed");
    heartbeats.end();
    if let Some(holding) = holding {
        holding.stop().await;
    }
    stop_all(handles).await;
    tasks.into_iter().for_each(|task| task.abort());
    heartbeats.stop().await;
    Ok(())
}

/// While nobody looks after the deployment: where somebody becomes its first admin.
async fn print_setup(app: &App) -> Result<(), CommandError> {
    let Some(token) = links::first(&app.database, (app.now)()).await? else { return Ok(()) };
    let origin = app.origins.of(app.origins.platform());
    let link = ui::url::absolute(&origin, &ui::url::setup(&token.reveal()));
    println!(
        "cosse: there is no admin yet. Within 24 hours, whoever opens this becomes the first one: {link}"
    );
    Ok(())
}

/// A worker at work.
struct Holding {
    asked: Arc<Notify>,
    held: JoinHandle<()>,
    tasks: [JoinHandle<()>; 2],
}

/// Takes orders, and holds sessions.
fn hold(app: &App, worker: Worker, name: String) -> Holding {
    let asked = Arc::<Notify>::default();
    let serving = worker.clone();
    let tasks =
        [tokio::spawn(async move { serving.serve().await }), tokio::spawn(follow_pods(worker.clone()))];
    let (stop, database) = (Arc::clone(&asked), app.database.clone());
    let held = tokio::spawn(async move {
        tokio::select! {
            () = settle(&database) => worker.hold(&name, stop.notified()).await,
            () = stop.notified() => {}
        }
    });
    Holding { asked, held, tasks }
}

impl Holding {
    /// Nothing new is taken; what is held is put down.
    async fn stop(self) {
        self.tasks.into_iter().for_each(|task| task.abort());
        self.asked.notify_one();
        if let Err(error) = self.held.await {
            tracing::error!(%error, "sessions were not put down");
        }
    }
}

/// Sessions of an older version have no shard yet.
async fn settle(database: &Database) {
    while let Err(error) = sessions::settle(database).await {
        tracing::error!(%error, "sessions could not be read; it is tried again");
        tokio::time::sleep(PODS).await;
    }
}

/// Sessions begin, and end, as their pods do.
async fn follow_pods(worker: Worker) {
    let mut before = None;
    loop {
        if let Err(error) = worker.follow_pods(&mut before).await {
            tracing::error!(%error, "sessions could not be read; it is tried again");
        }
        tokio::time::sleep(PODS).await;
    }
}

fn pages(listen: SocketAddr, app: App) -> Result<actix_web::dev::Server, CommandError> {
    let data = web::Data::new(app);
    let server = HttpServer::new(move || {
        let is_platform = routes::is_platform(&data);
        Server::new()
            .app_data(data.clone())
            .app_data(web::PayloadConfig::new(LARGEST_FORM))
            .wrap(Compress::default())
            .wrap(from_fn(typed::kept))
            .wrap(from_fn(errors::pages))
            .wrap(headers::headers())
            .wrap(from_fn(head::as_get))
            .wrap(from_fn(timing::measured))
            .configure(routes::everywhere)
            .service(
                web::scope("").guard(actix_web::guard::fn_guard(is_platform)).configure(routes::platform),
            )
            .service(web::scope("").configure(routes::pod))
            .default_service(web::to(routes::nothing))
    });
    let bound = listener(listen).and_then(|listener| server.listen(listener));
    let bound = bound.map_err(|cause| cannot_listen("--listen", listen, &cause))?;
    Ok(bound.disable_signals().shutdown_timeout(2).run())
}

/// Its connections end when a browser takes nothing for [`STALLED`]: one that stops reading would hold its stream, and count as
/// somebody who looks, for as long as it likes.
fn listener(address: SocketAddr) -> std::io::Result<TcpListener> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
    socket.set_reuse_address(true)?;
    #[cfg(target_os = "linux")]
    socket.set_tcp_user_timeout(Some(STALLED))?;
    socket.bind(&address.into())?;
    socket.listen(BACKLOG)?;
    Ok(socket.into())
}

fn operations_port(listen: SocketAddr, app: App) -> Result<actix_web::dev::Server, CommandError> {
    let data = web::Data::new(app);
    let server = HttpServer::new(move || Server::new().app_data(data.clone()).configure(operations::routes));
    let bound = server.workers(1).disable_signals().shutdown_timeout(1).bind(listen);
    Ok(bound.map_err(|cause| cannot_listen("--operations", listen, &cause))?.run())
}

fn cannot_listen(flag: &str, address: SocketAddr, cause: &std::io::Error) -> CommandError {
    let advice = match cause.kind() {
        std::io::ErrorKind::AddrInUse => "another program has that port: end it, or choose another",
        std::io::ErrorKind::PermissionDenied => "ports below 1024 are for root: choose another",
        _ => "choose another",
    };
    CommandError::Said(format!("cannot listen on {address}: {cause}; {advice} with {flag}"))
}

async fn stop_asked() -> Result<(), CommandError> {
    let listen = |kind| {
        signal(kind).map_err(|cause| CommandError::Io { what: "cannot wait for signals".into(), cause })
    };
    let (mut terminate, mut interrupt) = (listen(SignalKind::terminate())?, listen(SignalKind::interrupt())?);
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}

/// Streams of events never end by themselves, so nobody waits for them.
async fn stop_all(handles: Vec<ServerHandle>) {
    futures::future::join_all(handles.iter().map(|handle| handle.stop(false))).await;
}
