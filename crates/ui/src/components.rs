//! The pieces that pages are made of, a file each.

mod actions;
mod comment_card;
mod composer;
mod contact_row;
mod face;
mod field;
mod form;
mod marks;
mod pieces;
mod pod_card;
mod post_card;
mod unsent_list;

pub use actions::{delete_menu, relation_actions};
pub use comment_card::comment_card;
pub use composer::{comment_form, composer};
pub use contact_row::contact_row;
pub use face::{Size, face};
pub use field::{Checkbox, Field, Kind, TextArea, summary, summary_of_rest};
pub use form::{command_id, hidden, hidden_again};
pub use marks::{icon, logo, pod_mark};
pub use pieces::{Empty, empty, notice, older, session_banner};
pub use pod_card::pod_card;
pub(crate) use pod_card::{language_name, mode as mode_words};
pub use post_card::{post_card, post_list};
pub use unsent_list::unsent_list;
