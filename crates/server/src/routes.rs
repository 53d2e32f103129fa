//! Every address, grouped by who calls.

mod about;
pub mod accounts;
mod adding;
pub mod admin;
mod announcements;
mod asking;
mod assets;
mod blog;
mod chats;
mod confirming;
mod contacts;
pub mod directory;
mod events;
mod federation;
mod feed;
mod front;
mod funds;
mod going;
mod guests;
mod invites;
mod joining;
mod letterboxes;
mod logos;
mod managed;
mod media;
pub mod operate;
mod outbox;
mod pod_reports;
mod posts;
mod published;
mod recover;
mod registration;
mod reports;
mod settings;
pub mod sheets;
mod texts;
mod verdicts;
mod visits;
mod waiting;
mod waiting_list;
mod welcome;

use crate::{api, app::App, fault::Fault, origins::asked};
use actix_web::{guard::GuardContext, http::Method, web};

/// The platform's host: the directory, the console of the deployment's admins, and the API, which has a table of its own.
pub fn platform(routes: &mut web::ServiceConfig) {
    routes
        .route("/", web::get().to(directory::front))
        .route("/pods", web::get().to(directory::list))
        .route("/pick", web::get().to(directory::pick))
        .route("/go", web::get().to(going::go))
        .route("/join/{segment}", web::get().to(joining::join))
        .route("/robots.txt", web::get().to(joining::robots))
        .route("/add", web::get().to(adding::form))
        .route("/add", web::post().to(adding::add))
        .route("/about", web::get().to(about::about))
        .route("/demo/outbox", web::get().to(outbox::list))
        // without a token, and so not in the table of those with one
        .route("/api/v1/directory/announce", web::post().to(adding::announce_by_api))
        .route("/api/v1/directory/announce", web::method(Method::OPTIONS).to(adding::announce_preflight))
        .route("/logo/{host}/{file}", web::get().to(logos::of_pod))
        .configure(directories)
        .configure(sheets_of_pods)
        .configure(admins)
        .configure(admins_of_pods)
        .configure(crate::api::routes);
}

/// For other directories, and crawlers; and for admins, what they hear and say.
fn directories(routes: &mut web::ServiceConfig) {
    routes
        .route("/.well-known/pod-directory.json", web::get().to(federation::description))
        .route("/api/v1/directory/feed", web::get().to(federation::feed))
        .route("/api/v1/directory/statements", web::get().to(federation::statements))
        .route("/api/v1/instances/hosts", web::get().to(federation::hosts))
        .route("/pods.json", web::get().to(federation::pods))
        .route("/admin/peers", web::get().to(admin::peers::list))
        .route("/admin/peers", web::post().to(admin::peers::add))
        .route("/admin/peers/turn", web::post().to(admin::peers::turn))
        .route("/admin/peers/rule", web::post().to(admin::peers::rule))
        .route("/admin/statements", web::get().to(admin::statements::list))
        .route("/admin/statements", web::post().to(admin::statements::make))
        .route("/admin/statements/{segment}/withdraw", web::post().to(admin::statements::withdraw));
}

/// A page for each pod of the directory, and the same for programs.
fn sheets_of_pods(routes: &mut web::ServiceConfig) {
    let pods = "/api/v1/directory/pods";
    let pod = "/api/v1/directory/pods/{segment}";
    routes
        .route("/pods/{segment}", web::get().to(sheets::one))
        .route("/pods/{segment}/report", web::get().to(pod_reports::form))
        .route("/pods/{segment}/report", web::post().to(pod_reports::send))
        .route("/reported/{segment}", web::get().to(pod_reports::receipt))
        .route("/icon/{segment}/{file}", web::get().to(sheets::icon))
        // without a token, and so not in the table of those with one
        .route(pods, web::get().to(api::directory::list))
        .route(pods, web::method(Method::OPTIONS).to(api::directory::preflight))
        .route(pod, web::get().to(api::directory::one))
        .route(pod, web::method(Method::OPTIONS).to(api::directory::preflight));
}

