//! What a pod keeps of people, what for and for how long: from its real settings.

use crate::components::{self, Responsible, Versions};
use crate::context::Context;
use crate::dates;
use crate::locales::t;
use crate::page::{Layout, Page};
use crate::sanitise::Clean;
use crate::url::TextKind;
use maud::{Markup, html};
use time::OffsetDateTime;

/// `/privacy`. All times are in days.
#[derive(Clone, Debug)]
pub struct PrivacyPage {
    /// Who runs the pod, and the deployment, as the legal notice says.
    pub responsible: Responsible,
    /// Addresses of whoever runs the pod (`xmpp:` or `mailto:`); may be empty.
    pub contacts: Vec<String>,
    /// How long messages are kept that the member's archive has.
    pub message_days: i64,
    /// Since when it is so, if it was ever changed.
    pub message_since: Option<OffsetDateTime>,
    /// After how long without a browser a session ends.
    pub session_days: i64,
    /// How long a browser is remembered that does not come.
    pub browser_days: i64,
    /// How long who has left may come back.
    pub leaving_days: i64,
    /// How long a name is held back that was given up.
    pub name_days: i64,
    /// How long a deleted pod is kept.
    pub pod_days: i64,
    /// How long it is remembered who asked to be let in, once it is answered.
    pub request_days: i64,
    /// How long it is remembered where a link for signing up went.
    pub confirming_days: i64,
    /// How long somebody has the time to say that an address on the waiting list is hers.
    pub unconfirmed_days: i64,
    /// How long it is remembered what became of a mail.
    pub mail_days: i64,
    /// How long a report is kept.
    pub report_days: i64,
    /// What the operators add.
    pub text: Option<Clean>,
    /// Since when, what they will add, and what they did.
    pub versions: Versions,
    /// How long it is known from which network somebody signed up.
    pub network_days: i64,
}

impl Page for PrivacyPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "privacy-title", pod = ctx.place_name())
    }

    fn layout(&self) -> Layout {
        Layout::Wide
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        html! {
            h1 { (self.title(ctx)) }
            div.prose {
                p.lead { (t!(ctx, "privacy-lead")) }
                p { (t!(ctx, "privacy-where", platform = ctx.platform)) }
            }
            (self.responsible.in_short(ctx))
            section aria-labelledby="kept" {
                h2.section-title id="kept" { (t!(ctx, "privacy-kept")) }
                (self.table(ctx))
            }
            section.prose aria-labelledby="elsewhere" {
                h2.section-title id="elsewhere" { (t!(ctx, "privacy-elsewhere")) }
                p { (t!(ctx, "privacy-server")) }
                p { (t!(ctx, "privacy-copies")) }
                p { (t!(ctx, "privacy-cookies")) }
            }
            @if let Some(text) = &self.text {
                section aria-labelledby="added" {
                    h2.section-title id="added" { (t!(ctx, "privacy-added")) }
                    div.prose dir="auto" { (text) }
                }
            }
            (self.versions.render(ctx, TextKind::Privacy))
            (components::whom(ctx, &self.contacts))
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        let usual = Self {
            responsible: Responsible::default(),
            contacts: vec!["xmpp:alice@cantine.localhost".to_owned()],
            message_days: 90,
            message_since: None,
            session_days: 30,
            browser_days: 400,
            leaving_days: 14,
            name_days: 90,
            pod_days: 30,
            request_days: 90,
            confirming_days: 4,
            unconfirmed_days: 2,
            mail_days: 30,
            report_days: 182,
            text: None,
            versions: Versions::default(),
            network_days: 14,
        };
        let added = Self {
            responsible: Responsible::sample(),
            text: Some(Clean::text("Nobody is photographed without being asked.")),
            versions: Versions::sample(now),
            message_since: Some(now),
            ..usual.clone()
        };
        vec![usual.clone(), added, Self { contacts: Vec::new(), message_days: 1, session_days: 1, ..usual }]
    }
}

impl PrivacyPage {
    fn table(&self, ctx: &Context<'_>) -> Markup {
        html! {
            table.records {
                thead { tr {
                    th scope="col" { (t!(ctx, "privacy-what")) }
                    th scope="col" { (t!(ctx, "privacy-why")) }
                    th scope="col" { (t!(ctx, "privacy-how-long")) }
                } }
                tbody { @for [what, why, how_long] in self.rows(ctx) { tr { td { (what) } td { (why) } td { (how_long) } } } }
            }
        }
    }

    /// What is kept, what for, and for how long.
    fn rows(&self, ctx: &Context<'_>) -> [[String; 3]; 16] {
        let days = |n: i64| t!(ctx, "privacy-days", n = n);
        let member = t!(ctx, "privacy-member", days = days(self.leaving_days));
        let name = t!(ctx, "privacy-profile-long", member = member.as_str(), days = days(self.name_days));
        let key = t!(ctx, "privacy-key-long", days = days(self.session_days));
        let browsers = t!(ctx, "privacy-browsers-long", days = days(self.browser_days));
        let messages = match self.message_since {
            None => days(self.message_days),
            Some(since) => {
                let since = dates::written_day(ctx.language, since);
                t!(ctx, "privacy-days-since", days = days(self.message_days), day = since)
            }
        };
        let messages = t!(ctx, "privacy-messages-long", days = messages);
        let acts = t!(ctx, "privacy-acts-long", days = days(self.pod_days));
        let requests = t!(ctx, "privacy-requests-long", days = days(self.request_days));
        let confirming = t!(ctx, "privacy-confirming-long", days = days(self.confirming_days));
        let waiting = t!(ctx, "privacy-waiting-long", days = days(self.unconfirmed_days));
        let reports = t!(ctx, "privacy-reports-long", days = days(self.report_days));
        let network = days(self.network_days);
        let mails = t!(ctx, "privacy-mails-long", days = days(self.mail_days));
        [
            [t!(ctx, "privacy-profile"), t!(ctx, "privacy-profile-why"), name],
            [t!(ctx, "privacy-key"), t!(ctx, "privacy-key-why"), key],
            [t!(ctx, "privacy-browsers"), t!(ctx, "privacy-browsers-why"), browsers],
            [t!(ctx, "privacy-contacts"), t!(ctx, "privacy-copy-why"), member.clone()],
            [t!(ctx, "privacy-letterbox"), t!(ctx, "privacy-letterbox-why"), member.clone()],
            [t!(ctx, "privacy-posts"), t!(ctx, "privacy-copy-why"), member.clone()],
            [t!(ctx, "privacy-recovery"), t!(ctx, "privacy-recovery-why"), member],
            [t!(ctx, "privacy-messages"), t!(ctx, "privacy-copy-why"), messages],
            [t!(ctx, "privacy-requests"), t!(ctx, "privacy-requests-why"), requests],
            [t!(ctx, "privacy-confirming"), t!(ctx, "privacy-confirming-why"), confirming],
            [t!(ctx, "privacy-waiting"), t!(ctx, "privacy-waiting-why"), waiting],
            [t!(ctx, "privacy-reports"), t!(ctx, "privacy-reports-why"), reports],
            [t!(ctx, "privacy-mails"), t!(ctx, "privacy-mails-why"), mails],
            [t!(ctx, "privacy-network"), t!(ctx, "privacy-network-why"), network],
            [t!(ctx, "privacy-address"), t!(ctx, "privacy-address-why"), t!(ctx, "privacy-address-long")],
            [t!(ctx, "privacy-acts"), t!(ctx, "privacy-acts-why"), acts],
        ]
    }
}
