//! What changed since the version issued before: table, and the same for pull request, browser and
//! program.

use super::{File, Ground};
use crate::model::Clearance;
use crate::render::{Fault, markup, revision};
use crate::say;
use crate::views::redline::redline;
use crate::views::revision::{operations, revision as view};

/// The files of the revision; none where no version was issued before.
pub(super) fn files<'a>(ground: &Ground<'a>, clearance: Clearance) -> Vec<File<'a>> {
    let Some(previous) = ground.previous else { return Vec::new() };
    let revision = view(&previous.plan, ground.plan, &previous.comparison, clearance);
    let templates = ground.templates;
    let table = File::typeset("revision/table.pdf", "revision", &revision);
    let filled = |path: &'static str, template: &'static str| {
        let revision = revision.clone();
        File::plain(path, move || {
            let text = markup::fill(templates, template, &revision).map_err(|(line, reason)| {
                vec![Fault::Template {
                    file: format!("templates/{template}"),
                    line,
                    message: say!("模板不能填写：{reason}", "the template cannot be filled: {reason}"),
                }]
            })?;
            let words = markup::unmarked(&text);
            Ok((text.into_bytes(), words))
        })
    };
    let markdown = filled("revision/changes.md", "revision/changes.md.j2");
    if clearance == Clearance::Public {
        return vec![table, markdown];
    }
    let html = filled("revision/changes.html", "revision/changes.html.j2");
    let operations = (clearance == Clearance::Restricted).then(|| operations(&previous.comparison));
    let json = File::plain("revision/changes.json", move || {
        let text = revision::json(&revision, operations.as_deref());
        Ok((text.clone().into_bytes(), text))
    });
    let redline = File::typeset("revision/redline.pdf", "redline", &redline(&previous.plan, ground.plan, clearance));
    vec![table, redline, markdown, html, json]
}
