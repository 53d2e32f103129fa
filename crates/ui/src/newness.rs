//! What somebody cannot do yet who is new on a pod: in sentences, each with the time from which on it is possible.

use crate::context::Context;
use crate::dates;
use crate::locales::t;
use crate::measures;
use time::{Duration, OffsetDateTime};

/// Until when a member is new, and what she may do until then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Newness {
    /// Until when.
    pub until: OffsetDateTime,
    /// Posts and comments a day that everybody reads.
    pub posts: u64,
    /// People a day whom she adds, or writes to who are no contacts.
    pub contacts: u64,
    /// Bytes a day that she uploads.
    pub bytes: u64,
    /// Posts and comments for everybody that are left today.
    pub posts_left: u64,
    /// From when on there are more.
    pub more_from: OffsetDateTime,
}

/// What is limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limited {
    /// Writing what everybody reads.
    Posts,
    /// Adding people, and writing to strangers.
    Contacts,
    /// Bytes that are uploaded.
    Uploads,
}

/// That somebody new has done as much of something as she may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LimitReached {
    /// What.
    pub limited: Limited,
    /// As much as she may in a day.
    pub most: u64,
    /// From when on she may again, or may more.
    pub from: OffsetDateTime,
}

impl Newness {
    /// Somebody who came yesterday, for samples.
    pub(crate) fn sample(now: OffsetDateTime) -> Self {
        Self {
            until: now + Duration::days(6),
            posts: 3,
            contacts: 10,
            bytes: 2_000_000,
            posts_left: 2,
            more_from: now + Duration::hours(8),
        }
    }

    /// The same who can do nothing of it yet, for samples.
    pub(crate) fn nothing(now: OffsetDateTime) -> Self {
        let until = now + Duration::days(6);
        Self { until, posts: 0, contacts: 0, bytes: 0, posts_left: 0, more_from: until }
    }

    /// What she may do, a sentence for each thing.
    pub fn sentences(&self, ctx: &Context<'_>) -> Vec<String> {
        vec![
            t!(ctx, "newness-posts", n = self.posts),
            t!(ctx, "newness-contacts", n = self.contacts),
            match self.bytes {
                0 => t!(ctx, "newness-no-uploads"),
                bytes => t!(ctx, "newness-uploads", size = measures::bytes(ctx, bytes)),
            },
            t!(ctx, "newness-invites"),
        ]
    }

    /// What of today's posts for everybody is left, or from when on there are more.
    pub(crate) fn of_posts(&self, ctx: &Context<'_>) -> String {
        match self.posts_left {
            0 => LimitReached { limited: Limited::Posts, most: self.posts, from: self.more_from }.text(ctx),
            left => t!(ctx, "newness-posts-left", n = left),
        }
    }
}

impl LimitReached {
    /// The sentence.
    pub(crate) fn text(&self, ctx: &Context<'_>) -> String {
        let (n, from) = (self.most, dates::exact(ctx, self.from));
        match self.limited {
            Limited::Posts => t!(ctx, "problem-new-posts", n = n, from = from),
            Limited::Contacts => t!(ctx, "problem-new-contacts", n = n, from = from),
            Limited::Uploads if n == 0 => t!(ctx, "problem-new-no-uploads", from = from),
            Limited::Uploads => {
                t!(ctx, "problem-new-uploads", size = measures::bytes(ctx, n), from = from)
            }
        }
    }
}