/// For the deployment's admins.
fn admins(routes: &mut web::ServiceConfig) {
    routes
        .route("/login", web::get().to(admin::entry::login_form))
        .route("/login", web::post().to(admin::entry::login))
        .route("/logout", web::post().to(admin::entry::logout))
        .route("/setup/{segment}", web::get().to(admin::entry::setup))
        .route("/setup/{segment}", web::post().to(admin::entry::follow))
        .route("/admin", web::get().to(admin::pods::list))
        .route("/admin/turn", web::post().to(admin::turn::turn))
        .route("/admin/pods/new", web::get().to(admin::create::form))
        .route("/admin/pods/new", web::post().to(admin::create::create))
        .route("/admin/plans", web::get().to(admin::plans::list))
        .route("/admin/plans", web::post().to(admin::plans::put))
        .route("/admin/plans/{segment}/remove", web::post().to(admin::plans::remove))
        .route("/admin/announcements", web::get().to(admin::announcements::list))
        .route("/admin/announcements", web::post().to(admin::announcements::make))
        .route("/admin/announcements/{segment}/withdraw", web::post().to(admin::announcements::withdraw))
        .route("/admin/blocks", web::get().to(admin::blocks::list))
        .route("/admin/blocks", web::post().to(admin::blocks::add))
        .route("/admin/blocks/remove", web::post().to(admin::blocks::remove))
        .route("/admin/admins", web::get().to(admin::admins::list))
        .route("/admin/admins", web::post().to(admin::admins::add))
        .route("/admin/admins/{segment}/remove", web::post().to(admin::admins::remove))
        .route("/admin/directory", web::get().to(admin::directory::list))
        .route("/admin/directory", web::post().to(admin::directory::turn))
        .route("/admin/directory/reports", web::get().to(admin::pod_reports::list))
        .route("/admin/directory/reports/{segment}", web::post().to(admin::pod_reports::decide))
        .route("/admin/imports", web::get().to(admin::imports::list))
        .route("/admin/imports", web::post().to(admin::imports::add))
        .route("/admin/imports/read", web::post().to(admin::imports::read))
        .route("/admin/imports/remove", web::post().to(admin::imports::remove))
        .route("/admin/health", web::get().to(admin::health::show))
        .route("/admin/audit", web::get().to(admin::audit::list));
}

/// For them, about one pod.
fn admins_of_pods(routes: &mut web::ServiceConfig) {
    routes
        .route("/admin/pods/{segment}", web::get().to(admin::pod::one))
        .route("/admin/pods/{segment}/limits", web::post().to(admin::pod::limits))
        .route("/admin/pods/{segment}/invite", web::post().to(admin::pod::invite))
        .route("/admin/pods/{segment}/hosts", web::post().to(admin::hosts::add))
        .route("/admin/pods/{segment}/hosts/remove", web::post().to(admin::hosts::remove))
        .route("/admin/pods/{segment}/hosts/primary", web::post().to(admin::hosts::primary))
        .route("/admin/pods/{segment}/hosts/check", web::post().to(admin::hosts::check))
        .route("/admin/pods/{segment}/domain", web::post().to(admin::domains::set))
        .route("/admin/pods/{segment}/domain/again", web::post().to(admin::domains::prepare))
        .route("/admin/pods/{segment}/domain/drop", web::post().to(admin::domains::leave))
        .route("/admin/pods/{segment}/visit", web::get().to(admin::visit::form))
        .route("/admin/pods/{segment}/visit", web::post().to(admin::visit::begin));
}

/// A pod's host. Addresses are tried one after the other: those come first that many ask for at once.
pub fn pod(routes: &mut web::ServiceConfig) {
    routes
        .configure(public)
        .configure(visitors)
        .configure(members)
        .configure(own)
        .configure(operators)
        .configure(safety)
        .configure(documents)
        .configure(support);
}

