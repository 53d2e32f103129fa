//! Orders as they come off the bus: each is done, answered and taken away, or left to whoever has its shard by now.

use crate::{
    bus::Delivery,
    catch_up,
    commands::{Bench, Command, Refusal, Reply},
    entrance::Entering,
    events::Event,
    figures::{SECONDS, figure},
    forms,
    orders::{Answer, Order, Passwords, Request, Secrets},
    passwords::{self, PasswordRefusal},
    register::{self, RegisterFailure},
    restoring::present,
    session::{Live, Phase},
    shared::{Account, Shared},
    sign_in::{self, FIRST_SIGHT, Failure, SignInRefusal},
    unregistering, vault, waiting,
    web::bytes,
};
use jid::BareJid;
use model::{
    InviteId, Owner, PodId, blocks, invites,
    members::{self, Member},
    pods::{self, Pod},
    sessions,
};
use prometheus::{HistogramVec, IntCounterVec, histogram_opts, opts};
use std::{
    sync::{Arc, LazyLock},
    time::{Duration, Instant},
};
use xmpp::{Secret, Stop};
use zeroize::Zeroizing;

/// How long a command waits for a session that is just coming back, before it is kept for later.
const PATIENCE: Duration = Duration::from_secs(4);

/// How often an order is tried again that whoever had its shard before has spoilt, and how long is waited before.
const TRIES: u32 = 3;
const AGAIN: Duration = Duration::from_millis(500);

static WORKED: LazyLock<HistogramVec> = LazyLock::new(|| {
    let help = "How long a worker takes from a command in its hands to the answer, in seconds";
    let figures = histogram_opts!("cosse_command_work_seconds", help, SECONDS.to_vec());
    figure(HistogramVec::new(figures, &["noun", "result"]))
});

static SIGN_INS: LazyLock<IntCounterVec> = LazyLock::new(|| {
    let help = "People who signed in or up by form: ok, or why not";
    figure(IntCounterVec::new(opts!("cosse_sign_ins_total", help), &["form", "result"]))
});

pub(crate) async fn order(shared: &Arc<Shared>, delivery: Delivery) {
    let Delivery { shard, bytes: order, receipt } = delivery;
    let began = Instant::now();
    // whoever wants the shard waits for what is begun
    let _doing = shared.busy.begin(shard).await;
    if !shared.bus.holds(shard) {
        return tracing::info!(shard, "an order is left to whoever has the shard by now");
    }
    let order = match serde_json::from_slice::<Order>(&order) {
        Ok(order) => order,
        Err(error) => {
            tracing::error!(%error, "an order of another version was dropped");
            return shared.bus.done(shard, receipt).await;
        }
    };
    // to make an account twice is to be told that it is taken: this is done once, or nobody knows
    let once = matches!(order.request, Request::Register { .. });
    if once {
        shared.bus.done(shard, receipt.clone()).await;
    }
    let Some(answer) = answer(shared, shard, &order).await else {
        return tracing::info!(shard, "an order was begun and is left to whoever has the shard by now");
    };
    shared.bus.reply(&order.ticket, bytes(&answer)).await;
    note(&order.request, &answer, began.elapsed());
    if !once {
        shared.bus.done(shard, receipt).await;
    }
}

/// Counts what became of an order.
fn note(request: &Request, answer: &Answer, took: Duration) {
    WORKED.with_label_values(&[request.noun(), answer.result()]).observe(took.as_secs_f64());
    if !matches!(request, Request::SignIn { .. } | Request::Register { .. }) {
        return;
    }
    let result = match answer {
        Answer::SignInRefused { refusal } => refusal.as_str(),
        Answer::RegisterRefused { refusal } => refusal.as_str(),
        Answer::Failed { .. } => "failed",
        _ => "ok",
    };
    SIGN_INS.with_label_values(&[request.noun(), result]).inc();
}

/// What became of an order; nothing where somebody else has the shard by now and will do it.
async fn answer(shared: &Arc<Shared>, shard: u16, order: &Order) -> Option<Answer> {
    let mut again = 0..TRIES;
    loop {
        match fulfil(shared, order).await {
            Ok(answer) => return Some(answer),
            Err(model::Error::Displaced) if !shared.bus.holds(shard) => return None,
            // whoever had the shard before was not done with it
            Err(model::Error::Displaced) if again.next().is_some() => tokio::time::sleep(AGAIN).await,
            Err(error) => return Some(Answer::Failed { cause: error.to_string() }),
        }
    }
}

