//! What stands where on the finished pages.
//!
//! Measured on the typesetter's own frames: the same numbers go into the PDF.

use typst::layout::{Abs, Frame, FrameItem, Point, Rect, Size, Transform};
use typst::visualize::{Curve, CurveItem, Geometry, Paint, Shape};
use typst_layout::PagedDocument;

use crate::render::fault::MissingCharacter;

/// A colour as red, green and blue, 0 to 255.
pub type Colour = [u8; 3];

/// A character on a page; lengths in millimetres from the top left corner.
#[derive(Debug, Clone, PartialEq)]
pub struct Glyph {
    /// The characters it shows.
    pub text: String,
    /// Left edge of its advance.
    pub x: f64,
    /// Baseline.
    pub y: f64,
    /// Advance.
    pub advance: f64,
    /// Size in points.
    pub size: f64,
    /// Top of its ink above the baseline.
    pub ink_top: f64,
    /// Bottom of its ink below the baseline.
    pub ink_bottom: f64,
    /// The family the face itself names.
    pub family: String,
    /// The weight of the face, 400 for a regular one: 宋体 and 小标宋 may be one family.
    pub weight: u16,
    /// Its colour.
    pub colour: Colour,
    /// Whether it stands upright.
    pub upright: bool,
}

/// A rectangle or a line on a page, in millimetres. A path of rectangles, such as a QR code, is as many bars.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// Left.
    pub x: f64,
    /// Top.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height; for a stroked line, its thickness.
    pub height: f64,
    /// Its fill or stroke.
    pub colour: Colour,
    /// Whether it is filled rather than stroked.
    pub filled: bool,
}

/// What stands on a page.
#[derive(Debug, Clone, PartialEq)]
pub struct PageFacts {
    /// Width and height.
    pub size: (f64, f64),
    /// Characters in the order they were set.
    pub glyphs: Vec<Glyph>,
    /// Rectangles and lines.
    pub bars: Vec<Bar>,
}

/// Walks `frame`, giving each item with the transformation from page to item.
fn walk(frame: &Frame, at: Transform, see: &mut dyn FnMut(&FrameItem, Transform)) {
    for (position, item) in frame.items() {
        let here = at.pre_concat(Transform::translate(position.x, position.y));
        match item {
            FrameItem::Group(group) => walk(&group.frame, here.pre_concat(group.transform), see),
            other => see(other, here),
        }
    }
}

/// Characters for which a face has no glyph, each once a page.
pub(super) fn missing(document: &PagedDocument) -> Vec<MissingCharacter> {
    let mut missing = Vec::new();
    for (index, page) in document.pages().iter().enumerate() {
        walk(&page.frame, Transform::identity(), &mut |item, _| {
            let FrameItem::Text(text) = item else { return };
            for glyph in text.glyphs.iter().filter(|glyph| glyph.id == 0) {
                let characters = text.text.get(glyph.range()).unwrap_or("");
                missing.extend(characters.chars().map(|character| MissingCharacter { character, page: index + 1 }));
            }
        });
    }
    missing.sort();
    missing.dedup();
    missing
}

/// The words of all pages, a line for each run.
pub(super) fn text(document: &PagedDocument) -> String {
    let mut words = String::new();
    for page in document.pages() {
        let mut last: Option<Abs> = None;
        walk(&page.frame, Transform::identity(), &mut |item, at| {
            let FrameItem::Text(text) = item else { return };
            // Runs on one baseline belong together, so that a number is found across a font change;
            // sums of the offsets of boxes differ in their last digits.
            if last.is_some_and(|y| (y - at.ty).abs() > Abs::pt(0.01)) {
                words.push('\n');
            }
            last = Some(at.ty);
            words.push_str(&text.text);
        });
        words.push('\n');
    }
    words
}

/// Facts of every page.
pub(super) fn pages(document: &PagedDocument) -> Vec<PageFacts> {
    document.pages().iter().map(|page| facts(&page.frame)).collect()
}

