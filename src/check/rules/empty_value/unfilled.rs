//! Records whose fields `load` lets stand open, so that an old plan can be read at all.
//!
//! What a rule of its own asks for (resources, contracts, forms, trainings) is told there.

use crate::check::{Context, names};
use crate::finding::{Finding, Place};
use crate::model::{Entity, Plan};
use crate::say;

pub(super) fn check(cx: &mut Context<'_>) {
    let plan = cx.plan;
    for open in all(plan).into_iter().filter(|open| !open.fields.is_empty()) {
        let ((name, place), entity) = (open.name, open.entity);
        let zh = open.fields.iter().map(|field| field.0).collect::<Vec<_>>().join("、");
        let keys = open.fields.iter().map(|field| field.1).collect::<Vec<_>>().join(", ");
        let message = say!("“{name}”没有写{zh}", "'{name}' lacks {keys}");
        let help = say!("补上 {keys}", "fill in {keys}");
        cx.report(Finding::error(names::empty_value, place, message).help(help).entity(entity));
    }
}

/// A record with what it leaves open: words for people and the key.
struct Open<'a> {
    name: (&'a str, Place),
    entity: String,
    fields: Vec<(&'static str, &'static str)>,
}

fn open<'a, K: Entity>(row: &K, name: &'a str, fields: &[(bool, &'static str, &'static str)]) -> Open<'a> {
    let missing = fields.iter().filter(|(there, ..)| !there).map(|(_, zh, key)| (*zh, *key));
    Open { name: (name, row.place()), entity: row.id().qualified(), fields: missing.collect() }
}

fn all(plan: &Plan) -> Vec<Open<'_>> {
    let mut all = Vec::new();
    for row in &plan.reports {
        let fields = [
            (row.within.is_some() || row.every.is_some(), "时限或周期", "within / every"),
            (row.every.is_none() || row.until.is_some(), "续报到何时为止", "until"),
        ];
        all.push(open(row, &row.title.value, &fields));
    }
    all
}
