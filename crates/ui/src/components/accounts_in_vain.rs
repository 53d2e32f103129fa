//! That XMPP accounts of the pod could not be suspended or let in again so far.

use crate::components::icon;
use crate::context::Context;
use crate::locales::t;
use maud::{Markup, html};

/// Accounts whose server has not done what is wished of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountsInVain {
    /// How many.
    pub accounts: u64,
    /// Why, of one of them, in the words of whoever runs the deployment.
    pub reason: String,
}

/// Says so; nothing where there are none.
pub fn accounts_in_vain(ctx: &Context<'_>, waiting: Option<&AccountsInVain>) -> Markup {
    let Some(AccountsInVain { accounts, reason }) = waiting else { return html! {} };
    html! {
        div.notice.notice-warning {
            (icon(ctx, "triangle-alert"))
            p { (t!(ctx, "accounts-in-vain", n = *accounts)) " " bdi { (reason) } }
        }
    }
}
