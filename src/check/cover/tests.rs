//! The arithmetic against brute force, and the words it prints.

use proptest::prelude::*;

use super::*;
use crate::finding::{Place, Sources};

fn somewhere() -> Place {
    Place::new(Sources::default().add("test".to_owned(), ""), 0..0)
}

fn sourced<T>(value: T) -> Sourced<T> {
    Sourced { value, place: somewhere() }
}

fn quantity(text: &str) -> Quantity {
    Quantity::parse(text).unwrap()
}

fn compare(name: &str, operator: Operator, value: Literal) -> Condition {
    Condition::Compare { variable: sourced(name.to_owned()), operator, value: sourced(value) }
}

fn hours(operator: Operator, hours: i64) -> Condition {
    compare("t", operator, Literal::Quantity(quantity(&format!("{hours}h"))))
}

fn line(cases: &[&Condition], min: Option<&str>) -> Space {
    let cuts = quantities(&literals(cases, "t"));
    Space(vec![Axis::line("t", "时长", (min.map(quantity), None), cuts)])
}

#[test]
fn the_hole_between_four_and_twenty_four_hours_is_named_with_its_bounds() {
    use Operator::{AtMost, Equal, Greater};
    let cases = [hours(AtMost, 4), hours(Equal, 24), hours(Greater, 24), hours(Greater, 72)];
    let cases: Vec<_> = cases.iter().collect();
    let space = line(&cases, Some("0h"));
    let cover = space.cover(&[], &cases).unwrap();
    assert_eq!(space.words(&cover.holes).zh, "时长超过4小时、不足24小时");
    assert_eq!(space.words(&cover.holes).en, "t > 4h and t < 24h");
    let [(first, second, region)] = cover.overlaps.as_slice() else { panic!("{:?}", cover.overlaps) };
    assert_eq!((*first, *second), (2, 3));
    assert_eq!(space.words(region).zh, "时长超过72小时");
    assert_eq!(space.0[0].proposal().unwrap(), "t < 4h; t >= 4h and t < 24h; t >= 24h and t < 72h; t >= 72h");
}

#[test]
fn both_cases_at_one_boundary_overlap_in_a_point_and_neither_leaves_a_hole_of_a_point() {
    use Operator::{AtLeast, AtMost, Greater, Less};
    let twice = [hours(AtMost, 4), hours(AtLeast, 4)];
    let twice: Vec<_> = twice.iter().collect();
    let space = line(&twice, None);
    let cover = space.cover(&[], &twice).unwrap();
    assert!(cover.holes.is_empty());
    assert_eq!(space.words(&cover.overlaps[0].2).zh, "时长恰为4小时");
    let never = [hours(Less, 4), hours(Greater, 4)];
    let never: Vec<_> = never.iter().collect();
    let space = line(&never, None);
    assert_eq!(space.words(&space.cover(&[], &never).unwrap().holes).en, "t == 4h");
}

#[test]
fn whole_numbers_have_nothing_between_neighbours_but_temperatures_do() {
    let below = |unit: &str| compare("t", Operator::AtMost, Literal::Quantity(quantity(&format!("1{unit}"))));
    let above = |unit: &str| compare("t", Operator::AtLeast, Literal::Quantity(quantity(&format!("2{unit}"))));
    for (unit, hole) in [("台", false), ("℃", true)] {
        let cases = [below(unit), above(unit)];
        let cases: Vec<_> = cases.iter().collect();
        assert_eq!(!line(&cases, None).cover(&[], &cases).unwrap().holes.is_empty(), hole, "{unit}");
    }
}

#[test]
fn a_case_outside_the_range_of_the_input_never_holds() {
    let cases = [hours(Operator::Less, 0), hours(Operator::AtLeast, 0)];
    let cases: Vec<_> = cases.iter().collect();
    let cover = line(&cases, Some("0h")).cover(&[], &cases).unwrap();
    assert_eq!(cover.never, [0]);
    assert!(cover.holes.is_empty());
}

#[test]
fn two_variables_are_reasoned_about_together() {
    let flag = |value| compare("b", Operator::Equal, Literal::Bool(value));
    let cases = [hours(Operator::Less, 4), Condition::And(vec![hours(Operator::AtLeast, 4), flag(true)])];
    let cases: Vec<_> = cases.iter().collect();
    let mut space = line(&cases, Some("0h"));
    space.0.push(Axis::values("b", "有人", vec![Literal::Bool(true), Literal::Bool(false)]));
    let cover = space.cover(&[], &cases).unwrap();
    assert_eq!(space.words(&cover.holes).zh, "时长在4小时以上（含本数），且有人为否");
    assert_eq!(space.words(&cover.holes).en, "t >= 4h and b == false");
    let inside = hours(Operator::Less, 2);
    assert!(space.cover(&[&inside], &cases).unwrap().holes.is_empty(), "nothing is open below two hours");
}

