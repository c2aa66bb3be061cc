//! The PDF as a file (A): standards, metadata, tags, fonts, cleanliness, bookmarks.

use std::collections::BTreeSet;

use hayro_syntax::Pdf;
use hayro_syntax::object::dict::Dict;
use hayro_syntax::object::{Name, Object, String as PdfString};
use plangen::views::Block;

use super::document::{Document, plain};
use super::ledger::{Measure, Requirement, requirements};
use super::variants::TYPESETTER;

requirements! {
    a03 "A03" "PDF/A-2a declared";
    a04 "A04" "PDF/UA-1 declared; language, title shown, tags, a description of every figure";
    a05 "A05" "title, author, document number, keywords, date of the document; the same bytes every time";
    a06 "A06" "every font embedded, a subset, with its characters; no private characters";
    a07 "A07" "no encryption, script, attachment or link to the outside";
    a08 "A08" "bookmarks are the tree of headings and annexes";
}

struct File<'a> {
    root: Dict<'a>,
    dicts: Vec<Dict<'a>>,
    xmp: String,
}

/// Reads the file with another program's eyes.
fn read<T>(document: &Document, see: impl FnOnce(&Pdf, &File<'_>) -> T) -> T {
    let pdf = Pdf::new(document.pdf.clone()).expect("a PDF");
    let root: Dict<'_> = pdf.xref().get(pdf.xref().root_id()).expect("a root");
    let mut dicts = Vec::new();
    for object in pdf.objects() {
        match object {
            Object::Dict(dict) => dicts.push(dict),
            Object::Stream(stream) => dicts.push(stream.dict().clone()),
            _ => {}
        }
    }
    let metadata: Option<hayro_syntax::object::stream::Stream<'_>> = root.get("Metadata");
    let xmp =
        metadata.and_then(|stream| stream.decoded().ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()));
    see(&pdf, &File { root, dicts, xmp: xmp.unwrap_or_default() })
}