async fn fulfil(shared: &Arc<Shared>, order: &Order) -> Result<Answer, model::Error> {
    let Order { pod, jid, request, .. } = order;
    match request {
        Request::SignIn { password, keep, invite, made } => match door(shared, pod, jid, *made) {
            Ok(_entering) => sign_in(shared, pod, jid, password, *keep, invite.as_ref()).await,
            Err(refusal) => Ok(Answer::SignInRefused { refusal }),
        },
        Request::Prove { password } => Ok(prove(shared, pod, jid, password).await),
        Request::Form => Ok(form(shared, pod, jid).await),
        Request::Register { account, sealed, invite } => {
            register(shared, pod, account, sealed, invite.as_ref()).await
        }
        Request::ChangePassword { sealed } => change_password(shared, pod, jid, sealed).await,
        Request::CanDelete => {
            unregistering::is_possible(shared, pod, jid).await.map(|can| Answer::CanDelete { can })
        }
        Request::DeleteAccount { password } => delete_account(shared, pod, jid, password).await,
        Request::Unregister => unregistering::unregister(shared, pod, jid).await.map(|()| Answer::Done),
        Request::ComeBack => come_back(shared, pod, jid).await,
        Request::SignOut => {
            // a sign-in at the same time, or somebody who brings the session back, would leave one that nobody knows of
            let _turn = shared.sign_in_alone(&(*pod, jid.clone())).await;
            sign_out(shared, pod, jid).await
        }
        Request::EndAway => end_away(shared, pod, jid).await,
        Request::Yield { generation } => {
            make_room(shared, &(*pod, jid.clone()), *generation).await;
            Ok(Answer::Done)
        }
        Request::Watch { by, watching } => {
            watch(shared, (*pod, jid.clone()), by, *watching).await;
            Ok(Answer::Done)
        }
        Request::Retry => Ok(retry(shared, &(*pod, jid.clone())).await),
        Request::Act { id, command } => {
            act(shared, pod, jid, id, command).await.map(|reply| Answer::Acted { reply })
        }
    }
}

/// Lets somebody come in where there is room, which is more for whoever has an account by now.
fn door(shared: &Shared, pod: &PodId, jid: &BareJid, made: bool) -> Result<Entering, SignInRefusal> {
    if made {
        return shared.entrance.go_on(pod, jid.domain()).ok_or(SignInRefusal::Crowded);
    }
    let entering = shared.entrance.enter(pod, jid.domain()).ok_or(SignInRefusal::Crowded)?;
    if shared.has_room(&(*pod, jid.clone())) { Ok(entering) } else { Err(SignInRefusal::NoRoom) }
}

async fn sign_in(
    shared: &Arc<Shared>,
    pod: &PodId,
    jid: &BareJid,
    sealed: &[u8],
    keep: bool,
    invite: Option<&InviteId>,
) -> Result<Answer, model::Error> {
    let Some(password) = vault::open_password(shared, pod, jid, sealed) else { return Ok(unreadable()) };
    match sign_in::sign_in(shared, pod, jid, password, keep, invite).await {
        Ok(member) => {
            if let Some(invite) = invite {
                take(shared, &Owner { pod: *pod, member }, invite).await?;
            }
            Ok(Answer::SignedIn { member })
        }
        Err(Failure::Refused(refusal)) => Ok(Answer::SignInRefused { refusal }),
        Err(Failure::Model(error)) => Err(error),
    }
}

/// Who was here before gets the role that goes with an invitation; newcomers have it since they came in.
async fn take(shared: &Shared, owner: &Owner, invite: &InviteId) -> Result<(), model::Error> {
    match invites::take(&shared.database, owner, invite, shared.now()).await {
        Ok(()) | Err(model::Error::NotFound(_)) => Ok(()),
        Err(error) => Err(error),
    }
}

async fn prove(shared: &Shared, pod: &PodId, jid: &BareJid, sealed: &[u8]) -> Answer {
    let Some(password) = vault::open_password(shared, pod, jid, sealed) else { return unreadable() };
    let Some(_entering) = shared.entrance.enter(pod, jid.domain()) else {
        return Answer::SignInRefused { refusal: SignInRefusal::Crowded };
    };
    match xmpp::authenticate(&shared.network, jid, &Secret::typed(password)).await {
        Ok(_) => Answer::Done,
        Err(error) => Answer::SignInRefused { refusal: error.into() },
    }
}

