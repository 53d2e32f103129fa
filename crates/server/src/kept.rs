//! Public pages, kept in memory: made once for each version of what anybody may read of a pod, by whoever asks first.

use crate::{
    extract::Visit,
    fault::{Answer, Fault},
};
use actix_web::HttpRequest;
pub use document::knows;
use document::{Document, Kind};
use model::PodId;
use moka::{Entry, future::Cache, ops::compute::Op};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use ui::Page;
use versions::Versions;

mod document;
mod latest;
mod versions;

/// How long a page is kept at most, since it says how long ago things were. Where scripts run, they see to the words meanwhile.
const FRESH: Duration = Duration::from_secs(60);

/// What a page takes of the memory besides its bytes and its address.
const BESIDE: usize = 500;

/// The pages that are kept.
#[derive(Clone)]
pub struct Kept {
    /// None where nothing is kept.
    made: Option<Cache<Key, Arc<Made>>>,
    versions: Arc<Versions>,
}

/// What a document is the same for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Key {
    pod: PodId,
    kind: Kind,
    host: String,
    path: String,
}

/// A document, and what it was made of.
#[derive(Debug)]
struct Made {
    document: Document,
    /// It is of this version, or newer.
    version: i64,
    at: Instant,
}

impl Made {
    fn serves(&self, version: i64, now: Instant) -> bool {
        self.version >= version && now.saturating_duration_since(self.at) < FRESH
    }
}

impl Key {
    fn of(anyone: &Visit, kind: Kind) -> Result<Self, Fault> {
        let (host, path) = anyone.asked();
        Ok(Self { pod: anyone.pod()?.id, kind, host: host.to_owned(), path: path.to_owned() })
    }

    /// What the document and its key take of the memory.
    fn weigh(&self, made: &Made) -> u32 {
        let bytes = BESIDE + self.host.len() + self.path.len() + made.document.bytes();
        u32::try_from(bytes).unwrap_or(u32::MAX)
    }
}

impl Kept {
    /// Keeps so many bytes of pages; none of them if that is zero.
    #[must_use]
    pub fn new(bytes: u64) -> Self {
        let made = (bytes > 0).then(|| {
            let weigh = |key: &Key, made: &Arc<Made>| key.weigh(made);
            Cache::builder().max_capacity(bytes).weigher(weigh).time_to_live(FRESH).build()
        });
        Self { made, versions: Arc::default() }
    }

    async fn answer(
        &self,
        visit: Visit,
        request: &HttpRequest,
        kind: impl Fn(&Visit) -> Kind,
        make: impl AsyncFnOnce(&Visit) -> Result<String, Fault>,
    ) -> Answer {
        let (anyone, version) = self.now(visit, request).await?;
        let Some(kept) = &self.made else {
            return Ok(Document::new(kind(&anyone), make(&anyone).await?).answer(request));
        };
        let key = Key::of(&anyone, kind(&anyone))?;
        let made = match kept.get(&key).await.filter(|made| made.serves(version, Instant::now())) {
            Some(made) => made,
            None => one_makes(kept, key, version, async || make(&anyone).await).await?,
        };
        Ok(made.document.answer(request))
    }

    /// The same visit as anybody's, to the pod as it is now, and the version of what can be read there.
    async fn now(&self, visit: Visit, request: &HttpRequest) -> Result<(Visit, i64), Fault> {
        let mut anyone = visit.by_anyone();
        loop {
            let pod = anyone.pod()?.id;
            let version = self.versions.of(&anyone.app.database, pod).await?;
            anyone = anyone.not_before(request, (pod, version)).await?;
            // else the host name has become another pod's
            if anyone.pod()?.id == pod {
                return Ok((anyone, version));
            }
        }
    }
}

/// Has the page made, unless somebody else does so already: then it is hers.
async fn one_makes(
    kept: &Cache<Key, Arc<Made>>,
    key: Key,
    version: i64,
    make: impl AsyncFnOnce() -> Result<String, Fault>,
) -> Result<Arc<Made>, Fault> {
    let kind = key.kind;
    let entry = kept.entry(key).and_try_compute_with(async |known: Option<Entry<Key, Arc<Made>>>| {
        let at = Instant::now();
        if known.is_some_and(|known| known.value().serves(version, at)) {
            return Ok(Op::Nop);
        }
        let document = Document::new(kind, make().await?).compressed().await?;
        Ok::<_, Fault>(Op::Put(Arc::new(Made { document, version, at })))
    });
    let entry = entry.await?.into_entry();
    entry.map(Entry::into_value).ok_or_else(|| Fault::Internal("a page was made and is not there".to_owned()))
}

/// Answers with a page that is the same for all who are not signed in. A member has it made for herself, and so has who is to be
/// told what just happened.
///
/// # Errors
/// Those of what makes it.
pub async fn page<P: Page>(
    visit: Visit,
    request: &HttpRequest,
    make: impl AsyncFnOnce(&Visit) -> Result<P, Fault>,
) -> Answer {
    if visit.is_personal() {
        return Ok(visit.show(&make(&visit).await?));
    }
    let kept = visit.app.kept.clone();
    let kind = |anyone: &Visit| Kind::Page(anyone.language);
    let make = async |anyone: &Visit| Ok(make(anyone).await?.render(&anyone.context()).into_string());
    kept.answer(visit, request, kind, make).await
}

