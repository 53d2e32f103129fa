//! The line of those who wait for a place. A key is in a mail, and leads to one's own place in the line.

use super::Segment;

/// Takes `email` of who would like to wait (POST).
pub fn waiting_list() -> String {
    "/waiting-list".to_owned()
}

/// Where somebody says that an address is hers.
pub fn confirm(key: &str) -> String {
    format!("/confirm/{}", Segment::write(key))
}

/// One's own place in the line.
pub fn waiting_list_of(key: &str) -> String {
    format!("{}/{}", waiting_list(), Segment::write(key))
}

/// Says that the address is hers (POST).
pub fn waiting_list_confirm(key: &str) -> String {
    format!("{}/confirm", waiting_list_of(key))
}

/// Gives the place in the line up (POST).
pub fn waiting_list_leave(key: &str) -> String {
    format!("{}/leave", waiting_list_of(key))
}

/// Who is on the list, for those who run the pod.
pub fn operate_waiting() -> String {
    "/operate/waiting".to_owned()
}

/// Asks whether somebody is to be taken off the list; POST does it.
pub fn operate_waiter_remove(id: &str) -> String {
    format!("{}/{}/remove", operate_waiting(), Segment::write(id))
}
