//! Contacts: who they are, who asks, adding and removing.

use crate::{
    bounds,
    extract::{Form, Member, Resident, Segment},
    fault::{Answer, Fault},
    people, reading,
    routes::feed::outcome,
    shown,
};
use actix_web::web;
use jid::BareJid;
use model::{contacts, members, posts};
use pool::{Command, Reply, commands::contacts::Command as ContactCommand};
use serde::Deserialize;
use ui::{
    Contact, Errors, Notice, Problem, Relation,
    pages::{ConfirmPage, ContactPage, ContactsPage, Question},
    url,
};

/// Posts on the page of a person.
const PAGE: u32 = 20;

/// The fields of `/contacts`.
#[derive(Deserialize)]
pub struct AddForm {
    #[serde(default)]
    jid: String,
    command: Option<String>,
    /// The page with the form: the first steps and a stranger's chat have it too.
    from: Option<String>,
}

/// The fields of the acts on a person.
#[derive(Deserialize)]
pub struct ActForm {
    command: Option<String>,
}

/// What stands behind the question mark of `/contact/{jid}`.
#[derive(Deserialize)]
pub struct ContactQuery {
    before: Option<String>,
}

/// `GET /contacts`.
pub async fn list(member: Member) -> Answer {
    Ok(member.show(&list_page(&member, String::new(), Errors::none()).await?))
}

/// `POST /contacts`.
pub async fn add(member: Resident, Form(form): Form<AddForm>) -> Answer {
    let jid = match whom(&member, &form.jid).await? {
        Ok(jid) => jid,
        Err(problem) => return add_again(&member, form.jid, Errors::one("jid", problem)).await,
    };
    if let Err(problem) = bounds::may_add(&member, &jid).await? {
        return add_again(&member, form.jid, Errors::one("jid", problem)).await;
    }
    let asked = jid.to_string();
    let reply = act(&member, form.command.as_deref(), ContactCommand::Add { jid, name: None }).await?;
    match outcome(reply, Notice::ContactAsked) {
        Ok(notice) => {
            let back = match form.from.as_deref() {
                Some("welcome") => url::welcome(),
                Some("chat") => url::chat(&asked),
                _ => url::contacts(),
            };
            Ok(member.go(&back, Some(notice)))
        }
        Err(problem) => add_again(&member, form.jid, Errors::one("jid", problem)).await,
    }
}

/// `GET /contact/{jid}`.
pub async fn one(member: Member, Segment(jid): Segment, query: web::Query<ContactQuery>) -> Answer {
    let jid = address(&jid)?;
    let neighbour = members::by_jid(&member.app.database, &member.home().id, &jid).await?;
    let contact = people::known(&member, &jid, neighbour.as_ref()).await?;
    let before = reading::cursor(query.before.as_deref())?;
    let rows = posts::by_author(&member.app.database, &member.owner(), &jid, before, PAGE).await?;
    let page = ContactPage {
        contact,
        about: neighbour.as_ref().map(|member| member.about.clone()).unwrap_or_default(),
        website: neighbour.map(|member| member.website).filter(|website| !website.is_empty()),
        older: reading::older(&rows, PAGE),
        posts: reading::posts(&member, &rows).await?,
        errors: Errors::none(),
    };
    Ok(member.show(&page))
}

/// `POST /contact/{jid}/accept`.
pub async fn accept(member: Resident, Segment(jid): Segment, Form(form): Form<ActForm>) -> Answer {
    let jid = address(&jid)?;
    // nothing says that it is somebody who asks
    if let Err(problem) = bounds::may_add(&member, &jid).await? {
        return add_again(&member, jid.to_string(), Errors::one("jid", problem)).await;
    }
    done(&member, form, ContactCommand::Accept { jid }, Notice::ContactAccepted).await
}

/// `POST /contact/{jid}/refuse`.
pub async fn refuse(member: Resident, Segment(jid): Segment, Form(form): Form<ActForm>) -> Answer {
    let jid = address(&jid)?;
    done(&member, form, ContactCommand::Refuse { jid }, Notice::ContactRefused).await
}

/// `GET /contact/{jid}/remove`: asks.
pub async fn remove_form(member: Member, Segment(jid): Segment) -> Answer {
    let jid = address(&jid)?;
    let row = contacts::get(&member.app.database, &member.owner(), &jid).await?.ok_or(Fault::NotFound)?;
    Ok(member.show(&ConfirmPage { question: Question::RemoveContact(shown::contact(&row).person) }))
}

/// `POST /contact/{jid}/remove`.
pub async fn remove(member: Resident, Segment(jid): Segment, Form(form): Form<ActForm>) -> Answer {
    let jid = address(&jid)?;
    done(&member, form, ContactCommand::Remove { jid }, Notice::ContactRemoved).await
}

fn address(jid: &str) -> Result<BareJid, Fault> {
    BareJid::new(jid).map_err(|_| Fault::NotFound)
}

/// Whom the member wants to add, if that can be.
async fn whom(member: &Member, typed: &str) -> Result<Result<BareJid, Problem>, Fault> {
    if typed.trim().is_empty() {
        return Ok(Err(Problem::Required));
    }
    let jid = BareJid::new(typed.trim().trim_start_matches("xmpp:")).ok();
    let Some(jid) = jid.filter(|jid| jid.node().is_some()) else { return Ok(Err(Problem::AddressInvalid)) };
    if jid == member.me().jid {
        return Ok(Err(Problem::Yourself));
    }
    let row = contacts::get(&member.app.database, &member.owner(), &jid).await?;
    let already = row.is_some_and(|row| row.subscription == contacts::Subscription::Both);
    Ok(if already { Err(Problem::AlreadyContact) } else { Ok(jid) })
}

async fn add_again(member: &Member, jid: String, errors: Errors) -> Answer {
    Ok(member.show_again(&list_page(member, jid, errors).await?))
}

async fn list_page(member: &Member, jid: String, errors: Errors) -> Result<ContactsPage, Fault> {
    let rows = contacts::list(&member.app.database, &member.owner()).await?;
    let lines = |asks: bool| {
        let some = rows.iter().map(shown::contact);
        some.filter(move |contact| (contact.relation == Relation::Asks) == asks).collect::<Vec<Contact>>()
    };
    let newness = bounds::newness(member).await?;
    Ok(ContactsPage { contacts: lines(false), requests: lines(true), jid, newness, errors })
}

async fn act(member: &Member, command: Option<&str>, act: ContactCommand) -> Result<Reply, Fault> {
    member.act(&reading::command_id(command), Command::Contacts(act)).await
}

async fn done(member: &Member, form: ActForm, command: ContactCommand, notice: Notice) -> Answer {
    let reply = act(member, form.command.as_deref(), command).await?;
    Ok(member.go(&url::contacts(), Some(outcome(reply, notice).unwrap_or(Notice::NotDone))))
}
