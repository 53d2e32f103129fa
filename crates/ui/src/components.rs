//! The pieces that pages are made of, a file each.

mod actions;
mod asked_field;
mod chat_form;
mod chat_row;
mod comment_card;
mod composer;
mod contact_row;
mod face;
mod field;
mod form;
mod marks;
mod message;
mod message_state;
mod pieces;
mod pod_card;
mod post_card;
mod typing;
mod unsent_list;

pub use actions::{add_from, delete_menu, relation_actions};
pub use asked_field::{AskedField, AskedKind};
pub use chat_form::{message_form, new_chat_form};
pub use chat_row::{chat_list, chat_row};
pub use comment_card::comment_card;
pub use composer::{comment_form, composer};
pub use contact_row::contact_row;
pub use face::{Size, face};
pub use field::{Checkbox, Field, Kind, TextArea, summary, summary_of_rest};
pub use form::{command_id, hidden, hidden_again};
pub use marks::{icon, logo, pod_mark};
pub use message::{beginning, message, message_being_sent, message_list};
pub use pieces::{Empty, empty, notice, older, session_banner};
pub use pod_card::pod_card;
pub(crate) use pod_card::{language_name, mode as mode_words};
pub use post_card::{comment_count, post_card, post_list};
pub use typing::typing;
pub use unsent_list::unsent_list;
