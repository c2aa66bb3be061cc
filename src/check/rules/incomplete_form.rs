//! FRM02: a report that lacks a mandated content counts as not made.
//!
//! The lists come from the packs (国家网络安全事件报告管理办法 art. 7, 个人信息保护法 art. 57, GB/T
//! 38645-2020 A.7) and from the plan's own reports. Each is held against the forms of the reports it
//! is for. Every report in writing and every record has a form, and every form has a use.

mod answers;

use std::collections::BTreeSet;

use crate::check::graded::graded;
use crate::check::{Context, clocks, names};
use crate::finding::{Finding, Severity};
use crate::model::contact::PointKind;
use crate::model::event::{Report, Since};
use crate::model::form::Form;
use crate::model::pack::Contents;
use crate::model::playbook::StepKind;
use crate::model::{Date, Entity, Id, Plan};
use crate::say;

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    let (plan, as_of) = (cx.plan, cx.as_of);
    let mut found = Vec::new();
    for list in lists(plan, as_of) {
        found.extend(lacking(list, plan));
    }
    for report in &plan.reports {
        found.extend(own_list(report, plan).into_iter().chain(formless(report)));
    }
    let mut used: BTreeSet<Id<Form>> =
        plan.reports.iter().filter_map(|report| report.form.as_ref()).map(|form| form.value.clone()).collect();
    for playbook in &plan.playbooks {
        playbook.walk(&mut |step, _| {
            used.extend(step.fills.iter().map(|form| form.value.clone()));
            if step.kind == StepKind::Record && step.fills.is_empty() {
                let message = say!("要记录，却没有写填哪张表", "a record is to be made, but on no form");
                let help = say!("写 fills: [表单编号]", "add fills: [the id of a form]");
                let finding = Finding::error(names::incomplete_form, step.id.place, message).help(help);
                found.push(finding.entity(playbook.id().qualified()));
            }
        });
    }
    for form in plan.forms.iter().filter(|form| !used.contains(&form.id)) {
        let title = &form.title.value;
        let message = say!("《{title}》没有任何报告和步骤使用", "no report and no step uses '{title}'");
        let help = say!("在报告的 form 或步骤的 fills 里用它，或删掉", "use it in a report or a step, or drop it");
        found.push(
            Finding::warning(names::incomplete_form, form.title.place, message)
                .help(help)
                .entity(form.id().qualified()),
        );
    }
    for finding in found {
        cx.report(finding);
    }
}

/// The lists in force that are for this organisation.
fn lists(plan: &Plan, as_of: Date) -> impl Iterator<Item = &Contents> {
    let running: BTreeSet<&str> = clocks::running(plan, as_of).map(|(_, clock)| clock.id.value.as_str()).collect();
    plan.packs.iter().flat_map(|pack| &pack.contents).filter(move |list| {
        let ended = list.valid_to.as_ref().is_some_and(|to| to.value < as_of);
        let for_us = list.clocks.is_empty() || list.clocks.iter().any(|clock| running.contains(clock.value.as_str()));
        for_us && !ended && list.valid_from.value <= as_of
    })
}

/// The form that is nearest to holding the list, with what it lacks.
fn lacking(list: &Contents, plan: &Plan) -> Option<Finding> {
    let is_for = |report: &&Report| match &report.clock {
        Some(own) => list.clocks.iter().any(|clock| clock.value == own.value),
        None => list.clocks.is_empty() && report.every.is_some(),
    };
    let forms = |reports: &mut dyn Iterator<Item = &Report>| -> Vec<Id<Form>> {
        reports.filter_map(|report| report.form.as_ref()).map(|form| form.value.clone()).collect()
    };
    let mut held = forms(&mut plan.reports.iter().filter(is_for));
    if held.is_empty() {
        // No report meets the clock: whatever form there is will be taken at night.
        held = forms(&mut plan.reports.iter());
    }
    let scored = held.iter().map(|id| (answers::missing(list, &plan.forms[id]), &plan.forms[id]));
    let (missing, form) = scored.min_by_key(|(missing, _)| missing.len())?;
    if missing.is_empty() {
        return None;
    }
    let (title, kind, source) = (&form.title.value, &list.title.value, &list.source.value);
    let labels = missing.iter().map(|item| item.label.value.as_str()).collect::<Vec<_>>().join("、");
    let ids: Vec<_> = missing.iter().filter_map(|item| item.fields.first()).map(|id| id.value.as_str()).collect();
    let ids = ids.join(", ");
    let message = say!("《{title}》用于{kind}，缺：{labels}", "'{title}' serves as {kind} and lacks: {labels}");
    let help = say!(
        "补上栏目（编号可用 {ids}）；已有别名的栏目写 answers",
        "add fields (ids such as {ids}); where a field has another name give answers"
    );
    let mut finding = Finding::error(names::incomplete_form, form.title.place, message).help(help);
    if !list.binding {
        finding.severity = Severity::Warning;
    }
    let finding = graded(finding, list.grade.value, source).entity(form.id().qualified());
    Some(finding.related(list.place, say!("依据：{source}", "source: {source}")))
}

/// What the plan itself says a report contains.
fn own_list(report: &Report, plan: &Plan) -> Vec<Finding> {
    let Some(form) = report.form.as_ref().map(|form| &plan.forms[form]) else { return Vec::new() };
    let missing = report.contents.iter().filter(|content| !answers::tells(content, form, plan));
    missing
        .map(|content| {
            let (what, title) = (&content.value, &form.title.value);
            let message = say!(
                "报告要写“{what}”，《{title}》没有这一栏",
                "'{what}' is to be reported, and '{title}' has no field for it"
            );
            let help = say!(
                "补一栏，或在相应栏目写 answers: [{what}]",
                "add a field, or give answers: [{what}] to the one that tells it"
            );
            let finding = Finding::error(names::incomplete_form, content.place, message).help(help);
            finding.related(form.title.place, say!("表单在这里", "the form is here")).entity(report.id().qualified())
        })
        .collect()
}

/// A report in writing without a form.
fn formless(report: &Report) -> Option<Finding> {
    use PointKind::{Fax, Mail};
    let written = report.channels.iter().any(|channel| matches!(channel.value, Fax | Mail));
    let closing = report.since.as_ref().is_some_and(|since| matches!(since.value, Since::Handled | Since::Recovered));
    (report.form.is_none() && (written || closing || report.every.is_some() || !report.contents.is_empty())).then(
        || {
            let title = &report.title.value;
            let message = say!("“{title}”是书面报告，没有写用哪张表", "'{title}' is made in writing and names no form");
            let help = say!("写 form；没有合适的表就加一张", "name its form; add one where there is none");
            Finding::error(names::incomplete_form, report.title.place, message)
                .help(help)
                .entity(report.id().qualified())
        },
    )
}
