//! Texts of the data, entity by entity.

use super::{Kind, Walk};
use crate::model::event::{Measure, When};
use crate::model::playbook::{Action, Playbook};
use crate::model::{Clearance, Entity, Plan, Sourced};

pub(super) fn walk<'a>(plan: &'a Plan, walk: &mut Walk<'a>) {
    head(plan, walk);
    organisation(plan, walk);
    contacts(plan, walk);
    assets(plan, walk);
    events(plan, walk);
    for row in &plan.playbooks {
        walk.of(row, Clearance::Public).playbook(row);
    }
    forms(plan, walk);
    governance(plan, walk);
    review(plan, walk);
}

impl<'a> Walk<'a> {
    /// Turns to an entity.
    fn of<K: Entity>(&mut self, row: &K, clearance: Clearance) -> &mut Self {
        self.entity = Some(row.id().qualified());
        self.clearance = clearance;
        self
    }

    /// Turns to something without an id.
    fn plain(&mut self) -> &mut Self {
        self.entity = None;
        self.clearance = Clearance::Public;
        self
    }

    /// Adds texts: one, or the one that may be there, or all of a list.
    fn see(&mut self, kind: Kind, texts: impl IntoIterator<Item = &'a Sourced<String>>) -> &mut Self {
        for text in texts {
            self.add(kind, &text.value, text.place, true);
        }
        self
    }

    fn one(&mut self, kind: Kind, text: &'a Sourced<String>) -> &mut Self {
        self.see(kind, Some(text))
    }

    fn when(&mut self, when: &'a When) -> &mut Self {
        match when {
            When::Words(words) => self.one(Kind::Remark, words),
            When::If(_) => self,
        }
    }

    fn measures(&mut self, measures: &'a [Measure]) -> &mut Self {
        self.see(Kind::Measure, measures.iter().map(|measure| &measure.text))
    }

    fn playbook(&mut self, playbook: &'a Playbook) {
        self.one(Kind::Name, &playbook.title)
            .see(Kind::Remark, &playbook.scope_words)
            .see(Kind::Remark, &playbook.facts)
            .see(Kind::Measure, playbook.prevention.iter().map(|prevention| &prevention.text));
        for input in &playbook.inputs {
            self.one(Kind::Name, &input.label).see(Kind::Name, &input.values).see(Kind::Remark, &input.from);
        }
        playbook.walk(&mut |step, _| {
            match &step.action {
                Action::Do(text) => self.one(Kind::Step, text),
                Action::Notify { message, .. } => self.see(Kind::Remark, message),
                Action::Parallel(branches) => self.see(Kind::Name, branches.iter().map(|branch| &branch.label)),
                _ => self,
            }
            .see(Kind::Remark, &step.until)
            .see(Kind::Remark, &step.requires)
            .see(Kind::Step, &step.verify)
            .see(Kind::Step, &step.warning)
            .see(Kind::Step, &step.note)
            .see(Kind::Step, &step.short);
        });
        self.see(Kind::Measure, playbook.recovery.iter().map(|recovery| &recovery.meanwhile));
        if let Some(card) = &playbook.card {
            self.see(Kind::Name, &card.title);
        }
        self.see(Kind::Remark, playbook.escalation.iter().filter_map(|escalation| escalation.when.as_ref()))
            .see(Kind::Measure, &playbook.do_not)
            .see(Kind::Remark, &playbook.not_covered);
    }
}

fn head<'a>(plan: &'a Plan, walk: &mut Walk<'a>) {
    let (head, document) = (&plan.head, &plan.head.document);
    walk.plain()
        .one(Kind::Name, &head.title)
        .see(Kind::Remark, &head.scope.words)
        .see(Kind::Name, &document.addressed_to)
        .see(Kind::Name, &document.copied_to)
        .see(Kind::Remark, &document.effective)
        .see(Kind::Name, &document.mark)
        .see(Kind::Remark, &document.remark)
        .see(Kind::Name, &document.keywords);
}

