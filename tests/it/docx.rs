//! The official document for word processors, read back with other eyes: its archive, its XML, and
//! its numbers as a word processor counts them.

mod page;
mod read;
mod said;

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
