//! What runs here, the pod's rules, who is responsible, and what it keeps of people.

use crate::{
    extract::Visit,
    fault::{Answer, Fault},
    routes::texts::{self, Held},
    shown,
};
use model::{
    applications, arrivals, browsers, confirmations, departures, funds, handles, introductions, mails,
    members,
    pods::{self, Pod},
    reports, roles,
    texts::{Kind, read},
    waiters,
};
use ui::{
    Clean,
    components::Responsible,
    pages::{AboutPage, LegalPage, PrivacyPage, RulesPage},
    url::TextKind,
};

/// Where the source code of a deployment is that changed nothing.
const SOURCE: &str = env!("CARGO_PKG_REPOSITORY");

/// `GET /about`.
pub async fn about(visit: Visit) -> Answer {
    let (contacts, domain, funds) = match visit.pod() {
        Ok(pod) => (
            contacts(&visit, pod).await?,
            pod.xmpp_domain.as_ref().map(ToString::to_string),
            super::funds::is_shown(&visit, &funds::get(&visit.app.database, &pod.id).await?),
        ),
        Err(_) => (Vec::new(), None, false),
    };
    let links = match visit.pod() {
        Ok(pod) => shown::links(introductions::get(&visit.app.database, &pod.id).await?),
        Err(_) => Vec::new(),
    };
    let version = env!("CARGO_PKG_VERSION").to_owned();
    Ok(visit.show(&AboutPage { version, source: SOURCE.to_owned(), contacts, domain, funds, links }))
}

/// `GET /rules`.
pub async fn rules(visit: Visit) -> Answer {
    let Held { text, told, versions } = texts::held(&visit, TextKind::Rules).await?;
    note_read(&visit, Kind::Rules, told).await?;
    Ok(visit.show(&RulesPage { text, versions }))
}

/// `GET /legal`.
pub async fn legal(visit: Visit) -> Answer {
    let pod = visit.pod()?;
    let Held { text, versions, .. } = texts::held(&visit, TextKind::Legal).await?;
    Ok(visit.show(&LegalPage {
        responsible: responsible(&visit, pod, text).await?,
        contacts: contacts(&visit, pod).await?,
        versions,
    }))
}

/// `GET /privacy`.
pub async fn privacy(visit: Visit) -> Answer {
    let pod = visit.pod()?;
    let Held { text, told, versions } = texts::held(&visit, TextKind::Privacy).await?;
    note_read(&visit, Kind::Privacy, told).await?;
    let legal = texts::current(&visit, TextKind::Legal).await?;
    Ok(visit.show(&PrivacyPage {
        responsible: responsible(&visit, pod, legal).await?,
        contacts: contacts(&visit, pod).await?,
        message_days: pod.message_days,
        message_since: pods::kept_since(&visit.app.database, &pod.id).await?,
        session_days: pod.session_days,
        browser_days: browsers::KEPT.whole_days(),
        leaving_days: departures::KEPT.whole_days(),
        name_days: handles::HELD.whole_days(),
        pod_days: pods::KEPT.whole_days(),
        request_days: applications::KEPT.whole_days(),
        confirming_days: confirmations::KEPT.whole_days(),
        unconfirmed_days: waiters::UNCONFIRMED.whole_days(),
        mail_days: mails::KEPT.whole_days(),
        report_days: reports::KEPT.whole_days(),
        text,
        versions,
        network_days: arrivals::KEPT.whole_days(),
    }))
}

/// A member who has seen what will hold, or will not, need not be told any more.
async fn note_read(visit: &Visit, kind: Kind, told: Option<i64>) -> Result<(), Fault> {
    if let (Some(member), Some(told)) = (visit.member(), told) {
        read(&visit.app.database, &member.owner(), kind, told).await?;
    }
    Ok(())
}

/// Who runs the pod, and the deployment, with what the legal notice of the pod adds.
async fn responsible(visit: &Visit, pod: &Pod, text: Option<Clean>) -> Result<Responsible, Fault> {
    let (database, settings) = (&visit.app.database, &visit.app.legal);
    let mut operators = Vec::new();
    for jid in roles::operators(database, &pod.id).await? {
        if let Some(member) = members::by_jid(database, &pod.id, &jid).await? {
            operators.push(shown::member(&member));
        }
    }
    Ok(Responsible {
        operators,
        host: settings.legal_name.clone(),
        address: settings.legal_address.replace("; ", "\n"),
        contact: settings.legal_contact.clone(),
        text,
    })
}

/// Whoever runs the pod.
async fn contacts(visit: &Visit, pod: &Pod) -> Result<Vec<String>, Fault> {
    let holders = roles::list(&visit.app.database, &pod.id).await?;
    Ok(holders.iter().map(|holder| ui::url::xmpp(holder.jid.as_str())).collect())
}
