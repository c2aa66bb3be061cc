//! Reads a PDF as it is drawn: the interpreter of a PDF viewer, asked for the character of every glyph.

use hayro_interpret::font::Glyph;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache, InterpreterSettings, Paint,
    PathDrawMode, SoftMask, interpret_page,
};
use kurbo::{Affine, BezPath, Rect};

/// A page that notes characters and draws nothing.
#[derive(Default)]
struct Words(String);

impl<'a> Device<'a> for Words {
    fn draw_glyph(&mut self, glyph: &Glyph<'a>, _: Affine, _: Affine, _: &Paint<'a>, _: &GlyphDrawMode) {
        match glyph.as_unicode().expect("every glyph has its character") {
            BfString::Char(character) => self.0.push(character),
            BfString::String(characters) => self.0.push_str(&characters),
        }
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

/// The characters of all pages in the order they are drawn.
pub(super) fn words(bytes: &[u8]) -> String {
    let pdf = Pdf::new(bytes.to_vec()).expect("a PDF");
    let cache = InterpreterCache::new();
    let mut words = Words::default();
    for page in pdf.pages().iter() {
        let everywhere = Rect::new(-1e6, -1e6, 1e6, 1e6);
        let mut context =
            Context::new(Affine::IDENTITY, everywhere, &cache, pdf.xref(), InterpreterSettings::default());
        interpret_page(page, &mut context, &mut words);
        words.0.push('\n');
    }
    words.0
}
