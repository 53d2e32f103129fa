//! The members of a pod, as those who run it look for them.

use super::{Segment, operate_members, query};

/// What a member is, for a filter and for those who change it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemberRole {
    /// Nothing beyond a member.
    Member,
    /// Looks after what is said.
    Moderator,
    /// Runs the pod.
    Operator,
}

/// Whether a member can come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemberState {
    /// She can.
    Active,
    /// She is kept out.
    Suspended,
}

/// The order of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MemberSort {
    /// Who came last first.
    #[default]
    Newest,
    /// Who was here last first.
    Seen,
}

/// What can be done to a member by `POST /operate/members/{id}/{act}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemberAct {
    /// Keeps her out (`reason`).
    Suspend,
    /// Lets her in again.
    Resume,
    /// Removes her.
    Remove,
    /// Gives her a role (`role`).
    Role,
    /// Has her XMPP account sign in nowhere.
    AccountSuspend,
    /// Has it sign in again.
    AccountResume,
    /// Makes a link by which she sets another password.
    Reset,
    /// Limits her no more, though she is new.
    NewcomerLift,
    /// Limits her again for as long as she is new.
    NewcomerLimit,
}

impl MemberRole {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Member, Self::Moderator, Self::Operator];

    /// The word in addresses and forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Moderator => "moderator",
            Self::Operator => "operator",
        }
    }

    /// Reads the word; none for what is no role.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }
}

impl MemberState {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Active, Self::Suspended];

    /// The word in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Suspended => "suspended",
        }
    }

    /// Reads the word; none for what is no state.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

impl MemberSort {
    /// All orders, as the page offers them.
    pub const ALL: [Self; 2] = [Self::Newest, Self::Seen];

    /// The word in the address.
    pub fn code(self) -> &'static str {
        match self {
            Self::Newest => "newest",
            Self::Seen => "seen",
        }
    }

    /// Reads the word; what is unknown is by who came last.
    pub fn from_code(code: &str) -> Self {
        Self::ALL.into_iter().find(|sort| sort.code() == code).unwrap_or_default()
    }
}

/// A question to the list: `/operate/members?q=&state=&role=&sort=`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MembersQuery {
    /// What a handle, an address or a name must hold; empty for all.
    pub q: String,
    /// Only who can come in, or who cannot.
    pub state: Option<MemberState>,
    /// Only who has this role.
    pub role: Option<MemberRole>,
    /// In which order.
    pub sort: MemberSort,
}

impl MembersQuery {
    /// The address of this question's answer, behind a place in the list.
    pub fn address(&self, after: Option<&str>) -> String {
        let q = Some(self.q.as_str()).filter(|q| !q.is_empty());
        let sort = (self.sort != MemberSort::default()).then(|| self.sort.code());
        let (state, role) = (self.state.map(MemberState::code), self.role.map(MemberRole::code));
        let pairs = [("q", q), ("state", state), ("role", role), ("sort", sort), ("after", after)];
        query::with(&operate_members(), &pairs)
    }
}

/// One member, for those who run the pod.
pub fn operate_member(id: &str) -> String {
    format!("/operate/members/{}", Segment::write(id))
}

/// An act on a member (POST); where it is to be confirmed, the page that asks has the same address.
pub fn operate_member_act(id: &str, act: MemberAct) -> String {
    let act = match act {
        MemberAct::Suspend => "suspend",
        MemberAct::Resume => "resume",
        MemberAct::Remove => "remove",
        MemberAct::Role => "role",
        MemberAct::AccountSuspend => "account-suspend",
        MemberAct::AccountResume => "account-resume",
        MemberAct::Reset => "reset",
        MemberAct::NewcomerLift => "newcomer-lift",
        MemberAct::NewcomerLimit => "newcomer-limit",
    };
    format!("{}/{act}", operate_member(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_asked_is_not_in_the_address() {
        assert_eq!(MembersQuery::default().address(None), "/operate/members");
        let query = MembersQuery {
            q: "a&b".to_owned(),
            state: Some(MemberState::Suspended),
            role: Some(MemberRole::Operator),
            sort: MemberSort::Seen,
        };
        assert_eq!(
            query.address(Some("1")),
            "/operate/members?q=a%26b&state=suspended&role=operator&sort=seen&after=1"
        );
    }

    #[test]
    fn every_word_leads_back() {
        assert!(MemberRole::ALL.into_iter().all(|role| MemberRole::from_code(role.code()) == Some(role)));
        assert!(
            MemberState::ALL.into_iter().all(|state| MemberState::from_code(state.code()) == Some(state))
        );
        assert!(MemberSort::ALL.into_iter().all(|sort| MemberSort::from_code(sort.code()) == sort));
        assert_eq!(MemberRole::from_code("admin"), None);
    }
}
