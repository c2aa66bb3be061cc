//! Forms as sheets of their own, to be copied and filled: those of the plan and those of exercises.

use serde::Serialize;

use super::content::Block;
use super::refer::Edition;
use super::sheet::{Sheet, SheetFile};
use super::{form, title};
use crate::check::Checked;
use crate::model::document::Annex;
use crate::model::form::Form;
use crate::model::{Clearance, Entity};

/// A blank form.
#[derive(Debug, Clone, Serialize)]
pub struct FormSheet {
    /// 附件2; nothing where it is no annex.
    pub label: Option<String>,
    /// Its title.
    pub title_lines: Vec<String>,
    /// The form.
    pub block: Block,
}

/// All forms as a file.
pub fn forms(plan: &Checked, clearance: Clearance) -> SheetFile<FormSheet> {
    let edition = Edition::new(plan, clearance);
    SheetFile::new(&edition, &format!("{}表单汇编", edition.plan_title()), sheets(&edition))
}

/// All forms: the annexes in their order, then the others, then those of exercises.
pub(super) fn sheets(edition: &Edition<'_>) -> Vec<Sheet<FormSheet>> {
    let plan = edition.plan;
    let annexed = plan.head.annexes.iter().filter_map(|annex| match &annex.value {
        Annex::Form(id) => Some(&plan.forms[id]),
        Annex::Table(_) => None,
    });
    let others = plan.forms.iter().filter(|form| edition.numbers.form(form.id()).is_none());
    let mut sheets: Vec<Sheet<FormSheet>> = annexed.chain(others).map(|form| sheet(edition, form)).collect();
    for form in plan.packs.iter().flat_map(|pack| &pack.forms) {
        let body = FormSheet {
            label: Some(form.label.value.clone()),
            title_lines: title::lines(&form.title.value, &[]),
            block: form::of_pack(form),
        };
        sheets.push(Sheet::new("forms", &form.id.value, form.title.value.clone(), body));
    }
    sheets
}

/// One form of the plan.
pub(super) fn sheet(edition: &Edition<'_>, form: &Form) -> Sheet<FormSheet> {
    let plan = edition.plan;
    let basis: Vec<_> = form.basis.iter().map(|basis| basis.value.as_str()).collect();
    let particulars = [
        form.filled_by.as_ref().map(|role| format!("填写：{}", plan.roles[role].name.value)),
        form.copies.as_ref().map(|copies| format!("份数：{}", copies.value)),
        (!basis.is_empty()).then(|| format!("依据：{}", basis.join("、"))),
    ];
    let particulars: Vec<String> = particulars.into_iter().flatten().collect();
    let first = [
        form.purpose.as_ref().map(|purpose| format!("用途：{}。", purpose.value.trim_end_matches('。'))),
        (!particulars.is_empty()).then(|| format!("{}。", particulars.join("；"))),
    ];
    let body = FormSheet {
        label: edition.numbers.form(form.id()).map(|number| format!("附件{number}")),
        title_lines: title::lines(&form.title.value, &[]),
        block: form::sheet(edition, form, first.into_iter().flatten().collect()),
    };
    Sheet::new("forms", form.id().as_str(), form.title.value.clone(), body)
}
