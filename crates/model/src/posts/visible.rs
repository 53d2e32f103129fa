//! The one predicate that says who may see a row of `posts` (architecture §6: the cache does not widen an
//! audience). Every query that reads posts filters by it.

/// A condition on `posts` for a viewer's pod and (optional) member. A row that was not retracted is visible if
///
/// 1. the member's own session received it: there is a grant; or
/// 2. she is signed in, the item is open or public, and it was told by her own server or at first hand (by the
///    server that the item lies on); or
/// 3. anybody looks, the item is public, told at first hand, and lies with a member of this pod who is not suspended and has not left it;
///
/// unless moderators have hidden it, and she is not its author, or its author or service is blocked on the pod or everywhere. A block
/// that has expired counts until a job has removed it, a moment later: then the version of what visitors see is another, too.
macro_rules! visible {
    ($pod:expr, $member:expr) => {{
        use diesel::dsl::{exists, not};
        use $crate::schema::{blocks, departures, grants, hidden_posts, members, platform_blocks, posts};

        let (pod, member): ($crate::PodId, Option<$crate::MemberId>) = ($pod, $member);
        let granted = diesel::alias!(grants as granted);
        let me = diesel::alias!(members as me);
        let publisher = diesel::alias!(members as publisher);
        let writer = diesel::alias!(members as writer);
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
        let is_hidden = exists(
            hidden_posts::table
                .filter(hidden_posts::pod_id.eq(pod).and(hidden_posts::service.eq(posts::service)))
                .filter(hidden_posts::node.eq(posts::node).and(hidden_posts::item.eq(posts::item))),
        );
        let is_hers = exists(
            writer
                .filter(writer.field(members::pod_id).eq(pod))
                .filter(writer.field(members::id).nullable().eq(member))
                .filter(writer.field(members::jid).nullable().eq(posts::author_jid)),
        );
        let is_blocked =
            exists(blocks::table.filter(blocks::pod_id.eq(pod)).filter($crate::blocks::concerns!(
                blocks,
                posts::service,
                posts::author_jid
            )));
        let is_blocked_everywhere = exists(platform_blocks::table.filter($crate::blocks::concerns!(
            platform_blocks,
            posts::service,
            posts::author_jid
        )));
        let may_be_shown = not(is_hidden).or(is_hers).and(not(is_blocked)).and(not(is_blocked_everywhere));
        let open = posts::access.is_not_null().and(posts::access.eq($crate::posts::Access::Open));
        posts::pod_id.eq(pod).and(posts::retracted_at.is_null()).and(may_be_shown).and(
            has_grant
                .or(posts::public.or(open.assume_not_null()).and(my_server))
                .or(posts::public.and(posts::first_hand).and(of_this_pod).and(not(has_left))),
        )
    }};
}
