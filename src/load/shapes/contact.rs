//! Reading the contact book.

use super::super::read::{Fields, Reader, Shape, first_line, reads};
use super::super::tree::{Node, Value};
use super::any_of;
use crate::model::contact::*;
use crate::model::{Clearance, Sensitive, Sourced};
use crate::say;

any_of!(Owner {
    "unit" => Unit, "group" => Group, "role" => Role, "person" => Person,
    "vendor" => Vendor, "contract" => Contract, "duty" => Duty,
});

reads! {
    Contact {
        own id; required owner; required label; required class; defaulted visibility;
        list points; optional verified; list serves; optional note;
    }
    @ |contact| {
        for point in &mut contact.points {
            // A point may be stricter than its contact, never looser.
            let own = point.visibility.as_ref().map_or(contact.visibility, |own| own.value.max(contact.visibility));
            point.value.mark(own);
            super::mark(&mut point.person, own);
            for (_, value) in &mut point.extra {
                value.mark(own);
            }
        }
    };
    Point {
        required kind; required value; optional hours; required rank; optional person;
        optional visibility; extra extra;
    }
    CallTree { own id; required name; required root; list edges; required max_minutes; }
    Call { required from; list to; }
}

impl Fields<'_> {
    fn extra(&mut self, key: &'static str, cx: &mut Reader) -> Vec<(Sourced<String>, Sensitive<Sourced<String>>)> {
        let Some(node) = self.take(key) else { return Vec::new() };
        let Value::Mapping(entries) = &node.value else {
            cx.wrong_type(node, say!("一组“名称: 值”", "names with values"));
            return Vec::new();
        };
        entries
            .iter()
            .filter_map(|(key, node)| {
                let value = Sourced::<String>::read(node, cx)?;
                let name = Sourced { value: key.text.clone(), place: key.place };
                Some((name, Sensitive::new(value, Clearance::Restricted)))
            })
            .collect()
    }
}

impl Shape for Verified {
    fn read(node: &Node, cx: &mut Reader) -> Option<Self> {
        let mut fields = Fields::open(node, cx)?;
        if fields.has("exempt") {
            let reason = fields.required("exempt", cx);
            fields.finish(cx);
            return reason.map(Self::Exempt);
        }
        let date = fields.required("date", cx);
        let by = fields.required("by", cx);
        let how = fields.required("how", cx);
        let result = fields.required("result", cx);
        fields.finish(cx);
        Some(Self::Checked { place: first_line(node), date: date?, by: by?, how: how?, result: result? })
    }
}