/// For everyone on the web.
fn public(routes: &mut web::ServiceConfig) {
    routes
        .route("/@{handle}", web::get().to(blog::blog))
        .route("/@{handle}/feed.atom", web::get().to(blog::atom))
        .route("/@{handle}/{segment}", web::get().to(blog::post));
}

/// For people who are not signed in.
fn visitors(routes: &mut web::ServiceConfig) {
    routes
        .route("/", web::get().to(front::front))
        .route("/login", web::get().to(accounts::login_form))
        .route("/login", web::post().to(accounts::login))
        .route("/invite/{segment}", web::get().to(invites::one))
        .route("/register", web::get().to(registration::form))
        .route("/register", web::post().to(registration::register))
        .route("/recover", web::get().to(recover::form))
        .route("/recover", web::post().to(recover::by_code))
        .route("/recover/mail", web::post().to(recover::mail))
        .route("/recover/{segment}", web::get().to(recover::link))
        .route("/recover/{segment}", web::post().to(recover::by_link))
        .route("/waiting-list", web::post().to(waiting_list::ask))
        .route("/confirm/{segment}", web::get().to(waiting_list::one))
        .route("/waiting-list/{segment}", web::get().to(waiting_list::one))
        .route("/waiting-list/{segment}/confirm", web::post().to(waiting_list::confirm))
        .route("/waiting-list/{segment}/leave", web::post().to(waiting_list::leave))
        .route("/letterbox/{segment}", web::get().to(letterboxes::one))
        .route("/letterbox/{segment}", web::post().to(letterboxes::confirm))
        .route("/guest", web::post().to(guests::enter))
        .route("/funds", web::get().to(funds::show))
        .route("/about", web::get().to(about::about))
        .route("/rules", web::get().to(about::rules))
        .route("/rules/{segment}", web::get().to(texts::rules))
        .route("/privacy", web::get().to(about::privacy))
        .route("/privacy/{segment}", web::get().to(texts::privacy))
        .route("/legal", web::get().to(about::legal))
        .route("/legal/{segment}", web::get().to(texts::legal))
        .route("/report", web::get().to(reports::form))
        .route("/report", web::post().to(reports::send))
        .route("/report/{segment}", web::get().to(reports::receipt))
        .route("/report/{segment}/appeal", web::post().to(reports::appeal))
        .route("/verdict/{segment}", web::get().to(verdicts::one))
        .route("/verdict/{segment}/appeal", web::post().to(verdicts::appeal))
        .route("/demo/outbox", web::get().to(outbox::list));
}

/// For members.
fn members(routes: &mut web::ServiceConfig) {
    routes
        .route("/login/again", web::get().to(accounts::again_form))
        .route("/login/again", web::post().to(accounts::again))
        .route("/logout", web::get().to(accounts::logout_form))
        .route("/logout", web::post().to(accounts::logout))
        .route("/invite/{segment}/take", web::post().to(invites::take))
        .route("/welcome", web::get().to(welcome::steps))
        .route("/welcome", web::post().to(welcome::handle))
        .route("/feed", web::get().to(feed::feed))
        .route("/publish", web::post().to(feed::publish))
        .route("/announcements", web::get().to(announcements::list))
        .route("/announcements/{segment}/close", web::post().to(announcements::close))
        .route("/post/{service}/{node}/{item}", web::get().to(posts::post))
        .route("/post/{service}/{node}/{item}/comment", web::post().to(posts::comment))
        .route("/post/{service}/{node}/{item}/appeal", web::post().to(reports::author_appeal))
        .route("/post/{service}/{node}/{item}/delete", web::get().to(posts::delete_form))
        .route("/post/{service}/{node}/{item}/delete", web::post().to(posts::delete))
        .route("/waiting/{segment}/again", web::post().to(waiting::again))
        .route("/waiting/{segment}/discard", web::post().to(waiting::discard))
        .route("/contacts", web::get().to(contacts::list))
        .route("/contacts", web::post().to(contacts::add))
        .route("/contact/{segment}", web::get().to(contacts::one))
        .route("/contact/{segment}/accept", web::post().to(contacts::accept))
        .route("/contact/{segment}/refuse", web::post().to(contacts::refuse))
        .route("/contact/{segment}/remove", web::get().to(contacts::remove_form))
        .route("/contact/{segment}/remove", web::post().to(contacts::remove))
        .route("/chat", web::get().to(chats::list))
        .route("/chat/{segment}", web::get().to(chats::one))
        .route("/chat/{segment}", web::post().to(chats::send))
        .route("/chat/{segment}/read", web::post().to(chats::read))
        .route("/chat/{segment}/typing", web::post().to(chats::typing))
        .route("/chat/{segment}/again", web::post().to(chats::again))
        .route("/chat/{segment}/discard", web::post().to(chats::discard))
        .route("/events", web::get().to(events::events))
        .route("/media/{hash}", web::get().to(media::picture))
        .route("/logo/{segment}", web::get().to(logos::one));
}

