//! The binder of the sample plan, measured on its finished pages.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use plangen::fonts;
use plangen::model::Clearance;
use plangen::render::Fault;
use plangen::render::booklet::Folding;
use plangen::render::templates::Templates;
use plangen::render::typeset::{Glyph, PageFacts, Pages, Typesetter};
use plangen::views::binder::{Binder, Content, Piece, binder};
use plangen::views::card::cards;
use plangen::views::checklist::checklists;
use plangen::views::poster::{Poster, posters};

use crate::charts::plan;
use crate::posters::{beside, read_codes, words};

fn typesetter() -> Typesetter {
    let faces = fonts::load(fonts::Mode::Locked, None, &fonts::Overrides::new())
        .unwrap_or_else(|error| panic!("{}", error.en()));
    Typesetter::new(&faces, Templates::with(BTreeMap::new()))
}

static BINDER: LazyLock<(Binder, Pages)> = LazyLock::new(|| {
    let view = binder(&plan(), Clearance::Restricted);
    let pages = typesetter().set("binder", &view).unwrap();
    (view, pages)
});

/// The words below the type area, from left to right.
fn foot(page: &PageFacts) -> String {
    foot_from(page, 0.0)
}

/// The same of what stands to the right of `x`.
fn foot_from(page: &PageFacts, x: f64) -> String {
    let below = |glyph: &&Glyph| glyph.y > 281.0 && glyph.x > x && glyph.upright;
    let mut glyphs: Vec<_> = page.glyphs.iter().filter(below).collect();
    glyphs.sort_by(|one, other| one.x.total_cmp(&other.x));
    glyphs.iter().map(|glyph| glyph.text.as_str()).filter(|text| !text.trim().is_empty()).collect()
}

/// Chapter, page, pages of the chapter and physical page, from the feet of the pages.
fn coded() -> Vec<(String, usize, usize, usize)> {
    let mut coded = Vec::new();
    for (index, page) in BINDER.1.facts().iter().enumerate() {
        let foot = foot(page);
        let Some((n, all)) = foot.split_once('第').and_then(|(_, rest)| {
            let (n, rest) = rest.split_once("页共")?;
            Some((n.parse().unwrap(), rest.split_once('页')?.0.parse().unwrap()))
        }) else {
            continue;
        };
        // On a left-hand page the code stands first.
        let code: String = match foot.rfind('页') {
            Some(at) if index % 2 == 0 => foot[at + '页'.len_utf8()..].to_owned(),
            _ => foot.split_once('第').unwrap().0.to_owned(),
        };
        let (chapter, own) = code.rsplit_once('-').unwrap_or_else(|| panic!("page {}: {foot}", index + 1));
        assert_eq!(own.parse(), Ok(n), "page {}: {foot}", index + 1);
        coded.push((chapter.to_owned(), n, all, index + 1));
    }
    coded
}

#[test]
fn the_inner_margin_is_28_millimetres_on_both_sides_of_a_sheet() {
    for (index, page) in BINDER.1.facts().iter().enumerate() {
        // The space that ends a line is no ink.
        let inked = || page.glyphs.iter().filter(|glyph| !glyph.text.trim().is_empty());
        // The white half of a bracket that begins a line, or of a stop that ends one, is no ink.
        let left = inked().filter(|glyph| !"（《“〔「【".contains(glyph.text.as_str()));
        let least = left.map(|glyph| glyph.x).fold(f64::MAX, f64::min);
        // A stretched line ends with its stretch: no character is wider than its em.
        let right = |glyph: &Glyph| glyph.x + glyph.advance.min(glyph.size * 25.4 / 72.0);
        let ends = inked().filter(|glyph| !"，。；：、）》”〕」】".contains(glyph.text.as_str()));
        let most = ends.map(right).fold(0.0, f64::max);
        if index % 2 == 0 {
            assert!(least >= 27.9, "page {}: {least} mm at the rings", index + 1);
        } else {
            assert!(most <= 182.1, "page {}: {most} mm, the rings begin at 182", index + 1);
        }
    }
}

