//! Members who answer and publish until it is enough.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use testpod::page::PUBLISH;
use testpod::{Member, PATIENCE, SEND};
use tokio::task::JoinHandle;

/// Between two answers of a member.
const BREATH: Duration = Duration::from_millis(400);

/// A member publishes with each so manieth answer, and no more than fit on the first page of two friends' feeds.
const EACH: usize = 5;
const POSTS: usize = 8;

/// Members at work.
pub(super) struct Answering {
    enough: Arc<AtomicBool>,
    tasks: Vec<JoinHandle<(Member, Taken)>>,
}

/// What a member did, and was told to be taken.
#[derive(Default)]
pub(super) struct Taken {
    /// To whom she wrote what.
    pub(super) messages: Vec<(String, String)>,
    pub(super) posts: Vec<String>,
}

impl Answering {
    pub(super) fn begin(members: Vec<Member>, writers: &[String]) -> Self {
        let enough = Arc::<AtomicBool>::default();
        let answer = |member| tokio::spawn(answer(member, writers.to_owned(), Arc::clone(&enough)));
        let tasks = members.into_iter().map(answer).collect();
        Self { enough, tasks }
    }

    /// It is enough; who did what.
    pub(super) async fn end(self) -> Vec<(Member, Taken)> {
        self.enough.store(true, Ordering::SeqCst);
        let mut all = Vec::new();
        for task in self.tasks {
            all.push(task.await.expect("she answers"));
        }
        all
    }
}

async fn answer(mut member: Member, writers: Vec<String>, enough: Arc<AtomicBool>) -> (Member, Taken) {
    let mut taken = Taken::default();
    for number in 0.. {
        if enough.load(Ordering::SeqCst) {
            break;
        }
        let (to, text) = (&writers[number % writers.len()], format!("answer {number}"));
        if says(&mut member, to, &text).await {
            taken.messages.push((to.clone(), text));
        }
        if number % EACH == 0 && taken.posts.len() < POSTS {
            let text = format!("post {} by {}.", taken.posts.len(), member.name);
            publishes(&mut member, &text).await;
            taken.posts.push(text);
        }
        tokio::time::sleep(BREATH).await;
    }
    (member, taken)
}

/// Whether it was taken: what cannot be served now cannot be written on, either.
async fn says(member: &mut Member, to: &str, text: &str) -> bool {
    let page = member.get(&format!("/chat/{to}")).await;
    let Some(form) = page.form(SEND) else { return false };
    member.browser.send(&form.set("body", text)).await.status == 200
}

/// Publishes, as a person does who is told that it may not have been done: she sends the same form again.
async fn publishes(member: &mut Member, text: &str) {
    let (start, mut form) = (Instant::now(), None);
    loop {
        if form.is_none() {
            form = member.get("/feed").await.form(PUBLISH).map(|form| form.set("body", text));
        }
        let answer = match &form {
            Some(form) => member.browser.send(form).await,
            None => member.get("/feed").await,
        };
        if form.is_some() && answer.status == 200 {
            return;
        }
        assert!(start.elapsed() < PATIENCE * 3, "{text} was not taken, but answered with: {}", answer.text());
        tokio::time::sleep(BREATH).await;
    }
}
