//! A public blog as an Atom feed (RFC 4287).

use crate::dates::machine;
use crate::people::Person;
use crate::posts::Post;
use crate::sanitise::rewrite::escape;
use crate::url;
use std::fmt::{self, Write};
use time::OffsetDateTime;

/// The Atom feed of a public blog.
#[derive(Clone, Debug)]
pub struct Feed<'a> {
    /// This host's scheme, host and port.
    pub origin: &'a str,
    /// The pod's name.
    pub pod: &'a str,
    /// Whose blog it is; has a handle.
    pub author: &'a Person,
    /// What she says about herself; may be empty.
    pub about: &'a str,
    /// Public posts, newest first.
    pub posts: &'a [Post],
    /// When the blog was last changed; for an empty one, when the member came.
    pub updated: OffsetDateTime,
}

impl Feed<'_> {
    /// The type of the answer.
    pub const CONTENT_TYPE: &'static str = "application/atom+xml; charset=utf-8";

    /// The document.
    pub fn render(&self) -> String {
        let mut out = String::with_capacity(1024 + self.posts.len() * 1024);
        // writing into a String cannot fail
        let _ = self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) -> fmt::Result {
        let handle = self.author.handle.as_deref().unwrap_or_default();
        let page = url::absolute(self.origin, &url::member(handle));
        out.push_str(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n",
        );
        element(out, "id", &page)?;
        element(out, "title", &format!("{} – {}", self.author.name, self.pod))?;
        if !self.about.is_empty() {
            element(out, "subtitle", self.about)?;
        }
        element(out, "updated", &machine(self.updated))?;
        link(out, "self", "application/atom+xml", &url::absolute(self.origin, &url::member_feed(handle)))?;
        link(out, "alternate", "text/html", &page)?;
        author(out, self.author)?;
        for post in self.posts {
            self.entry(out, post)?;
        }
        out.push_str("</feed>\n");
        Ok(())
    }

    fn entry(&self, out: &mut String, post: &Post) -> fmt::Result {
        let page = url::absolute(self.origin, &post.public_address().unwrap_or_else(|| post.address()));
        out.push_str("<entry>\n");
        element(out, "id", &page)?;
        element(out, "title", &title(post))?;
        element(out, "published", &machine(post.published))?;
        element(out, "updated", &machine(post.updated.unwrap_or(post.published)))?;
        link(out, "alternate", "text/html", &page)?;
        for tag in &post.tags {
            writeln!(out, "<category term=\"{}\"/>", escape(tag))?;
        }
        let body = post.body.xhtml();
        writeln!(
            out,
            "<content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">{body}</div></content>"
        )?;
        out.push_str("</entry>\n");
        Ok(())
    }
}

/// The title, or the first words of a post that has none.
fn title(post: &Post) -> String {
    post.title.clone().unwrap_or_else(|| excerpt(&post.body.plain(), 60))
}

/// The first words of a text, at most `longest` characters, in one line.
pub(crate) fn excerpt(text: &str, longest: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= longest {
        return line;
    }
    let cut: String = line.chars().take(longest).collect();
    let cut = cut.rsplit_once(' ').map_or(cut.as_str(), |(before, _)| before);
    format!("{}…", cut.trim_end_matches([',', '.', ';', ':']))
}

fn author(out: &mut String, person: &Person) -> fmt::Result {
    out.push_str("<author>");
    element(out, "name", &person.name)?;
    if !person.address().is_empty() {
        element(out, "uri", &url::xmpp(person.address()))?;
    }
    out.push_str("</author>\n");
    Ok(())
}

fn element(out: &mut String, name: &str, text: &str) -> fmt::Result {
    writeln!(out, "<{name}>{}</{name}>", escape(text))
}

fn link(out: &mut String, rel: &str, kind: &str, href: &str) -> fmt::Result {
    writeln!(out, "<link rel=\"{rel}\" type=\"{kind}\" href=\"{}\"/>", escape(href))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    #[test]
    fn the_feed_is_well_formed_whatever_people_are_called() {
        let mut author = samples::person("claire", "Claire <b> & \"co\" \u{1}");
        author.handle = Some("a/b&c".to_owned());
        let posts = samples::public_posts(samples::NOW);
        let feed = Feed {
            origin: "http://cantine.localhost:8080",
            pod: "A & B",
            author: &author,
            about: "<about>",
            posts: &posts,
            updated: samples::NOW,
        };
        let xml = feed.render();
        let root: minidom::Element = xml.parse().expect("well-formed");
        assert_eq!(root.children().filter(|child| child.name() == "entry").count(), posts.len());
        assert!(xml.contains("<updated>2026-11-22T16:04:00Z</updated>"));
        assert!(xml.contains("type=\"xhtml\""));
    }

    #[test]
    fn an_excerpt_ends_at_a_word() {
        assert_eq!(excerpt("one two three", 9), "one two…");
        assert_eq!(excerpt("one\n two", 60), "one two");
    }
}
