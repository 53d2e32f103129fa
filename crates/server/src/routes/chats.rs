//! Chats of two: the list, one of them, and what is done in it.

use crate::{
    bounds,
    extract::{Form, Member, OwnForm, Segment},
    fault::{Answer, Fault},
    people, reading,
    routes::feed::{may_write, outcome},
    shown,
};
use actix_web::{HttpRequest, HttpResponse, http::header, web};
use jid::BareJid;
use model::{
    MessageId, archives, chats,
    messages::{self, Cursor, Page},
};
use pool::{Command, Reply, commands::chats::Command as ChatCommand};
use serde::Deserialize;
use std::{str::FromStr, time::Duration};
use ui::{
    ChatList, Earlier, Errors, Problem,
    forms::MessageForm,
    pages::{ChatPage, ChatsPage},
    url,
};

/// Chats of a page.
const CHATS: u32 = 50;

/// Messages of a page.
const PAGE: u32 = 50;

/// How long a page waits for the archive.
const ARCHIVE: Duration = Duration::from_secs(5);

/// Characters of a message: servers cut stanzas at a few times that many bytes.
const LONGEST: usize = 20_000;

/// What stands behind the question mark of `/chat`.
#[derive(Deserialize)]
pub struct ListQuery {
    jid: Option<String>,
    before: Option<String>,
}

/// What stands behind the question mark of `/chat/{jid}`.
#[derive(Deserialize)]
pub struct ChatQuery {
    before: Option<String>,
}

/// The fields of `/chat/{jid}`.
#[derive(Deserialize)]
pub struct SendForm {
    #[serde(default)]
    body: String,
    command: Option<String>,
}

/// The fields of the acts on one message.
#[derive(Deserialize)]
pub struct MessageActForm {
    message: String,
}

/// The fields of `/chat/{jid}/typing`.
#[derive(Deserialize)]
pub struct TypingForm {
    composing: u8,
}

/// The fields of acts that say nothing besides.
#[derive(Deserialize)]
pub struct ActForm {}

/// `GET /chat`; with `?jid=`, a new chat.
pub async fn list(member: Member, query: web::Query<ListQuery>) -> Answer {
    let ListQuery { jid, before } = query.into_inner();
    let (jid, problem) = match jid.as_deref().map(whom) {
        Some(Ok(peer)) => return Ok(member.go(&url::chat(peer.as_str()), None)),
        Some(Err(problem)) => (jid.unwrap_or_default(), Some(problem)),
        None => (String::new(), None),
    };
    let list = chat_list(&member, cursor(before.as_deref())?).await?;
    let errors = problem.map_or_else(Errors::none, |problem| Errors::one("jid", problem));
    let page = ChatsPage { list, jid, errors };
    Ok(if page.errors.is_empty() { member.show(&page) } else { member.show_again(&page) })
}

/// `GET /chat/{jid}`.
pub async fn one(member: Member, Segment(jid): Segment, query: web::Query<ChatQuery>) -> Answer {
    let peer = address(&jid)?;
    let before = cursor(query.before.as_deref())?;
    Ok(member.show(&page(&member, &peer, before, MessageForm::default()).await?))
}

/// `POST /chat/{jid}`.
pub async fn send(member: Member, Segment(jid): Segment, Form(form): Form<SendForm>) -> Answer {
    let peer = address(&jid)?;
    bounds::may_write_to(&member, &peer).await?;
    let command = reading::command_id(form.command.as_deref());
    let errors = match wrong(&member, &form.body) {
        Some(errors) => Some(errors),
        None => bounds::may_begin(&member, &peer).await?.err().map(Errors::form),
    };
    let sent = match errors {
        Some(errors) => Err(errors),
        None => {
            let body = form.body.trim().to_owned();
            let act = ChatCommand::Send { peer: peer.clone(), body };
            match member.act(&command, Command::Chats(act)).await? {
                Reply::Unknown if !is_written(&member, &peer, &command).await? => {
                    Err(Errors::form(Problem::MaybeDone))
                }
                reply => written(reply),
            }
        }
    };
    match sent {
        Ok(()) => Ok(member.go(&url::chat(peer.as_str()), None)),
        Err(errors) => {
            let form =
                MessageForm { body: form.body, errors, command: Some(command), ..MessageForm::default() };
            Ok(member.show_again(&page(&member, &peer, None, form).await?))
        }
    }
}

/// `POST /chat/{jid}/read`: by the script, which wants no page, or by the button that is there without it.
pub async fn read(
    member: Member,
    Segment(jid): Segment,
    request: HttpRequest,
    OwnForm(ActForm {}): OwnForm<ActForm>,
) -> Answer {
    let peer = address(&jid)?;
    act(&member, ChatCommand::Read { peer: peer.clone() }).await?;
    let accepts = request.headers().get(header::ACCEPT).and_then(|accept| accept.to_str().ok());
    if accepts.is_some_and(|accept| accept.contains("text/html")) {
        return Ok(member.go(&url::chat(peer.as_str()), None));
    }
    Ok(HttpResponse::NoContent().finish())
}