async fn form(shared: &Arc<Shared>, pod: &PodId, jid: &BareJid) -> Answer {
    let Some(_entering) = shared.entrance.enter(pod, jid.domain()) else {
        return Answer::RegisterRefused { refusal: SignInRefusal::Crowded.into() };
    };
    match forms::ask(shared, pod, jid.domain()).await {
        Ok(form) => Answer::Form { form },
        Err(refusal) => Answer::RegisterRefused { refusal },
    }
}

async fn register(
    shared: &Arc<Shared>,
    pod: &PodId,
    jid: &BareJid,
    sealed: &[u8],
    invite: Option<&InviteId>,
) -> Result<Answer, model::Error> {
    let opened = vault::open_password(shared, pod, jid, sealed);
    let Some(Secrets { password, filled }) = opened.and_then(|text| serde_json::from_str(&text).ok()) else {
        return Ok(unreadable());
    };
    let password = Zeroizing::new(password);
    let Some(_entering) = shared.entrance.enter(pod, jid.domain()) else {
        return Ok(Answer::RegisterRefused { refusal: SignInRefusal::Crowded.into() });
    };
    // the session will be another worker's, perhaps; where this one is full, the others are nearly so
    if !shared.has_room(&(*pod, jid.clone())) {
        return Ok(Answer::RegisterRefused { refusal: SignInRefusal::NoRoom.into() });
    }
    match register::register(shared, pod, jid, &password, &filled, invite).await {
        Ok(()) => Ok(Answer::Done),
        Err(RegisterFailure::Refused(refusal)) => Ok(Answer::RegisterRefused { refusal }),
        Err(RegisterFailure::Model(error)) => Err(error),
    }
}

async fn change_password(
    shared: &Arc<Shared>,
    pod: &PodId,
    jid: &BareJid,
    sealed: &[u8],
) -> Result<Answer, model::Error> {
    let opened = vault::open_password(shared, pod, jid, sealed);
    let Some(passwords) = opened.and_then(|text| serde_json::from_str::<Passwords>(&text).ok()) else {
        return Ok(unreadable());
    };
    let Some(_entering) = shared.entrance.enter(pod, jid.domain()) else {
        return Ok(Answer::PasswordRefused { refusal: PasswordRefusal::Present(SignInRefusal::Crowded) });
    };
    Ok(match passwords::change(shared, pod, jid, passwords).await? {
        Ok(()) => Answer::Done,
        Err(refusal) => Answer::PasswordRefused { refusal },
    })
}

async fn delete_account(
    shared: &Arc<Shared>,
    pod: &PodId,
    jid: &BareJid,
    sealed: &[u8],
) -> Result<Answer, model::Error> {
    let Some(password) = vault::open_password(shared, pod, jid, sealed) else { return Ok(unreadable()) };
    let Some(_entering) = shared.entrance.enter(pod, jid.domain()) else {
        return Ok(Answer::SignInRefused { refusal: SignInRefusal::Crowded });
    };
    Ok(match unregistering::prepare(shared, pod, jid, password).await? {
        Ok(()) => Answer::Done,
        Err(refusal) => Answer::SignInRefused { refusal },
    })
}

async fn retry(shared: &Arc<Shared>, account: &Account) -> Answer {
    if let Some(live) = shared.live(account).filter(Live::online) {
        catch_up::back(shared, &live).await;
    }
    Answer::Done
}

/// What was kept when she signed in does; where nothing was, she is asked for her password.
async fn come_back(shared: &Arc<Shared>, pod: &PodId, jid: &BareJid) -> Result<Answer, model::Error> {
    if let Some(live) = present(shared, &(*pod, jid.clone())).await? {
        live.reaches(Phase::Ready, FIRST_SIGHT).await;
    }
    Ok(Answer::Done)
}

async fn watch(shared: &Shared, account: Account, by: &str, watching: bool) {
    let active = shared.watch(account.clone(), by, watching);
    if let Some(live) = shared.live(&account) {
        live.active(active).await;
    }
}

fn unreadable() -> Answer {
    Answer::Failed { cause: "the password was sealed with another key".to_owned() }
}

