//! Icons of pods of other deployments: fetched from the pod's own host, pinned by the hash that its listing says, and written anew, so
//! that nothing but the picture is left. Pages show only these.

use crate::{app::App, fetching::FetchError, logos};
use directory::{
    life,
    listing::{Icon, Listing, Visibility},
    robots,
};
use image::ImageReader;
use model::listed_pods;
use sha2::{Digest, Sha256};
use std::io::Cursor;
use url::{Position, Url};

/// Bytes of an icon that are fetched at most.
const LARGEST: usize = 512 * 1024;

/// Pixels of a side at most.
const LARGEST_SIDE: u32 = 2_048;

/// Where a host says who is to leave it alone.
const ROBOTS: &str = "/robots.txt";

/// Has the icon of a listing that was just believed fetched, if it is another one than before. One that cannot be had keeps nothing else.
///
/// # Errors
/// The database's.
pub async fn look(app: &App, listing: &Listing) -> Result<(), model::Error> {
    let (database, domain, now) = (&app.database, &*listing.domain, (app.now)());
    let icon = Icon::of(listing).filter(|_| listing.listing != Visibility::None);
    let Some(icon) = icon else { return listed_pods::drop_icon(database, domain).await };
    if !listed_pods::is_wanted(database, domain, &icon.sha256, now).await? {
        return Ok(());
    }
    let picture = match fetch(app, domain, &icon).await {
        Ok(picture) => Ok(picture),
        // it is asked for again with the next look
        Err(Missed::Busy) => return Ok(()),
        Err(Missed::No(why)) => {
            let line = unseen(&icon.sha256, &why);
            tracing::info!(domain, line, "the icon of a pod");
            Err(line)
        }
    };
    listed_pods::keep_icon(database, domain, &icon.sha256, picture, now).await
}

/// What admins read of an icon that could not be had. It is tried again each day, and said again where something is another.
fn unseen(sha256: &str, why: &str) -> String {
    let begins: String = sha256.chars().take(8).collect();
    format!("its icon ({begins}…) is not shown: {}; it is tried again in a day", life::plain(why))
}

/// Why there is no icon.
#[derive(Debug, PartialEq, Eq)]
enum Missed {
    /// That is final for a while.
    No(String),
    /// We have asked there too often just now.
    Busy,
}

impl From<FetchError> for Missed {
    fn from(error: FetchError) -> Self {
        error.kind().map_or(Self::Busy, |bad| Self::No(format!("{bad}: {error}")))
    }
}

async fn fetch(app: &App, domain: &str, icon: &Icon) -> Result<Vec<u8>, Missed> {
    let no = |why: &str| Missed::No(why.to_owned());
    let fetcher = &app.polling.fetcher;
    let path =
        path(&icon.href, domain, fetcher.is_local(domain)).ok_or_else(|| no("it is on another host"))?;
    let robots = fetcher.get(domain, ROBOTS, robots::LONGEST).await?;
    if robots.status == 200 && !robots::allows(&String::from_utf8_lossy(&robots.body), &path) {
        return Err(no("robots.txt shuts us out"));
    }
    let fetched = fetcher.get(domain, &path, LARGEST).await?;
    if fetched.status != 200 {
        return Err(Missed::No(format!("it is answered with {}", fetched.status)));
    }
    let sha256 = icon.sha256.clone();
    let drawn = tokio::task::spawn_blocking(move || draw(&fetched.body, &sha256)).await;
    drawn.map_err(|error| Missed::No(error.to_string()))?
}

/// The path of an address, if that is on the pod's own host.
fn path(href: &str, domain: &str, is_local: bool) -> Option<String> {
    let url: Url = href.parse().ok()?;
    let is_safe = url.scheme() == "https" && url.port().is_none();
    let is_web = is_safe || (is_local && url.scheme() == "http");
    let is_bare = url.username().is_empty() && url.password().is_none();
    let is_own = is_web && is_bare && url.host_str() == Some(domain);
    is_own.then(|| url[Position::BeforePath..Position::AfterQuery].to_owned())
}

/// The picture, drawn anew as a square, if it is the one that is meant, and one that is read here.
fn draw(bytes: &[u8], sha256: &str) -> Result<Vec<u8>, Missed> {
    let no = |why: &str| Missed::No(why.to_owned());
    if hex::encode(Sha256::digest(bytes)) != sha256 {
        return Err(no("its bytes have another hash than its listing says"));
    }
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format();
    let sides = reader.ok().and_then(|reader| reader.into_dimensions().ok());
    let (width, height) = sides.ok_or_else(|| no("it is no picture that is read here"))?;
    if width.max(height) > LARGEST_SIDE {
        return Err(no("it has too many pixels"));
    }
    let drawn = logos::draw(bytes, String::new());
    drawn.map(|logo| logo.squares.medium).ok_or_else(|| no("it cannot be read"))
}

#[cfg(test)]
mod tests {
    use super::{LARGEST_SIDE, Missed, draw, path};
    use image::{ImageFormat, Rgb, RgbImage};
    use sha2::{Digest, Sha256};
    use std::io::Cursor;

    fn png(side: u32) -> Vec<u8> {
        let mut file = Cursor::new(Vec::new());
        let picture = RgbImage::from_pixel(side, 8, Rgb([9, 9, 9]));
        picture.write_to(&mut file, ImageFormat::Png).expect("a picture");
        file.into_inner()
    }

    fn drawn(bytes: &[u8]) -> Result<Vec<u8>, Missed> {
        draw(bytes, &hex::encode(Sha256::digest(bytes)))
    }

    #[test]
    fn a_picture_is_drawn_anew_and_nothing_else_is_taken() {
        let square = drawn(&png(64)).expect("an icon");
        assert!(square.starts_with(b"\x89PNG") && square != png(64));
        let refused = [
            b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>".to_vec(),
            b"<!doctype html><script>alert(1)</script>".to_vec(),
            b"".to_vec(),
            png(LARGEST_SIDE + 1),
        ];
        assert!(refused.iter().all(|bytes| drawn(bytes).is_err()));
        assert!(draw(&png(64), &"0a".repeat(32)).is_err(), "another hash");
    }

    #[test]
    fn an_icon_is_on_the_pods_own_host() {
        let of = |href: &str| path(href, "pod.example", false);
        assert_eq!(of("https://pod.example/i.png?x"), Some("/i.png?x".to_owned()));
        let elsewhere = ["https://evil.example/i.png", "http://pod.example/i.png", "https://a@pod.example/i"];
        assert!(elsewhere.into_iter().all(|href| of(href).is_none()));
        assert!(path("http://pod.example:81/i.png", "pod.example", true).is_some());
    }
}
