//! What runs here, and the pod's rules.

use crate::{extract::Visit, fault::Answer};
use model::roles;
use ui::pages::{AboutPage, RulesPage};

/// Where the source code of a deployment is that changed nothing.
const SOURCE: &str = env!("CARGO_PKG_REPOSITORY");

/// `GET /about`.
pub async fn about(visit: Visit) -> Answer {
    let (contacts, domain) = match visit.pod() {
        Ok(pod) => {
            let operators = roles::list(&visit.app.database, &pod.id).await?;
            let contacts = operators.iter().map(|holder| ui::url::xmpp(holder.jid.as_str())).collect();
            (contacts, pod.xmpp_domain.as_ref().map(ToString::to_string))
        }
        Err(_) => (Vec::new(), None),
    };
    let version = env!("CARGO_PKG_VERSION").to_owned();
    Ok(visit.show(&AboutPage { version, source: SOURCE.to_owned(), contacts, domain }))
}

/// `GET /rules`.
pub async fn rules(visit: Visit) -> Answer {
    let rules = &visit.pod()?.rules;
    let text = (!rules.is_empty()).then(|| ui::markdown::render(rules).html);
    Ok(visit.show(&RulesPage { text }))
}
