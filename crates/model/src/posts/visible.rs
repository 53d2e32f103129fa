//! The one predicate that says who may see a row of `posts` (architecture §6: the cache does not widen an
//! audience). Every query that reads posts filters by it.

/// A condition on `posts` for a viewer's pod and (optional) member. A row that was not retracted is visible if
///
/// 1. the member's own session received it: there is a grant; or
/// 2. she is signed in, the item is open or public, and it was told by her own server or at first hand (by the
///    server that the item lies on); or
/// 3. anybody looks, the item is public, told at first hand, and lies with a member of this pod who is not suspended and has not left it.
macro_rules! visible {
    ($pod:expr, $member:expr) => {{
        use diesel::dsl::{exists, not};
        use $crate::schema::{departures, grants, members, posts};

        let (pod, member): ($crate::PodId, Option<$crate::MemberId>) = ($pod, $member);
        let granted = diesel::alias!(grants as granted);
        let me = diesel::alias!(members as me);
        let publisher = diesel::alias!(members as publisher);
        let has_grant = exists(
            granted
                .filter(granted.field(grants::pod_id).eq(pod))
                .filter(granted.field(grants::member_id).nullable().eq(member))
                .filter(granted.field(grants::post_id).eq(posts::id)),
        );
        let my_server = exists(
            me.filter(me.field(members::pod_id).eq(pod))
                .filter(me.field(members::id).nullable().eq(member))
                .filter(me.field(members::domain).eq(posts::told_by).or(posts::first_hand)),
        );
        let of_this_pod = exists(
            publisher
                .filter(publisher.field(members::pod_id).eq(pod))
                .filter(publisher.field(members::jid).eq(posts::service))
                .filter(publisher.field(members::suspended_at).is_null()),
        );
        let has_left = exists(
            departures::table.filter(departures::pod_id.eq(pod)).filter(departures::jid.eq(posts::service)),
        );
        let open = posts::access.is_not_null().and(posts::access.eq($crate::posts::Access::Open));
        posts::pod_id.eq(pod).and(posts::retracted_at.is_null()).and(
            has_grant
                .or(posts::public.or(open.assume_not_null()).and(my_server))
                .or(posts::public.and(posts::first_hand).and(of_this_pod).and(not(has_left))),
        )
    }};
}
