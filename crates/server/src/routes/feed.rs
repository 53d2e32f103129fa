//! The feed, and writing into it.

use crate::{
    bounds,
    extract::{Form, Member},
    fault::{Answer, Fault},
    limits::Limit,
    reading,
    routes::waiting,
    shown,
};
use actix_web::web;
use model::{
    announcements,
    contacts::{self, Show},
    posts::{self, Filter},
    reports, texts,
};
use pool::{
    Command, Refusal, Reply,
    commands::posts::{Audience as PoolAudience, Command as PostCommand, Draft},
};
use serde::Deserialize;
use std::time::Instant;
use ui::{
    Audience, Errors, Notice, Problem,
    forms::Composer,
    pages::{FeedPage, News},
    url::{self, FeedFilter},
};

/// Posts on a page.
const PAGE: u32 = 20;

/// The most characters of a post; with its markup it fits into what servers let through (262,144 bytes).
pub const LONGEST: u32 = 60_000;

/// The most characters of a title.
const LONGEST_TITLE: u32 = 300;

/// How long it is said on the feed that something is hidden.
const HIDDEN: time::Duration = time::Duration::days(14);

/// What stands behind the question mark of `/feed`.
#[derive(Default, Deserialize)]
pub struct FeedQuery {
    filter: Option<String>,
    before: Option<String>,
}

/// The fields of `/publish`.
#[derive(Deserialize)]
pub struct PublishForm {
    #[serde(default)]
    title: String,
    #[serde(default)]
    body: String,
    audience: Option<String>,
    command: Option<String>,
}

/// `GET /feed`.
pub async fn feed(member: Member, query: web::Query<FeedQuery>) -> Answer {
    let page = page(&member, &query, Composer::default()).await?;
    Ok(member.show(&page))
}

/// `POST /publish`.
pub async fn publish(member: Member, Form(form): Form<PublishForm>) -> Answer {
    let command = reading::command_id(form.command.as_deref());
    let mut composer = Composer {
        title: form.title.replace("\r\n", "\n"),
        body: form.body.replace("\r\n", "\n"),
        audience: form.audience.as_deref().and_then(Audience::from_code).unwrap_or_default(),
        command: Some(command.clone()),
        ..Composer::default()
    };
    composer.errors = check(&composer, form.audience.as_deref());
    if composer.errors.is_empty() && !may_write(&member) {
        composer.errors = Errors::form(Problem::TooOften);
    }
    if composer.errors.is_empty()
        && composer.audience == Audience::Everyone
        && let Err(problem) = bounds::may_write_to_everyone(&member, &command).await?
    {
        composer.errors = Errors::form(problem);
    }
    let is_counted = composer.errors.is_empty();
    if is_counted {
        match send(&member, &composer, &command).await? {
            Ok(notice) => return Ok(member.go(&url::feed(), Some(notice))),
            Err(problem) => composer.errors = Errors::form(problem),
        }
    }
    let mut page = page(&member, &FeedQuery::default(), composer).await?;
    // sent again it counts once: it stays for whom it was
    if is_counted
        && page.composer.audience == Audience::Everyone
        && let Some(newness) = &mut page.composer.newness
    {
        newness.posts_left = newness.posts_left.max(1);
    }
    Ok(member.show_again(&page))
}

/// Whether the member has not written too much in a short time.
pub fn may_write(member: &Member) -> bool {
    member.app.limits.take(Limit::Write(member.me().id.to_string().as_str()), Instant::now())
}

/// What becomes of a reply where the page says it in a sentence: what to say, or what is wrong.
pub fn outcome(reply: Reply, done: Notice) -> Result<Notice, Problem> {
    match reply {
        Reply::Done => Ok(done),
        Reply::Waiting => Ok(Notice::Waiting),
        Reply::Unknown => Err(Problem::MaybeDone),
        Reply::NeedsPassword => Err(Problem::Offline),
        Reply::Refused(refusal) => Err(problem(refusal)),
    }
}

/// A server's no, in a sentence.
pub fn problem(refusal: Refusal) -> Problem {
    match refusal {
        Refusal::NotOffered => Problem::NotOffered,
        Refusal::ReadOnly => Problem::ReadOnly,
        Refusal::Unreachable => Problem::Offline,
        Refusal::Other(said) => Problem::Refused(said),
        Refusal::Gone | Refusal::Forbidden | Refusal::Conflict | Refusal::Policy => {
            Problem::Refused(String::new())
        }
    }
}

