//! One post, its comments, and acts on it.

use crate::{
    bounds,
    extract::{Form, Item, Member, Resident, Visit},
    fault::{Answer, Fault},
    reading,
    routes::{feed, reports},
    shown,
};
use model::posts::{self, Post, Viewer};
use pool::{
    Command, Reply,
    commands::posts::{Command as PostCommand, Comment, Thread},
    events,
};
use serde::Deserialize;
use ui::{
    Errors, Notice, Problem,
    forms::CommentForm,
    pages::{ConfirmPage, PostPage, Question},
    url,
};

/// The most characters of a comment.
const LONGEST: u32 = 10_000;

/// The fields of a comment.
#[derive(Deserialize)]
pub struct Fields {
    #[serde(default)]
    body: String,
    command: Option<String>,
}

/// `GET /post/{service}/{node}/{item}`.
pub async fn post(member: Member, item: Item) -> Answer {
    let row = find(&member, &item).await?;
    if let Some(node) = &row.comments {
        follow(&member, Thread { service: node.service.clone(), node: node.node.clone() });
    }
    let may = !(member.is_guest() && bounds::is_for_everyone(&row));
    let form = (row.comments.is_some() && may).then(CommentForm::default);
    Ok(member.show(&page(&member, &row, form, false).await?))
}

/// `POST /post/…/comment`.
pub async fn comment(member: Member, item: Item, Form(fields): Form<Fields>) -> Answer {
    let body = fields.body.replace("\r\n", "\n");
    let problem = if body.trim().is_empty() {
        Some(Problem::Required)
    } else if body.chars().count() > LONGEST as usize {
        Some(Problem::PostTooLong(LONGEST))
    } else {
        None
    };
    if member.is_guest() {
        bounds::may_comment(&member, &find(&member, &item).await?).await?;
    }
    if let Some(problem) = problem {
        return say_again(&member, &item, body, fields.command, Errors::one("body", problem)).await;
    }
    say(&member, &item, body, fields.command).await
}

/// `GET /post/…/delete`: asks.
pub async fn delete_form(member: Resident, item: Item) -> Answer {
    let row = find(&member, &item).await?;
    let shown = reading::posts(&member, std::slice::from_ref(&row)).await?.into_iter().next();
    let post = shown.filter(|post| post.mine).ok_or(Fault::NotFound)?;
    Ok(member.show(&ConfirmPage { question: Question::DeletePost(Box::new(post)) }))
}

/// `POST /post/…/delete`.
pub async fn delete(member: Resident, item: Item, Form(fields): Form<Fields>) -> Answer {
    let row = find(&member, &item).await?;
    if row.author.jid.as_ref() != Some(&member.me().jid) {
        return Err(Fault::NotFound);
    }
    let key = events::Item { service: row.service, node: row.node, item: row.item };
    let back = after_deletion(&key);
    let reply = act(&member, fields.command.as_deref(), PostCommand::Retract(key)).await?;
    Ok(member.go(&back, Some(feed::outcome(reply, Notice::Deleted).unwrap_or(Notice::NotDone))))
}

/// What a visitor may read, with what she may read of its comments.
pub async fn page(
    visit: &Visit,
    row: &Post,
    form: Option<CommentForm>,
    public: bool,
) -> Result<PostPage, Fault> {
    let viewer = if public { Viewer::anyone(visit.pod()?.id) } else { reading::viewer(visit)? };
    let comments = match &row.comments {
        Some(node) => posts::comments(&visit.app.database, &viewer, &node.service, &node.node).await?,
        None => Vec::new(),
    };
    let post =
        reading::posts(visit, std::slice::from_ref(row)).await?.into_iter().next().ok_or(Fault::NotFound)?;
    let comments = comments.iter().map(|row| shown::comment(row, visit.member())).collect();
    let hidden = if public { None } else { reports::hidden(visit, row).await? };
    Ok(PostPage { post, comments, form, hidden, public })
}

async fn find(member: &Member, item: &Item) -> Result<Post, Fault> {
    let viewer = reading::viewer(member)?;
    let found = posts::get(&member.app.database, &viewer, &item.service, &item.node, &item.item).await?;
    found.ok_or(Fault::NotFound)
}

async fn say(member: &Member, item: &Item, body: String, command: Option<String>) -> Answer {
    let row = find(member, item).await?;
    let node = row.comments.clone().ok_or(Fault::NotFound)?;
    let command = reading::command_id(command.as_deref());
    if let Err(problem) = may_say(member, &row, &format!("{command} {} {}", node.service, node.node)).await? {
        return say_again(member, item, body, Some(command), Errors::form(problem)).await;
    }
    let rendered = ui::markdown::render(&body);
    let comment = Comment {
        thread: Thread { service: node.service, node: node.node },
        html: rendered.xhtml,
        text: rendered.text,
        author: member.me().display_name().to_owned(),
        published: member.now,
    };
    let reply = act(member, Some(command.as_str()), PostCommand::Comment(comment)).await?;
    match feed::outcome(reply, Notice::Commented) {
        Ok(notice) => Ok(member.go(&url::post(item.service.as_str(), &item.node, &item.item), Some(notice))),
        Err(problem) => say_again(member, item, body, Some(command), Errors::form(problem)).await,
    }
}

/// Whether she may say something now, below a post that everybody reads or one for few.
async fn may_say(member: &Member, row: &Post, key: &str) -> Result<Result<(), Problem>, Fault> {
    if !feed::may_write(member) {
        return Ok(Err(Problem::TooOften));
    }
    if bounds::is_for_everyone(row) { bounds::may_write_to_everyone(member, key).await } else { Ok(Ok(())) }
}

async fn say_again(
    member: &Member,
    item: &Item,
    body: String,
    command: Option<String>,
    errors: Errors,
) -> Answer {
    let row = find(member, item).await?;
    let page = page(member, &row, Some(CommentForm { body, errors, command }), false).await?;
    Ok(member.show_again(&page))
}

async fn act(member: &Member, command: Option<&str>, act: PostCommand) -> Result<Reply, Fault> {
    member.act(&reading::command_id(command), Command::Posts(act)).await
}

/// Reads what is new and asks to be told of more, while the page is on its way.
fn follow(member: &Member, thread: Thread) {
    let member = member.clone();
    tokio::spawn(async move {
        if let Err(error) = act(&member, None, PostCommand::Follow(thread)).await {
            tracing::info!(%error, "the comments of a post were not read again");
        }
    });
}

/// A comment's page is its post's; a post has none any more.
fn after_deletion(key: &events::Item) -> String {
    match key.post() {
        Some(post) => url::post(key.service.as_str(), posts::MICROBLOG, post),
        None => url::feed(),
    }
}
