//! A pod's logo, drawn anew as squares: all of the picture is in them, and nothing is around it.

use crate::pictures;
use image::{
    DynamicImage, ImageFormat, RgbaImage,
    imageops::{self, FilterType},
};
use model::logos::{NewLogo, Squares};
use sha1::{Digest, Sha1};
use std::io::Cursor;
use ui::url::LogoSide;

/// The most characters that say what a logo shows.
pub const LONGEST_WORDS: u32 = 200;

/// The logo in a file, in all its sizes; none for what cannot be read.
#[must_use]
pub fn draw(bytes: &[u8], words: String) -> Option<NewLogo> {
    // once from what may be large, and from there without what is put around it, which would darken the edges
    let picture = fit(&pictures::decode(bytes)?, LogoSide::Large);
    let squares = Squares {
        small: square(&picture, LogoSide::Small)?,
        medium: square(&picture, LogoSide::Medium)?,
        large: square(&picture, LogoSide::Large)?,
    };
    let hash = hex::encode(Sha1::digest(&squares.large));
    Some(NewLogo { hash, words, squares })
}

/// What a logo shows, on one line, whatever was pasted.
#[must_use]
pub fn one_line(words: &str) -> String {
    let sound: String = words.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    sound.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The picture as large as it fits into a square.
fn fit(picture: &DynamicImage, side: LogoSide) -> DynamicImage {
    picture.resize(side.pixels(), side.pixels(), FilterType::CatmullRom)
}

/// The picture in the middle of a square, as PNG.
fn square(picture: &DynamicImage, side: LogoSide) -> Option<Vec<u8>> {
    let (small, side) = (fit(picture, side).to_rgba8(), side.pixels());
    let margin = |length: u32| i64::from(side.saturating_sub(length) / 2);
    let mut square = RgbaImage::new(side, side);
    imageops::replace(&mut square, &small, margin(small.width()), margin(small.height()));
    png(&square)
}

fn png(picture: &RgbaImage) -> Option<Vec<u8>> {
    let mut png = Cursor::new(Vec::new());
    picture.write_to(&mut png, ImageFormat::Png).ok()?;
    Some(png.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{Rgb, RgbImage, Rgba};

    fn file(width: u32, height: u32) -> Vec<u8> {
        png(&RgbaImage::from_pixel(width, height, Rgba([200, 30, 30, 255]))).expect("a picture")
    }

    #[test]
    fn all_of_a_picture_is_in_its_squares() {
        let logo = draw(&file(300, 100), String::new()).expect("a logo");
        for (bytes, side) in [
            (&logo.squares.small, LogoSide::Small),
            (&logo.squares.medium, LogoSide::Medium),
            (&logo.squares.large, LogoSide::Large),
        ] {
            let drawn = image::load_from_memory(bytes).expect("a picture").to_rgba8();
            let pixels = side.pixels();
            assert_eq!(drawn.dimensions(), (pixels, pixels));
            assert_eq!(drawn.get_pixel(pixels / 2, 0)[3], 0, "nothing is above it");
            assert_eq!(drawn.get_pixel(pixels / 2, pixels / 2)[3], 255);
        }
        let other = draw(&file(100, 300), String::new()).expect("a logo");
        assert_ne!(logo.hash, other.hash);
        assert_eq!(draw(&file(300, 100), String::new()), Some(logo));
    }

    #[test]
    fn a_jpeg_is_drawn_as_png() {
        let (picture, mut file) = (RgbImage::from_pixel(40, 40, Rgb([200, 30, 30])), Cursor::new(Vec::new()));
        picture.write_to(&mut file, ImageFormat::Jpeg).expect("a picture");
        let logo = draw(&file.into_inner(), "A pot".to_owned()).expect("a logo");
        assert!(logo.squares.small.starts_with(b"\x89PNG") && logo.words == "A pot");
    }

    #[test]
    fn what_is_no_picture_is_no_logo() {
        assert_eq!(draw(b"<svg xmlns='http://www.w3.org/2000/svg'/>", String::new()), None);
        assert_eq!(draw(b"soup", String::new()), None);
    }

    #[test]
    fn words_are_one_line() {
        assert_eq!(one_line(" a pot,\r\n\u{0}and  steam "), "a pot, and steam");
    }
}