fn organisation<'a>(plan: &'a Plan, walk: &mut Walk<'a>) {
    for row in &plan.units {
        walk.of(row, Clearance::Public).one(Kind::Name, &row.name).see(Kind::Name, &row.aliases);
        walk.see(Kind::Name, &row.class).see(Kind::Duty, row.duties.iter().map(|duty| &duty.text));
    }
    for row in &plan.groups {
        walk.of(row, Clearance::Public).one(Kind::Name, &row.name).see(Kind::Name, &row.aliases);
        for seat in &row.seats {
            walk.one(Kind::Name, &seat.label).see(Kind::Duty, &seat.duty);
        }
        walk.see(Kind::Duty, &row.functions).see(Kind::Duty, row.duties.iter().map(|duty| &duty.text));
    }
    for row in &plan.roles {
        walk.of(row, Clearance::Public).one(Kind::Name, &row.name).see(Kind::Name, &row.aliases);
        walk.see(Kind::Name, &row.post).see(Kind::Remark, &row.qualifications).see(Kind::Duty, &row.summary);
    }
    for row in &plan.duty {
        walk.of(row, Clearance::Public).one(Kind::Name, &row.name);
        walk.see(Kind::Name, row.posts.iter().map(|post| &post.label)).see(Kind::Measure, &row.handover);
    }
    for row in &plan.sites {
        walk.of(row, row.visibility).one(Kind::Name, &row.name);
        walk.see(Kind::Remark, &row.assembly_point).see(Kind::Remark, &row.evacuation_route);
    }
    for row in &plan.people {
        walk.of(row, row.visibility).one(Kind::Name, &row.post_title);
        walk.see(Kind::Cited, row.notice.iter().map(|notice| &notice.basis));
    }
}

fn contacts<'a>(plan: &'a Plan, walk: &mut Walk<'a>) {
    for row in &plan.contacts {
        walk.of(row, row.visibility).one(Kind::Name, &row.label).see(Kind::Remark, &row.note);
        walk.see(Kind::Remark, row.points.iter().filter_map(|point| point.hours.as_ref()));
    }
    for row in &plan.calltrees {
        walk.of(row, Clearance::Public).one(Kind::Name, &row.name);
    }
}

fn assets<'a>(plan: &'a Plan, walk: &mut Walk<'a>) {
    for row in &plan.systems {
        walk.of(row, row.visibility).one(Kind::Name, &row.name).see(Kind::Remark, &row.purpose);
        for backup in &row.backups {
            walk.one(Kind::Remark, &backup.kind).one(Kind::Remark, &backup.frequency).see(Kind::Remark, &backup.medium);
        }
    }
    for row in &plan.facilities {
        walk.of(row, row.visibility).one(Kind::Name, &row.name);
        walk.see(Kind::Remark, &row.medium).see(Kind::Remark, &row.spare);
    }
    for row in &plan.procedures {
        walk.of(row, Clearance::Public).one(Kind::Name, &row.title);
        walk.see(Kind::Remark, &row.requires).see(Kind::Remark, &row.drawing);
        for step in &row.steps {
            walk.one(Kind::Step, &step.text).see(Kind::Remark, &step.interlock);
        }
    }
    for row in &plan.vendors {
        walk.of(row, Clearance::Public).one(Kind::Name, &row.name).see(Kind::Name, &row.aliases);
        walk.see(Kind::Remark, &row.serves);
    }
    for row in &plan.contracts {
        walk.of(row, row.visibility).one(Kind::Name, &row.title);
        if let Some(sla) = &row.sla {
            walk.see(Kind::Remark, &sla.hours).see(Kind::Remark, &sla.spare_parts);
        }
    }
    for row in &plan.agreements {
        walk.of(row, Clearance::Public).one(Kind::Duty, &row.commits);
    }
    for row in &plan.resources {
        walk.of(row, row.visibility).one(Kind::Name, &row.name).see(Kind::Remark, &row.r#use);
        walk.see(Kind::Remark, row.have.iter().filter_map(|item| item.note.as_ref()));
    }
}

