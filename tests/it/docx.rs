//! The official document for word processors, read back with other eyes: its archive, its XML, and
//! its numbers as a word processor counts them.

mod read;
mod said;

use std::collections::BTreeMap;

use plangen::check;
use plangen::model::Clearance;
use plangen::render::docx::{Unwritable, document};
use plangen::views::official::{Official, official};
use plangen::views::{Block, Inline};
use roxmltree::Node;

use crate::charts::plan;
use crate::small::Small;
use read::{File, is, value};

const EDITIONS: [Clearance; 3] = [Clearance::Public, Clearance::Internal, Clearance::Restricted];

fn made(view: &Official) -> File {
    File::read(&document(view).unwrap().bytes)
}

fn sample(change: impl FnOnce(&mut Official)) -> File {
    let mut view = official(&plan(), Clearance::Internal);
    change(&mut view);
    made(&view)
}

/// The elements of the body with this name.
fn all<'a>(document: &'a roxmltree::Document<'a>, name: &'static str) -> impl Iterator<Item = Node<'a, 'a>> {
    document.descendants().filter(move |node| is(node, name))
}

#[test]
fn every_word_of_the_view_stands_in_the_document_in_order_and_no_other() {
    let plan = plan();
    for clearance in EDITIONS {
        let mut view = official(&plan, clearance);
        // The contents say headings again.
        view.layout.contents = false;
        let file = made(&view);
        let wanted = said::texts(&view);
        assert!(wanted.len() > 1000, "only {} texts", wanted.len());
        let read: Vec<String> = file.paragraphs().into_iter().map(|paragraph| paragraph.text).collect();
        said::compare(&read.concat(), &wanted);
    }
}

#[test]
fn nothing_is_shown_to_those_who_may_not_see_it() {
    let plan = plan();
    for clearance in EDITIONS {
        let made = document(&official(&plan, clearance)).unwrap();
        let file = File::read(&made.bytes);
        assert_eq!(check::Scan::of(&plan).leaks(clearance, &made.text), []);
        // Not in fields, names of bookmarks or properties either.
        for (name, part) in &file.parts {
            assert_eq!(check::Scan::of(&plan).leaks(clearance, part), [], "{name}");
        }
        let read: Vec<String> = file.paragraphs().into_iter().map(|paragraph| paragraph.text).collect();
        let scanned: String = made.text.lines().collect();
        assert!(
            scanned.contains(&read.concat().replace('\n', "")),
            "the words that were scanned are not those written"
        );
        let person = plan.people.iter().next().unwrap().name.open(Clearance::Restricted).unwrap();
        assert!(clearance == Clearance::Restricted || !file.parts["word/document.xml"].contains(person.as_str()));
    }
}

#[test]
fn the_same_view_gives_the_same_bytes_without_a_clock() {
    let view = official(&plan(), Clearance::Internal);
    let (first, second) = (document(&view).unwrap().bytes, document(&view).unwrap().bytes);
    assert!(first == second);
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&first)).unwrap();
    for index in 0..archive.len() {
        let part = archive.by_index(index).unwrap();
        assert_eq!(part.last_modified(), Some(zip::DateTime::default()), "{:?}", part.name());
    }
    let core = &File::read(&first).parts["docProps/core.xml"];
    assert_eq!(core.matches("2026-09-07T00:00:00Z").count(), 2, "{core}");
    for words in [&view.meta.title, &view.meta.author, &view.meta.subject, "zh-CN", "网络安全，应急预案"] {
        assert!(core.contains(words), "{words}: {core}");
    }
}

