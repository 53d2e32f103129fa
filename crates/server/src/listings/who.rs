//! Who runs a pod, by which rules, and whom to write to: what its operators say, and what the deployment knows.

use super::{Facts, none, small};
use crate::app::App;
use directory::{
    listing::{Contacts, Organization, Policy, Provider},
    text::{Host, Line, Link, TextError},
};
use model::listings::Organization as Said;

/// Accounts that are told at most: the document must not be too long to be read.
const MOST: usize = 10;

/// Who runs it: whom its operators name, else whoever runs the deployment.
pub(super) fn provider(app: &App, facts: &Facts<'_>) -> Result<Provider, TextError> {
    let settings = facts.settings;
    let named = Link::try_from(settings.provider.clone()).ok();
    let platform = app.origins.platform();
    Ok(Provider {
        kind: match settings.organization {
            Said::Unsaid => None,
            Said::Company => Some(Organization::Company),
            Said::CommercialPerson => Some(Organization::CommercialPerson),
            Said::PrivatePerson => Some(Organization::PrivatePerson),
            Said::Governmental => Some(Organization::Governmental),
            Said::NonGovernmental => Some(Organization::NonGovernmental),
        },
        bus_factor: small(settings.bus_factor),
        hosted_by: named.as_ref().and_then(|_| Host::try_from(platform.to_owned()).ok()),
        since: facts.pod.created_at.date(),
        id: match named {
            Some(named) => named,
            None => Link::try_from(app.origins.of(platform))?,
        },
        more: none(),
    })
}

/// The pages with its rules, and what it promises.
pub(super) fn policy(app: &App, facts: &Facts<'_>) -> Result<Policy, TextError> {
    let origin = app.origins.of(&facts.pod.host);
    let page = |path: String| Link::try_from(ui::url::absolute(&origin, &path));
    Ok(Policy {
        rules: Some(page(ui::url::rules())?),
        privacy: Some(page(ui::url::privacy())?),
        legal: Some(page(ui::url::legal())?),
        backups: Line::cleaned(&facts.settings.backups),
        shutdown_notice_days: small(facts.settings.shutdown_notice_days),
        more: none(),
    })
}

/// Whom to write to. Abuse goes where the operators say, else to those who run the pod; where there are none yet, to whoever runs the
/// platform.
pub(super) fn contacts(app: &App, facts: &Facts<'_>) -> Result<Contacts, TextError> {
    let links = |texts: &[String]| -> Vec<Link> {
        texts.iter().filter_map(|text| Link::try_from(text.clone()).ok()).collect()
    };
    let holders = facts.holders.iter().filter_map(|jid| Link::try_from(ui::url::xmpp(jid.as_str())).ok());
    let admin: Vec<Link> = holders.take(MOST).collect();
    let mut abuse = links(&facts.settings.abuse);
    if abuse.is_empty() {
        abuse.clone_from(&admin);
    }
    if abuse.is_empty() {
        abuse.push(Link::try_from(app.origins.of(app.origins.platform()) + &ui::url::about())?);
    }
    Ok(Contacts {
        abuse,
        admin,
        support: links(&facts.settings.support),
        status: Link::try_from(facts.settings.status_page.clone()).ok(),
        more: none(),
    })
}
