//! The one predicate that says who may see a row of `posts` (architecture §6: the cache does not widen an
//! audience). Every query that reads posts filters by it.

use diesel::alias;
use diesel::backend::Backend;
use diesel::dsl::{exists, not};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sqlite::Sqlite;
use diesel_async::AsyncConnectionCore;

use super::Access;
use crate::blocks::concerns;
use crate::condition::Condition;
use crate::schema::{blocks, departures, grants, hidden_posts, members, platform_blocks, posts};
use crate::{MemberId, PodId};

/// A condition on `posts` for a viewer's pod and (optional) member. A row that was not retracted is visible if
///
/// 1. the member's own session received it: there is a grant; or
/// 2. she is signed in, the item is open or public, and it was told by her own server or at first hand (by the
///    server that the item lies on); or
/// 3. anybody looks, the item is public, told at first hand, and lies with a member of this pod who is not suspended and has not left it;
///
/// unless moderators have hidden it, and she is not its author, or its author or service is blocked on the pod or everywhere. A block
/// that has expired counts until a job has removed it, a moment later: then the version of what visitors see is another, too.
pub(super) fn visible<C>(_: &C, pod: PodId, member: Option<MemberId>) -> Condition<posts::table, C::Backend>
where
    C: AsyncConnectionCore<Backend: Shows>,
{
    C::Backend::visible(pod, member)
}

/// A back end for which the predicate is compiled.
pub(super) trait Shows: Backend {
    fn visible(pod: PodId, member: Option<MemberId>) -> Condition<posts::table, Self>;
}

macro_rules! shows {
    ($backend:ty) => {
        impl Shows for $backend {
            fn visible(pod: PodId, member: Option<MemberId>) -> Condition<posts::table, Self> {
                let open = posts::access.is_not_null().and(posts::access.eq(Access::Open)).assume_not_null();
                let in_the_open =
                    posts::public.and(posts::first_hand).and(of_this_pod!(pod)).and(not(has_left!(pod)));
                Condition::new(
                    posts::pod_id
                        .eq(pod)
                        .and(posts::retracted_at.is_null())
                        .and(may_be_shown!(pod, member))
                        .and(
                            has_grant!(pod, member)
                                .or(posts::public.or(open).and(tells_her!(pod, member)))
                                .or(in_the_open),
                        ),
                )
            }
        }
    };
}

/// Her session received it.
macro_rules! has_grant {
    ($pod:ident, $member:ident) => {{
        let granted = alias!(grants as granted);
        exists(
            granted
                .filter(granted.field(grants::pod_id).eq($pod))
                .filter(granted.field(grants::member_id).nullable().eq($member))
                .filter(granted.field(grants::post_id).eq(posts::id)),
        )
    }};
}

/// Her server told of it, or the one that it lies on.
macro_rules! tells_her {
    ($pod:ident, $member:ident) => {{
        let me = alias!(members as me);
        exists(
            me.filter(me.field(members::pod_id).eq($pod))
                .filter(me.field(members::id).nullable().eq($member))
                .filter(me.field(members::domain).eq(posts::told_by).or(posts::first_hand)),
        )
    }};
}

/// It lies with a member who is not suspended.
macro_rules! of_this_pod {
    ($pod:ident) => {{
        let publisher = alias!(members as publisher);
        exists(
            publisher
                .filter(publisher.field(members::pod_id).eq($pod))
                .filter(publisher.field(members::jid).eq(posts::service))
                .filter(publisher.field(members::suspended_at).is_null()),
        )
    }};
}

/// It lies with somebody who has left.
macro_rules! has_left {
    ($pod:ident) => {
        exists(
            departures::table.filter(departures::pod_id.eq($pod)).filter(departures::jid.eq(posts::service)),
        )
    };
}

/// Nobody keeps it from being shown to her.
macro_rules! may_be_shown {
    ($pod:ident, $member:ident) => {{
        let writer = alias!(members as writer);
        let is_hers = exists(
            writer
                .filter(writer.field(members::pod_id).eq($pod))
                .filter(writer.field(members::id).nullable().eq($member))
                .filter(writer.field(members::jid).nullable().eq(posts::author_jid)),
        );
        let is_hidden = exists(
            hidden_posts::table
                .filter(hidden_posts::pod_id.eq($pod).and(hidden_posts::service.eq(posts::service)))
                .filter(hidden_posts::node.eq(posts::node).and(hidden_posts::item.eq(posts::item))),
        );
        let is_blocked = exists(blocks::table.filter(blocks::pod_id.eq($pod)).filter(concerns!(
            blocks,
            posts::service,
            posts::author_jid
        )));
        let is_blocked_everywhere = exists(platform_blocks::table.filter(concerns!(
            platform_blocks,
            posts::service,
            posts::author_jid
        )));
        not(is_hidden).or(is_hers).and(not(is_blocked)).and(not(is_blocked_everywhere))
    }};
}

shows!(Pg);
shows!(Sqlite);