/// A text string: UTF-16 with its mark, else Latin.
fn text(bytes: &[u8]) -> String {
    match bytes.strip_prefix(&[0xfe, 0xff]) {
        Some(rest) => {
            let units: Vec<u16> = rest.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            String::from_utf16_lossy(&units)
        }
        None => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

fn is(dict: &Dict<'_>, key: &str, value: &str) -> bool {
    dict.get::<Name<'_>>(key).is_some_and(|name| name.as_str() == value)
}

fn a03(document: &Document, measure: &mut Measure) {
    let xmp = read(document, |_, file| file.xmp.clone());
    measure.holds("part 2", xmp.contains("<pdfaid:part>2</pdfaid:part>"), || xmp.clone());
    measure.holds("conformance A", xmp.contains("<pdfaid:conformance>A</pdfaid:conformance>"), || xmp.clone());
}

fn a04(document: &Document, measure: &mut Measure) {
    read(document, |_, file| {
        measure.holds("part 1", file.xmp.contains("<pdfuaid:part>1</pdfuaid:part>"), || file.xmp.clone());
        let language = file.root.get::<PdfString<'_>>("Lang").map(|lang| text(&lang)).unwrap_or_default();
        measure.holds("Chinese", language.starts_with("zh"), || language.clone());
        let marked = file.root.get::<Dict<'_>>("MarkInfo").and_then(|info| info.get::<bool>("Marked"));
        measure.holds("tagged", marked == Some(true) && file.root.contains_key("StructTreeRoot"), String::new);
        let shown =
            file.root.get::<Dict<'_>>("ViewerPreferences").and_then(|prefs| prefs.get::<bool>("DisplayDocTitle"));
        measure.holds("title shown", shown == Some(true), String::new);
        let figures: Vec<_> = file.dicts.iter().filter(|dict| is(dict, "S", "Figure")).collect();
        let described = |dict: &&&Dict<'_>| dict.get::<PdfString<'_>>("Alt").is_some_and(|alt| !alt.is_empty());
        let missing = figures.iter().filter(|dict| !described(dict)).count();
        measure.holds("figures described", missing == 0, || format!("{missing} of {}", figures.len()));
        let charts =
            document.parts().flat_map(|(_, blocks)| blocks).filter(|block| matches!(block, Block::Chart { .. }));
        measure.within("figures less charts", figures.len() as f64 - charts.count() as f64, 0.0, 1e4);
    });
}

fn a05(document: &Document, measure: &mut Measure) {
    let meta = &document.view.meta;
    read(document, |pdf, _| {
        let info = pdf.metadata();
        let said = |bytes: &Option<Vec<u8>>| bytes.as_deref().map(text).unwrap_or_default();
        measure.holds("title", said(&info.title) == meta.title, || said(&info.title));
        measure.holds("author", said(&info.author) == meta.author, || said(&info.author));
        measure.holds("document number", said(&info.subject) == meta.subject, || said(&info.subject));
        let all = meta.keywords.iter().all(|word| said(&info.keywords).contains(word.as_str()));
        measure.holds("keywords", all, || said(&info.keywords));
        let date =
            info.creation_date.as_ref().map(|date| (i32::from(date.year), i32::from(date.month), i32::from(date.day)));
        let wanted = (i32::from(meta.date.year), i32::from(meta.date.month), i32::from(meta.date.day));
        measure.holds("date", date == Some(wanted), || format!("{date:?}"));
    });
    // Setting three hundred pages anew would take seconds: small documents show the same.
    if document.pages.len() < 20 {
        let again = TYPESETTER.set("official", &document.view).unwrap().pdf(&document.name).unwrap();
        measure.holds("the same bytes", again == document.pdf, String::new);
    }
}

fn a06(document: &Document, measure: &mut Measure) {
    read(document, |_, file| {
        for font in file.dicts.iter().filter(|dict| is(dict, "Type", "FontDescriptor")) {
            let name = font.get::<Name<'_>>("FontName").map(|name| name.as_str().to_owned()).unwrap_or_default();
            let embedded = ["FontFile", "FontFile2", "FontFile3"].iter().any(|key| font.contains_key(key));
            measure.holds("embedded", embedded, || name.clone());
            let tag = name
                .split_once('+')
                .is_some_and(|(tag, _)| tag.len() == 6 && tag.chars().all(|c| c.is_ascii_uppercase()));
            measure.holds("subset", tag, || name.clone());
        }
        for font in file.dicts.iter().filter(|dict| is(dict, "Subtype", "Type0")) {
            measure.holds("with its characters", font.contains_key("ToUnicode"), String::new);
        }
        let own = file.dicts.iter().filter(|dict| is(dict, "Type", "Font") && is(dict, "Subtype", "Type3")).count();
        measure.near("drawn fonts", own as f64, 0.0, 0.0);
    });
    let private = document.text.chars().find(|c| matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..));
    measure.holds("no private characters", private.is_none(), || format!("{private:?}"));
}

fn a07(document: &Document, measure: &mut Measure) {
    read(document, |_, file| {
        let keys: BTreeSet<String> =
            file.dicts.iter().flat_map(|dict| dict.keys().map(|key| key.as_str().to_owned())).collect();
        let bad = [
            "Encrypt",
            "JS",
            "JavaScript",
            "EmbeddedFiles",
            "EF",
            "AF",
            "URI",
            "Launch",
            "AA",
            "OpenAction",
            "AcroForm",
        ];
        let found: Vec<_> = bad.iter().filter(|key| keys.contains(**key)).collect();
        measure.holds("clean", found.is_empty(), || format!("{found:?}"));
        let pictures = file.dicts.iter().filter(|dict| is(dict, "Subtype", "Image")).count();
        measure.near("pictures", pictures as f64, 0.0, 0.0);
        let actions: Vec<_> = file.dicts.iter().filter(|dict| is(dict, "Type", "Action")).collect();
        let inner = actions.iter().all(|action| is(action, "S", "GoTo"));
        measure.holds("links within the document only", inner, || format!("{actions:?}"));
    });
}

/// Titles of the bookmarks with their depth.
fn bookmarks(item: Option<Dict<'_>>, depth: usize, all: &mut Vec<(usize, String)>) {
    let mut next = item;
    while let Some(dict) = next {
        all.push((depth, dict.get::<PdfString<'_>>("Title").map(|title| text(&title)).unwrap_or_default()));
        bookmarks(dict.get("First"), depth + 1, all);
        next = dict.get("Next");
    }
}

fn a08(document: &Document, measure: &mut Measure) {
    let found = read(document, |_, file| {
        let mut all = Vec::new();
        bookmarks(file.root.get::<Dict<'_>>("Outlines").and_then(|outlines| outlines.get("First")), 1, &mut all);
        all
    });
    let view = &document.view;
    let space = if view.layout.numbering == "decimal" { " " } else { "" };
    let label = view.plan.label.map_or(String::new(), |label| format!("{label}　"));
    let mut wanted = vec![view.notice.title_lines.concat(), label + &view.plan.title_lines.concat()];
    wanted.extend(view.plan.blocks.iter().filter_map(|block| match block {
        Block::Heading { number, body, .. } => Some(format!("{number}{space}{}", plain(body))),
        _ => None,
    }));
    wanted.extend(view.annexes.iter().map(|annex| format!("{}　{}", annex.label, annex.title_lines.concat())));
    measure.near("bookmarks less headings", found.len() as f64 - wanted.len() as f64, 0.0, 0.0);
    for ((_, said), wanted) in found.iter().zip(&wanted) {
        measure.holds("same words", said == wanted, || format!("{said} / {wanted}"));
    }
    let steps = found.windows(2).all(|pair| pair[1].0 <= pair[0].0 + 1);
    measure.holds("no level skipped", steps, String::new);
}
