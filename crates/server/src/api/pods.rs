//! Pods: all, one, a new one, another name.

use super::{
    call::Call,
    domains::asked,
    endpoints::{Answer, Endpoint, Gives, delete, get, patch, post},
    fields::{Field, GREATEST, Kind, Shape, instant, parses, words},
    hosts::judged,
    paging::{self, PAGE},
    problems::{At, Problem, Wrong},
    quotas::{FIGURES, UPLOAD, check_plan},
};
use crate::{
    naming::Insisting,
    routes::operate::texts::{check, write},
};
use jid::DomainPart;
use model::{
    Email, PodId, domains,
    pods::{self, Accounts, Change, Narrowed, NewPod, Pod, Registration, State, Turn},
    texts,
    tokens::{Reach, Scope},
};
use serde_json::{Value, json};
use ui::Errors;

/// The most characters of rules.
const LONGEST_RULES: usize = 20_000;

/// What narrows the list.
const NARROWED: &[Field] = &[
    Field::new("q", Kind::Line(0, 200), "What the name or the primary host name must hold."),
    Field::new(
        "state",
        Kind::Word(|| words(State::ALL, State::as_str)),
        "Only those in this state; without it all that are not deleted.",
    ),
];

/// What only a new pod is asked.
const NEW: &[Field] = &[
    Field::new("host", Kind::Line(1, 253), "Its primary host name, without a port.").required(),
    Field::new("name", Kind::Line(1, 60), "Its name, for people.").required(),
    Field::new("hosts", Kind::Texts(19, |_| Ok(())), "More host names."),
    Field::new(
        "trusted",
        Kind::Yes,
        "Vouches for the host names: they are served at once, without a record.",
    ),
    Field::new("although_like", Kind::Yes, "Takes host names that are like another pod's."),
    Field::new("plan", Kind::Line(1, 60), "The plan that says how much it may use, instead of figures."),
    Field::new(
        "xmpp_domain_kind",
        Kind::Word(|| words(domains::Kind::ALL, domains::Kind::as_str)),
        "Whose the XMPP domain is; own if it is left out and a domain is named. See /pods/{pod}/domain.",
    ),
];

/// What only a pod that is there is asked.
const THERE: &[Field] = &[
    Field::new("name", Kind::Line(1, 60), "Its name, for people."),
    Field::new(
        "rules_in",
        Kind::Number(0, 365),
        "With rules: in how many days they hold; 14 if it is left out, and at once where there were none. Less than 14 is for the first rules, and where only operators are members.",
    ),
];

/// What both are asked.
const SETTINGS: &[Field] = &[
    Field::new("tagline", Kind::Line(0, 200), "A sentence on what it is."),
    Field::new("language", Kind::Word(|| vec!["en", "fr"]), "The language of its own texts."),
    Field::new("accent", Kind::Like("colour", colour), "Its colour, as in `#3f7d4e`."),
    Field::new("rules", Kind::Text(LONGEST_RULES), "Its rules, in Markdown."),
    Field::new(
        "registration",
        Kind::Word(|| words(Registration::ALL, Registration::as_str)),
        "Who gets a place.",
    ),
    Field::new(
        "accounts",
        Kind::Word(|| words(Accounts::ALL, Accounts::as_str)),
        "Whose accounts may sign in.",
    ),
    Field::new("allowed_domains", Kind::Texts(500, parses::<DomainPart>), "The domains of `listed`."),
    Field::new(
        "xmpp_domain",
        Kind::Like("hostname", parses::<DomainPart>),
        "The domain of its own accounts.",
    )
    .or_null(),
    Field::new("session_days", Kind::Number(1, 3_650), "Days that a session lives without a browser."),
    Field::new("message_days", Kind::Number(1, 36_500), "Days that messages are kept which an archive has."),
    Field::new("contact_email", Kind::Like("email", parses::<Email>), "Who is told of limits that are near.")
        .or_null(),
];