#[test]
fn the_page_is_a4_with_a_grid_of_22_lines_of_28_characters() {
    let file = sample(|_| {});
    let document = file.document();
    let sections: Vec<_> = all(&document, "sectPr").collect();
    assert_eq!(sections.len(), 2);
    let mm = |node: &Node<'_, '_>, name| f64::from(value::<i32>(node, name)) * 25.4 / 1440.0;
    let close = |a: f64, b: f64| (a - b).abs() < 0.02;
    for section in &sections {
        let child = |name| section.children().find(|node| is(node, name)).unwrap();
        let (size, margin, grid) = (child("pgSz"), child("pgMar"), child("docGrid"));
        assert!(close(mm(&size, "w"), 210.0) && close(mm(&size, "h"), 297.0));
        assert!(close(mm(&margin, "left"), 28.0) && close(mm(&margin, "right"), 26.0));
        // GB/T 33476.2: from the edge of the paper to the box of the first line.
        assert!(close(mm(&margin, "top"), 34.58));
        assert_eq!(value::<String>(&grid, "type"), "linesAndChars");
        let pitch = value::<f64>(&grid, "linePitch") / 20.0;
        let column = 16.0 + value::<f64>(&grid, "charSpace") / 4096.0;
        assert!((pitch - 29.61).abs() < 0.05 && (column - 15.793).abs() < 0.005, "{pitch} {column}");
    }
    let text = sections[0].children().find(|node| is(node, "pgMar")).unwrap();
    assert!(close(mm(&text, "bottom"), 32.58));
    let height = 297.0 - mm(&text, "top") - mm(&text, "bottom");
    // Lines are as high as the grid says, whatever fonts there are.
    let styles = file.part("word/styles.xml");
    let normal = styles.descendants().find(|node| is(node, "style") && value::<String>(node, "styleId") == "Normal");
    let line = normal.unwrap().descendants().find(|node| is(node, "spacing") && node.attributes().len() == 2).unwrap();
    assert_eq!((height / mm(&line, "line")).floor(), 22.0);
    // The imprint stands on an even page.
    let kind = sections[1].children().find(|node| is(node, "type")).unwrap();
    assert_eq!(value::<String>(&kind, "val"), "evenPage");
}

#[test]
fn faces_and_sizes_are_those_of_the_standard() {
    let file = sample(|_| {});
    let styles = file.part("word/styles.xml");
    let look: BTreeMap<String, (String, i32)> = styles
        .descendants()
        .filter(|node| is(node, "style"))
        .filter_map(|style| {
            let child = |name| style.descendants().find(|node| is(node, name));
            let face = value::<String>(&child("rFonts")?, "eastAsia");
            Some((value(&style, "styleId"), (face, child("sz").map_or(0, |size| value(&size, "val")))))
        })
        .collect();
    let faces = [
        ("Normal", "仿宋_GB2312", 32),
        ("Heading1", "黑体", 32),
        ("Heading2", "楷体_GB2312", 32),
        ("Heading3", "仿宋_GB2312", 32),
        ("Heading4", "仿宋_GB2312", 32),
        ("Title", "方正小标宋简体", 44),
        ("Corner", "黑体", 32),
        ("AnnexLabel", "黑体", 32),
        ("Imprint", "仿宋_GB2312", 28),
        ("Footer", "宋体", 28),
    ];
    for (style, face, size) in faces {
        assert_eq!(look[style], (face.to_owned(), size), "{style}");
    }
    // Every face says what stands in for it.
    let fonts = file.part("word/fontTable.xml");
    for (face, _) in look.values() {
        let font = fonts.descendants().find(|node| is(node, "font") && value::<String>(node, "name") == *face);
        assert!(font.unwrap().children().any(|node| is(&node, "altName")), "{face}");
    }
}

#[test]
fn page_numbers_stand_at_the_outer_edge_between_dashes() {
    let file = sample(|_| {});
    for (part, side) in [("word/footer1.xml", "right"), ("word/footer2.xml", "left")] {
        let footer = file.part(part);
        let text: String = footer.descendants().filter(|node| is(node, "t")).filter_map(|node| node.text()).collect();
        assert_eq!(text, "— 1 —");
        assert!(footer.descendants().any(|node| is(&node, "instrText") && node.text() == Some(" PAGE ")));
        let align = footer.descendants().find(|node| is(node, "jc")).unwrap();
        assert_eq!(value::<String>(&align, "val"), side);
        let indent = footer.descendants().find(|node| is(node, "ind")).unwrap();
        assert_eq!(value::<i32>(&indent, side), 280, "one character of 14 points");
    }
    assert!(file.part("word/settings.xml").descendants().any(|node| is(&node, "evenAndOddHeaders")));
    assert!(file.parts["word/_rels/document.xml.rels"].contains("Id=\"odd\""));
}

