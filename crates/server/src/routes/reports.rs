//! Reporting what one can see on the pod, and what became of it.

use crate::{
    extract::{Item, OwnForm, Resident, Segment, Visit},
    fault::{Answer, Fault},
    limits::Limit,
    reading, shown,
};
use actix_web::web;
use jid::BareJid;
use model::{
    Email, ReportId, blocks, members,
    posts::{self, MICROBLOG, Post},
    reports::{self, Kind, NewReport, Report, Side, What},
};
use serde::Deserialize;
use std::time::Instant;
use ui::{
    Errors, Problem,
    components::AppealForm,
    forms::CommentForm,
    pages::{HiddenPost, ReceiptPage, ReportPage},
    reports::{ReportKind, Reported},
    url,
};

/// The most characters of what somebody says of a report or against a decision.
const LONGEST: u32 = 4_000;

/// What is reported, as addresses and forms name it.
#[derive(Clone, Deserialize)]
pub struct About {
    service: Option<String>,
    node: Option<String>,
    item: Option<String>,
    member: Option<String>,
}

/// The fields of `/report`.
#[derive(Deserialize)]
pub struct ReportFields {
    service: Option<String>,
    node: Option<String>,
    item: Option<String>,
    member: Option<String>,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    words: String,
    #[serde(default)]
    email: String,
}

/// The field of an appeal.
#[derive(Deserialize)]
pub struct AppealFields {
    #[serde(default)]
    pub(super) words: String,
}

/// What the visitor sees and reports.
enum Subject {
    Post(Box<Post>),
    Member(Box<members::Member>),
}

/// `GET /report`.
pub async fn form(visit: Visit, query: web::Query<About>) -> Answer {
    let about = query.into_inner();
    let subject = subject(&visit, &about).await?;
    Ok(visit.show(&page(&visit, &subject, about)))
}

/// `POST /report`.
pub async fn send(visit: Visit, OwnForm(fields): OwnForm<ReportFields>) -> Answer {
    let ReportFields { service, node, item, member, kind, words, email } = fields;
    let about = About { service, node, item, member };
    let subject = subject(&visit, &about).await?;
    let kind = ReportKind::from_code(&kind).unwrap_or(ReportKind::Other);
    let words = words.trim().replace("\r\n", "\n");
    match file(&visit, &subject, kind, &words, &email).await? {
        Ok(id) => {
            let key = visit.app.links.of_report(&visit.pod()?.id, &id);
            Ok(visit.go(&url::report_receipt(&key), None))
        }
        Err(errors) => {
            let fresh = page(&visit, &subject, about);
            let email = fresh.email.as_ref().map(|_| email);
            Ok(visit.show_again(&ReportPage { kind, words, email, errors, ..fresh }))
        }
    }
}

/// `GET /report/{key}`.
pub async fn receipt(visit: Visit, Segment(key): Segment) -> Answer {
    let report = find(&visit, &key).await?;
    reports::tell(&visit.app.database, &visit.pod()?.id, &report.id).await?;
    Ok(visit.show(&receipt_page(&key, &report, String::new(), Errors::none())))
}

/// `POST /report/{key}/appeal`.
pub async fn appeal(visit: Visit, Segment(key): Segment, OwnForm(fields): OwnForm<AppealFields>) -> Answer {
    let report = find(&visit, &key).await?;
    match say(&visit, &report.id, Side::Reporter, &fields.words).await? {
        Ok(()) => Ok(visit.go(&url::report_receipt(&key), None)),
        Err(errors) => Ok(visit.show_again(&receipt_page(&key, &report, fields.words, errors))),
    }
}

/// `POST /post/{service}/{node}/{item}/appeal`: the author's, against the hiding of what she wrote.
pub async fn author_appeal(member: Resident, item: Item, OwnForm(fields): OwnForm<AppealFields>) -> Answer {
    let viewer = reading::viewer(&member)?;
    let database = &member.app.database;
    let row = posts::get(database, &viewer, &item.service, &item.node, &item.item).await?;
    let row = row.filter(|row| row.author.jid.as_ref() == Some(&member.me().jid)).ok_or(Fault::NotFound)?;
    let hidden = posts::hidden(database, &member.home().id, &row.service, &row.node, &row.item).await?;
    let id = hidden.ok_or(Fault::NotFound)?.report_id;
    match say(&member, &id, Side::Author, &fields.words).await? {
        Ok(()) => Ok(member.go(&url::post(row.service.as_str(), &row.node, &row.item), None)),
        Err(errors) => {
            let comment = row.comments.is_some().then(CommentForm::default);
            let mut page = super::posts::page(&member, &row, comment, false).await?;
            if let Some(form) = page.hidden.as_mut().and_then(|hidden| hidden.form.as_mut()) {
                (form.words, form.errors) = (fields.words, errors);
            }
            Ok(member.show_again(&page))
        }
    }
}

