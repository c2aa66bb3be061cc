//! One variable cut into stretches on which no condition changes.
//!
//! A line is cut at every number the conditions name. Cut `k` stands at position `2k + 1`; the even
//! positions are the open stretches between the cuts. A comparison with a cut is then a comparison
//! of positions, and one look at each position speaks for every number.

use crate::finding::Message;
use crate::model::Quantity;
use crate::model::condition::{Literal, Operator};
use crate::model::quantity::Dimension;

/// A variable and its values.
#[derive(Debug, Clone)]
pub(in crate::check) struct Axis {
    /// The name in conditions.
    pub(in crate::check) name: String,
    /// The name in documents.
    label: String,
    kind: Kind,
    /// The positions that hold at least one value, ascending.
    cells: Vec<usize>,
}

#[derive(Debug, Clone)]
enum Kind {
    /// Cuts, ascending.
    Line(Vec<Quantity>),
    /// The values one by one.
    Values(Vec<Literal>),
}

impl Axis {
    /// A quantity between `min` and `max`, cut at `cuts`. Counts are whole numbers.
    pub(in crate::check) fn line(
        name: &str,
        label: &str,
        (min, max): (Option<Quantity>, Option<Quantity>),
        cuts: impl IntoIterator<Item = Quantity>,
    ) -> Self {
        let mut cuts: Vec<_> = cuts.into_iter().chain(min).chain(max).collect();
        cuts.sort_by_key(Quantity::base);
        cuts.dedup_by_key(|cut| cut.base());
        let low = min.map_or(0, |min| position(&cuts, &min));
        let high = max.map_or(2 * cuts.len(), |max| position(&cuts, &max));
        let cells = (low..=high).filter(|at| holds_a_value(&cuts, *at)).collect();
        Self { name: name.to_owned(), label: label.to_owned(), kind: Kind::Line(cuts), cells }
    }

    /// A variable that is one of `values`.
    pub(in crate::check) fn values(name: &str, label: &str, values: Vec<Literal>) -> Self {
        let cells = (0..values.len()).collect();
        Self { name: name.to_owned(), label: label.to_owned(), kind: Kind::Values(values), cells }
    }

    /// The positions that hold at least one value.
    pub(in crate::check) fn cells(&self) -> &[usize] {
        &self.cells
    }

    /// Whether the values at position `cell` stand in `operator` to `literal`.
    pub(in crate::check) fn holds(&self, cell: usize, operator: Operator, literal: &Literal) -> bool {
        let order = match (&self.kind, literal) {
            (Kind::Line(cuts), Literal::Quantity(quantity)) => cell.cmp(&position(cuts, quantity)),
            (Kind::Line(_), _) => return false,
            (Kind::Values(values), literal) => match (values.get(cell), literal) {
                (Some(Literal::Level(own)), Literal::Level(other)) => own.cmp(other),
                (Some(own), other) if own.in_words() == other.in_words() => std::cmp::Ordering::Equal,
                // Words have no order; `load` allows only == and != on them.
                _ => return operator == Operator::Unequal,
            },
        };
        match operator {
            Operator::Equal => order.is_eq(),
            Operator::Unequal => order.is_ne(),
            Operator::Less => order.is_lt(),
            Operator::AtMost => order.is_le(),
            Operator::Greater => order.is_gt(),
            Operator::AtLeast => order.is_ge(),
        }
    }

    /// The values at `cells` (ascending): in Chinese, and in the condition language.
    pub(in crate::check) fn words(&self, cells: &[usize]) -> Message {
        let label = &self.label;
        match &self.kind {
            Kind::Values(values) => {
                let chosen: Vec<_> = cells.iter().filter_map(|cell| values.get(*cell)).collect();
                let zh: Vec<_> = chosen.iter().map(|value| value.in_words()).collect();
                let en: Vec<_> = chosen.iter().map(|value| source(value)).collect();
                let en = match en.as_slice() {
                    [one] => format!("{} == {one}", self.name),
                    many => format!("{} in [{}]", self.name, many.join(", ")),
                };
                Message { zh: format!("{label}为{}", zh.join("、")), en }
            }
            Kind::Line(cuts) => {
                let runs: Vec<_> = self.runs(cells).iter().map(|run| self.run_in_words(cuts, *run)).collect();
                let zh: Vec<_> = runs.iter().map(|run| run.zh.as_str()).collect();
                let en: Vec<_> = runs.iter().map(|run| run.en.as_str()).collect();
                Message { zh: format!("{label}{}", zh.join("，或")), en: en.join(" or ") }
            }
        }
    }