/// A pod.
pub static POD: Shape = Shape {
    name: "pod",
    fields: &[
        Field::new("id", Kind::Line(26, 26), "Its key, in addresses."),
        Field::new("host", Kind::Line(1, 253), "Its primary host name."),
        Field::new("served", Kind::Yes, "Whether it shows the pod there."),
        Field::new("state", Kind::Word(|| words(State::ALL, State::as_str)), "Where it is in its life."),
        Field::new("state_reason", Kind::Text(500), "Why, for its members."),
        Field::new("closing_at", Kind::Time, "When it closes, or did.").or_null(),
        Field::new("name", Kind::Line(1, 60), "Its name, for people."),
        Field::new("tagline", Kind::Line(0, 200), "A sentence on what it is."),
        Field::new("language", Kind::Line(2, 2), "The language of its own texts."),
        Field::new("accent", Kind::Line(7, 7), "Its colour."),
        Field::new("rules", Kind::Text(LONGEST_RULES), "Its rules, in Markdown."),
        Field::new(
            "registration",
            Kind::Word(|| words(Registration::ALL, Registration::as_str)),
            "Who comes in.",
        ),
        Field::new(
            "accounts",
            Kind::Word(|| words(Accounts::ALL, Accounts::as_str)),
            "Whose accounts sign in.",
        ),
        Field::new("allowed_domains", Kind::Texts(500, |_| Ok(())), "The domains of `listed`."),
        Field::new("xmpp_domain", Kind::Line(1, 253), "The domain of its own accounts.").or_null(),
        Field::new("session_days", Kind::Number(1, GREATEST), "Days that a session lives without a browser."),
        Field::new("message_days", Kind::Number(1, GREATEST), "Days that messages are kept."),
        Field::new("contact_email", Kind::Line(1, 254), "Who is told of limits that are near.").or_null(),
        Field::new("members", Kind::Number(0, GREATEST), "Members, and places that are held."),
        Field::new("members_max", Kind::Number(0, GREATEST), "Members at most."),
        Field::new("waiting", Kind::Number(0, GREATEST), "People who wait for a place."),
        Field::new("full", Kind::Yes, "Whether there is no place left."),
        Field::new("created_at", Kind::Time, "When it was made."),
    ],
};

/// What can be asked.
pub fn endpoints() -> Vec<Endpoint> {
    vec![
        get("/pods", Scope::PodsRead, "Lists the pods that the token is for.", |call| Box::pin(list(call)))
            .asks(&[PAGE, NARROWED])
            .gives(Gives::Page(&POD)),
        post("/pods", Scope::PodsWrite, "Makes a pod, in use at once.", |call| Box::pin(create(call)))
            .takes(&[NEW, SETTINGS, FIGURES, UPLOAD])
            .gives(Gives::Made(&POD))
            .of_all(),
        get("/pods/{pod}", Scope::PodsRead, "Shows a pod.", |call| Box::pin(show(call)))
            .gives(Gives::One(&POD)),
        patch("/pods/{pod}", Scope::PodsWrite, "Changes a pod.", |call| Box::pin(change(call)))
            .takes(&[THERE, SETTINGS])
            .gives(Gives::One(&POD)),
        delete("/pods/{pod}", Scope::PodsWrite, "Deletes a pod; for 30 days it can be restored.", |call| {
            Box::pin(remove(call))
        }),
    ]
}