/// `POST /chat/{jid}/typing`, by script only.
pub async fn typing(member: Member, Segment(jid): Segment, Form(form): Form<TypingForm>) -> Answer {
    let peer = address(&jid)?;
    bounds::may_write_to(&member, &peer).await?;
    act(&member, ChatCommand::Typing { peer, composing: form.composing != 0 }).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// `POST /chat/{jid}/again`.
pub async fn again(member: Member, Segment(jid): Segment, Form(form): Form<MessageActForm>) -> Answer {
    bounds::may_write_to(&member, &address(&jid)?).await?;
    let message = message(&form.message)?;
    back(&member, &jid, ChatCommand::Again { message }).await
}

/// `POST /chat/{jid}/discard`.
pub async fn discard(member: Member, Segment(jid): Segment, Form(form): Form<MessageActForm>) -> Answer {
    let message = message(&form.message)?;
    back(&member, &jid, ChatCommand::Discard { message }).await
}

/// The list, beside a chat or alone.
async fn chat_list(member: &Member, before: Option<Cursor>) -> Result<ChatList, Fault> {
    let rows = chats::list(&member.app.database, &member.owner(), before, CHATS).await?;
    let older = rows.last().filter(|_| rows.len() >= CHATS as usize).map(chats::Chat::cursor);
    Ok(ChatList {
        older: older.map(|cursor| cursor.to_string()),
        chats: rows.iter().map(shown::chat).collect(),
        past: before.is_some(),
    })
}

async fn page(
    member: &Member,
    peer: &BareJid,
    before: Option<Cursor>,
    form: MessageForm,
) -> Result<ChatPage, Fault> {
    let (rows, earlier) = history(member, peer, before).await?;
    let chat = chats::get(&member.app.database, &member.owner(), peer).await?;
    let unread = chat.map_or(0, |chat| chat.unread);
    Ok(ChatPage {
        list: chat_list(member, None).await?,
        contact: people::contact(member, peer).await?,
        unread: first_unread(&rows, unread).filter(|_| before.is_none()),
        messages: rows.iter().map(shown::message).collect(),
        earlier,
        past: before.is_some(),
        composing: false,
        form: MessageForm { longest: u32::try_from(LONGEST).unwrap_or(u32::MAX), ..form },
    })
}

/// A page of messages; where too little is here, the archive is asked for more.
async fn history(
    member: &Member,
    peer: &BareJid,
    before: Option<Cursor>,
) -> Result<(Vec<messages::Message>, Earlier), Fault> {
    let (database, owner) = (&member.app.database, member.owner());
    let here = messages::page(database, &owner, peer, before, PAGE).await?;
    let short = !here.more && (here.messages.is_empty() || before.is_some());
    if !short || archives::oldest(database, &owner, peer).await?.complete {
        return rest(member, peer, here).await;
    }
    let asked = act(member, ChatCommand::Earlier { peer: peer.clone() });
    // what comes later than that reaches the page when it is open
    let asked = tokio::time::timeout(ARCHIVE, asked).await.unwrap_or(Ok(Reply::Unknown))?;
    let here = messages::page(database, &owner, peer, before, PAGE).await?;
    if asked == Reply::Done {
        return rest(member, peer, here).await;
    }
    let first = here.messages.first().map(messages::Message::cursor).or(before);
    let earlier = first.map_or(Earlier::Beginning, |cursor| Earlier::Missing(cursor.to_string()));
    Ok((here.messages, earlier))
}

/// What there is before these messages.
async fn rest(
    member: &Member,
    peer: &BareJid,
    here: Page,
) -> Result<(Vec<messages::Message>, Earlier), Fault> {
    let complete =
        !here.more && archives::oldest(&member.app.database, &member.owner(), peer).await?.complete;
    let first = here.messages.first().filter(|_| !complete);
    let earlier = first.map_or(Earlier::Beginning, |row| Earlier::Before(row.cursor().to_string()));
    Ok((here.messages, earlier))
}

/// The first message that was not seen, or the first of the page where there are more.
fn first_unread(rows: &[messages::Message], unread: i64) -> Option<String> {
    let unread = usize::try_from(unread).ok()?;
    let seen = rows.iter().rev().filter(|row| row.incoming).take(unread).last();
    seen.map(|row| row.id.to_string())
}

fn wrong(member: &Member, body: &str) -> Option<Errors> {
    if body.trim().is_empty() {
        return Some(Errors::one("body", Problem::Required));
    }
    if body.chars().count() > LONGEST {
        return Some(Errors::one("body", Problem::TooLong(u32::try_from(LONGEST).unwrap_or(u32::MAX))));
    }
    (!may_write(member)).then(|| Errors::form(Problem::TooOften))
}

/// Nobody answered, but the message may be there all the same.
async fn is_written(member: &Member, peer: &BareJid, command: &str) -> Result<bool, Fault> {
    Ok(messages::is_written(&member.app.database, &member.owner(), peer, command).await?)
}

/// Once it is written down, the message itself says how far it came.
fn written(reply: Reply) -> Result<(), Errors> {
    match reply {
        Reply::Done | Reply::Waiting | Reply::Unknown => Ok(()),
        other => outcome(other, ui::Notice::Saved).map(drop).map_err(Errors::form),
    }
}

async fn act(member: &Member, act: ChatCommand) -> Result<Reply, Fault> {
    member.act(&reading::command_id(None), Command::Chats(act)).await
}

async fn back(member: &Member, jid: &str, command: ChatCommand) -> Answer {
    let peer = address(jid)?;
    act(member, command).await?;
    Ok(member.go(&url::chat(peer.as_str()), None))
}

fn address(jid: &str) -> Result<BareJid, Fault> {
    BareJid::new(jid).map_err(|_| Fault::NotFound)
}

fn message(id: &str) -> Result<MessageId, Fault> {
    MessageId::from_str(id).map_err(|_| Fault::NotFound)
}

fn cursor(before: Option<&str>) -> Result<Option<Cursor>, Fault> {
    before.map(|text| text.parse().map_err(|_| Fault::NotFound)).transpose()
}

/// To whom a new chat is.
fn whom(typed: &str) -> Result<BareJid, Problem> {
    let typed = typed.trim().trim_start_matches("xmpp:");
    if typed.is_empty() {
        return Err(Problem::Required);
    }
    BareJid::new(typed).ok().filter(|jid| jid.node().is_some()).ok_or(Problem::AddressInvalid)
}