/// For members, about themselves.
fn own(routes: &mut web::ServiceConfig) {
    routes
        .route("/settings", web::get().to(settings::settings))
        .route("/settings/profile", web::post().to(settings::profile))
        .route("/settings/picture", web::post().to(settings::picture))
        .route("/settings/handle", web::post().to(settings::handle))
        .route("/settings/language", web::post().to(settings::language))
        .route("/settings/browsers", web::post().to(settings::browsers))
        .route("/settings/mail", web::get().to(letterboxes::form))
        .route("/settings/mail", web::post().to(letterboxes::ask))
        .route("/settings/mail/remove", web::post().to(letterboxes::remove))
        .route("/settings/invites", web::get().to(settings::invites::list))
        .route("/settings/invites", web::post().to(settings::invites::make))
        .route("/settings/invites/{segment}/revoke", web::get().to(settings::invites::revoke_form))
        .route("/settings/invites/{segment}/revoke", web::post().to(settings::invites::revoke))
        .route("/settings/password", web::get().to(settings::password::form))
        .route("/settings/password", web::post().to(settings::password::change))
        .route("/settings/recovery", web::get().to(settings::recovery::form))
        .route("/settings/recovery/codes", web::post().to(settings::recovery::codes))
        .route("/settings/leave", web::get().to(settings::leave::form))
        .route("/settings/leave", web::post().to(settings::leave::leave))
        .route("/settings/leave/receipt", web::get().to(settings::leave::receipt))
        .route("/settings/leave/undo", web::post().to(settings::leave::undo))
        .route("/settings/delete", web::get().to(settings::delete::form))
        .route("/settings/delete", web::post().to(settings::delete::delete));
}

