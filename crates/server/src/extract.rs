//! Who calls, where, and with what: handlers name in their signature what they need.

mod admin;
mod console;
mod form;
mod member;
mod moderator;
mod operator;
mod own;
mod path;
mod resident;
mod visit;

pub use admin::{Admin, admin_token, admin_visitor};
pub use console::Console;
pub use form::{
    Form, LARGEST as LARGEST_FORM, Nothing, OwnForm, body as form_body, check as check_token, in_time,
    same_origin, typed_fields,
};
pub use member::{Left, Member};
pub use moderator::Moderator;
pub use operator::Operator;
pub use own::Own;
pub use path::{Item, Segment};
pub use resident::Resident;
pub use visit::{Visit, address, found, language};
