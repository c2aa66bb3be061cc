//! What a font file says about itself: family, version, embedding permission, characters.
//!
//! Works on bytes only. The result is small enough to keep beside a cached file, so that a build
//! that prints no rare character never opens the 51 MB face that holds them.

use serde::{Deserialize, Serialize};
use ttf_parser::{Face, Permissions, name_id};

/// The facts of one face.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Facts {
    /// The English family name, or the first in any language.
    pub(super) family: String,
    /// The version from the name table, without the word "Version"; empty where there is none.
    pub(super) version: String,
    /// Whether OS/2 fsType forbids embedding.
    pub(super) restricted: bool,
    /// The characters it has glyphs for.
    pub(super) coverage: Coverage,
}

impl Facts {
    /// Reads the facts of a face; `None` if the bytes are no font or lack the face.
    pub(super) fn read(bytes: &[u8], index: u32) -> Option<Self> {
        let face = Face::parse(bytes, index).ok()?;
        let names = |id| {
            let mut found: Vec<(bool, String)> = face
                .names()
                .into_iter()
                .filter(|name| name.name_id == id)
                .filter_map(|name| {
                    Some((name.language() != ttf_parser::Language::English_UnitedStates, name.to_string()?))
                })
                .collect();
            found.sort_by_key(|(foreign, _)| *foreign);
            found.into_iter().next().map(|(_, text)| text)
        };
        let version = names(name_id::VERSION).unwrap_or_default();
        Some(Self {
            family: names(name_id::TYPOGRAPHIC_FAMILY).or_else(|| names(name_id::FAMILY))?,
            version: version
                .trim_start_matches("Version")
                .split([' ', ';'])
                .find(|word| !word.is_empty())
                .unwrap_or_default()
                .to_owned(),
            restricted: face.permissions() == Some(Permissions::Restricted),
            coverage: Coverage::read(&face),
        })
    }
}

/// A set of characters as sorted, separate, inclusive ranges of code points.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage(Vec<(u32, u32)>);

impl Coverage {
    fn read(face: &Face<'_>) -> Self {
        let mut points = Vec::new();
        for table in face.tables().cmap.into_iter().flat_map(|cmap| cmap.subtables) {
            if table.is_unicode() {
                table.codepoints(|point| {
                    let drawn = table.glyph_index(point).is_some_and(|glyph| glyph.0 != 0);
                    if drawn && char::from_u32(point).is_some() {
                        points.push(point);
                    }
                });
            }
        }
        Self::from_points(points)
    }

    fn from_points(mut points: Vec<u32>) -> Self {
        points.sort_unstable();
        points.dedup();
        let mut ranges: Vec<(u32, u32)> = Vec::new();
        for point in points {
            match ranges.last_mut() {
                Some((_, end)) if *end + 1 == point => *end = point,
                _ => ranges.push((point, point)),
            }
        }
        Self(ranges)
    }

    /// Whether the face has a glyph for the character.
    pub fn contains(&self, character: char) -> bool {
        let point = u32::from(character);
        let after = self.0.partition_point(|(start, _)| *start <= point);
        after.checked_sub(1).and_then(|at| self.0.get(at)).is_some_and(|(_, end)| point <= *end)
    }

    /// Every code point, ascending.
    pub fn points(&self) -> impl Iterator<Item = u32> {
        self.0.iter().flat_map(|(start, end)| *start..=*end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coverage_keeps_exactly_its_points() {
        let coverage = Coverage::from_points(vec![0x4e01, 0x4e00, 0x4e00, 0x4e03, 0x2_0000]);
        assert_eq!(coverage.0, [(0x4e00, 0x4e01), (0x4e03, 0x4e03), (0x2_0000, 0x2_0000)]);
        assert!(coverage.contains('一') && coverage.contains('丁') && coverage.contains('𠀀'));
        assert!(!coverage.contains('\u{4e02}') && !coverage.contains('a'));
        assert_eq!(coverage.points().count(), 4);
    }

    #[test]
    fn bytes_that_are_no_font_have_no_facts() {
        assert_eq!(Facts::read(b"not a font", 0), None);
        assert_eq!(Facts::read(&[], 0), None);
    }
}