#[test]
fn headings_and_clauses_are_numbered_by_lists() {
    let numbered = |file: &File| {
        let (mut heads, mut clauses) = (0, 0);
        for paragraph in file.paragraphs().iter().filter(|own| own.counted) {
            heads += usize::from(paragraph.style.starts_with("Heading"));
            clauses += usize::from(paragraph.style == "Clause");
        }
        (heads, clauses)
    };
    let view = official(&plan(), Clearance::Internal);
    let count = |wanted: fn(&Block) -> bool| view.plan.blocks.iter().filter(|block| wanted(block)).count();
    let heads = count(|block| matches!(block, Block::Heading { .. }));
    // The cases of a decision have no number.
    let clauses = count(|block| matches!(block, Block::Item { number, .. } if !number.is_empty()));
    assert!(heads > 50 && clauses > 300, "{heads} {clauses}");
    assert_eq!(numbered(&made(&view)), (heads, clauses));
}

#[test]
fn tables_fill_the_width_repeat_their_header_and_keep_their_rows() {
    let file = sample(|_| {});
    let document = file.document();
    let mut seen = 0;
    for table in all(&document, "tbl") {
        let grid: Vec<i32> =
            table.descendants().filter(|node| is(node, "gridCol")).map(|column| value(&column, "w")).collect();
        assert_eq!(grid.iter().sum::<i32>(), 8845);
        for (index, row) in table.children().filter(|node| is(node, "tr")).enumerate() {
            let mut at = 0;
            for cell in row.children().filter(|node| is(node, "tc")) {
                let own = |name| cell.descendants().find(|node| is(node, name));
                let span = own("gridSpan").map_or(1, |span| value::<usize>(&span, "val"));
                let width: i32 = value(&own("tcW").unwrap(), "w");
                assert_eq!(grid[at..at + span].iter().sum::<i32>(), width, "row {index}");
                assert!(cell.last_element_child().is_some_and(|last| is(&last, "p")), "a cell ends in a paragraph");
                at += span;
            }
            assert_eq!(at, grid.len(), "row {index}");
        }
        let heads = table.descendants().filter(|node| is(node, "tblHeader")).count();
        assert!(heads <= 1);
        seen += heads;
        let next = table.next_sibling_element().unwrap();
        assert!(is(&next, "p"), "two tables run into one");
    }
    assert!(seen > 30, "{seen}");
    let rows = all(&document, "tr").count();
    let whole = all(&document, "cantSplit").count();
    assert!(whole * 20 > rows * 19, "{whole} of {rows}");
}

#[test]
fn the_contents_are_a_field_that_leads_to_every_heading() {
    let file = sample(|view| view.layout.contents = true);
    let document = file.document();
    let marks: Vec<String> = all(&document, "bookmarkStart").map(|mark| value(&mark, "name")).collect();
    let links: Vec<String> = all(&document, "hyperlink").map(|link| value(&link, "anchor")).collect();
    assert!(links.len() > 50);
    assert_eq!(marks, links);
    let codes: Vec<_> = all(&document, "instrText").filter_map(|node| node.text()).collect();
    assert_eq!(codes.iter().filter(|code| code.starts_with(" TOC ")).count(), 1);
    let begins = all(&document, "fldChar").filter(|node| value::<String>(node, "fldCharType") == "begin").count();
    let ends = all(&document, "fldChar").filter(|node| value::<String>(node, "fldCharType") == "end").count();
    assert_eq!((begins, ends), (codes.len(), codes.len()));
    // Entries say what the headings say.
    let paragraphs = file.paragraphs();
    let heads: Vec<_> =
        paragraphs.iter().filter(|own| ["Heading1", "Heading2"].contains(&own.style.as_str())).collect();
    let entries: Vec<_> = paragraphs.iter().filter(|own| ["TOC1", "TOC2"].contains(&own.style.as_str())).collect();
    let words = |list: &[&read::Paragraph]| list.iter().map(|own| own.text.trim().to_owned()).collect::<Vec<_>>();
    assert_eq!(words(&entries), words(&heads));
    assert!(!sample(|view| view.layout.contents = false).parts["word/document.xml"].contains("TOC"));
}