#[test]
fn levels_are_ordered_and_words_are_not() {
    use crate::model::event::Severity;
    use crate::model::words::Words;
    let levels = Severity::ALL.iter().map(|(_, level)| Literal::Level(*level)).collect();
    let cases = [
        compare("level", Operator::AtLeast, Literal::Level(Severity::Major)),
        compare("level", Operator::Equal, Literal::Level(Severity::Ordinary)),
    ];
    let cases: Vec<_> = cases.iter().collect();
    let space = Space(vec![Axis::values("level", "级别", levels)]);
    assert_eq!(space.words(&space.cover(&[], &cases).unwrap().holes).zh, "级别为较大");
}

/// Literals on whole minutes, so that half minutes lie strictly between any two.
fn atom() -> impl Strategy<Value = Condition> {
    use Operator::{AtLeast, AtMost, Equal, Greater, Less, Unequal};
    let operator = prop::sample::select(vec![Equal, Unequal, Less, AtMost, Greater, AtLeast]);
    let line = (operator, -1i64..6)
        .prop_map(|(operator, at)| compare("t", operator, Literal::Quantity(quantity(&format!("{at}min")))));
    let word = (prop::sample::select(vec![Equal, Unequal]), prop::sample::select(vec!["甲", "乙", "丙"]))
        .prop_map(|(operator, word)| compare("w", operator, Literal::Word(word.to_owned())));
    let list = prop::collection::vec(0i64..5, 1..3).prop_map(|all| Condition::In {
        variable: sourced("t".to_owned()),
        values: all.iter().map(|at| sourced(Literal::Quantity(quantity(&format!("{at}min"))))).collect(),
    });
    prop_oneof![3 => line, 2 => word, 1 => list]
}

fn condition() -> impl Strategy<Value = Condition> {
    atom().prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(Condition::Or),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Condition::And),
            inner.prop_map(|inner| Condition::Not(Box::new(inner))),
        ]
    })
}

/// The condition for one time and one word, straight from the meaning of the language.
fn truth(condition: &Condition, time: i128, word: &str) -> bool {
    let one = |variable: &str, operator: Operator, literal: &Literal| match (variable, literal) {
        ("t", Literal::Quantity(quantity)) => match operator {
            Operator::Equal => time == quantity.base(),
            Operator::Unequal => time != quantity.base(),
            Operator::Less => time < quantity.base(),
            Operator::AtMost => time <= quantity.base(),
            Operator::Greater => time > quantity.base(),
            Operator::AtLeast => time >= quantity.base(),
        },
        (_, literal) => (literal.in_words() == word) == (operator == Operator::Equal),
    };
    match condition {
        Condition::Or(parts) => parts.iter().any(|part| truth(part, time, word)),
        Condition::And(parts) => parts.iter().all(|part| truth(part, time, word)),
        Condition::Not(inner) => !truth(inner, time, word),
        Condition::Compare { variable, operator, value } => one(variable, *operator, value),
        Condition::In { variable, values } => values.iter().any(|value| one(variable, Operator::Equal, value)),
    }
}

/// Whether `region` holds this time, in seconds, and word.
fn within(space: &Space, region: &Region, seconds: i128, word: &str) -> bool {
    let time = space.0[0].cell(&Literal::Quantity(quantity(&format!("{seconds}s"))));
    let word = space.0[1].cell(&Literal::Word(word.to_owned()));
    region.0.iter().any(|block| block[0].contains(&time) && block[1].contains(&word))
}

proptest! {
    #[test]
    fn holes_and_overlaps_equal_brute_force(cases in prop::collection::vec(condition(), 1..5)) {
        let cases: Vec<_> = cases.iter().collect();
        let cuts = quantities(&literals(&cases, "t"));
        let words = ["甲", "乙", "丙"].map(|word| Literal::Word(word.to_owned())).to_vec();
        let space = Space(vec![
            Axis::line("t", "时长", (Some(quantity("0min")), Some(quantity("4min"))), cuts),
            Axis::values("w", "字", words),
        ]);
        let cover = space.cover(&[], &cases).unwrap();
        for half in 0..=8i128 {
            for word in ["甲", "乙", "丙"] {
                let (seconds, time) = (half * 30, half * 30_000);
                let held: Vec<_> = (0..cases.len()).filter(|case| truth(cases[*case], time, word)).collect();
                prop_assert_eq!(within(&space, &cover.holes, seconds, word), held.is_empty());
                for (first, second, region) in &cover.overlaps {
                    let both = held.contains(first) && held.contains(second);
                    prop_assert_eq!(within(&space, region, seconds, word), both);
                }
                for (nth, first) in held.iter().enumerate() {
                    for second in &held[nth + 1..] {
                        prop_assert!(cover.overlaps.iter().any(|(a, b, _)| (a, b) == (first, second)));
                    }
                }
                prop_assert!(held.iter().all(|case| !cover.never.contains(case)));
            }
        }
    }
}