fn facts(frame: &Frame) -> PageFacts {
    let mut glyphs = Vec::new();
    let mut bars = Vec::new();
    walk(frame, Transform::identity(), &mut |item, at| match item {
        FrameItem::Text(text) => {
            let mut cursor = Abs::zero();
            let share = shrunk(at);
            for glyph in &text.glyphs {
                let advance = glyph.x_advance.at(text.size);
                let origin = Point::new(cursor + glyph.x_offset.at(text.size), Abs::zero()).transform(at);
                let ink = text.font.ttf().glyph_bounding_box(typst_glyph(glyph.id));
                let scale = |units: i16| f64::from(units) / text.font.units_per_em() * text.size.to_mm() * share;
                glyphs.push(Glyph {
                    text: text.text.get(glyph.range()).unwrap_or("").to_owned(),
                    x: origin.x.to_mm(),
                    y: origin.y.to_mm(),
                    advance: advance.to_mm() * share,
                    size: text.size.to_pt() * share,
                    ink_top: ink.map_or(0.0, |ink| scale(ink.y_max)),
                    ink_bottom: ink.map_or(0.0, |ink| -scale(ink.y_min)),
                    family: text.font.info().family.clone(),
                    weight: text.font.info().variant.weight.to_number(),
                    colour: colour(&text.fill),
                    upright: at.kx.get() == 0.0 && at.ky.get() == 0.0,
                });
                cursor += advance;
            }
        }
        FrameItem::Shape(shape, _) => bars.extend(self::bars(shape, at)),
        _ => {}
    });
    PageFacts { size: (frame.width().to_mm(), frame.height().to_mm()), glyphs, bars }
}

/// By how much an upright item is set smaller: posters stand in a binder as copies.
fn shrunk(at: Transform) -> f64 {
    if at.kx.get() == 0.0 && at.ky.get() == 0.0 { at.sx.get().abs() } else { 1.0 }
}

fn typst_glyph(id: u16) -> ttf_parser::GlyphId {
    ttf_parser::GlyphId(id)
}

fn bars(shape: &Shape, at: Transform) -> Vec<Bar> {
    let stroke = shape.stroke.as_ref();
    let Some(paint) = shape.fill.as_ref().or(stroke.map(|stroke| &stroke.paint)) else { return Vec::new() };
    let thickness = stroke.map_or(Abs::zero(), |stroke| stroke.thickness);
    let rects = match &shape.geometry {
        Geometry::Rect(size) => vec![Rect::from_pos_size(Point::zero(), *size)],
        // A stroked line has its thickness on both sides of its path.
        Geometry::Line(to) if to.y.approx_eq(Abs::zero()) => {
            vec![Rect::from_pos_size(Point::with_y(-thickness / 2.0), Size::new(to.x, thickness))]
        }
        Geometry::Line(to) => vec![Rect::from_pos_size(Point::with_x(-thickness / 2.0), Size::new(thickness, to.y))],
        Geometry::Curve(curve) => rectangles(curve).unwrap_or_default(),
    };
    let scale = shrunk(at);
    let bar = |rect: Rect| {
        let origin = rect.min.transform(at);
        Bar {
            x: origin.x.to_mm(),
            y: origin.y.to_mm(),
            width: rect.size().x.to_mm() * scale,
            height: rect.size().y.to_mm() * scale,
            colour: colour(paint),
            filled: shape.fill.is_some(),
        }
    };
    rects.into_iter().map(bar).collect()
}

/// The rectangles a path consists of; `None` where anything else is in it.
fn rectangles(curve: &Curve) -> Option<Vec<Rect>> {
    let mut rects = Vec::new();
    let mut corners: Vec<Point> = Vec::new();
    for item in &curve.0 {
        match item {
            CurveItem::Move(to) if corners.is_empty() => corners.push(*to),
            CurveItem::Line(to) if !corners.is_empty() => corners.push(*to),
            CurveItem::Close => rects.push(rectangle(&std::mem::take(&mut corners))?),
            _ => return None,
        }
    }
    corners.is_empty().then_some(rects)
}

/// The rectangle with these corners, each beside the next.
fn rectangle(corners: &[Point]) -> Option<Rect> {
    let [a, b, c, d] = corners else { return None };
    let (across, down) = (|p: &Point, q: &Point| p.y.approx_eq(q.y), |p: &Point, q: &Point| p.x.approx_eq(q.x));
    let along = across(a, b) && down(b, c) && across(c, d) && down(d, a);
    let upright = down(a, b) && across(b, c) && down(c, d) && across(d, a);
    (along || upright).then(|| Rect::new(a.min(*c), a.max(*c)))
}

fn colour(paint: &Paint) -> Colour {
    match paint {
        Paint::Solid(colour) => {
            let [red, green, blue, _] = colour.to_vec4_u8();
            [red, green, blue]
        }
        _ => [0, 0, 0],
    }
}