/// That something is hidden, for its author: why, and her appeal.
///
/// # Errors
/// The database's own.
pub async fn hidden(visit: &Visit, row: &Post) -> Result<Option<HiddenPost>, Fault> {
    let mine = visit.member().is_some_and(|me| row.author.jid.as_ref() == Some(&me.jid));
    if !mine {
        return Ok(None);
    }
    let (database, pod) = (&visit.app.database, visit.pod()?.id);
    let Some(hidden) = posts::hidden(database, &pod, &row.service, &row.node, &row.item).await? else {
        return Ok(None);
    };
    let report = reports::get(database, &pod, &hidden.report_id).await?;
    let action = url::post_appeal(row.service.as_str(), &row.node, &row.item);
    let form = || AppealForm { action, words: String::new(), errors: Errors::none() };
    let can = report.as_ref().is_some_and(|report| report.can_be_appealed_by(Side::Author));
    // an appeal of the reporter, by which it was hidden, is not hers
    let hers = report.filter(|report| report.verdict == Some(Side::Author.against()));
    Ok(Some(HiddenPost {
        reason: hidden.reason,
        appeal: hers.as_ref().and_then(shown::appeal),
        form: can.then(form),
    }))
}

/// What the visitor may see of it, and nothing else: what is hidden is as if it were not there.
async fn subject(visit: &Visit, about: &About) -> Result<Subject, Fault> {
    let database = &visit.app.database;
    if let Some(handle) = &about.member {
        let handle = handle.parse().map_err(|_| Fault::NotFound)?;
        let member = members::by_handle(database, &visit.pod()?.id, &handle).await?;
        let member = member.filter(|member| !member.is_suspended()).ok_or(Fault::NotFound)?;
        if blocks::of(database, &member.pod_id, &member.jid, visit.now).await?.is_some() {
            return Err(Fault::NotFound);
        }
        return Ok(Subject::Member(Box::new(member)));
    }
    let (Some(service), Some(node), Some(item)) = (&about.service, &about.node, &about.item) else {
        return Err(Fault::NotFound);
    };
    let service = BareJid::new(service).map_err(|_| Fault::NotFound)?;
    let post = posts::get(database, &reading::viewer(visit)?, &service, node, item).await?;
    Ok(Subject::Post(Box::new(post.ok_or(Fault::NotFound)?)))
}

async fn file(
    visit: &Visit,
    subject: &Subject,
    kind: ReportKind,
    words: &str,
    email: &str,
) -> Result<Result<ReportId, Errors>, Fault> {
    let email = match read(visit, words, email) {
        Ok(email) => email,
        Err(errors) => return Ok(Err(errors)),
    };
    if !visit.app.limits.take(Limit::ReportFrom(visit.address.into()), Instant::now()) {
        return Ok(Err(Errors::form(Problem::TooOften)));
    }
    let new = NewReport {
        kind: shown::report_kind_of(kind),
        words: words.to_owned(),
        email,
        language: visit.language.tag().to_owned(),
        member: visit.member().map(|me| me.id),
        ..subject.copied()
    };
    match reports::file(&visit.app.database, &visit.pod()?.id, new, visit.now).await {
        Ok(id) => Ok(Ok(id)),
        Err(model::Error::TooLarge("same")) => Ok(Err(Errors::form(Problem::ReportedOften))),
        Err(model::Error::TooLarge(_)) => Ok(Err(Errors::form(Problem::TooOften))),
        Err(error) => Err(error.into()),
    }
}