#[test]
fn elements_stand_in_the_order_of_the_schema() {
    let file = sample(|view| view.head.urgency = Some("特急"));
    let mut seen = 0;
    for name in file.parts.keys().filter(|name| name.starts_with("word/") && name.ends_with(".xml")) {
        let part = file.part(name);
        for node in part.descendants().filter(Node::is_element) {
            let Some(order) = read::order(node.tag_name().name()) else { continue };
            let mut last = 0;
            for child in node.children().filter(Node::is_element) {
                let child = child.tag_name().name();
                let at = order.iter().position(|own| *own == child);
                let at = at.unwrap_or_else(|| panic!("{name}: {child} in {}", node.tag_name().name()));
                assert!(at >= last, "{name}: {child} in {}", node.tag_name().name());
                last = at;
                seen += 1;
            }
        }
    }
    assert!(seen > 10_000, "{seen}");
}

#[test]
fn nothing_comes_from_outside_and_nothing_runs() {
    let file = sample(|_| {});
    for (name, text) in &file.parts {
        assert!(!text.contains("TargetMode") && !name.contains("vba") && !text.contains("macroEnabled"), "{name}");
    }
    let types = &file.parts["[Content_Types].xml"];
    for name in file.parts.keys().filter(|name| name.ends_with(".xml") && *name != "[Content_Types].xml") {
        assert!(types.contains(&format!("\"/{name}\"")), "{name} has no type");
    }
}

#[test]
fn hostile_words_stay_words() {
    let words = [
        "</w:t></w:r></w:p><w:p> &amp; <script>",
        "\" \\l 1 \\* MERGEFORMAT { PAGE } ' ]]> --",
        "a\tb\nc \u{3000}全角  空格",
        "=1+1 %1. https://a.example/?b=c&d=e #{x}",
        "𠮷\u{85}\u{200b}\u{2028}",
    ];
    for word in words {
        let file = sample(|view| {
            view.layout.contents = true;
            view.head.mark = word.into();
            view.notice.title_lines = vec![word.into()];
            view.notice.addressed_to = Some(word.into());
            view.meta.title = word.into();
            view.imprint.office = word.into();
            view.annexes.truncate(1);
            view.annexes[0].title_lines = vec![word.into()];
            view.annexes[0].label = word.into();
            view.plan.blocks = vec![
                Block::Heading { level: 1, number: word.into(), body: vec![Inline::text(word)], id: word.into() },
                Block::Item { number: word.into(), body: vec![Inline::strong(word)] },
                Block::Chart { caption: Some(word.into()), alt: word.into(), nodes: Vec::new() },
            ];
        });
        let text: String = file.paragraphs().into_iter().map(|own| own.text + "\n").collect();
        // Mark, title, addressees, heading twice with its entry, clause twice, caption, annex twice with its
        // entry, office.
        assert_eq!(text.matches(word).count(), 15, "{word:?}: {text}");
        assert_eq!(file.part("docProps/core.xml").descendants().filter(|own| own.text() == Some(word)).count(), 2);
    }
    for character in ['\0', '\u{1b}', '\u{ffff}'] {
        let mut view = official(&plan(), Clearance::Public);
        view.notice.signature = format!("前{character}后");
        assert_eq!(document(&view).unwrap_err(), Unwritable::Character(character));
    }
}

#[test]
fn the_program_writes_it_at_a_clearance() {
    let small = Small::new();
    let run = small.run(["export", "docx", "-q", "--output", "plan.docx"]);
    assert_eq!((run.code(), run.text()), (Some(0), ""), "{}", run.err);
    let file = File::read(&std::fs::read(small.folder().join("plan.docx")).unwrap());
    let text: String = file.paragraphs().into_iter().map(|own| own.text).collect();
    assert!(text.contains("0393-0000001") && !text.contains("（此件公开发布）"));
    let run = small.run(["export", "docx", "-q", "--edition", "public"]);
    assert_eq!(run.code(), Some(0), "{}", run.err);
    let text: String = File::read(&run.out).paragraphs().into_iter().map(|own| own.text).collect();
    assert!(text.contains("（此件公开发布）"));
}
