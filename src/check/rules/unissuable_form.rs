//! FRM03: a report that nobody may sign or seal does not leave the house.

use crate::check::{Context, names};
use crate::finding::{Finding, Message, Place};
use crate::model::event::Recipient;
use crate::model::form::Form;
use crate::model::org::UnitKind;
use crate::model::{Entity, Plan};
use crate::say;

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    let plan: &Plan = cx.plan;
    for form in &plan.forms {
        for finding in [seal(form, plan), signer(form, plan), retention(form)].into_iter().flatten() {
            cx.report(finding.entity(form.id().qualified()));
        }
    }
}

fn fault(place: Place, message: Message, help: Message) -> Finding {
    Finding::error(names::unissuable_form, place, message).help(help)
}

fn is_ours(kind: UnitKind) -> bool {
    matches!(kind, UnitKind::Own | UnitKind::Section | UnitKind::Subordinate)
}

/// Where a report sends the form to a body that is not ours.
fn sent_out(form: &Form, plan: &Plan) -> Option<Place> {
    let uses =
        |form_used: &Option<crate::model::Ref<Form>>| form_used.as_ref().is_some_and(|used| used.value == form.id);
    plan.reports.iter().filter(|report| uses(&report.form)).find_map(|report| {
        let outside = report.to.iter().find(|to| match &to.value {
            Recipient::Unit(unit) => !is_ours(plan.units[&unit.value].kind),
            Recipient::Role(_) | Recipient::Group(_) => false,
        });
        outside.map(|to| to.place)
    })
}

/// A seal of somebody else, or none on a form that goes out.
fn seal(form: &Form, plan: &Plan) -> Option<Finding> {
    let title = &form.title.value;
    if let Some(seal) = &form.seal {
        let unit = &plan.units[&seal.unit];
        let name = &unit.name.value;
        return (!is_ours(unit.kind)).then(|| {
            fault(
                seal.unit.place,
                say!(
                    "“{title}”要盖“{name}”的章，这不是本单位的印章",
                    "'{title}' wants the seal of '{name}', which is not ours"
                ),
                say!("改为本单位或有印章的内设机构", "name the bureau or a body of it that has a seal"),
            )
        });
    }
    let out = sent_out(form, plan)?;
    let finding = fault(
        form.title.place,
        say!("“{title}”要报给外单位，却没有写盖谁的章", "'{title}' goes to another body but names no seal"),
        say!("写 seal: {{unit: …, required: true}}", "add seal: {{unit: …, required: true}}"),
    );
    Some(finding.related(out, say!("在这里报给外单位", "it is sent out here")))
}

/// Nobody signs, or the one who filled it in signs.
fn signer(form: &Form, plan: &Plan) -> Option<Finding> {
    let title = &form.title.value;
    let Some(sign) = &form.sign else {
        return Some(fault(
            form.title.place,
            say!("“{title}”没有写谁签发", "'{title}' does not say who signs it"),
            say!("写 sign: {{role: …}}，签发人不得是填表人", "add sign: {{role: …}}; not the one who fills it in"),
        ));
    };
    let filled = form.filled_by.as_ref()?;
    let (signer, filler) = (&plan.roles[&sign.role], &plan.roles[filled]);
    let one = signer.holder.as_ref().zip(filler.holder.as_ref()).is_some_and(|(a, b)| a.value == b.value);
    (signer.id == filler.id || one).then(|| {
        let (a, b) = (&signer.name.value, &filler.name.value);
        let finding = fault(
            sign.role.place,
            say!("“{title}”由{b}填写、由{a}签发，是同一个人", "'{title}' is filled in and signed by one person ({a})"),
            say!("换一个签发岗位，一般是填表人的上级", "let another role sign, as a rule the superior"),
        );
        finding.related(filled.place, say!("填表岗位在这里", "who fills it in stands here"))
    })
}

fn retention(form: &Form) -> Option<Finding> {
    let title = &form.title.value;
    form.retention.is_none().then(|| {
        fault(
            form.title.place,
            say!("“{title}”没有写保存多久", "'{title}' does not say how long it is kept"),
            say!("写 retention，如 3年、10年", "add retention, such as 3年 or 10年"),
        )
    })
}
