//! Who looks after the deployment.

use crate::components::{AdminDesk, Field, Kind, admin_desks, hidden, summary};
use crate::context::Context;
use crate::locales::t;
use crate::page::{Layout, Page};
use crate::problems::{Errors, Problem};
use crate::url;
use maud::{Markup, html};
use time::OffsetDateTime;

/// `/admin/admins`; also what its forms answer when something is wrong.
#[derive(Clone, Debug)]
pub struct AdminsPage {
    /// Their addresses.
    pub admins: Vec<String>,
    /// What was typed as another's.
    pub jid: String,
    /// What is wrong: `jid` or the whole.
    pub errors: Errors,
}

impl Page for AdminsPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "admins-title")
    }

    fn layout(&self) -> Layout {
        Layout::Wide
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        html! {
            (admin_desks(ctx, AdminDesk::Admins))
            h1 { (self.title(ctx)) }
            p.lead { (t!(ctx, "admins-lead")) }
            table.records {
                caption.visually-hidden { (t!(ctx, "admins-title")) }
                thead { tr { th scope="col" { (t!(ctx, "login-jid")) } th scope="col" { (t!(ctx, "admins-remove")) } } }
                tbody { @for jid in &self.admins { (row(ctx, jid)) } }
            }
            (self.form(ctx))
        }
    }

    fn samples(_now: OffsetDateTime) -> Vec<Self> {
        let admins = vec!["admin@cantine.localhost".to_owned(), "eve@a.example".to_owned()];
        vec![
            Self { admins: admins.clone(), jid: String::new(), errors: Errors::none() },
            Self {
                admins: admins.clone(),
                jid: "nobody".to_owned(),
                errors: Errors::one("jid", Problem::AddressInvalid),
            },
            Self { admins, jid: String::new(), errors: Errors::form(Problem::LastAdmin) },
        ]
    }
}

impl AdminsPage {
    fn form(&self, ctx: &Context<'_>) -> Markup {
        let action = url::admin_admins();
        let address = Field {
            form: "admin",
            name: "jid",
            label: t!(ctx, "login-jid"),
            value: &self.jid,
            kind: Kind::Address,
            hint: t!(ctx, "setup-jid-hint"),
            required: true,
            ..Field::default()
        };
        html! {
            form.stack method="post" action=(action) id="admin" {
                (hidden(ctx, &action))
                (summary(ctx, "admin", &self.errors))
                (address.render(ctx, &self.errors))
                p { button.button type="submit" { (t!(ctx, "admins-add")) } }
            }
        }
    }
}

fn row(ctx: &Context<'_>, jid: &str) -> Markup {
    let action = url::admin_admin_remove(jid);
    html! {
        tr {
            td { bdi { (jid) } }
            td { form method="post" action=(action) {
                (hidden(ctx, &action))
                button.button.button-quiet type="submit" { (t!(ctx, "admins-remove")) }
            } }
        }
    }
}
