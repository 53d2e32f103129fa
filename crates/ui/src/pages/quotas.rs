//! What a pod may use, for those who run it: the deployment's admins decide it.

use crate::components::{self, Desk};
use crate::context::Context;
use crate::locales::t;
use crate::measures::file_size;
use crate::page::{Layout, Page};
use crate::pages::Limits;
use crate::url;
use maud::{Markup, html};
use time::OffsetDateTime;

/// `/operate/quotas`.
#[derive(Clone, Debug)]
pub struct QuotasPage {
    /// What is used of each limit.
    pub limits: Limits,
    /// Bytes of one upload at most.
    pub upload: u64,
    /// Whether the pod's contact gets a mail when one is near.
    pub mails: bool,
    /// The account that tells operators then by XMPP, if one does.
    pub told_by: Option<String>,
}

impl Page for QuotasPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "quotas-title")
    }

    fn layout(&self) -> Layout {
        Layout::Wide
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        html! {
            (components::desks(ctx, Desk::Quotas))
            h1 { (self.title(ctx)) }
            p.lead { (t!(ctx, "quotas-lead")) }
            (self.limits.list(ctx))
            section aria-labelledby="reached" {
                h2.section-title id="reached" { (t!(ctx, "quotas-reached")) }
                ul {
                    li { (t!(ctx, "quotas-members")) }
                    li { (t!(ctx, "quotas-storage")) }
                    li { (t!(ctx, "quotas-upload", most = file_size(ctx, self.upload))) }
                    li { (t!(ctx, "quotas-sessions")) }
                    li { (t!(ctx, "quotas-signups")) }
                }
            }
            p { (self.who_is_told(ctx)) " " a href=(url::operate_notices(None)) { (t!(ctx, "told-look")) } }
            p { a href=(url::operate_registration()) { (t!(ctx, "quotas-contact")) } }
            p { (t!(ctx, "quotas-who")) }
        }
    }

    fn samples(_now: OffsetDateTime) -> Vec<Self> {
        let told_by = || Some("pods@pods.example".to_owned());
        let given_up = Limits { given_up: 52_428_800, ..Limits::sample() };
        vec![
            Self { limits: given_up, upload: 50_000_000, mails: true, told_by: told_by() },
            Self { limits: Limits::sample(), upload: 600_000, mails: true, told_by: None },
            Self { limits: Limits::sample(), upload: 50_000_000, mails: false, told_by: told_by() },
            Self { limits: Limits::default(), upload: 0, mails: false, told_by: None },
        ]
    }
}

impl QuotasPage {
    fn who_is_told(&self, ctx: &Context<'_>) -> String {
        match (self.mails, self.told_by.as_deref()) {
            (true, Some(jid)) => t!(ctx, "quotas-told-both", jid = jid),
            (true, None) => t!(ctx, "quotas-told-mail"),
            (false, Some(jid)) => t!(ctx, "quotas-told-xmpp", jid = jid),
            (false, None) => t!(ctx, "quotas-told-nobody"),
        }
    }
}
