//! A question that is asked for all who wait for its answer.

use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::Mutex;

/// The last answer to a question. Whoever asks is given one to a question that was asked after she came, so it is as true as if she
/// had asked herself; but while one waits for it, the others wait for the next one together.
#[derive(Debug)]
pub(super) struct Latest<T> {
    /// How often it was asked.
    asked: AtomicU64,
    /// The answer, and to which of the questions.
    answer: Mutex<Option<(u64, T)>>,
}

impl<T> Default for Latest<T> {
    fn default() -> Self {
        Self { asked: AtomicU64::new(0), answer: Mutex::new(None) }
    }
}

impl<T: Clone> Latest<T> {
    /// An answer that is not older than this call.
    pub(super) async fn get(&self, ask: impl AsyncFnOnce() -> T) -> T {
        let before = self.asked.load(Ordering::SeqCst);
        let mut answer = self.answer.lock().await;
        if let Some((_, answer)) = answer.as_ref().filter(|(number, _)| *number > before) {
            return answer.clone();
        }
        let number = self.asked.fetch_add(1, Ordering::SeqCst) + 1;
        let new = ask().await;
        *answer = Some((number, new.clone()));
        new
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::{FutureExt, future::join_all, pin_mut};
    use std::sync::atomic::AtomicUsize;
    use tokio::sync::Notify;

    #[tokio::test]
    async fn who_comes_while_it_is_asked_is_answered_by_the_next_question() {
        let (latest, truth, go) = (Latest::default(), AtomicUsize::new(1), Notify::new());
        let slow = latest.get(async || {
            let answer = truth.load(Ordering::SeqCst);
            go.notified().await;
            answer
        });
        pin_mut!(slow);
        assert_eq!(slow.as_mut().now_or_never(), None, "it is asked");
        truth.store(2, Ordering::SeqCst);
        let after = latest.get(async || truth.load(Ordering::SeqCst));
        pin_mut!(after);
        assert_eq!(after.as_mut().now_or_never(), None, "it waits for its turn");
        go.notify_one();
        assert_eq!((slow.await, after.await), (1, 2));
    }

    #[tokio::test]
    async fn all_who_wait_share_one_answer() {
        let (latest, asked, go) = (Latest::default(), AtomicUsize::new(0), Notify::new());
        let ask = async || {
            let number = asked.fetch_add(1, Ordering::SeqCst);
            if number == 0 {
                go.notified().await;
            }
            number
        };
        let first = latest.get(ask);
        pin_mut!(first);
        assert_eq!(first.as_mut().now_or_never(), None);
        let others = join_all((0..100).map(|_| latest.get(ask)));
        pin_mut!(others);
        assert!(others.as_mut().now_or_never().is_none());
        go.notify_one();
        assert_eq!(first.await, 0);
        assert_eq!(others.await, [1; 100]);
        assert_eq!(latest.get(ask).await, 2, "who comes later asks again");
    }

    #[tokio::test]
    async fn who_goes_away_while_she_asks_leaves_it_to_the_next() {
        let latest = Latest::default();
        let mut gone = Box::pin(latest.get(std::future::pending));
        assert_eq!(gone.as_mut().now_or_never(), None::<u8>);
        let next = latest.get(async || 2);
        pin_mut!(next);
        assert_eq!(next.as_mut().now_or_never(), None);
        drop(gone);
        assert_eq!(next.await, 2);
    }
}
