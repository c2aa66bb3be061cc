//! Reads a PDF as it is drawn: the interpreter of a PDF viewer, asked for the character of every glyph.

use hayro_interpret::font::Glyph;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache, InterpreterSettings, Paint,
    PathDrawMode, SoftMask, interpret_page,
};
use kurbo::{Affine, BezPath, Point, Rect};

/// A character and where it stands on its page, in points from the bottom left corner.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Placed {
    pub(crate) text: String,
    pub(crate) x: f64,
    pub(crate) y: f64,
}

/// A page that notes characters and draws nothing.
#[derive(Default)]
struct Words(Vec<Placed>);

impl<'a> Device<'a> for Words {
    fn draw_glyph(&mut self, glyph: &Glyph<'a>, page: Affine, own: Affine, _: &Paint<'a>, _: &GlyphDrawMode) {
        let text = match glyph.as_unicode().expect("every glyph has its character") {
            BfString::Char(character) => character.to_string(),
            BfString::String(characters) => characters,
        };
        let at = page * own * Point::ORIGIN;
        self.0.push(Placed { text, x: at.x, y: at.y });
    }

    fn set_soft_mask(&mut self, _: Option<SoftMask<'a>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn draw_path(&mut self, _: &BezPath, _: Affine, _: &Paint<'a>, _: &PathDrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: Affine) {}
    fn pop_clip_path(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

/// The characters of each page in the order they are drawn.
pub(crate) fn pages(bytes: &[u8]) -> Vec<Vec<Placed>> {
    let pdf = Pdf::new(bytes.to_vec()).expect("a PDF");
    let cache = InterpreterCache::new();
    let page = |page| {
        let mut words = Words::default();
        let everywhere = Rect::new(-1e6, -1e6, 1e6, 1e6);
        let mut context =
            Context::new(Affine::IDENTITY, everywhere, &cache, pdf.xref(), InterpreterSettings::default());
        interpret_page(page, &mut context, &mut words);
        words.0
    };
    pdf.pages().iter().map(page).collect()
}

/// The same as one text.
pub(super) fn words(bytes: &[u8]) -> String {
    let page = |page: Vec<Placed>| page.into_iter().map(|placed| placed.text).chain(["\n".to_owned()]).collect();
    pages(bytes).into_iter().map::<String, _>(page).collect()
}
