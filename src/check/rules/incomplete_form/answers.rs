//! Which fields of a form tell which content.

use crate::check::facts::bare;
use crate::model::Plan;
use crate::model::form::{Field, Form};
use crate::model::pack::{ContentItem, Contents};

/// The items of the list that no field of the form tells.
pub(super) fn missing<'a>(list: &'a Contents, form: &Form) -> Vec<&'a ContentItem> {
    list.items.iter().filter(|item| !form.fields.iter().any(|field| fits(field, item))).collect()
}

/// Whether a field of the form tells what the plan calls `content`: by its own label or id, or by
/// an item of a pack that has this label.
pub(super) fn tells(content: &str, form: &Form, plan: &Plan) -> bool {
    let items = || plan.packs.iter().flat_map(|pack| &pack.contents).flat_map(|list| &list.items);
    form.fields.iter().any(|field| {
        let itself = same(&field.id.value, content) || bare(&field.label) == content;
        itself || says(field, content) || items().any(|item| is_called(item, content) && fits(field, item))
    })
}

fn fits(field: &Field, item: &ContentItem) -> bool {
    let label = bare(&field.label);
    item.fields.iter().any(|id| same(&id.value, &field.id.value))
        || is_called(item, &label)
        || says(field, &item.id.value)
}

fn is_called(item: &ContentItem, label: &str) -> bool {
    item.label.value == label || item.labels.iter().any(|other| other.value == label)
}

/// Whether the field says itself that it tells this.
fn says(field: &Field, content: &str) -> bool {
    field.answers.iter().any(|answer| answer.value == content)
}

/// Ids are written with either stroke.
fn same(a: &str, b: &str) -> bool {
    a.replace('-', "_") == b.replace('-', "_")
}