/// For those who run or moderate the pod.
fn operators(routes: &mut web::ServiceConfig) {
    routes
        .route("/operate", web::get().to(operate::overview::show))
        .route("/operate/branding", web::get().to(operate::branding::form))
        .route("/operate/branding", web::post().to(operate::branding::change))
        .route("/operate/branding/introduction", web::post().to(operate::introduction::change))
        .route("/operate/branding/logo", web::post().to(operate::logo::change))
        .route("/operate/branding/logo/restore", web::post().to(operate::logo::restore))
        .route("/operate/branding/logo/{segment}/forget", web::get().to(operate::logo::forget_form))
        .route("/operate/branding/logo/forget", web::post().to(operate::logo::forget))
        .route("/operate/registration", web::get().to(operate::registration::form))
        .route("/operate/registration", web::post().to(operate::registration::change))
        .route("/operate/registration/newcomers", web::post().to(operate::newcomers::change))
        .route("/operate/registration/pause", web::post().to(operate::registration::pause))
        .route("/operate/registration/resume", web::post().to(operate::registration::resume))
        .route("/operate/quotas", web::get().to(operate::overview::quotas))
        .route("/operate/listing", web::get().to(operate::listing::form))
        .route("/operate/listing", web::post().to(operate::listing::change))
        .route("/operate/requests", web::get().to(operate::requests::list))
        .route("/operate/requests/{segment}/accept", web::post().to(operate::requests::accept))
        .route("/operate/requests/{segment}/refuse", web::get().to(operate::requests::refuse_form))
        .route("/operate/requests/{segment}/refuse", web::post().to(operate::requests::refuse))
        .route("/operate/mails", web::get().to(operate::mails::list))
        .route("/operate/mails/{segment}/again", web::post().to(operate::mails::again))
        .route("/operate/notices", web::get().to(operate::notices::list))
        .route("/operate/notices/{segment}/again", web::post().to(operate::notices::again))
        .route("/operate/invites", web::get().to(operate::invites::list))
        .route("/operate/invites", web::post().to(operate::invites::make))
        .route("/operate/invites/tree", web::get().to(operate::invite_tree::show))
        .route("/operate/invites/mail", web::post().to(operate::invites::send))
        .route("/operate/invites/members", web::post().to(operate::inviting::set))
        .route("/operate/invites/{segment}/revoke", web::get().to(operate::invites::revoke_form))
        .route("/operate/invites/{segment}/revoke", web::post().to(operate::invites::revoke))
        .route("/operate/announcements", web::get().to(operate::announcements::list))
        .route("/operate/announcements", web::post().to(operate::announcements::make))
        .route("/operate/announcements/{segment}/withdraw", web::get().to(operate::announcements::ask))
        .route("/operate/announcements/{segment}/withdraw", web::post().to(operate::announcements::withdraw))
        .configure(community)
        .configure(people)
        .route("/operate/audit", web::get().to(operate::audit::list));
}

/// For those who look after who is there.
fn people(routes: &mut web::ServiceConfig) {
    routes
        .route("/operate/members", web::get().to(operate::members::list))
        .route("/operate/members/{segment}", web::get().to(operate::membership::one))
        .route("/operate/members/{segment}/suspend", web::get().to(operate::membership::suspend_form))
        .route("/operate/members/{segment}/suspend", web::post().to(operate::membership::suspend))
        .route("/operate/members/{segment}/resume", web::post().to(operate::membership::resume))
        .route("/operate/members/{segment}/remove", web::get().to(operate::membership::remove_form))
        .route("/operate/members/{segment}/remove", web::post().to(operate::membership::remove))
        .route("/operate/members/{segment}/account-suspend", web::get().to(operate::accounts::suspend_form))
        .route("/operate/members/{segment}/account-suspend", web::post().to(operate::accounts::suspend))
        .route("/operate/members/{segment}/account-resume", web::post().to(operate::accounts::resume))
        .route("/operate/members/{segment}/reset", web::get().to(operate::accounts::reset_form))
        .route("/operate/members/{segment}/reset", web::post().to(operate::accounts::reset))
        .route("/operate/members/{segment}/newcomer-lift", web::post().to(operate::newcomers::lift))
        .route("/operate/members/{segment}/newcomer-limit", web::post().to(operate::newcomers::limit))
        .route("/operate/members/{segment}/role", web::post().to(operate::membership::role));
}

/// For those who look after what is said on the pod, and by which rules.
fn safety(routes: &mut web::ServiceConfig) {
    routes
        .route("/operate/reports", web::get().to(operate::reports::list))
        .route("/operate/reports/{segment}", web::get().to(operate::reports::one))
        .route("/operate/reports/{segment}/decide", web::post().to(operate::reports::decide))
        .route("/operate/reports/{segment}/answer", web::post().to(operate::reports::answer))
        .route("/operate/reports/{segment}/show", web::post().to(operate::reports::show))
        .route("/operate/blocks", web::get().to(operate::blocks::list))
        .route("/operate/blocks", web::post().to(operate::blocks::add))
        .route("/operate/blocks/remove", web::post().to(operate::blocks::remove))
        .route("/operate/texts", web::get().to(operate::texts::list))
        .route("/operate/texts/{segment}", web::post().to(operate::texts::change))
        .route("/operate/texts/{segment}/withdraw", web::get().to(operate::texts::ask))
        .route("/operate/texts/{segment}/withdraw", web::post().to(operate::texts::withdraw));
}

