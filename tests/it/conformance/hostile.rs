//! Words reach the page as they were written, whatever they look like to the typesetter; a
//! character that no face has is reported and never left out.

use std::sync::LazyLock;

use plangen::fonts::Role;
use plangen::render::{Fault, MissingCharacter};
use plangen::views::official::Official;
use plangen::views::{Block, Inline};
use proptest::prelude::*;

use super::geometry::bare;
use super::variants::{FACES, TYPESETTER, VIEW, short, sized};

/// What Typst would take for code, markup, mathematics, references, labels, comments or an escape.
const HOSTILE: [&str; 6] = [
    r#"#read("x") *a* _b_ $c$ @d <e> \ // 张"#,
    r#"#{panic()} #import "/x" [y] #let z = 1; `q` ~"#,
    "= 题 - 项 + 数 / 词: 义 -- --- ... '引' \"号\"",
    "\\u{5f20} \\# /* 注 */ https://a.example/b?c=d&e",
    "{{ role('x') }} %TAG --- !ruby/object <script>&amp;",
    "a\tb\\\\n \u{3000}全角\u{3000}空格",
];

/// Puts a marked copy of `words` into every text of the document; gives back the copies.
fn fill(view: &mut Official, words: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut next = || {
        all.push(format!("{}甲{words}乙", all.len()));
        all[all.len() - 1].clone()
    };
    view.head.mark = next();
    view.head.number = next();
    view.head.copy_number = Some(next());
    view.notice.title_lines = vec![next(), next()];
    view.notice.addressed_to = Some(next());
    view.notice.signature = next();
    view.notice.remark = Some(next());
    view.plan.title_lines = vec![next()];
    for name in &mut view.plan.enclosures {
        *name = next();
    }
    view.imprint.copied_to = Some(next());
    view.imprint.addressed_to = Some(next());
    view.imprint.office = next();
    for annex in &mut view.annexes {
        annex.label = next();
        annex.title_lines = vec![next()];
    }
    let annexes = view.annexes.iter_mut().flat_map(|annex| &mut annex.blocks);
    for block in view.notice.body.iter_mut().chain(&mut view.plan.blocks).chain(annexes) {
        fill_block(block, &mut next);
    }
    all
}

fn fill_block(block: &mut Block, next: &mut impl FnMut() -> String) {
    match block {
        Block::Heading { body, .. } => *body = vec![Inline::text(next())],
        Block::Paragraph { body } => {
            let emph = Inline::Emph { body: vec![Inline::text(next())] };
            *body = vec![Inline::text(next()), Inline::strong(next()), Inline::Break, emph];
        }
        Block::Item { body, .. } => *body = vec![Inline::text(next())],
        Block::Table { caption, unit, columns, rows, sections } => {
            (*caption, *unit) = (Some(next()), Some(next()));
            columns.iter_mut().for_each(|column| column.title = next());
            sections.iter_mut().for_each(|section| section.title = next());
            rows.truncate(4);
            sections.retain(|section| section.before < 4);
            rows.iter_mut().flatten().for_each(|cell| *cell = vec![Inline::text(next())]);
        }
        Block::Chart { caption, nodes, .. } => {
            *caption = Some(next());
            for node in nodes {
                (node.name, node.note) = (next(), Some(next()));
            }
        }
        Block::Flow { caption, rows } => {
            *caption = next();
            rows.truncate(6);
            for row in rows {
                row.action = vec![Inline::text(next())];
                row.kind = next();
            }
        }
        Block::Form { rows, notes, signatures, seal } => {
            rows.truncate(3);
            for cell in rows.iter_mut().flat_map(|row| &mut row.cells) {
                (cell.label, cell.fill, cell.options) = (next(), next(), vec![next(), next()]);
            }
            *notes = vec![next()];
            *signatures = vec![next()];
            *seal = Some(next());
        }
    }
}

/// Sets the document and looks for each text on its pages.
fn lost(view: &Official, texts: &[String]) -> Vec<String> {
    let pages = TYPESETTER.set("official", view).unwrap_or_else(|faults| panic!("{faults:?}"));
    // A page number may stand between the two halves of a text.
    let number = |line: &&str| !line.is_empty() && line.chars().all(|c| c.is_ascii_digit());
    let said: String = pages.text().lines().filter(|line| !number(line)).map(bare).collect();
    texts.iter().filter(|text| !said.contains(&bare(text))).cloned().collect()
}