    #[cfg(test)]
    pub(in crate::check) fn cell(&self, value: &Literal) -> usize {
        match (&self.kind, value) {
            (Kind::Line(cuts), Literal::Quantity(quantity)) => position(cuts, quantity),
            (Kind::Values(values), _) => values.iter().position(|own| own == value).unwrap(),
            (Kind::Line(_), _) => panic!("a line holds quantities"),
        }
    }

    /// Unbroken stretches of `cells`: the first and last position of each.
    fn runs(&self, cells: &[usize]) -> Vec<(usize, usize)> {
        let mut runs: Vec<(usize, usize)> = Vec::new();
        let mut last = None;
        for (index, cell) in self.cells.iter().enumerate().filter(|(_, cell)| cells.contains(cell)) {
            match runs.last_mut() {
                Some(run) if last.is_some_and(|last| last + 1 == index) => run.1 = *cell,
                _ => runs.push((*cell, *cell)),
            }
            last = Some(index);
        }
        runs
    }

    /// 以上 and 以内 include the number, 超过 and 不足 do not (国家网络安全事件分级指南).
    fn run_in_words(&self, cuts: &[Quantity], (from, to): (usize, usize)) -> Message {
        let name = &self.name;
        if from == to && from % 2 == 1 {
            let cut = cuts[from / 2];
            return Message { zh: format!("恰为{cut}"), en: format!("{name} == {}", cut.source()) };
        }
        let (mut zh, mut en) = (Vec::new(), Vec::new());
        if from != self.cells[0] {
            // An even position lies above the cut before it.
            let (cut, word, sign) = if from % 2 == 1 {
                (cuts[from / 2], "以上（含本数）", ">=")
            } else {
                (cuts[from / 2 - 1], "", ">")
            };
            zh.push(if word.is_empty() { format!("超过{cut}") } else { format!("在{cut}{word}") });
            en.push(format!("{name} {sign} {}", cut.source()));
        }
        if Some(&to) != self.cells.last() {
            let cut = cuts[to / 2];
            zh.push(if to % 2 == 1 { format!("在{cut}以内（含本数）") } else { format!("不足{cut}") });
            en.push(format!("{name} {} {}", if to % 2 == 1 { "<=" } else { "<" }, cut.source()));
        }
        if zh.is_empty() {
            return Message { zh: "为任何值".to_owned(), en: format!("any {name}") };
        }
        Message { zh: zh.join("、"), en: en.join(" and ") }
    }

    /// A split of the whole line at its cuts, each number belonging to exactly one part.
    pub(in crate::check) fn proposal(&self) -> Option<String> {
        let Kind::Line(cuts) = &self.kind else { return None };
        let (low, high) = (*self.cells.first()?, *self.cells.last()?);
        let inner: Vec<_> = (0..cuts.len()).filter(|at| (low + 1..high).contains(&(2 * at + 1))).collect();
        let name = &self.name;
        let part = |from: Option<&Quantity>, to: Option<&Quantity>| {
            let from = from.map(|cut| format!("{name} >= {}", cut.source()));
            let to = to.map(|cut| format!("{name} < {}", cut.source()));
            from.into_iter().chain(to).collect::<Vec<_>>().join(" and ")
        };
        let first = inner.first().map(|at| &cuts[*at])?;
        let last = inner.last().map(|at| &cuts[*at])?;
        let mut parts = vec![part(None, Some(first))];
        parts.extend(inner.windows(2).map(|pair| part(Some(&cuts[pair[0]]), Some(&cuts[pair[1]]))));
        parts.push(part(Some(last), None));
        Some(parts.join("; "))
    }
}

/// Where `quantity` stands among the cuts.
fn position(cuts: &[Quantity], quantity: &Quantity) -> usize {
    let below = cuts.partition_point(|cut| cut.base() < quantity.base());
    2 * below + usize::from(cuts.get(below).is_some_and(|cut| cut.base() == quantity.base()))
}

/// Whether position `at` holds a value: between neighbouring whole numbers lies nothing.
fn holds_a_value(cuts: &[Quantity], at: usize) -> bool {
    const ONE: i128 = 1000;
    let whole = cuts.iter().all(|cut| matches!(cut.dimension(), Dimension::Count(_)));
    if !whole || cuts.is_empty() {
        return true;
    }
    if at % 2 == 1 {
        return cuts[at / 2].base().rem_euclid(ONE) == 0;
    }
    match (at.checked_sub(2).map(|_| cuts[at / 2 - 1].base()), cuts.get(at / 2).map(Quantity::base)) {
        (Some(low), Some(high)) => (low.div_euclid(ONE) + 1) * ONE < high,
        _ => true,
    }
}

fn source(value: &Literal) -> String {
    match value {
        Literal::Bool(flag) => flag.to_string(),
        Literal::Quantity(quantity) => quantity.source(),
        Literal::Word(_) | Literal::Level(_) => value.in_words(),
    }
}
