//! What a page looks like in a word processor: paper, grid, faces, page numbers, tables.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::read::{is, value};
use super::{all, sample};

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