fn read(visit: &Visit, words: &str, email: &str) -> Result<Option<Email>, Errors> {
    let mut errors = Errors::none();
    if words.chars().count() > LONGEST as usize {
        errors.push("words", Problem::TooLong(LONGEST));
    }
    let email = match email.trim() {
        typed if typed.is_empty() || !visit.app.sends_mail() => None,
        typed => match typed.parse() {
            Ok(email) => Some(email),
            Err(_) => {
                errors.push("email", Problem::EmailInvalid);
                None
            }
        },
    };
    if errors.is_empty() { Ok(email) } else { Err(errors) }
}

/// Appeals: once. Who presses the button twice has appealed.
///
/// # Errors
/// The database's own.
pub(super) async fn say(
    visit: &Visit,
    id: &ReportId,
    side: Side,
    words: &str,
) -> Result<Result<(), Errors>, Fault> {
    let words = words.trim().replace("\r\n", "\n");
    if words.is_empty() {
        return Ok(Err(Errors::one("words", Problem::Required)));
    }
    if words.chars().count() > LONGEST as usize {
        return Ok(Err(Errors::one("words", Problem::TooLong(LONGEST))));
    }
    if !visit.app.limits.take(Limit::ReportFrom(visit.address.into()), Instant::now()) {
        return Ok(Err(Errors::form(Problem::TooOften)));
    }
    match reports::appeal(&visit.app.database, &visit.pod()?.id, id, side, &words, visit.now).await {
        Ok(()) | Err(model::Error::NotFound(_)) => Ok(Ok(())),
        Err(error) => Err(error.into()),
    }
}

async fn find(visit: &Visit, key: &str) -> Result<Report, Fault> {
    let pod = visit.pod()?.id;
    let id = visit.app.links.report(&pod, key).ok_or(Fault::NotFound)?;
    reports::get(&visit.app.database, &pod, &id).await?.ok_or(Fault::NotFound)
}

impl Subject {
    /// A copy of it, in a report that says nothing yet.
    fn copied(&self) -> NewReport {
        let lines = |lines: &[&str]| {
            lines.iter().filter(|line| !line.is_empty()).copied().collect::<Vec<_>>().join("\n\n")
        };
        let report = |what, service: &BareJid| NewReport {
            what,
            service: service.clone(),
            node: String::new(),
            item: String::new(),
            author: None,
            author_name: String::new(),
            content: String::new(),
            kind: Kind::Other,
            words: String::new(),
            email: None,
            language: String::new(),
            member: None,
        };
        match self {
            Self::Post(post) => NewReport {
                node: post.node.clone(),
                item: post.item.clone(),
                author: post.author.jid.clone(),
                author_name: post.author.name.clone(),
                content: lines(&[post.title.as_deref().unwrap_or_default(), &post.text]),
                ..report(if post.node == MICROBLOG { What::Post } else { What::Comment }, &post.service)
            },
            Self::Member(member) => NewReport {
                author: Some(member.jid.clone()),
                author_name: member.display_name().to_owned(),
                content: lines(&[&member.name, &member.about, &member.website]),
                ..report(What::Member, &member.jid)
            },
        }
    }
}

fn page(visit: &Visit, subject: &Subject, about: About) -> ReportPage {
    let copy = subject.copied();
    let About { service, node, item, member } = about;
    let pairs = [("service", service), ("node", node), ("item", item), ("member", member)];
    ReportPage {
        reported: Reported { what: shown::what(copy.what), author: copy.author_name, text: copy.content },
        about: pairs.into_iter().filter_map(|(name, value)| Some((name, value?))).collect(),
        kind: ReportKind::Illegal,
        words: String::new(),
        email: visit.app.sends_mail().then(String::new),
        errors: Errors::none(),
    }
}

fn receipt_page(key: &str, report: &Report, words: String, errors: Errors) -> ReceiptPage {
    let form = AppealForm { action: url::report_appeal(key), words, errors };
    // an appeal of the other side is between her and the moderators
    let mine = report.verdict == Some(Side::Reporter.against());
    let turned = !mine && report.upheld == Some(false);
    ReceiptPage {
        reported: shown::reported(report),
        kind: shown::report_kind(report.kind),
        words: report.words.clone(),
        since: report.created_at,
        decision: shown::decision(report),
        shown_again: report.answered_at.filter(|_| turned),
        appeal: shown::appeal(report).filter(|_| mine),
        form: report.can_be_appealed_by(Side::Reporter).then_some(form),
        days: reports::KEPT.whole_days(),
    }
}
