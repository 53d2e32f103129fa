//! A session without a stream: connecting, or waiting to.

use super::{Exit, Listener, Session};
use crate::connector::{Established, Plan, connect};
use crate::handle::{NotSent, Request, Stop};
use crate::iq;
use crate::network::Turn;
use crate::sign_in::{Kept, SignInError};
use std::sync::Arc;
use std::time::Duration;

/// How many stanzas wait for the next stream; the callers of more are told that the session takes no more.
const WAITING_MAX: usize = 256;

impl<L: Listener> Session<L> {
    /// Makes one attempt when its turn has come, and takes requests meanwhile.
    pub(super) async fn connect(&mut self) -> Result<Result<(Established, Kept), SignInError>, Exit> {
        if self.resumptions.give_up(&self.state) {
            tracing::warn!(account = %self.account.jid, "resuming leads nowhere; the stream is given up");
            self.state.resumption = None;
        }
        let network = Arc::clone(&self.network);
        let (turn, hurried, server) =
            (self.turn(), self.requests.hurried(), self.account.jid.domain().to_owned());
        let admitted = Box::pin(network.admission.admit(&server, turn, &hurried));
        let _admitted = self.meanwhile(admitted).await?;
        let plan = Plan {
            jid: self.account.jid.clone(),
            resource: self.account.resource.clone(),
            secret: self.account.secret.clone(),
            remembered: self.remembered.clone(),
            resume: self.state.resumption.clone().map(|resumption| (resumption, self.state.inbound)),
        };
        let attempt = Box::pin(connect(&network, plan));
        self.meanwhile(attempt).await
    }

    /// Somebody who looks is served before those who do not.
    fn turn(&mut self) -> Turn {
        match std::mem::take(&mut self.turn) {
            Turn::InLine if self.active == Some(true) => Turn::First,
            turn => turn,
        }
    }

    /// Waits before the next attempt, and takes requests meanwhile.
    pub(super) async fn wait(&mut self, after: Duration) -> Result<(), Exit> {
        self.meanwhile(Box::pin(tokio::time::sleep(after))).await
    }

    async fn meanwhile<F: Future + Unpin>(&mut self, mut until: F) -> Result<F::Output, Exit> {
        loop {
            tokio::select! {
                output = &mut until => return Ok(output),
                request = self.requests.next() => {
                    self.put_off(request.ok_or(Exit::Stopped(Stop::Keep))?).await?;
                }
            }
        }
    }

    async fn put_off(&mut self, request: Request) -> Result<(), Exit> {
        match request {
            Request::Iq { .. } if self.state.waiting.len() >= WAITING_MAX => {}
            Request::Send { accepted, .. } if self.state.waiting.len() >= WAITING_MAX => {
                accepted.send(Err(NotSent::Full)).unwrap_or_default();
            }
            Request::Iq { kind, to, payload, caller } => {
                let (id, element) = iq::request(kind, to.clone(), payload);
                self.table.insert(id, to, caller);
                self.state.waiting.push(String::from(&element));
            }
            Request::Send { stanza, accepted } => {
                self.state.waiting.push(String::from(&stanza));
                self.store().await?;
                accepted.send(Ok(())).unwrap_or_default();
            }
            Request::SendOrForget(_) | Request::Unkept { .. } => {}
            Request::Active(active) => {
                self.active = Some(active);
                if active {
                    self.requests.hurried().notify_one();
                }
            }
            Request::Renew { secret, remembered } => self.renew(secret, remembered),
            Request::Stop(how) => return Err(Exit::Stopped(how)),
        }
        Ok(())
    }
}
