//! Reading the contact book.

use super::super::faults;
use super::super::outline::{Kept, Keys};
use super::super::read::{Fields, Reader, Shape, reads};
use super::super::tree::{Node, Value};
use super::{Outline, Sketch, any_of};
use crate::finding::{Finding, Place};
use crate::model::contact::*;
use crate::model::org::Role;
use crate::model::{Date, Ref, Sensitive, Sourced};
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
        let extra = self.named(key, say!("一组“名称: 值”", "names with values"), cx);
        extra.filter_map(|(name, node)| Some((name, Sensitive::read(node, cx)?))).collect()
    }
}

impl Keys<'_> {
    fn quoted<S, T: Shape>(&mut self, key: &'static str, value: Kept<S, T>) {
        self.required(key, value);
    }

    fn extra<S, T: Shape>(&mut self, key: &'static str, _: Kept<S, Vec<(Sourced<String>, T)>>) {
        let value = self.of::<T>();
        self.add(key, Outline::Named(Box::new(value)), false);
    }
}

/// What was checked.
struct CheckedWritten {
    place: Place,
    date: Sourced<Date>,
    by: Ref<Role>,
    how: Sourced<VerifiedHow>,
    result: Sourced<VerifiedResult>,
}

/// Why nothing is.
struct ExemptWritten {
    reason: Sourced<String>,
}

reads! { CheckedWritten { required date; required by; required how; required result; } }
reads! { placeless ExemptWritten { required reason as "exempt"; } }

impl Shape for Verified {
    fn read(node: &Node, cx: &mut Reader) -> Option<Self> {
        if node.get("exempt").is_some() {
            return ExemptWritten::read(node, cx).map(|own| Self::Exempt(own.reason));
        }
        let CheckedWritten { place, date, by, how, result } = CheckedWritten::read(node, cx)?;
        Some(Self::Checked { place, date, by, how, result })
    }

    fn outline(sketch: &mut Sketch) -> Outline {
        Outline::Either(vec![CheckedWritten::outline(sketch), ExemptWritten::outline(sketch)])
    }
}
