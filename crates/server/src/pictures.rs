//! Pictures from others: read, cut to a square, and written anew, so that nothing but the picture is left.

use crate::{
    bounds,
    extract::{Member, Visit, check_token, in_time, same_origin},
    fault::Fault,
};
use actix_multipart::{Field, Multipart};
use actix_web::HttpRequest;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use futures::TryStreamExt;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, imageops::FilterType};
use model::{
    Database, PodId, domains,
    pictures::{self, Picture},
};
use sha1::{Digest, Sha1};
use std::{
    io::Cursor,
    sync::{Mutex, PoisonError},
};
use ui::Problem;

/// The most megabytes of a file.
pub const BIGGEST: u32 = 5;

/// Pixels of an avatar's side (XEP-0084 §4: 64 to 96 were usual once; screens have become finer).
const SIDE: u32 = 192;

/// Pixels of a side of the picture of a riddle.
const RIDDLE: u32 = 1_000;

/// Bytes of a field after which nobody reads on.
const ENDLESS: usize = 64_000_000;

/// Pixels of a side that are decoded at all.
const LARGEST_SIDE: u32 = 10_000;

/// Pixels that are decoded at all: what good cameras make. They take four bytes each while a picture is read.
const LARGEST_AREA: u64 = 40_000_000;

/// One picture is read at a time, so that many large ones do not take all memory at once.
static TURN: Mutex<()> = Mutex::new(());

/// What a form with a picture says.
#[derive(Debug)]
pub struct Upload {
    /// The file, empty where none was chosen; none where it is too big.
    pub file: Option<Vec<u8>>,
    /// What the picture shows; none where that is far too long.
    pub words: Option<String>,
    /// Whether the picture that is there is to be taken away.
    pub remove: bool,
}

/// Reads an upload: `picture`, a file, and `words`; or `remove=1`.
///
/// # Errors
/// [`Fault::ForgedForm`], and that the pod can only be read.
pub async fn read(visit: &Visit, request: &HttpRequest, mut upload: Multipart) -> Result<Upload, Fault> {
    same_origin(request, visit)?;
    let (mut token, mut file, mut words, mut remove) = (None, Some(Vec::new()), Some(Vec::new()), false);
    while let Some(field) = in_time(upload.try_next()).await?.map_err(unreadable)? {
        match field.name() {
            Some("csrf") => token = Some(text(field).await?),
            Some("remove") => remove = true,
            Some("words") => words = bytes(field, 10_000).await?,
            Some("picture") => file = bytes(field, BIGGEST as usize * 1_000_000).await?,
            _ => drop(bytes(field, 10_000).await?),
        }
    }
    check_token(visit, token.as_deref())?;
    visit.is_written()?;
    Ok(Upload { file, words: words.map(utf8).transpose()?, remove })
}

/// Bytes of a file that is sent as a picture at most: what the pod lets people upload, and [`BIGGEST`] in any case.
///
/// # Errors
/// The database's own.
pub async fn largest(database: &Database, pod: &PodId) -> Result<u64, model::Error> {
    let most = u64::try_from(domains::upload_max(database, pod).await?).unwrap_or_default();
    Ok(most.min(u64::from(BIGGEST) * 1_000_000))
}

/// Takes an upload (`picture`, a file; or `remove=1`), keeps the picture, and gives its hash, or none to remove it.
///
/// # Errors
/// [`Fault::ForgedForm`], and what the database says.
pub async fn receive(
    member: &Member,
    request: &HttpRequest,
    upload: Multipart,
) -> Result<Result<Option<String>, Problem>, Fault> {
    let Upload { file, remove, .. } = read(member, request, upload).await?;
    if remove {
        return Ok(Ok(None));
    }
    let most = largest(&member.app.database, &member.home().id).await?;
    let Some(file) = file.filter(|file| file.len() as u64 <= most) else {
        return Ok(Err(Problem::FileTooBig(most)));
    };
    if file.is_empty() {
        return Ok(Err(Problem::Required));
    }
    let sent = file.len();
    let Some(picture) = actix_web::web::block(move || square(&file)).await.map_err(|_| stopped())? else {
        return Ok(Err(Problem::PictureUnreadable));
    };
    let hash = picture.hash.clone();
    if let Err(problem) = bounds::may_upload(member, sent, &hash).await? {
        return Ok(Err(problem));
    }
    match pictures::put(&member.app.database, &member.home().id, picture, member.now).await {
        Ok(()) => Ok(Ok(Some(hash))),
        Err(model::Error::Full(_)) => Ok(Err(Problem::MediaFull)),
        Err(error) => Err(error.into()),
    }
}

