//! What Markdown becomes.

use super::*;
use crate::finding::Sources;

fn blocks(text: &str) -> (Vec<Block<Call>>, Vec<Finding>, Sources) {
    let mut sources = Sources::default();
    let file = sources.add("a.md".into(), text);
    let mut findings = Findings::default();
    let parsed = parse(file, text, &mut findings);
    (parsed.blocks, findings.into_list(), sources)
}

#[test]
fn strong_words_may_end_in_chinese_punctuation() {
    let (blocks, findings, _) = blocks("**重要：**立即报告");
    assert!(findings.is_empty());
    let [Block::Paragraph { body, .. }] = blocks.as_slice() else { panic!("{blocks:?}") };
    let [Inline::Strong(strong), Inline::Text(rest, _)] = body.as_slice() else { panic!("{body:?}") };
    assert!(matches!(strong.as_slice(), [Inline::Text(text, _)] if text == "重要："));
    assert_eq!(rest, "立即报告");
}

#[test]
fn calls_and_words_know_their_places() {
    let (blocks, findings, sources) = blocks("每隔{{ limit('a.every') }}报告，\n直至{{ x('*|*') }}恢复。\n");
    assert!(findings.is_empty(), "{findings:?}");
    let [Block::Paragraph { body, .. }] = blocks.as_slice() else { panic!("{blocks:?}") };
    let shown: Vec<_> = body
        .iter()
        .map(|inline| match inline {
            Inline::Text(text, place) => {
                assert_eq!(sources.slice(*place), text);
                text.clone()
            }
            Inline::Reference(call) => format!("<{}>", sources.slice(call.place)),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(shown, ["每隔", "<{{ limit('a.every') }}>", "报告，", "直至", "<{{ x('*|*') }}>", "恢复。"]);
}

#[test]
fn a_call_alone_on_its_line_is_an_insert_and_lists_nest() {
    let (blocks, findings, _) = blocks("{{ orgchart() }}\n\n1. 甲\n2. 乙\n   - 丙\n");
    assert!(findings.is_empty());
    assert!(
        matches!(blocks.as_slice(), [Block::Insert(_), Block::List { ordered: true, items }] if items.len() == 2 && items[1].len() == 2),
        "{blocks:?}"
    );
}

#[test]
fn html_links_and_images_are_refused() {
    let (_, findings, _) = blocks("甲<b>乙</b>\n\n![图](../a.png)\n\n[网](http://example.com)\n");
    assert_eq!(findings.len(), 4, "{findings:?}");
}
