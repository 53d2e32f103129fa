//! Pods of other deployments: adding one, and the admins' desk for them.

use super::{Segment, query};

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

/// On to the page of a pod where one signs up (GET), counted.
pub fn join(host: &str) -> String {
    format!("/join/{}", Segment::write(host))
}

/// From the address of somebody, or of a pod, to her pod (GET).
pub fn go_to(address: &str) -> String {
    query::with("/go", &[("address", Some(address))])
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

/// What can be done to another directory that is followed by `POST /admin/peers/turn`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeerTurn {
    /// Asks nothing of it for now.
    Pause,
    /// Goes on.
    Resume,
    /// What it says of pods counts where several must agree.
    Trust,
    /// It does not count.
    Distrust,
    /// Follows it no longer (`sure`).
    Remove,
}

impl PeerTurn {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Pause, Self::Resume, Self::Trust, Self::Distrust, Self::Remove];

    /// The word in forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::Pause => "pause",
            Self::Resume => "resume",
            Self::Trust => "trust",
            Self::Distrust => "distrust",
            Self::Remove => "remove",
        }
    }

    /// Reads the word; none for what is none of it.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|turn| turn.code() == code)
    }
}

/// The directories that are followed; POST `host`, `trusted` follows another.
pub fn admin_peers() -> String {
    "/admin/peers".to_owned()
}

/// Does something to one of them (POST `host`, `to`, `sure`).
pub fn admin_peers_turn() -> String {
    format!("{}/turn", admin_peers())
}

/// Says how many of them must agree (POST `agree`).
pub fn admin_peers_rule() -> String {
    format!("{}/rule", admin_peers())
}

/// What is said of pods; POST `subject`, `action`, `reason`, `evidence`, `days` says something.
pub fn admin_statements() -> String {
    "/admin/statements".to_owned()
}

/// Takes something back that was said (POST `sure`); it asks first.
pub fn admin_statement_withdraw(id: &str) -> String {
    format!("{}/{}/withdraw", admin_statements(), Segment::write(id))
}

/// The page of a pod, on the platform's host.
pub fn pod_sheet(host: &str) -> String {
    format!("/pods/{}", Segment::write(host))
}

/// Where a pod is reported (GET, POST `kind`, `words`).
pub fn pod_report(host: &str) -> String {
    format!("{}/report", pod_sheet(host))
}

/// What became of a report of a pod: only who has the key sees it.
pub fn pod_report_receipt(key: &str) -> String {
    format!("/reported/{}", Segment::write(key))
}

/// The icon of a pod of another deployment, on the platform's host, by the hash that the pod says.
pub fn pod_icon(host: &str, sha256: &str) -> String {
    format!("/icon/{}/{sha256}.png", Segment::write(host))
}

/// Reads the file of such an address: the hash.
pub fn read_icon(file: &str) -> Option<&str> {
    let hash = file.strip_suffix(".png")?;
    (hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit())).then_some(hash)
}

/// The admins' queue of reports of pods, after one of them.
pub fn admin_pod_reports(after: Option<&str>) -> String {
    query::with("/admin/directory/reports", &[("after", after)])
}

/// Decides on a report of a pod (POST `verdict`, `reason`).
pub fn admin_pod_report(id: &str) -> String {
    format!("/admin/directory/reports/{}", Segment::write(id))
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
    fn an_icon_s_address_is_read_again() {
        let hash = "0a".repeat(32);
        let address = pod_icon("garden.example", &hash);
        assert_eq!(address, format!("/icon/garden.example/{hash}.png"));
        assert_eq!(read_icon(address.rsplit('/').next().unwrap()), Some(hash.as_str()));
        for wrong in ["", ".png", "0a.png", "..png", &"zz".repeat(32)] {
            assert_eq!(read_icon(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn every_word_leads_back() {
        assert!(ListingTurn::ALL.into_iter().all(|turn| ListingTurn::from_code(turn.code()) == Some(turn)));
    }
}