#[test]
fn hostile_words_come_out_as_written() {
    for words in HOSTILE {
        let mut view = short(VIEW.clone());
        let mut texts = fill(&mut view, words);
        // A section whose row was cut away is not set.
        let json = serde_json::to_string(&view).unwrap();
        texts.retain(|text| json.contains(&serde_json::to_string(text).unwrap()));
        assert!(texts.len() > 100, "only {} texts were filled", texts.len());
        assert_eq!(lost(&view, &texts), Vec::<String>::new(), "lost of {words:?}");
    }
}

/// Visible characters that every face of the text has, or the face for rare ones, and that neither join nor reorder.
static ALPHABET: LazyLock<Vec<char>> = LazyLock::new(|| {
    let face = |role: Role| FACES.iter().find(|face| face.role == role);
    let covers = |role: Role, c: char| face(role).is_some_and(|face| face.coverage.contains(c));
    let texts = [Role::Body, Role::Kai, Role::Hei, Role::Title];
    let shaped = |c: char| {
        c.is_control()
            || c.is_whitespace()
            || matches!(u32::from(c), 0xad | 0x300..=0x36f | 0x590..=0x8ff | 0x1100..=0x11ff | 0x1ab0..=0x1aff
                | 0x1dc0..=0x1dff | 0x200b..=0x200f | 0x2028..=0x202e | 0x2060..=0x206f | 0x20d0..=0x20ff
                | 0x302a..=0x302f | 0x3099..=0x309a | 0xe000..=0xf8ff | 0xfe00..=0xfe0f | 0xfe20..=0xfe2f | 0xfeff
                | 0xfff0..=0xffff | 0xe0000..)
    };
    let all = ('\u{21}'..=char::MAX).filter(|c| texts.iter().all(|role| covers(*role, *c) || covers(Role::Rare, *c)));
    all.filter(|c| !shaped(*c)).collect()
});

fn words() -> impl Strategy<Value = String> {
    let any = (0..ALPHABET.len()).prop_map(|index| ALPHABET[index]);
    let ascii = prop::char::range('!', '~');
    prop::collection::vec(prop_oneof![any, ascii], 1..40).prop_map(|characters| characters.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_words_come_out_as_written(paragraph in words(), heading in words(), title in words(), names in words()) {
        let mut view = sized(2, 2);
        view.notice.body = vec![Block::Paragraph { body: vec![Inline::text(paragraph.clone()), Inline::strong(heading.clone())] }];
        view.plan.blocks = vec![
            Block::Heading { level: 1, number: "一、".into(), body: vec![Inline::text(heading.clone())], id: "a".into() },
            Block::Heading { level: 2, number: "（一）".into(), body: vec![Inline::text(title.clone())], id: "b".into() },
            Block::Item { number: "1.".into(), body: vec![Inline::text(names.clone())] },
        ];
        view.notice.title_lines = vec![title.clone()];
        view.imprint.copied_to = Some(names.clone());
        prop_assert_eq!(lost(&view, &[paragraph, heading, title, names]), Vec::<String>::new());
    }
}

#[test]
fn the_alphabet_is_more_than_chinese_and_ascii() {
    assert!(ALPHABET.len() > 20_000, "{}", ALPHABET.len());
    for c in ['a', '#', '张', '—', '々', '〇', '㐂', '①', 'Ω', 'д', 'ぁ'] {
        assert!(ALPHABET.contains(&c), "{c} is left out");
    }
}

#[test]
fn a_character_no_face_has_is_reported_with_its_page() {
    let absent = ('\u{323b0}'..='\u{33fff}').find(|c| FACES.iter().all(|face| !face.coverage.contains(*c))).unwrap();
    let with = |character: char| {
        let mut view = sized(6, 40);
        view.plan.blocks.push(Block::Paragraph { body: vec![Inline::text(format!("值班员{character}某"))] });
        TYPESETTER.set("official", &view)
    };
    let pages = with('龘').unwrap().facts();
    let page = pages.iter().position(|page| page.glyphs.iter().any(|glyph| glyph.text == "龘")).unwrap() + 1;
    assert!(page > 2, "the character stands on page {page}");
    let faults = with(absent).unwrap_err();
    let missing = |fault: &Fault| *fault == Fault::Missing(vec![MissingCharacter { character: absent, page }]);
    assert!(faults.iter().any(missing), "{faults:?}");
}
