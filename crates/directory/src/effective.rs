//! Whether one can join a pod now: what its operators chose, and the room that is left.

use serde::{Deserialize, Serialize};

/// How one joins, as the operators chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// Anybody, at once.
    Open,
    /// Anybody who is approved.
    Approval,
    /// With an invitation.
    Invite,
    /// Nobody.
    Closed,
}

/// How one joins now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Effective {
    /// Anybody, at once.
    Open,
    /// Anybody who is approved.
    Approval,
    /// With an invitation.
    Invite,
    /// Nobody: the operators take no one.
    Closed,
    /// Nobody: every place is taken.
    Full,
    /// Nobody for now: today's sign-ups are used up, or the pod is not active.
    Paused,
}

/// The quotas of a pod and what is used of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Room {
    /// Members, with the places that are reserved for sign-ups under way.
    pub members: u64,
    /// The most members; none without a limit.
    pub members_max: Option<u64>,
    /// Sign-ups of today.
    pub signups_today: u64,
    /// The most sign-ups a day; none without a limit.
    pub signups_per_day: Option<u64>,
    /// The pod is read-only or suspended.
    pub paused: bool,
}

impl Room {
    /// The places that are free; none without a limit.
    pub fn free(&self) -> Option<u64> {
        self.members_max.map(|most| most.saturating_sub(self.members))
    }
}

/// What is true now of a pod with that mode and that room.
pub fn effective(mode: Mode, room: &Room) -> Effective {
    let spent = room.signups_per_day.is_some_and(|most| room.signups_today >= most);
    match mode {
        Mode::Closed => Effective::Closed,
        _ if room.free() == Some(0) => Effective::Full,
        _ if room.paused || spent => Effective::Paused,
        Mode::Open => Effective::Open,
        Mode::Approval => Effective::Approval,
        Mode::Invite => Effective::Invite,
    }
}

#[cfg(test)]
mod tests {
    use super::{Effective, Mode, Room, effective};

    const ALL: [Mode; 4] = [Mode::Open, Mode::Approval, Mode::Invite, Mode::Closed];

    #[test]
    fn with_room_the_mode_is_what_was_chosen() {
        let room = Room { members: 9, members_max: Some(10), ..Room::default() };
        let all = ALL.map(|mode| effective(mode, &room));
        assert_eq!(all, [Effective::Open, Effective::Approval, Effective::Invite, Effective::Closed]);
    }

    #[test]
    fn the_last_place_taken_is_full_even_with_an_invitation() {
        let room = Room { members: 10, members_max: Some(10), ..Room::default() };
        let all = ALL.map(|mode| effective(mode, &room));
        assert_eq!(all, [Effective::Full, Effective::Full, Effective::Full, Effective::Closed]);
    }

    #[test]
    fn a_quota_below_its_use_is_full_and_not_a_great_number() {
        let room = Room { members: 12, members_max: Some(10), ..Room::default() };
        assert_eq!(room.free(), Some(0));
        assert_eq!(effective(Mode::Open, &room), Effective::Full);
    }

    #[test]
    fn a_pod_that_had_its_sign_ups_of_the_day_pauses() {
        let room = Room { signups_today: 3, signups_per_day: Some(3), ..Room::default() };
        assert_eq!(effective(Mode::Open, &room), Effective::Paused);
        assert_eq!(effective(Mode::Open, &Room { paused: true, ..Room::default() }), Effective::Paused);
    }
}
