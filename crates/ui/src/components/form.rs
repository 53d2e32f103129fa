//! What every form carries unseen.

use crate::context::Context;
use crate::posts::digest;
use maud::{Markup, html};

/// The hidden fields of a form: the token, and a command id so that sending it twice is one command.
pub fn hidden(ctx: &Context<'_>, action: &str) -> Markup {
    hidden_again(ctx, action, None)
}

/// The same, with the command id of an earlier try that may have been done.
pub fn hidden_again(ctx: &Context<'_>, action: &str, earlier: Option<&str>) -> Markup {
    let command = earlier.map_or_else(|| command_id(ctx, action), str::to_owned);
    html! {
        input type="hidden" name="csrf" value=(ctx.csrf);
        input type="hidden" name="command" value=(command);
    }
}

/// The command id of the form that goes to `action`: two forms of one page are two commands.
pub fn command_id(ctx: &Context<'_>, action: &str) -> String {
    let digest = digest(&[action]);
    format!("{}-{}", ctx.command, digest.get(..8).unwrap_or(&digest))
}
