//! Forms and their fields.

use crate::diff::entry::Entry;
use crate::diff::tell::Teller;
use crate::diff::tree::{About, Node};
use crate::model::document::Annex;
use crate::model::form::*;
use crate::model::{Clearance, Sourced};

pub(super) fn form(form: &Form, t: &Teller<'_>) -> Node {
    let Form { place: _, id: _, title, purpose, basis, seal, sign, filled_by, copies, retention, fields, notes } = form;
    let annexed = |own: &Sourced<Annex>| matches!(&own.value, Annex::Form(id) if id.value == form.id);
    // The public has those forms that are annexes.
    let inside = if t.plan.head.annexes.iter().any(annexed) { Clearance::Public } else { Clearance::Internal };
    let mut entry = Entry::entity(t, form, "表单", About::Form, title)
        .needs(inside)
        .say(About::Words, "title", "名称", title)
        .say(About::Form, "purpose", "用途", purpose)
        .say(About::Basis, "basis", "依据", basis)
        .say(About::Form, "filled_by", "填写岗位", filled_by)
        .say(About::Form, "copies", "份数", copies)
        .say(About::Form, "retention", "保存期限", retention);
    if let Some(Seal { place: _, unit, required }) = seal {
        entry = entry.say(About::Form, "seal.unit", "用印单位", unit).say(
            About::Form,
            "seal.required",
            "必须用印",
            required,
        );
    }
    if let Some(Sign { place: _, role }) = sign {
        entry = entry.say(About::Form, "sign", "签发岗位", role);
    }
    entry.parts(fields.iter().map(|own| field(own, t))).sentences("填表说明", About::Form, notes).done()
}

fn field(field: &Field, t: &Teller<'_>) -> Node {
    let Field { place, id, label, r#type, unit, required, values, answers, show_if, prefill, rows, half } = field;
    Entry::part(t, Some(format!("field/{}", id.value)), "字段", About::Form, label, *place)
        .say(About::Form, "label", "名称", label)
        .say(About::Form, "type", "类型", r#type.value.called())
        .say(About::Form, "unit", "单位", unit)
        .say(About::Form, "required", "必填", required)
        .say(About::Form, "values", "选项", values)
        .say(About::Form, "answers", "对应内容", answers)
        .say(About::Form, "show_if", "填写条件", show_if)
        .say(About::Form, "prefill", "预填内容", prefill)
        .say(About::Form, "rows", "行数", rows)
        .say(About::Form, "half", "半栏", half)
        .done()
}
