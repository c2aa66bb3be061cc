//! Booklets: the pages of a document laid out to be folded, read with another program's eyes.

use std::fs;

use crate::readers::drawn::{Placed, pages};
use crate::readers::read;
use crate::small::Small;

/// The width of A4 in points.
const LEAF: f64 = 210.0 * 72.0 / 25.4;

/// What stands on the left half of a side and on its right half, each as on a page of its own.
fn halves(side: &[Placed]) -> [Vec<Placed>; 2] {
    let (left, right): (Vec<_>, Vec<_>) = side.iter().cloned().partition(|placed| placed.x < LEAF);
    [left, right.into_iter().map(|placed| Placed { x: placed.x - LEAF, ..placed }).collect()]
}

/// The pages of one signature as a hand turns them: sheets lie in one another, and each back is behind
/// its front, turned over along the short edge.
fn turned(sides: &[Vec<Placed>]) -> Vec<Vec<Placed>> {
    let mut before = Vec::new();
    let mut after = Vec::new();
    for sheet in sides.chunks(2) {
        let ([last, first], [second, third]) = (halves(&sheet[0]), halves(&sheet[1]));
        before.extend([first, second]);
        after.extend([last, third]);
    }
    after.reverse();
    before.extend(after);
    before
}

fn assert_same(one: &[Placed], other: &[Placed], page: usize) {
    assert_eq!(one.len(), other.len(), "page {page}");
    for (one, other) in one.iter().zip(other) {
        let near = (one.x - other.x).abs() < 0.01 && (one.y - other.y).abs() < 0.01;
        assert!(one.text == other.text && near, "page {page}: {one:?} {other:?}");
    }
}

#[test]
fn a_folded_booklet_reads_like_its_document_with_the_imprint_outside() {
    let small = Small::new();
    let run = small.run(["build", "--booklet", "--only", "official", "--lang", "zh"]);
    assert_eq!(run.code(), Some(0), "{}", run.err);
    let made = |name: &str| fs::read(small.output().join("internal").join(name)).unwrap();
    let (document, booklet) = (made("official.pdf"), made("official.booklet.pdf"));
    let (flat, sides) = (pages(&document), pages(&booklet));
    assert!(run.err.contains(&format!("A3 纸 {} 张，双面打印、沿短边翻转", sides.len() / 2)), "{}", run.err);

    let mut leaves = turned(&sides);
    assert_eq!(leaves.len(), flat.len().next_multiple_of(4));
    assert!(leaves.len() <= 60, "a thick book has several signatures");
    let imprint = leaves.pop().unwrap();
    assert_same(&imprint, flat.last().unwrap(), flat.len());
    let words: String = imprint.iter().map(|placed| placed.text.as_str()).collect();
    assert!(words.ends_with("印发"), "{words}");
    for (index, page) in flat[..flat.len() - 1].iter().enumerate() {
        assert_same(&leaves[index], page, index + 1);
    }
    assert!(leaves[flat.len() - 1..].iter().all(Vec::is_empty));

    // It says nothing its document does not say, and does not pass for it.
    let said = |bytes| read(std::path::Path::new("a.pdf"), bytes).words;
    let signs = |text: String| {
        let mut signs: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
        signs.sort_unstable();
        signs
    };
    for (own, its) in said(&booklet).into_iter().zip(said(&document)) {
        assert_eq!(signs(own), signs(its));
    }
    let strings = read(std::path::Path::new("a.pdf"), &booklet).bytes;
    let holds = |text: &str| strings.iter().any(|part| String::from_utf8_lossy(part).contains(text));
    assert!(holds("骑马订拼版，只供打印") && !holds("pdfaid") && !holds("pdfuaid") && !holds("StructTreeRoot"));

    let manifest: serde_json::Value = serde_json::from_slice(&made("manifest.json")).unwrap();
    let entry = manifest["artifacts"].as_array().unwrap().iter().find(|own| own["path"] == "official.booklet.pdf");
    assert_eq!(entry.unwrap()["pages"], sides.len());
    assert_eq!(entry.unwrap()["sha256"], plangen::write::hex(&booklet));
}

#[test]
fn booklets_are_made_when_asked_for_and_of_books_only() {
    let small = Small::new();
    let booklet = || small.output().join("internal/official.booklet.pdf").exists();
    assert_eq!(small.run(["build", "-q", "--booklet", "--only", "official,cards,contacts"]).code(), Some(0));
    assert!(booklet() && !small.output().join("internal/cards.booklet.pdf").exists());
    // A printed sheet is found in its document: in a booklet its pages are scattered.
    let manifest = fs::read_to_string(small.output().join("restricted/manifest.json")).unwrap();
    assert!(manifest.contains("\"path\": \"contacts.booklet.pdf\""), "{manifest}");
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    let sheets = manifest["sheets"].as_array().unwrap();
    assert!(!sheets.is_empty() && sheets.iter().all(|sheet| sheet["path"] == "contacts.pdf"), "{sheets:?}");
    let run = small.run(["build", "-q", "--booklet", "--only", "cards", "--lang", "en"]);
    assert_eq!((run.code(), run.err.contains("--booklet has nothing to do")), (Some(2), true), "{}", run.err);
    assert!(booklet());
    assert_eq!(small.run(["build", "-q", "--only", "official"]).code(), Some(0));
    assert!(!booklet());
}

#[test]
fn pages_of_two_sizes_are_not_folded() {
    let small = Small::new();
    let own = small.folder().join("templates/official");
    fs::create_dir_all(&own).unwrap();
    let text = "#set document(title: \"a\", date: datetime(year: 2026, month: 1, day: 1))\n#set text(font: \"pg-song\")\n\
                #page(paper: \"a4\")[甲]\n#page(paper: \"a3\")[乙]\n";
    fs::write(own.join("main.typ"), text).unwrap();
    let run = small.run(["build", "-q", "--booklet", "--only", "official", "--lang", "zh"]);
    assert!(run.code() == Some(1) && run.err.contains("第 2 页与第 1 页大小不同"), "{:?} {}", run.code(), run.err);
    assert!(!small.output().exists());
}