fn check(composer: &Composer, audience: Option<&str>) -> Errors {
    let mut errors = Errors::none();
    if composer.body.trim().is_empty() {
        errors.push("body", Problem::Required);
    }
    if composer.body.chars().count() > LONGEST as usize {
        errors.push("body", Problem::PostTooLong(LONGEST));
    }
    if composer.title.chars().count() > LONGEST_TITLE as usize {
        errors.push("title", Problem::TooLong(LONGEST_TITLE));
    }
    let offered = matches!(audience, None | Some("contacts" | "everyone"));
    if !offered {
        errors.push("audience", Problem::NotOffered);
    }
    errors
}

async fn send(member: &Member, composer: &Composer, command: &str) -> Result<Result<Notice, Problem>, Fault> {
    let rendered = ui::markdown::render(&composer.body);
    let me = member.me();
    let everyone = composer.audience == Audience::Everyone;
    let page = url::member_post(me.handle.as_str(), command);
    let draft = Draft {
        title: composer.title.trim().to_owned(),
        html: rendered.xhtml,
        text: rendered.text,
        tags: rendered.tags,
        audience: if everyone { PoolAudience::Everyone } else { PoolAudience::Contacts },
        alternate: everyone.then(|| url::absolute(&member.app.origins.of(&member.home().host), &page)),
        author: me.display_name().to_owned(),
        published: member.now,
    };
    let reply = member.act(command, Command::Posts(PostCommand::Publish(draft))).await?;
    Ok(outcome(reply, Notice::Published))
}

async fn page(member: &Member, query: &FeedQuery, composer: Composer) -> Result<FeedPage, Fault> {
    let database = &member.app.database;
    let filter = FeedFilter::from_code(query.filter.as_deref().unwrap_or_default()).ok_or(Fault::NotFound)?;
    let before = reading::cursor(query.before.as_deref())?;
    let rows = posts::feed(database, &member.owner(), rows_of(filter), before, PAGE).await?;
    let known = contacts::list(database, &member.owner()).await?;
    let readers = known.iter().filter(|row| reading::reads_us(row)).count();
    let here = known.iter().filter(|row| row.in_roster && row.show != Show::Offline);
    let announced = if before.is_some() {
        Vec::new()
    } else {
        announcements::open_to(database, &member.owner(), member.now).await?
    };
    Ok(FeedPage {
        news: news(member).await?,
        announcements: announced.iter().map(shown::announcement).collect(),
        composer: Composer {
            contacts: u32::try_from(readers).unwrap_or(u32::MAX),
            longest: LONGEST,
            newness: bounds::newness(member).await?,
            ..composer
        },
        unsent: waiting::unsent(member).await?,
        filter,
        older: reading::older(&rows, PAGE),
        posts: reading::posts(member, &rows).await?,
        past: before.is_some(),
        here: here.map(|row| shown::contact(row).person).collect(),
        tags: reading::tags(&rows),
    })
}

/// What those who look after the pod have to say to her.
async fn news(member: &Member) -> Result<Vec<News>, Fault> {
    let (database, owner, now) = (&member.app.database, member.owner(), member.now);
    let mut news = Vec::new();
    if let Some(text) = texts::unread(database, &owner, texts::Kind::Rules, now).await? {
        news.push(News::Rules { since: text.since });
    }
    if let Some(text) = texts::unread(database, &owner, texts::Kind::Privacy, now).await? {
        news.push(News::Privacy { since: text.since });
    }
    if let Some(text) = texts::unread_withdrawal(database, &owner, texts::Kind::Rules, now).await? {
        news.push(News::RulesStay { since: text.since });
    }
    if let Some(text) = texts::unread_withdrawal(database, &owner, texts::Kind::Privacy, now).await? {
        news.push(News::PrivacyStay { since: text.since });
    }
    for hidden in posts::hidden_of(database, &owner.pod, &member.me().jid, now - HIDDEN).await? {
        let address = url::post(hidden.service.as_str(), &hidden.node, &hidden.item);
        news.push(News::Hidden { address });
    }
    for report in reports::untold(database, &owner).await? {
        news.push(News::Answered { key: member.app.links.of_report(&owner.pod, &report) });
    }
    Ok(news)
}

fn rows_of(filter: FeedFilter) -> Filter {
    match filter {
        FeedFilter::All => Filter::All,
        FeedFilter::Contacts => Filter::Contacts,
        FeedFilter::Pod => Filter::Pod,
    }
}