/// A pod, as answers have it.
#[must_use]
pub fn describe(pod: &Pod) -> Value {
    json!({
        "id": pod.id.to_string(),
        "host": pod.host,
        "served": pod.host_is_served,
        "state": pod.state.as_str(),
        "state_reason": pod.state_reason,
        "closing_at": pod.closing_at.filter(|_| pod.state == State::Closing).map(instant),
        "name": pod.name,
        "tagline": pod.tagline,
        "language": pod.language,
        "accent": pod.accent,
        "rules": pod.rules,
        "registration": pod.registration.as_str(),
        "accounts": pod.accounts.as_str(),
        "allowed_domains": pod.allowed_domains,
        "xmpp_domain": pod.xmpp_domain.as_ref().map(ToString::to_string),
        "session_days": pod.session_days,
        "message_days": pod.message_days,
        "contact_email": pod.contact_email.as_ref().map(ToString::to_string),
        "members": pod.members_used,
        "members_max": pod.members_max,
        "waiting": pod.waiting,
        "full": pod.free_places() == 0,
        "created_at": instant(pod.created_at),
    })
}

async fn list(call: Call) -> Result<Answer, Problem> {
    let narrowed = Narrowed {
        words: call.query.text("q").unwrap_or_default().trim().to_owned(),
        state: call.query.parsed("state"),
        among: match &call.token.reach {
            Reach::All => None,
            Reach::Some(pods) => Some(pods.clone()),
        },
    };
    let after: Option<PodId> = paging::cursor(&call)?;
    let limit = paging::limit(&call) + 1;
    let pods = pods::page(&call.app.database, &narrowed, after.as_ref(), limit).await?;
    Ok(paging::page(&call, pods, |pod| pod.id.to_string(), describe))
}

async fn show(call: Call) -> Result<Answer, Problem> {
    Ok(Answer::one(describe(call.pod()?)))
}

async fn create(call: Call) -> Result<Answer, Problem> {
    let (database, by) = (&call.app.database, call.by());
    check_plan(database, &call.body).await?;
    let new = new_pod(&call).await?;
    let pod = pods::create(database, new, &by).await.map_err(|error| match error {
        model::Error::NotFound("plan") => Problem::field("plan", "there is no such plan"),
        error => error.into(),
    })?;
    let location = format!("/api/v1/pods/{}", pod.id);
    Ok(Answer::made(describe(&pod), location))
}

async fn new_pod(call: &Call) -> Result<NewPod, Problem> {
    let body = &call.body;
    let insisting = Insisting { trusted: body.yes("trusted"), although_like: body.yes("although_like") };
    let host = judged(call, "host", &body.text("host").unwrap_or_default(), None, insisting).await?;
    let fresh = NewPod::new(host, body.text("name").unwrap_or_default().trim());
    let mut aliases = Vec::new();
    for host in body.texts("hosts").unwrap_or_default() {
        aliases.push(judged(call, "hosts", &host, None, insisting).await?);
    }
    let (xmpp_domain_kind, xmpp_domain) = new_domain(call, &fresh.host.host)?;
    Ok(NewPod {
        aliases,
        tagline: body.text("tagline").unwrap_or(fresh.tagline),
        accent: body.text("accent").and_then(|text| accent(&text)).unwrap_or(fresh.accent),
        language: body.text("language").unwrap_or(fresh.language),
        rules: body.text("rules").unwrap_or(fresh.rules),
        registration: body.parsed("registration").unwrap_or(fresh.registration),
        accounts: body.parsed("accounts").unwrap_or(fresh.accounts),
        allowed_domains: allowed(call).unwrap_or(fresh.allowed_domains),
        xmpp_domain,
        xmpp_domain_kind,
        plan: body.text("plan"),
        members_max: body.number("members_max").unwrap_or(fresh.members_max),
        storage_max: body.number("storage_max").unwrap_or(fresh.storage_max),
        sessions_max: body.number("sessions_max").unwrap_or(fresh.sessions_max),
        signups_per_day: body.number("signups_per_day").unwrap_or(fresh.signups_per_day),
        upload_max: body.number("upload_max").unwrap_or(fresh.upload_max),
        session_days: body.number("session_days").unwrap_or(fresh.session_days),
        message_days: body.number("message_days").unwrap_or(fresh.message_days),
        contact_email: body.parsed("contact_email"),
        ..fresh
    })
}