fn events<'a>(plan: &'a Plan, walk: &mut Walk<'a>) {
    for row in &plan.triggers {
        walk.of(row, Clearance::Public).one(Kind::Name, &row.label).see(Kind::Remark, &row.signs).when(&row.when);
    }
    for criterion in plan.levels.iter().flat_map(|grade| &grade.criteria) {
        walk.plain().when(&criterion.when).see(Kind::Cited, &criterion.basis);
    }
    for row in &plan.response_levels {
        walk.of(row, Clearance::Public).one(Kind::Name, &row.label);
        walk.one(Kind::Remark, &row.ends_when).see(Kind::Measure, &row.measures);
    }
    for row in &plan.warnings {
        walk.plain().see(Kind::Remark, &row.criteria).measures(&row.measures).one(Kind::Remark, &row.lifts_when);
    }
    for row in &plan.postures {
        walk.of(row, Clearance::Public).one(Kind::Name, &row.label).one(Kind::Remark, &row.starts_when);
        walk.measures(&row.measures).see(Kind::Remark, &row.ends_when);
    }
    walk.plain().see(Kind::Remark, plan.left_out.iter().map(|left| &left.reason));
    for row in &plan.reports {
        walk.of(row, Clearance::Public).one(Kind::Name, &row.title).when(&row.when);
        walk.see(Kind::Remark, &row.until).see(Kind::Remark, &row.note);
    }
}

fn forms<'a>(plan: &'a Plan, walk: &mut Walk<'a>) {
    for row in &plan.forms {
        walk.of(row, Clearance::Public).one(Kind::Name, &row.title).see(Kind::Remark, &row.purpose);
        walk.see(Kind::Cited, &row.basis);
        for field in &row.fields {
            walk.one(Kind::Form, &field.label).see(Kind::Form, &field.values);
            walk.see(Kind::Remark, &field.show_if).see(Kind::Form, &field.prefill);
        }
        walk.see(Kind::Form, &row.notes);
    }
}

fn governance<'a>(plan: &'a Plan, walk: &mut Walk<'a>) {
    walk.plain().see(Kind::Remark, &plan.principles);
    for row in &plan.accountability {
        walk.plain().see(Kind::Remark, &row.occurrence).see(Kind::Remark, &row.sanction);
    }
    walk.plain().see(Kind::Remark, plan.exemptions.iter().map(|exemption| &exemption.condition));
    for row in &plan.laws {
        walk.of(row, Clearance::Public).one(Kind::Cited, &row.title);
    }
    for row in &plan.glossary {
        walk.plain().one(Kind::Cited, &row.term).one(Kind::Remark, &row.meaning);
    }
    for row in &plan.subplans {
        walk.of(row, Clearance::Public).one(Kind::Name, &row.title);
    }
}

fn review<'a>(plan: &'a Plan, walk: &mut Walk<'a>) {
    for row in &plan.versions {
        walk.plain().one(Kind::Remark, &row.summary).see(Kind::Remark, &row.approved_by);
    }
    for row in &plan.changes {
        walk.plain().one(Kind::Remark, &row.reason).see(Kind::Cited, &row.basis);
    }
    for row in &plan.drills {
        walk.of(row, Clearance::Public).see(Kind::Remark, row.findings.iter().map(|finding| &finding.text));
    }
    for row in &plan.trainings {
        walk.plain().one(Kind::Name, &row.topic).see(Kind::Remark, &row.audience).see(Kind::Remark, &row.media);
    }
    for row in &plan.training_plans {
        walk.of(row, Clearance::Public).one(Kind::Name, &row.topic).one(Kind::Remark, &row.audience);
        walk.see(Kind::Remark, &row.media);
    }
    for row in &plan.incidents {
        walk.of(row, Clearance::Public).one(Kind::Remark, &row.summary).see(Kind::Remark, &row.lessons);
    }
    walk.plain().see(Kind::Remark, plan.binders.iter().filter_map(|binder| binder.kept_at.as_ref()));
    walk.see(Kind::Remark, plan.waivers.iter().map(|waiver| &waiver.reason));
}
