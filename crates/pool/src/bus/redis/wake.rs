//! One subscription to Redis for everything that this process waits for. A wake-up says only *look*: what is to be read lies in a
//! stream, so one that is lost costs nothing but time.

use super::link::late;
use futures::StreamExt;
use redis::{
    Client, RedisResult,
    aio::{PubSubSink, PubSubStream},
};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::sync::{Notify, mpsc, oneshot};

/// How long somebody waits until Redis has confirmed that it will wake her.
const CONFIRM: Duration = Duration::from_secs(2);

/// How often Redis is asked whether it is there, and how long it may take to say so.
const PING: Duration = Duration::from_secs(2);

/// How long nobody tries after the subscription was lost.
const PAUSE: Duration = Duration::from_millis(200);

/// Channels that are subscribed to at once when a subscription comes back.
const AT_ONCE: usize = 500;

/// Wakes those who wait for a channel.
#[derive(Clone, Debug)]
pub(super) struct Wake {
    channels: Arc<Channels>,
    asks: mpsc::UnboundedSender<Ask>,
}

#[derive(Debug, Default)]
struct Channels {
    waiting: Mutex<HashMap<String, Waiting>>,
}

/// Those who wait for one channel.
#[derive(Debug, Default)]
struct Waiting {
    bell: Arc<Notify>,
    number: usize,
}

#[derive(Debug)]
enum Ask {
    Subscribe { channel: String, confirm: oneshot::Sender<()> },
    Unsubscribe { channel: String },
}

/// Somebody who is woken; it ends when it is dropped.
#[derive(Debug)]
pub(super) struct Awake {
    channel: String,
    bell: Arc<Notify>,
    wake: Wake,
}

/// Why a subscription is left.
enum Left {
    Lost,
    NobodyAsks,
}

impl Wake {
    /// Starts the task that listens, at the first of these that answers; it ends when the last handle is dropped.
    pub(super) fn new(clients: Vec<Client>) -> Self {
        let (asks, asked) = mpsc::unbounded_channel();
        let channels = Arc::<Channels>::default();
        tokio::spawn(listen(clients, Arc::clone(&channels), asked));
        Self { channels, asks }
    }

    /// Is woken from now on. Where Redis does not confirm in time, it will be woken when Redis is back.
    pub(super) async fn on(&self, channel: &str) -> Awake {
        let awake = self.enter(channel);
        let (confirm, confirmed) = oneshot::channel();
        let ask = Ask::Subscribe { channel: channel.to_owned(), confirm };
        if self.asks.send(ask).is_ok() && tokio::time::timeout(CONFIRM, confirmed).await.is_err() {
            tracing::warn!(channel, "Redis has not confirmed a subscription yet");
        }
        awake
    }

    fn enter(&self, channel: &str) -> Awake {
        let mut waiting = self.channels.lock();
        let entry = waiting.entry(channel.to_owned()).or_default();
        entry.number += 1;
        Awake { channel: channel.to_owned(), bell: Arc::clone(&entry.bell), wake: self.clone() }
    }
}

impl Awake {
    /// What rings; to be listened to before what it is about is read.
    pub(super) fn bell(&self) -> Arc<Notify> {
        Arc::clone(&self.bell)
    }
}

impl Drop for Awake {
    fn drop(&mut self) {
        if self.wake.channels.leave(&self.channel) {
            // the task is gone when the program ends
            let _ = self.wake.asks.send(Ask::Unsubscribe { channel: std::mem::take(&mut self.channel) });
        }
    }
}

impl Channels {
    fn lock(&self) -> MutexGuard<'_, HashMap<String, Waiting>> {
        // each change under the lock is whole, so a panic elsewhere spoils nothing
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether that was the last who waited for it.
    fn leave(&self, channel: &str) -> bool {
        let mut waiting = self.lock();
        let Some(entry) = waiting.get_mut(channel) else { return false };
        entry.number -= 1;
        let last = entry.number == 0;
        if last {
            waiting.remove(channel);
        }
        last
    }

    fn ring(&self, channel: &str) {
        if let Some(entry) = self.lock().get(channel) {
            entry.bell.notify_waiters();
        }
    }

    fn ring_all(&self) {
        self.lock().values().for_each(|entry| entry.bell.notify_waiters());
    }

    fn names(&self) -> Vec<String> {
        self.lock().keys().cloned().collect()
    }
}

/// Subscribes, again and again, at one address after the other.
async fn listen(clients: Vec<Client>, channels: Arc<Channels>, mut asked: mpsc::UnboundedReceiver<Ask>) {
    for client in clients.iter().cycle() {
        match subscribe(client, &channels).await {
            Ok((sink, messages)) => {
                if let Left::NobodyAsks = serve(sink, messages, &channels, &mut asked).await {
                    return;
                }
                tracing::warn!("the subscription to Redis was lost; it is made anew");
            }
            Err(error) => tracing::debug!(%error, "Redis cannot be subscribed to yet"),
        }
        tokio::time::sleep(PAUSE).await;
        if asked.is_closed() {
            return;
        }
    }
}

/// Subscribes to everything that somebody waits for, and wakes all: nobody knows what they have missed.
async fn subscribe(client: &Client, channels: &Channels) -> RedisResult<(PubSubSink, PubSubStream)> {
    let made = async {
        let (mut sink, messages) = client.get_async_pubsub().await?.split();
        for names in channels.names().chunks(AT_ONCE) {
            sink.subscribe(names).await?;
        }
        Ok((sink, messages))
    };
    let made = tokio::time::timeout(CONFIRM, made).await.unwrap_or_else(|_| Err(late()));
    channels.ring_all();
    made
}

async fn serve(
    mut sink: PubSubSink,
    mut messages: PubSubStream,
    channels: &Channels,
    asked: &mut mpsc::UnboundedReceiver<Ask>,
) -> Left {
    let mut ping = tokio::time::interval(PING);
    loop {
        let good = tokio::select! {
            message = messages.next() => match message {
                Some(message) => {
                    channels.ring(message.get_channel_name());
                    true
                }
                None => false,
            },
            ask = asked.recv() => match ask {
                Some(ask) => answer(&mut sink, channels, ask).await,
                None => return Left::NobodyAsks,
            },
            _ = ping.tick() => in_time(sink.ping::<redis::Value>()).await,
        };
        if !good {
            return Left::Lost;
        }
    }
}

async fn answer(sink: &mut PubSubSink, channels: &Channels, ask: Ask) -> bool {
    match ask {
        Ask::Subscribe { channel, confirm } => {
            let good = in_time(sink.subscribe(&channel)).await;
            // who has gone needs no answer; where it failed, the next subscription covers it
            let _ = confirm.send(());
            good
        }
        // somebody else may wait for it again
        Ask::Unsubscribe { channel } if channels.lock().contains_key(&channel) => true,
        Ask::Unsubscribe { channel } => in_time(sink.unsubscribe(&channel)).await,
    }
}

async fn in_time<T>(answer: impl Future<Output = RedisResult<T>>) -> bool {
    matches!(tokio::time::timeout(PING, answer).await, Ok(Ok(_)))
}