/// For those who run the pod: money, guests, who waits, and waves of sign-ups.
fn community(routes: &mut web::ServiceConfig) {
    routes
        .route("/operate/funds", web::get().to(operate::funds::list))
        .route("/operate/funds", web::post().to(operate::funds::make))
        .route("/operate/funds/ledger.csv", web::get().to(operate::funds::file))
        .route("/operate/funds/{segment}", web::get().to(operate::funds::form))
        .route("/operate/funds/{segment}", web::post().to(operate::funds::correct))
        .route("/operate/funds/{segment}/remove", web::post().to(operate::funds::remove))
        .route("/operate/funds/{segment}/restore", web::post().to(operate::funds::restore))
        .route("/operate/gifts", web::get().to(operate::gifts::form))
        .route("/operate/gifts", web::post().to(operate::gifts::change))
        .route("/operate/guest", web::get().to(operate::guest::show))
        .route("/operate/guest", web::post().to(operate::guest::name))
        .route("/operate/guest/revoke", web::get().to(operate::guest::revoke_form))
        .route("/operate/guest/revoke", web::post().to(operate::guest::revoke))
        .route("/operate/waiting", web::get().to(operate::waiters::list))
        .route("/operate/waiting/{segment}/remove", web::get().to(operate::waiters::remove_form))
        .route("/operate/waiting/{segment}/remove", web::post().to(operate::waiters::remove))
        .route("/operate/waves", web::get().to(operate::waves::show))
        .route("/operate/waves", web::post().to(operate::waves::remove))
        .route("/operate/waves/{segment}/undo", web::post().to(operate::waves::undo));
}

/// For admins who look into a pod's console for support, and those who run it.
fn support(routes: &mut web::ServiceConfig) {
    routes
        .route("/visit", web::get().to(visits::over))
        .route("/visit/end", web::post().to(visits::end))
        .route("/visit/{segment}", web::get().to(visits::one))
        .route("/visit/{segment}", web::post().to(visits::enter))
        .route("/operate/visits", web::get().to(operate::visits::list))
        .route("/operate/visits/{segment}/end", web::post().to(operate::visits::end));
}

/// On every host.
pub fn everywhere(routes: &mut web::ServiceConfig) {
    routes
        .route("/assets/{file}", web::get().to(assets::file))
        .route("/style/{file}", web::get().to(assets::accent))
        .route("/mark/{file}", web::get().to(logos::mark))
        .route("/favicon.ico", web::get().to(logos::favicon));
}

/// What a pod says of itself to machines, also while it is suspended.
fn documents(routes: &mut web::ServiceConfig) {
    routes
        .route("/.well-known/pod-listing.json", web::get().to(published::listing))
        .route("/.well-known/nodeinfo", web::get().to(published::links))
        .route("/nodeinfo/2.0", web::get().to(published::nodeinfo_20))
        .route("/nodeinfo/2.1", web::get().to(published::nodeinfo_21))
        .route("/nodeinfo/2.2", web::get().to(published::nodeinfo_22))
        .route("/.well-known/xmpp-provider-v2.json", web::get().to(published::provider));
}

/// Whether a request is for the platform's host.
pub fn is_platform(app: &App) -> impl Fn(&GuardContext<'_>) -> bool + use<> {
    let platform = app.origins.platform().to_owned();
    move |context| asked(context.head()).as_deref() == Some(platform.as_str())
}

/// What has no address.
pub async fn nothing() -> Result<&'static str, Fault> {
    Err(Fault::NotFound)
}
