//! What was measured: one line a row of the standard, over all documents that have the element.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::document::Document;

/// A requirement and how it is measured.
pub(super) struct Requirement {
    /// Row of the checklist.
    pub(super) id: &'static str,
    /// What is required.
    pub(super) required: &'static str,
    /// The function, as the ledger beside the templates names it.
    pub(super) measured_by: &'static str,
    /// Measures one document; leaves nothing where the element does not occur.
    pub(super) measure: fn(&Document, &mut Measure),
}

/// Makes a module's list of requirements from its functions.
macro_rules! requirements {
    ($($measure:ident $id:literal $required:literal;)*) => {
        pub(super) const REQUIREMENTS: &[Requirement] = &[$(Requirement {
            id: $id,
            required: $required,
            measured_by: concat!(module_path!(), "::", stringify!($measure)),
            measure: $measure,
        }),*];
    };
}
pub(super) use requirements;

/// What a document showed.
#[derive(Default)]
pub(super) struct Measure {
    values: BTreeMap<&'static str, Vec<f64>>,
    facts: BTreeMap<String, usize>,
    faults: Vec<String>,
}

impl Measure {
    /// A length, size or count that must be `target`.
    pub(super) fn near(&mut self, what: &'static str, value: f64, target: f64, tolerance: f64) {
        self.values.entry(what).or_default().push(value);
        // A value that is no number fails as well.
        if value.is_nan() || (value - target).abs() > tolerance {
            self.faults.push(format!("{what} is {value:.3}, not {target:.3} ± {tolerance}"));
        }
    }

    /// A length, size or count within limits.
    pub(super) fn within(&mut self, what: &'static str, value: f64, least: f64, most: f64) {
        self.values.entry(what).or_default().push(value);
        if !(value >= least && value <= most) {
            self.faults.push(format!("{what} is {value:.3}, not {least:.3} to {most:.3}"));
        }
    }

    /// Something that is so or not; `detail` says what was found where it is not.
    pub(super) fn holds(&mut self, fact: &'static str, holds: bool, detail: impl FnOnce() -> String) {
        *self.facts.entry(fact.to_owned()).or_default() += 1;
        if !holds {
            self.faults.push(format!("not so: {fact}: {}", detail()));
        }
    }

    /// A case worth telling.
    pub(super) fn saw(&mut self, case: impl Into<String>) {
        *self.facts.entry(case.into()).or_default() += 1;
    }

    fn is_empty(&self) -> bool {
        self.values.is_empty() && self.facts.is_empty() && self.faults.is_empty()
    }

    fn found(&self) -> String {
        let span = |values: &[f64]| {
            let least = values.iter().copied().fold(f64::INFINITY, f64::min);
            let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let (least, most) = (format!("{least:.2}"), format!("{most:.2}"));
            if least == most { least } else { format!("{least}…{most}") }
        };
        let values = self.values.iter().map(|(what, values)| format!("{what} {} (×{})", span(values), values.len()));
        let facts = self.facts.iter().map(|(fact, count)| format!("{fact} (×{count})"));
        values.chain(facts).collect::<Vec<_>>().join("; ")
    }
}

/// A line of the table.
pub(super) struct Line {
    /// The requirement.
    pub(super) requirement: &'static Requirement,
    /// Documents that have the element.
    pub(super) documents: usize,
    /// What was found.
    pub(super) found: String,
    /// What does not hold, with the document.
    pub(super) faults: Vec<String>,
}

/// Measures every document against every requirement.
pub(super) fn measure(requirements: impl Iterator<Item = &'static Requirement>, documents: &[Document]) -> Vec<Line> {
    let line = |requirement: &'static Requirement| {
        let mut all = Measure::default();
        let (mut count, mut faults) = (0, Vec::new());
        for document in documents {
            let mut one = Measure::default();
            (requirement.measure)(document, &mut one);
            count += usize::from(!one.is_empty());
            let mut said = BTreeSet::new();
            // One document may break a rule on every page: three examples tell enough.
            let new = one.faults.iter().filter(|fault| said.insert((*fault).clone())).take(3);
            faults.extend(new.map(|fault| format!("{}: {fault}", document.name)));
            for (what, values) in one.values {
                all.values.entry(what).or_default().extend(values);
            }
            for (fact, times) in one.facts {
                *all.facts.entry(fact).or_default() += times;
            }
        }
        if count == 0 {
            faults.push("no document has the element: nothing was measured".to_owned());
        }
        Line { requirement, documents: count, found: all.found(), faults }
    };
    requirements.map(line).collect()
}

/// The table as Markdown.
pub(super) fn table(lines: &[Line]) -> String {
    let mut table = String::from("clause | required | measured | verdict\n--- | --- | --- | ---\n");
    for line in lines {
        let verdict = if line.faults.is_empty() { "holds" } else { "FAILS" };
        let Requirement { id, required, .. } = line.requirement;
        let _ = writeln!(table, "{id} | {required} | {} [{} documents] | {verdict}", line.found, line.documents);
    }
    table
}
