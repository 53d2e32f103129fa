//! The web bundle, embedded in the program: scripts, style sheet, fonts, icons.

use std::{borrow::Cow, collections::HashMap};

#[derive(rust_embed::RustEmbed)]
#[folder = "../../web/dist"]
struct Files;

/// The bundle, and the addresses of its files.
#[derive(Clone, Debug)]
pub struct Bundle {
    assets: ui::Assets,
}

/// A file of the bundle.
#[derive(Clone, Debug)]
pub struct File {
    /// What is in it.
    pub bytes: Cow<'static, [u8]>,
    /// Its media type.
    pub mime: &'static str,
}

/// The bundle lacks a file that pages need.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the web bundle has no {0}: build it again (npm run build --prefix web)")]
pub struct Incomplete(String);

impl Bundle {
    /// Reads the bundle's table of contents.
    ///
    /// # Errors
    /// [`Incomplete`] names what is missing.
    pub fn load() -> Result<Self, Incomplete> {
        let manifest = Files::get("manifest.json").ok_or_else(|| Incomplete("manifest.json".to_owned()))?;
        let names: HashMap<String, String> =
            serde_json::from_slice(&manifest.data).map_err(|error| Incomplete(error.to_string()))?;
        let address = |name: &str| match names.get(name) {
            Some(file) if Files::get(file).is_some() => Ok(address(file)),
            _ => Err(Incomplete(name.to_owned())),
        };
        Ok(Self {
            assets: ui::Assets {
                css: address("main.css")?,
                js: address("main.js")?,
                sprite: address("sprite.svg")?,
                logo: address("logo.svg")?,
                font: address("bricolage-grotesque-latin-wght-normal.woff2").ok(),
            },
        })
    }

    /// Where pages find the files.
    #[must_use]
    pub fn assets(&self) -> &ui::Assets {
        &self.assets
    }

    /// A file by its name, which carries a hash of its content.
    #[must_use]
    pub fn file(&self, name: &str) -> Option<File> {
        Files::get(name).map(|file| File { bytes: file.data, mime: mime(name) })
    }
}

fn address(file: &str) -> String {
    format!("/assets/{file}")
}

fn mime(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        Some("png") => "image/png",
        Some("webp") => "image/webp",
        _ => "text/plain; charset=utf-8",
    }
}
