//! What runs here, the pod's rules, and what it keeps of people.

use crate::{
    extract::Visit,
    fault::{Answer, Fault},
    jobs,
};
use model::{
    applications, arrivals, departures, funds, handles, mails,
    pods::{self, Pod},
    roles, waiters,
};
use ui::pages::{AboutPage, PrivacyPage, RulesPage};

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
    let version = env!("CARGO_PKG_VERSION").to_owned();
    Ok(visit.show(&AboutPage { version, source: SOURCE.to_owned(), contacts, domain, funds }))
}

/// `GET /rules`.
pub async fn rules(visit: Visit) -> Answer {
    let rules = &visit.pod()?.rules;
    let text = (!rules.is_empty()).then(|| ui::markdown::render(rules).html);
    Ok(visit.show(&RulesPage { text }))
}

/// `GET /privacy`.
pub async fn privacy(visit: Visit) -> Answer {
    let pod = visit.pod()?;
    Ok(visit.show(&PrivacyPage {
        contacts: contacts(&visit, pod).await?,
        message_days: pod.message_days,
        session_days: pod.session_days,
        browser_days: jobs::REMEMBERED.whole_days(),
        leaving_days: departures::KEPT.whole_days(),
        name_days: handles::HELD.whole_days(),
        pod_days: pods::KEPT.whole_days(),
        request_days: applications::KEPT.whole_days(),
        unconfirmed_days: waiters::UNCONFIRMED.whole_days(),
        mail_days: mails::KEPT.whole_days(),
        network_days: arrivals::KEPT.whole_days(),
    }))
}

/// Whoever runs the pod.
async fn contacts(visit: &Visit, pod: &Pod) -> Result<Vec<String>, Fault> {
    let holders = roles::list(&visit.app.database, &pod.id).await?;
    Ok(holders.iter().map(|holder| ui::url::xmpp(holder.jid.as_str())).collect())
}