/// A picture of somebody else, known by the hash of what was sent; none for what cannot be read.
#[must_use]
pub fn of_others(hash: &str, bytes: &[u8]) -> Option<Picture> {
    Some(Picture { hash: hash.to_owned(), ..square(bytes)? })
}

/// A picture of others for one page, as an address that is the picture itself; none for what cannot be read, or is larger than a
/// riddle is.
#[must_use]
pub fn inline(bytes: &[u8]) -> Option<String> {
    let picture = decode(bytes)?;
    if picture.width().max(picture.height()) > RIDDLE {
        return None;
    }
    let mut png = Cursor::new(Vec::new());
    picture.to_rgba8().write_to(&mut png, ImageFormat::Png).ok()?;
    Some(format!("data:image/png;base64,{}", STANDARD.encode(png.into_inner())))
}

fn square(bytes: &[u8]) -> Option<Picture> {
    let side = |picture: &DynamicImage| picture.width().min(picture.height()).min(SIDE);
    let picture = decode(bytes)?;
    let side = side(&picture);
    let small = picture.resize_to_fill(side, side, FilterType::CatmullRom);
    let mut png = Cursor::new(Vec::new());
    small.to_rgba8().write_to(&mut png, ImageFormat::Png).ok()?;
    let bytes = png.into_inner();
    let hash = hex::encode(Sha1::digest(&bytes));
    let pixels = i32::try_from(side).ok()?;
    Some(Picture { hash, mime: "image/png".to_owned(), bytes, width: pixels, height: pixels })
}

/// The picture in a file; none for what cannot be read, or is larger than is read at all.
#[must_use]
pub fn decode(bytes: &[u8]) -> Option<DynamicImage> {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(LARGEST_SIDE);
    limits.max_image_height = Some(LARGEST_SIDE);
    limits.max_alloc = Some(4 * LARGEST_AREA + (32 << 20));
    reader.limits(limits);
    let decoder = reader.into_decoder().ok()?;
    let (width, height) = decoder.dimensions();
    let area = u64::from(width) * u64::from(height);
    (1..=LARGEST_AREA).contains(&area).then(|| DynamicImage::from_decoder(decoder).ok()).flatten()
}

/// The bytes of a field, or none if there are too many.
async fn bytes(mut field: Field, most: usize) -> Result<Option<Vec<u8>>, Fault> {
    let mut all = Vec::new();
    let (mut fits, mut total) = (true, 0);
    // read to the end even when it is too much: a browser shows no answer before it has sent everything
    while let Some(chunk) = in_time(field.try_next()).await?.map_err(unreadable)? {
        total += chunk.len();
        if total > ENDLESS {
            return Err(Fault::TooLarge);
        }
        fits = fits && total <= most;
        if fits {
            all.extend_from_slice(&chunk);
        }
    }
    Ok(fits.then_some(all))
}

async fn text(field: Field) -> Result<String, Fault> {
    utf8(bytes(field, 1_000).await?.unwrap_or_default())
}

fn utf8(bytes: Vec<u8>) -> Result<String, Fault> {
    String::from_utf8(bytes).map_err(|_| Fault::BadRequest("a field is not UTF-8".to_owned()))
}

fn unreadable(error: actix_multipart::MultipartError) -> Fault {
    Fault::BadRequest(error.to_string())
}

/// The thread that read a picture is gone.
pub fn stopped() -> Fault {
    Fault::Unavailable("the program is stopping".to_owned())
}
