//! Reading the contact book.

use super::super::faults;
use super::super::read::{Fields, Reader, Shape, first_line, reads};
use super::super::tree::{Node, Value};
use super::any_of;
use crate::finding::Finding;
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
        required kind; quoted value; optional hours; required rank; optional person;
        optional shared; optional visibility; extra extra;
    }
    CallTree { own id; required name; required root; list edges; optional call_takes; required max_minutes; }
    Call { required from; list to; }
}

impl Fields<'_> {
    /// Reads a number as text. Other programs that read the file (editors, spreadsheets) take bare
    /// digits for a number and drop the zero in front; that is said here and can be mended.
    fn quoted<T: Shape>(&mut self, key: &'static str, cx: &mut Reader) -> Option<T> {
        if let Some(node) = self.take(key)
            && let Value::Scalar { text, verbatim_at: Some(at) } = &node.value
            && *at == node.place.start as usize
            && text.bytes().all(|b| b.is_ascii_digit())
        {
            let message = say!("号码没有加引号", "this number is not in quotes");
            let help = say!(
                "写成 \"号码\"：不加引号，别的程序会把它当数字，丢掉开头的0",
                "write it in quotes: other programs take it for a number and drop a leading zero"
            );
            let finding = Finding::warning(faults::NUMBER_WITHOUT_QUOTES, node.place, message).help(help);
            cx.report(finding.fix(say!("给号码加引号", "put it in quotes"), node.place, format!("\"{text}\"")));
        }
        self.required(key, cx)
    }

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