#[test]
fn page_codes_run_from_one_to_the_last_page_of_each_chapter() {
    let mut chapters: BTreeMap<String, Vec<(usize, usize, usize)>> = BTreeMap::new();
    for (chapter, n, all, page) in coded() {
        chapters.entry(chapter).or_default().push((n, all, page));
    }
    let expected: BTreeSet<String> = std::iter::once("0".to_owned())
        .chain(BINDER.0.parts.iter().flat_map(|part| part.chapters.iter().map(|chapter| chapter.number.clone())))
        .collect();
    assert_eq!(chapters.keys().cloned().collect::<BTreeSet<_>>(), expected);
    for (chapter, pages) in chapters {
        // The cover has no foot.
        let first = if chapter == "0" { 2 } else { 1 };
        for (index, (n, all, page)) in pages.iter().enumerate() {
            assert_eq!(*n, index + first, "{chapter}");
            assert_eq!(*all, pages.len() + first - 1, "{chapter}");
            assert_eq!(page % 2, n % 2, "{chapter}-{n} stands on the wrong side");
        }
    }
}

#[test]
fn tabs_are_right_hand_pages_and_their_marks_stand_below_one_another() {
    let facts = BINDER.1.facts();
    let sheets = BINDER.1.sheets();
    let mut bottom = 0.0;
    for part in &BINDER.0.parts {
        let sheet = sheets.iter().find(|sheet| sheet.code == part.code.to_string()).unwrap();
        assert_eq!(sheet.first % 2, 1, "{}", part.title);
        let mark = facts[sheet.first - 1].bars.iter().find(|bar| bar.filled && bar.width > 15.0).unwrap();
        assert!(mark.x + mark.width > 209.9 && mark.y >= bottom, "{mark:?}");
        bottom = mark.y + mark.height - 0.1;
    }
    assert!(BINDER.0.parts.len() == 7 && bottom < 297.0);
}

#[test]
fn folded_each_chapter_is_a_signature_that_can_be_exchanged() {
    let booklet = BINDER.1.folded(Folding::Chapters).unwrap();
    let signatures = &booklet.booklet().unwrap().signatures;
    // The front, and each tab and chapter.
    let chapters = BINDER.0.parts.iter().map(|part| part.chapters.len());
    assert_eq!(signatures.len(), 1 + chapters.map(|chapters| 1 + chapters).sum::<usize>());
    assert_eq!(booklet.count(), 2 * signatures.iter().sum::<usize>());
    // The outer sheet of each bears its first page on the right half of its front.
    let facts = booklet.facts();
    let mut front = 0;
    let mut begun = Vec::new();
    for sheets in signatures {
        let foot = foot_from(&facts[front], 210.0);
        begun.extend(foot.rfind("页").map(|at| foot[at + "页".len()..].to_owned()));
        front += 2 * sheets;
    }
    let chapters = BINDER.0.parts.iter().flat_map(|part| &part.chapters);
    assert_eq!(begun, chapters.map(|chapter| format!("{}-1", chapter.number)).collect::<Vec<_>>());
}

#[test]
fn contents_name_every_chapter_with_its_pages() {
    let text = BINDER.1.text().split_whitespace().collect::<String>();
    for (chapter, _, all, _) in coded().into_iter().filter(|(chapter, n, _, _)| *n == 1 && chapter != "0") {
        assert!(text.contains(&format!("{chapter}-1共{all}页")), "{chapter}");
    }
}

/// The pieces of a part, chapter by chapter.
fn pieces<'a>(title: &str, is: fn(&Content) -> bool) -> Vec<&'a Piece> {
    let part = BINDER.0.parts.iter().find(|part| part.title == title).unwrap();
    part.chapters.iter().flat_map(|chapter| &chapter.pieces).filter(|piece| is(&piece.content)).collect()
}

