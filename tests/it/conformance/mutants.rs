//! Proves that the measurements can fail: each wrong template must break the row that guards it.

use std::collections::BTreeMap;

use plangen::render::templates::{EMBEDDED, Templates};
use plangen::render::typeset::Typesetter;

use super::ledger;
use super::variants::{DOCUMENTS, FACES, set};

/// A template, what is changed in it, the row that must fail, and the document that shows it.
type Mutant = (&'static str, &'static str, &'static str, &'static str, &'static str);

const MUTANTS: &[Mutant] = &[
    ("grid", "margin-top = 37mm", "margin-top = 38mm", "P02", "plan of 40 rows"),
    ("grid", "margin-binding = 28mm", "margin-binding = 27mm", "P03", "plan of 40 rows"),
    ("grid", "margin-outer = 26mm", "margin-outer = 20mm", "P04", "plan of 40 rows"),
    ("grid", "(area-height - size-3) / 21", "(area-height - size-3) / 22", "P05", "plan of 60 rows"),
    ("gongwen", "orphan: 0%, widow: 0%, runt: 0%", "orphan: 100%, widow: 100%, runt: 100%", "P05", "plan of 18 rows"),
    ("grid", "unit = area-width / 28", "unit = area-width / 27", "P06", "plan of 40 rows"),
    ("fonts", "size-3 = 15.75pt", "size-3 = 15.9pt", "P07", "plan of 40 rows"),
    ("fonts", "red = rgb(255, 0, 0)", "red = rgb(200, 0, 0)", "P08", "plan of 40 rows"),
    ("gongwen", "if data.layout.mirrored", "if not data.layout.mirrored", "P09", "mirrored"),
    (
        "text",
        "inline.with(marked, (hei, condition))",
        "inline.with(marked, (hei, condition), tight: true)",
        "P13",
        "numbers",
    ),
    ("gongwen", "else if secrecy != none { rows-of.push(\"\") }", "", "V02", "secrecy alone"),
    ("fonts", "biaosong = role(\"biaosong\")", "biaosong = role(\"song\")", "V04", "short"),
    ("gongwen", "height: 35mm", "height: 25mm", "V12", "short"),
    ("gongwen", "calc.min(15mm,", "calc.min(24mm,", "V06", "short mark"),
    ("gongwen", "v(two-rows) // 7.2.5", "v(one-row)", "V07", "short"),
    ("gongwen", "v(4mm)", "v(3mm)", "V09", "short"),
    ("gongwen", "rule(0.35mm, colour: red)", "rule(0.5mm, colour: red)", "V10", "short"),
    ("gongwen", "title-pitch = 36pt", "title-pitch = 30pt", "B01", "short"),
    ("grid", "one-row = 10.39mm", "one-row = 9mm", "B05", "short"),
    ("grid", "indent = 2 * unit", "indent = 3 * unit", "B07", "short"),
    ("fonts", "hei = role(\"hei\")", "hei = role(\"kai\")", "B09", "short"),
    ("gongwen", "hanging-indent: indent + w-label + w-number", "hanging-indent: 0pt", "B12", "long annex name"),
    ("gongwen", "area-width - 4 * unit - w-date", "area-width - 2 * unit - w-date", "B13", "short"),
    ("gongwen", "(x - indent, x)", "(x, x)", "B14", "unsealed, short signature"),
    ("gongwen", "{ one-row } else { two-rows }", "{ one-row } else { one-row }", "B16", "short"),
    ("gongwen", "if room < rows(16)", "if false", "B18", ""),
    ("gongwen", "let offset = before * pitch", "let offset = (before + 1) * pitch", "B20", "short"),
    ("imprint", "thick = 0.35mm", "thick = 0.5mm", "I01", "short"),
    ("imprint", "calc.even(n) and fits", "fits", "I03", ""),
    ("imprint", "columns: (3 * size-4, 1fr)", "columns: (2.5 * size-4, 1fr)", "I04", "short"),
    ("fonts", "song = role(\"song\")", "song = role(\"fangsong\")", "N01", "short"),
    ("imprint", "dy: 7mm", "dy: 6mm", "N02", "short"),
    ("imprint", "if calc.odd(n) { (right", "if calc.even(n) { (right", "N03", "short"),
    ("imprint", "set page(footer: none)", "", "N04", ""),
    ("table", "table.header(..titles", "table.header(repeat: false, ..titles", "T01", "short"),
    (
        "table",
        "align(center, text(font: hei, size: size-4, marked(caption)))",
        "text(font: hei, size: size-4, marked(caption))",
        "T03",
        "short",
    ),
    ("form", "rows: if own { auto } else { height }", "rows: 5mm", "T04", "short"),
    ("contents", "it.page()", "[1]", "C05", "short"),
    ("blocks", "bookmarked: true", "bookmarked: false", "A08", "short"),
];

/// Whether a document breaks the row when it is set with the changed template.
fn breaks(mutant: &Mutant) -> bool {
    let (template, from, to, row, name) = mutant;
    let path = format!("lib/{template}.typ");
    let text = EMBEDDED.iter().find(|(own, _)| *own == path).unwrap().1;
    assert!(text.contains(from), "{path} has no {from:?} any more: choose another fault");
    let replaced = BTreeMap::from([(path, text.replacen(from, to, 1))]);
    let typesetter = Typesetter::new(&FACES, Templates::with(replaced));
    let wanted = |own: &str| if name.is_empty() { own.contains(" rows") } else { own == *name };
    DOCUMENTS.iter().filter(|document| wanted(&document.name)).any(|document| {
        let changed = set(&typesetter, document.name.clone(), document.view.clone());
        let requirement = super::requirements().filter(|requirement| requirement.id == *row);
        let lines = ledger::measure(requirement, std::slice::from_ref(&changed));
        lines.iter().any(|line| line.documents > 0 && !line.faults.is_empty())
    })
}

#[test]
fn a_wrong_template_breaks_its_row() {
    let missed: Vec<&Mutant> = MUTANTS.iter().filter(|mutant| !breaks(mutant)).collect();
    assert!(missed.is_empty(), "these pass unnoticed: {missed:#?}");
}
