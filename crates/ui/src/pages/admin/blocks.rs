//! Who is kept out of all pods.

use crate::components::{AdminDesk, Empty, admin_desks, empty, older};
use crate::context::Context;
use crate::locales::t;
use crate::page::{Layout, Page};
use crate::pages::blocks::table;
use crate::pages::{BlockForm, BlockRow};
use crate::problems::{Errors, Problem};
use crate::url;
use maud::{Markup, html};
use time::{Duration, OffsetDateTime};

/// `/admin/blocks`; also what `POST` answers when something is wrong.
#[derive(Clone, Debug)]
pub struct AdminBlocksPage {
    /// The blocks of the whole deployment, the last first: those of this page.
    pub blocks: Vec<BlockRow>,
    /// The last of them where there are older ones.
    pub older: Option<String>,
    /// The form for another.
    pub form: BlockForm,
}

impl Page for AdminBlocksPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "blocks-everywhere")
    }

    fn layout(&self) -> Layout {
        Layout::Wide
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        let before = self.older.as_deref().map(url::admin_blocks_after);
        html! {
            (admin_desks(ctx, AdminDesk::Blocks))
            h1 { (self.title(ctx)) }
            p.lead { (t!(ctx, "admin-blocks-lead")) }
            p { (t!(ctx, "blocks-chats")) }
            (self.form.render(ctx, &url::admin_blocks()))
            @if self.blocks.is_empty() { (empty(&Empty { title: t!(ctx, "blocks-empty"), text: t!(ctx, "admin-blocks-empty-text"), step: None })) }
            @else { (table(ctx, &self.blocks, &t!(ctx, "blocks-everywhere"), Some(&url::admin_blocks_remove()))) }
            (older(ctx, before.as_deref()))
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        let row = |subject: &str, until| BlockRow {
            subject: subject.to_owned(),
            reason: "Fraud & <b>".to_owned(),
            since: now - Duration::days(3),
            until,
        };
        let form = BlockForm {
            subject: "not an address@".to_owned(),
            days: "soon".to_owned(),
            errors: Errors::one("subject", Problem::AddressInvalid).with("days", Problem::NoNumber(1, 3_650)),
            ..BlockForm::default()
        };
        let blocks = vec![row("evil.example", None), row("eve@a.example", Some(now + Duration::days(9)))];
        vec![
            Self { blocks: Vec::new(), older: None, form: BlockForm::default() },
            Self { blocks, older: Some("eve@a.example".to_owned()), form },
        ]
    }
}