#[test]
fn every_playbook_stands_in_it_as_poster_prose_chart_and_checklist() {
    let part = BINDER.0.parts.iter().find(|part| part.title == "处置方案").unwrap();
    assert_eq!(part.chapters.len(), plan().playbooks.len());
    assert_eq!(BINDER.0.front.shortcuts.len(), part.chapters.len());
    for (chapter, playbook) in part.chapters.iter().zip(&plan().playbooks) {
        // Whoever opens it sees the first minutes; it is named after what it tells.
        assert!(matches!(chapter.pieces[0].content, Content::Poster(_)), "{}", chapter.title);
        assert_eq!(chapter.title, playbook.title.value);
        for is in [is_prose, is_chart, is_checklist] {
            assert_eq!(chapter.pieces.iter().filter(|piece| is(&piece.content)).count(), 1, "{}", chapter.title);
        }
    }
}

fn is_prose(content: &Content) -> bool {
    matches!(content, Content::Prose(_))
}

fn is_chart(content: &Content) -> bool {
    matches!(content, Content::Chart(_))
}

fn is_checklist(content: &Content) -> bool {
    matches!(content, Content::Checklist(_))
}

#[test]
fn a_copy_is_the_same_sheet_wherever_it_is_printed() {
    let plan = plan();
    let codes = |pieces: Vec<&Piece>| pieces.into_iter().map(|piece| piece.code).collect::<Vec<_>>();
    let to = Clearance::Restricted;
    let lists = checklists(&plan, to).sheets.iter().map(|sheet| sheet.code).collect::<Vec<_>>();
    assert_eq!(codes(pieces("处置方案", is_checklist)), lists);
    let own = cards(&plan, to).sheets.iter().map(|sheet| sheet.code).collect::<Vec<_>>();
    assert_eq!(codes(pieces("岗位处置卡", |content| matches!(content, Content::Card(_)))), own);
    let poster = |content: &Content| matches!(content, Content::Poster(_));
    let hung = [pieces("处置方案", poster), pieces("应急通讯", poster)].concat();
    let posters = posters(&plan, to).sheets.iter().map(|sheet| sheet.code).collect::<Vec<_>>();
    assert_eq!(codes(hung), posters);
}

#[test]
fn the_copy_of_a_poster_can_be_read_and_dialled_from() {
    let facts = BINDER.1.facts();
    let sheets = BINDER.1.sheets();
    let copies = pieces("处置方案", |content| matches!(content, Content::Poster(Poster::Playbook(_))));
    assert_eq!(copies.len(), plan().playbooks.len());
    for copy in copies {
        let page = &facts[sheets.iter().find(|sheet| sheet.code == copy.code.to_string()).unwrap().first - 1];
        let Content::Poster(Poster::Playbook(response)) = &copy.content else { continue };
        let drawn = response.calls.iter().filter(|call| call.code.is_some()).count();
        let codes = read_codes(page);
        assert_eq!(codes.len(), drawn, "{}: {codes:?}", copy.title);
        for (text, x, y) in codes {
            let near = beside(page, x, y, 10.0);
            assert!(near.contains(text.strip_prefix("tel:").unwrap()), "{}: {text} beside {near}", copy.title);
        }
    }
}

#[test]
fn a_poster_in_it_sends_to_a_tab_of_it() {
    let (binder, pages) = &*BINDER;
    let number = |title: &str| binder.parts.iter().find(|part| part.title == title).unwrap().number;
    let (calls, places) = (number("应急通讯"), number("岗位、系统和资源"));
    let mut sent = 0;
    for page in pages.facts() {
        let said = words(&page);
        assert!(!said.contains("见机房活页"), "{said}");
        for (more, tab) in [("个号码见", calls), ("处见", places)] {
            let Some((_, to)) = said.split_once("另有").and_then(|(_, rest)| rest.split_once(more)) else { continue };
            assert!(to.starts_with(&format!("标签{tab}")), "{to}");
            sent += 1;
        }
    }
    assert!(sent > 3, "only {sent} posters send for more");
}

