//! Writes every sample page as HTML into a folder, to look at: `cargo run -p cosse-ui --example gallery -- FOLDER`.
//! The folder also needs `main.css`, `sprite.svg`, `main.js` and `logo.svg` of the bundle (`web/dist`).

use std::io;
use std::path::{Path, PathBuf};
use ui::context::{Assets, Context};
use ui::pages::{
    AboutPage, BlogPage, ChatPage, ChatsPage, ConfirmPage, ContactPage, ContactsPage, DirectoryPage,
    ErrorPage, FeedPage, FrontPage, GoPage, LoginPage, OutboxPage, PasswordNeededPage, PickPage, PostPage,
    RegisterPage, RulesPage, SettingsPage, WelcomePage,
};
use ui::{Language, Page, samples};

fn main() -> io::Result<()> {
    let folder = std::env::args_os().nth(1).map_or_else(|| PathBuf::from("gallery"), PathBuf::from);
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join("accent.css"), ui::accent::stylesheet(ui::Accent::LEAF))?;
    let assets = Assets {
        css: "main.css".to_owned(),
        js: "main.js".to_owned(),
        sprite: "sprite.svg".to_owned(),
        logo: "logo.svg".to_owned(),
        font: None,
    };
    for language in Language::ALL {
        visitors(&folder, &samples::visitor(language, &assets))?;
        members(&folder, &samples::member(language, &assets))?;
        platform(&folder, &samples::platform(language, &assets))?;
    }
    Ok(())
}

fn visitors(folder: &Path, ctx: &Context<'_>) -> io::Result<()> {
    write::<FrontPage>(folder, ctx, "front")?;
    write::<LoginPage>(folder, ctx, "login")?;
    write::<RegisterPage>(folder, ctx, "register")?;
    write::<BlogPage>(folder, ctx, "blog")?;
    write::<PostPage>(folder, ctx, "public-post")?;
    write::<AboutPage>(folder, ctx, "about")?;
    write::<RulesPage>(folder, ctx, "rules")?;
    write::<ErrorPage>(folder, ctx, "error")?;
    write::<OutboxPage>(folder, ctx, "outbox")
}

fn members(folder: &Path, ctx: &Context<'_>) -> io::Result<()> {
    write::<FeedPage>(folder, ctx, "feed")?;
    write::<PostPage>(folder, ctx, "post")?;
    write::<ContactsPage>(folder, ctx, "contacts")?;
    write::<ContactPage>(folder, ctx, "contact")?;
    write::<ChatsPage>(folder, ctx, "chats")?;
    write::<ChatPage>(folder, ctx, "chat")?;
    write::<SettingsPage>(folder, ctx, "settings")?;
    write::<WelcomePage>(folder, ctx, "welcome")?;
    write::<ConfirmPage>(folder, ctx, "confirm")?;
    write::<BlogPage>(folder, ctx, "blog-member")?;
    write::<PasswordNeededPage>(folder, ctx, "password-needed")
}

fn platform(folder: &Path, ctx: &Context<'_>) -> io::Result<()> {
    write::<DirectoryPage>(folder, ctx, "directory")?;
    write::<GoPage>(folder, ctx, "go")?;
    write::<PickPage>(folder, ctx, "pick")
}

fn write<P: Page>(folder: &Path, ctx: &Context<'_>, name: &str) -> io::Result<()> {
    for (index, page) in P::samples(ctx.now).iter().enumerate() {
        let html = page.render(ctx).into_string().replace(&ui::url::accent(ui::Accent::LEAF), "accent.css");
        std::fs::write(folder.join(format!("{name}-{index}-{}.html", ctx.language.tag())), html)?;
    }
    Ok(())
}
