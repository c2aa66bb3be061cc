//! Charts: a line that is cut goes on in the same mark, no box is left alone, boxes grow with their words.

use super::place::Drawing;
use super::*;

fn shape(y: f64) -> Shape {
    let kind = Kind::Step;
    Shape { kind, x: 0.0, y, width: 40.0, height: 10.0, number: "1".into(), text: String::new(), note: String::new() }
}

#[test]
fn a_cut_line_ends_and_begins_in_the_same_mark() {
    let wire = Wire { points: vec![(20.0, 10.0), (20.0, 20.0)], arrow: true };
    let drawing = Drawing { shapes: vec![shape(0.0), shape(20.0)], wires: vec![wire], cuts: vec![19.0], height: 30.0 };
    let pages = pages::cut(drawing, 28.0);
    let marks: Vec<_> = pages
        .iter()
        .map(|page| page.shapes.iter().filter(|shape| shape.kind == Kind::More).map(|m| m.number.clone()).collect())
        .collect::<Vec<Vec<_>>>();
    assert_eq!(marks, [["A"], ["A"]]);
    let arrows: Vec<_> = pages.iter().map(|page| page.wires.iter().filter(|wire| wire.arrow).count()).collect();
    assert_eq!(arrows, [0, 1]);
    assert!(pages.iter().all(|page| page.height <= 28.0), "{pages:?}");
}

#[test]
fn no_box_stands_alone_on_the_last_page_where_another_cut_is_as_good() {
    let tops: Vec<f64> = (0..8_u8).map(|row| f64::from(row) * 20.0).collect();
    let wires = tops.windows(2).map(|pair| Wire { points: vec![(20.0, pair[0] + 10.0), (20.0, pair[1])], arrow: true });
    let cuts = tops.iter().skip(1).map(|top| top - 1.0).collect();
    let shapes = tops.iter().map(|top| shape(*top)).collect();
    let pages = pages::cut(Drawing { shapes, wires: wires.collect(), cuts, height: 150.0 }, 149.0);
    let boxes = |page: &ChartPage| page.shapes.iter().filter(|shape| shape.kind == Kind::Step).count();
    assert_eq!(pages.iter().map(boxes).collect::<Vec<_>>(), [6, 2]);
}

#[test]
fn a_box_grows_with_its_words() {
    let short = size::height(32.0, &["断开进线开关"]);
    let long = size::height(32.0, &["断开机房市电进线开关，挂禁止合闸牌，一人操作一人监护"]);
    assert!(long > short + 7.0, "{short} {long}");
}