/// Answers with an Atom feed, which is the same for all.
///
/// # Errors
/// Those of what makes it.
pub async fn feed(
    visit: Visit,
    request: &HttpRequest,
    make: impl AsyncFnOnce(&Visit) -> Result<String, Fault>,
) -> Answer {
    let kept = visit.app.kept.clone();
    kept.answer(visit, request, |_| Kind::Feed, make).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::{FutureExt, future::join_all, pin_mut};
    use std::{
        str::FromStr,
        sync::atomic::{AtomicUsize, Ordering},
    };
    use ui::Language;

    fn key(path: &str, kind: Kind) -> Key {
        let pod = PodId::from_str("01ARZ3NDEKTSV4RRFFQ69G5FAV").unwrap();
        Key { pod, kind, host: "cantine.example".to_owned(), path: path.to_owned() }
    }

    fn cache(bytes: u64) -> Cache<Key, Arc<Made>> {
        Kept::new(bytes).made.unwrap()
    }

    async fn text(kept: &Cache<Key, Arc<Made>>, key: Key, version: i64, text: &str) -> String {
        let made = one_makes(kept, key, version, async || Ok(text.to_owned())).await.unwrap();
        made.document.text().to_owned()
    }

    #[tokio::test]
    async fn a_page_is_made_once_for_all_who_ask_at_once() {
        let (kept, makers) = (cache(1_000_000), AtomicUsize::new(0));
        let ask = || {
            one_makes(&kept, key("/@alice", Kind::Feed), 1, async || {
                makers.fetch_add(1, Ordering::SeqCst);
                tokio::task::yield_now().await;
                Ok("a page".to_owned())
            })
        };
        let all = join_all((0..50).map(|_| ask())).await;
        assert!(all.iter().all(|made| made.as_ref().unwrap().document.text() == "a page"));
        assert_eq!(makers.into_inner(), 1);
    }

    #[tokio::test]
    async fn it_is_made_anew_for_a_later_version_only() {
        let (kept, key) = (cache(1_000_000), || key("/@alice", Kind::Feed));
        assert_eq!(text(&kept, key(), 2, "second").await, "second");
        assert_eq!(text(&kept, key(), 1, "first").await, "second", "who asked before may see what is newer");
        assert_eq!(text(&kept, key(), 2, "again").await, "second");
        assert_eq!(text(&kept, key(), 3, "third").await, "third");
    }

    #[tokio::test]
    async fn each_host_address_and_language_has_its_own() {
        let kept = cache(1_000_000);
        let one = key("/@alice", Kind::Page(Language::English));
        let others = [
            key("/@alice", Kind::Page(Language::French)),
            key("/@alice?before=1", Kind::Page(Language::English)),
            Key { host: "other.example".to_owned(), ..one.clone() },
            Key { pod: PodId::from_str("01ARZ3NDEKTSV4RRFFQ69G5FAW").unwrap(), ..one.clone() },
        ];
        assert_eq!(text(&kept, one.clone(), 1, "one").await, "one");
        for (number, other) in others.into_iter().enumerate() {
            assert_eq!(text(&kept, other, 1, &number.to_string()).await, number.to_string());
        }
        assert_eq!(text(&kept, one, 1, "another").await, "one");
    }

    #[tokio::test]
    async fn what_could_not_be_made_is_made_by_the_next() {
        let (kept, key) = (cache(1_000_000), || key("/@nobody", Kind::Feed));
        let failed = one_makes(&kept, key(), 1, async || Err(Fault::NotFound)).await;
        assert!(matches!(failed, Err(Fault::NotFound)));
        assert_eq!(text(&kept, key(), 1, "she came").await, "she came");
    }

    #[tokio::test]
    async fn who_goes_away_while_it_is_made_leaves_it_to_the_next() {
        let (kept, key) = (cache(1_000_000), || key("/@alice", Kind::Feed));
        let mut gone = Box::pin(one_makes(&kept, key(), 1, std::future::pending));
        assert!(gone.as_mut().now_or_never().is_none(), "she makes it");
        let next = text(&kept, key(), 1, "the next one's");
        pin_mut!(next);
        assert!(next.as_mut().now_or_never().is_none(), "it waits for hers");
        drop(gone);
        assert_eq!(next.await, "the next one's");
    }

    #[tokio::test]
    async fn it_takes_no_more_memory_than_it_may() {
        let kept = cache(100_000);
        for number in 0..300 {
            text(&kept, key(&format!("/@member{number}"), Kind::Feed), 1, &"a page ".repeat(200)).await;
        }
        kept.run_pending_tasks().await;
        assert!((50_000..=100_000).contains(&kept.weighted_size()), "{}", kept.weighted_size());
    }

    #[test]
    fn after_a_minute_its_words_are_not_true_any_more() {
        let at = Instant::now();
        let made = Made { document: Document::new(Kind::Feed, String::new()), version: 1, at };
        assert!(made.serves(1, at + Duration::from_secs(59)) && !made.serves(1, at + FRESH));
    }
}