fn new_domain(call: &Call, host: &str) -> Result<(domains::Kind, Option<DomainPart>), Problem> {
    let named: Option<DomainPart> = call.body.parsed("xmpp_domain");
    let otherwise = if named.is_some() { domains::Kind::Own } else { domains::Kind::None };
    let kind = call.body.parsed("xmpp_domain_kind").unwrap_or(otherwise);
    let domain = asked(call, kind, named, host, ["xmpp_domain_kind", "xmpp_domain"])?;
    Ok((kind, domain))
}

async fn change(call: Call) -> Result<Answer, Problem> {
    let (id, body) = (call.pod()?.id, &call.body);
    if body.has("xmpp_domain") {
        call.is_for_all()?;
    }
    if body.has("rules_in") && !body.has("rules") {
        return Err(Problem::field("rules_in", "is taken with rules"));
    }
    let change = Change {
        name: body.text("name").map(|name| name.trim().to_owned()),
        tagline: body.text("tagline"),
        accent: body.text("accent").and_then(|text| accent(&text)),
        language: body.text("language"),
        registration: body.parsed("registration"),
        accounts: body.parsed("accounts"),
        session_days: body.number("session_days"),
        message_days: body.number("message_days"),
        allowed_domains: allowed(&call),
        xmpp_domain: body.maybe("xmpp_domain"),
        contact_email: body.maybe("contact_email"),
        ..Change::default()
    };
    check_rules(&call, &id).await?;
    let pod = pods::set(&call.app.database, &id, change, &call.by()).await?;
    let pod = announce(&call, pod).await?;
    call.changed(&id);
    Ok(Answer::one(describe(&pod)))
}

/// Rules that are said hold later, where there are some: members are told until then.
async fn announce(call: &Call, pod: Pod) -> Result<Pod, Problem> {
    let Some(rules) = call.body.text("rules") else { return Ok(pod) };
    let (database, days) = (&call.app.database, rules_in(call));
    let written = write(database, &pod.id, texts::Kind::Rules, &rules, days.as_deref(), &call.by()).await?;
    written.map_err(|errors| of_rules(&errors))?;
    pods::get(database, &pod.id).await?.ok_or_else(Problem::not_found)
}

/// What is wrong with rules that are sent, before anything else is done.
async fn check_rules(call: &Call, pod: &PodId) -> Result<(), Problem> {
    let Some(rules) = call.body.text("rules") else { return Ok(()) };
    let (database, days) = (&call.app.database, rules_in(call));
    let checked = check(database, pod, texts::Kind::Rules, &rules, days.as_deref(), &call.by()).await?;
    checked.map_err(|errors| of_rules(&errors))
}

fn rules_in(call: &Call) -> Option<String> {
    call.body.number("rules_in").map(|days| days.to_string())
}

/// What is wrong with them, at the fields that they have here.
fn of_rules(errors: &Errors) -> Problem {
    let wrong = |(field, detail): (&str, String)| {
        let name = if field == "days" { "rules_in" } else { "rules" };
        Wrong { at: At::Pointer(format!("#/{name}")), detail }
    };
    Problem::wrong(errors.in_english().into_iter().map(wrong).collect())
}

async fn remove(call: Call) -> Result<Answer, Problem> {
    let id = call.pod()?.id;
    pods::turn(&call.app.database, &id, Turn::Delete, &call.by()).await?;
    call.changed(&id);
    Ok(Answer::nothing())
}

/// The domains in the form in which addresses have them.
fn allowed(call: &Call) -> Option<Vec<String>> {
    let texts = call.body.texts("allowed_domains")?;
    Some(texts.iter().filter_map(|text| text.parse::<DomainPart>().ok()).map(|it| it.to_string()).collect())
}

fn accent(text: &str) -> Option<String> {
    ui::Accent::parse(text).map(|accent| format!("#{}", accent.hex()))
}

fn colour(text: &str) -> Result<(), String> {
    accent(text).map(drop).ok_or_else(|| "must be like #3f7d4e".to_owned())
}
