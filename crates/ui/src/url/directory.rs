//! Pods of other deployments: adding one, and the admins' desk for them.

use super::query;

/// What can be done to a pod of another deployment by `POST /admin/directory`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListingTurn {
    /// Looks at it now.
    Check,
    /// Lets it in, from the beginning.
    Allow,
    /// Keeps it out (`reason`).
    Block,
    /// Takes it out; it may be named again.
    Remove,
    /// Takes back what was decided of it.
    Undo,
}

impl ListingTurn {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Check, Self::Allow, Self::Block, Self::Remove, Self::Undo];

    /// The word in forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Allow => "allow",
            Self::Block => "block",
            Self::Remove => "remove",
            Self::Undo => "undo",
        }
    }

    /// Reads the word; none for what is none of it.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|turn| turn.code() == code)
    }
}

/// Where a pod of another deployment is added to the directory (GET, POST `domain`).
pub fn add() -> String {
    "/add".to_owned()
}

/// The admins' desk: pods whose names hold the words, in a state, behind a name.
pub fn admin_directory(q: &str, state: &str, after: &str) -> String {
    let filled = |text: &'static str, value: &str| (!value.is_empty()).then(|| (text, value.to_owned()));
    let all = [filled("q", q), filled("state", state), filled("after", after)];
    let pairs: Vec<(&str, Option<&str>)> =
        all.iter().flatten().map(|(name, value)| (*name, Some(value.as_str()))).collect();
    query::with("/admin/directory", &pairs)
}

/// Does something to a pod (POST `domain`, `to`, `reason`).
pub fn admin_directory_turn() -> String {
    "/admin/directory".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_asked_is_not_in_the_address() {
        assert_eq!(admin_directory("", "", ""), "/admin/directory");
        assert_eq!(admin_directory("a b", "gone", ""), "/admin/directory?q=a%20b&state=gone");
    }

    #[test]
    fn every_word_leads_back() {
        assert!(ListingTurn::ALL.into_iter().all(|turn| ListingTurn::from_code(turn.code()) == Some(turn)));
    }
}