/// Ends a session whose row is another's by now.
async fn make_room(shared: &Shared, account: &Account, generation: i64) {
    if let Some(live) = shared.live(account).filter(|live| live.generation == generation) {
        tracing::info!(jid = %live.jid, "a session makes room for another");
        live.stop(Stop::Leave).await;
        shared.emit(&live.owner, &Event::Session).await;
    }
}

/// Ends a session of a member who is suspended or blocked, unless she was let in again meanwhile.
pub(crate) async fn put_out(shared: &Shared, pod: &PodId, jid: &BareJid) -> Result<(), model::Error> {
    let _turn = shared.sign_in_alone(&(*pod, jid.clone())).await;
    let member = members::by_jid(&shared.database, pod, jid).await?;
    let is_blocked = blocks::of(&shared.database, pod, jid, shared.now()).await?.is_some();
    if is_blocked || member.is_some_and(|member| member.is_suspended()) {
        sign_out(shared, pod, jid).await?;
    }
    Ok(())
}

async fn sign_out(shared: &Shared, pod: &PodId, jid: &BareJid) -> Result<Answer, model::Error> {
    if let Some(live) = shared.live(&(*pod, jid.clone())) {
        live.stop(Stop::Leave).await;
    }
    if let Some(member) = members::by_jid(&shared.database, pod, jid).await? {
        sessions::remove(&shared.database, &member.owner()).await?;
    }
    Ok(Answer::Done)
}

/// Whoever asks may have looked a while ago, and she may be back.
async fn end_away(shared: &Arc<Shared>, pod: &PodId, jid: &BareJid) -> Result<Answer, model::Error> {
    let account = (*pod, jid.clone());
    if !is_away(shared, &account).await? {
        return Ok(Answer::Done);
    }
    // a goodbye needs a stream
    if let Some(live) = present(shared, &account).await? {
        live.reaches(Phase::Online, PATIENCE).await;
    }
    let _turn = shared.sign_in_alone(&account).await;
    if !is_away(shared, &account).await? {
        return Ok(Answer::Done);
    }
    tracing::info!(%jid, "a session ends that no browser has looked at for long");
    sign_out(shared, pod, jid).await
}

/// Whether no browser of the member was there for so long as the pod says.
async fn is_away(shared: &Shared, account: &Account) -> Result<bool, model::Error> {
    let (pod, jid) = account;
    let (pod, member) =
        tokio::try_join!(pods::get(&shared.database, pod), members::by_jid(&shared.database, pod, jid))?;
    let away = |(pod, member): (Pod, Member)| {
        pod.is_in_use(shared.now()) && member.seen_at < pod.away_before(shared.now())
    };
    Ok(!shared.is_watched(account) && pod.zip(member).is_some_and(away))
}

/// Does a command now, or keeps it for when the session is back.
async fn act(
    shared: &Arc<Shared>,
    pod: &PodId,
    jid: &BareJid,
    id: &str,
    command: &Command,
) -> Result<Reply, model::Error> {
    if command.writes() && !shared.is_written(pod).await? {
        return Ok(Reply::Refused(Refusal::ReadOnly));
    }
    let Some(live) = present(shared, &(*pod, jid.clone())).await? else { return Ok(Reply::NeedsPassword) };
    if command.needs_stream() && !live.reaches(Phase::Online, PATIENCE).await {
        return later(shared, &live, id, command).await;
    }
    let bench = Bench::new(shared, &live);
    match command.run(id, &bench).await {
        Ok(()) => Ok(Reply::Done),
        Err(stopped) if stopped.may_pass() && command.can_wait() => later(shared, &live, id, command).await,
        Err(stopped) if stopped.may_pass() => Ok(Reply::Unknown),
        Err(stopped) => {
            stopped.model().map_or_else(|stopped| Ok(Reply::Refused(Refusal::from(&stopped))), Err)
        }
    }
}

async fn later(
    shared: &Arc<Shared>,
    live: &Live,
    id: &str,
    command: &Command,
) -> Result<Reply, model::Error> {
    if !command.can_wait() {
        return Ok(Reply::Refused(Refusal::Unreachable));
    }
    waiting::keep(shared, live, id, command).await?;
    // the stream may be there, or be back already, and whoever did what waits have looked too early
    catch_up::back_again(shared, live);
    Ok(Reply::Waiting)
}