#[test]
fn the_head_of_every_page_is_one_line_of_small_type() {
    for (index, page) in BINDER.1.facts().iter().enumerate() {
        let head = page.glyphs.iter().filter(|glyph| glyph.y < 17.0 && glyph.upright).collect::<Vec<_>>();
        let Some(first) = head.first().filter(|_| index > 0) else { continue };
        for glyph in &head {
            assert!(glyph.size < 9.1, "page {}: {} has {} pt", index + 1, glyph.text, glyph.size);
            assert!((glyph.y - first.y).abs() < 0.1, "page {}: {} stands on another line", index + 1, glyph.text);
        }
    }
}

#[test]
fn a_table_that_goes_on_says_again_whose_rows_these_are() {
    let titles = "判定标准依据";
    let pages = BINDER.1.facts().iter().map(words).collect::<Vec<_>>();
    let begun = pages.iter().filter_map(|page| page.split_once(titles)).map(|(_, rows)| rows).collect::<Vec<_>>();
    assert!(begun.len() > 1, "the grades of events stand on several pages");
    for rows in begun {
        let head = rows.find("事件（符合任意一条）").unwrap_or(usize::MAX);
        assert!(head <= "特别重大".len(), "rows without their grade: {rows}");
    }
}

#[test]
fn each_step_of_a_procedure_has_room_for_the_time_it_was_done() {
    let mut rows = 0;
    for page in BINDER.1.facts().iter().filter(|page| words(page).contains("先确认再操作完成时刻")) {
        let lines = page.bars.iter().filter(|bar| bar.height < 0.5 && bar.width > 10.0 && bar.x < 28.5);
        let mut edges: Vec<f64> = lines.map(|bar| bar.y).filter(|y| (30.0..275.0).contains(y)).collect();
        edges.sort_by(f64::total_cmp);
        edges.dedup_by(|a, b| (*a - *b).abs() < 0.3);
        // The first row is the one that names the columns.
        for pair in edges.windows(2).skip(1) {
            rows += 1;
            assert!(pair[1] - pair[0] > 8.9, "a row of {:.1} mm: {}", pair[1] - pair[0], words(page));
        }
    }
    assert!(rows > 60, "{rows}");
}

#[test]
fn the_text_sends_to_the_chapter_in_which_a_playbook_stands() {
    let text = BINDER.1.text().split_whitespace().collect::<String>();
    let part = BINDER.0.parts.iter().find(|part| part.title == "处置方案").unwrap();
    for chapter in &part.chapters {
        let sent = format!("{}墙报、全文、流程图和检查单见本册{}。", chapter.title, chapter.number);
        assert!(text.contains(&sent), "{sent}");
    }
}

#[test]
fn a_poster_that_does_not_fit_is_told_with_the_title_of_its_sheet() {
    let mut view = BINDER.0.clone();
    // One chapter is quickly set.
    view.parts.retain(|part| part.title == "处置方案");
    view.parts[0].chapters.truncate(1);
    let pieces = &mut view.parts[0].chapters[0].pieces;
    let poster = pieces.iter_mut().find(|piece| matches!(piece.content, Content::Poster(_))).unwrap();
    let title = poster.title.clone();
    let Content::Poster(Poster::Playbook(response)) = &mut poster.content else { panic!("{title}") };
    response.actions = response.actions.iter().cycle().take(40).cloned().collect();
    let faults = typesetter().set("binder", &view).unwrap_err();
    let wanted = format!("《{title}》的“处置步骤”放不下，高出 ");
    assert!(matches!(&faults[..], [Fault::Unfit(said)] if said.zh.contains(&wanted)), "{faults:?}");
}
