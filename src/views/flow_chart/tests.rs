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
fn a_box_grows_with_its_words() {
    let short = size::height(32.0, &["断开进线开关"]);
    let long = size::height(32.0, &["断开机房市电进线开关，挂禁止合闸牌，一人操作一人监护"]);
    assert!(long > short + 7.0, "{short} {long}");
}
