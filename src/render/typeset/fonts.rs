//! Gives the typesetter its fonts under the names of their roles.
//!
//! Templates name roles only; which face serves a role is decided by `fonts`.

use typst::foundations::Bytes;
use typst::text::{Coverage, Font, FontFlags, FontInfo, FontVariant};
use typst_kit::fonts::{FontSource, FontStore};

use crate::fonts::RoleFont;

/// A face that is read when a page first needs it.
struct OnDemand(RoleFont);

impl FontSource for OnDemand {
    /// `None` where the file is gone or broken; its characters are then reported as missing.
    fn load(&self) -> Option<Font> {
        Font::new(Bytes::new(self.0.bytes().ok()?), self.0.index)
    }
}

/// All faces, each under the family name of its role.
pub(super) fn store(fonts: &[RoleFont]) -> FontStore {
    let mut store = FontStore::new();
    for font in fonts {
        let info = FontInfo {
            family: font.role.family().to_owned(),
            // One face serves a role whatever weight the file claims.
            variant: FontVariant::default(),
            flags: FontFlags::empty(),
            axes: Vec::new(),
            coverage: Coverage::from_vec(font.coverage.points().collect()),
        };
        store.push((OnDemand(font.clone()), info));
    }
    store
}
