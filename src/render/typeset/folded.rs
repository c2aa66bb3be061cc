//! Finished pages side by side on sheets to be folded.
//!
//! What the pages show stays as it is; what only a reader at a screen has, tags and links, goes.

use typst::foundations::Content;
use typst::layout::{Abs, Frame, FrameItem, Point, Size};
use typst::model::Document as _;
use typst::visualize::Curve;
use typst_layout::{Page, PagedDocument};

use crate::render::booklet::{Booklet, Folding, sides};
use crate::render::fault::Fault;
use crate::say;

/// The sides of the sheets in the order they are printed, and what has to be known of them.
pub(super) fn of(document: &PagedDocument, folding: Folding) -> Result<(PagedDocument, Booklet), Fault> {
    let pages = document.pages();
    let leaf = pages.first().map_or(Size::zero(), |page| page.frame.size());
    if let Some(at) = pages.iter().position(|page| page.frame.size() != leaf) {
        let n = at + 1;
        return Err(Fault::Unfit(say!(
            "第 {n} 页与第 1 页大小不同，不能骑马订；各页用同样的纸",
            "page {n} and page 1 differ in size and cannot be folded together; use one paper for all pages"
        )));
    }
    let numbers: Vec<u64> = pages.iter().map(|page| page.number).collect();
    let signatures = sides(&numbers, folding);
    let millimetres = |length: Abs| length.to_mm().round() as u32;
    let booklet = Booklet {
        folding,
        signatures: signatures.iter().map(|own| own.len() / 2).collect(),
        paper: (millimetres(leaf.x * 2.0), millimetres(leaf.y)),
    };
    let sheet = |(index, [left, right]): (usize, [Option<usize>; 2])| {
        let mut frame = Frame::hard(Size::new(leaf.x * 2.0, leaf.y));
        for (x, page) in [(Abs::zero(), left), (leaf.x, right)] {
            if let Some(page) = page.and_then(|page| pages.get(page)) {
                frame.push_frame(Point::with_x(x), shown(page));
            }
        }
        Page {
            frame,
            bleed: Default::default(),
            fill: Default::default(),
            numbering: None,
            supplement: Content::empty(),
            number: index as u64 + 1,
        }
    };
    let sheets = signatures.into_iter().flatten().enumerate().map(sheet).collect();
    let mut info = document.info().clone();
    info.title = info.title.map(|title| format!("{title}（骑马订拼版，只供打印）").into());
    Ok((PagedDocument::new(sheets, info), booklet))
}

/// What a page shows, cut at its edges: nothing reaches over the fold.
fn shown(page: &Page) -> Frame {
    let mut frame = page.frame.clone();
    strip(&mut frame);
    if let Some(paint) = page.fill_or_transparent() {
        frame.fill(paint);
    }
    frame.clip(Curve::rect(frame.size()));
    frame
}

fn strip(frame: &mut Frame) {
    frame.retain(|item| match item {
        FrameItem::Tag(_) | FrameItem::Link(..) => false,
        FrameItem::Group(group) => {
            (group.label, group.parent) = (None, None);
            strip(&mut group.frame);
            true
        }
        FrameItem::Text(_) | FrameItem::Shape(..) | FrameItem::Image(..) => true,
    });
}
