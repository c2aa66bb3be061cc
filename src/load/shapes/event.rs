//! Reading triggers, grades, warnings, postures and reports.

use super::super::read::{Fields, Reader, Shape, first_line, reads};
use super::super::tree::Node;
use super::any_of;
use crate::model::Sourced;
use crate::model::event::*;

any_of!(Recipient { "role" => Role, "group" => Group, "unit" => Unit });

reads! {
    ResponseLevel {
        own id; required label; required grade as "for"; required activated_by; required ends_when; list measures;
    }
    Grade { required label; list criteria; }
    Warning { required colour; list criteria; required issued_by; list measures; required lifts_when; }
    Posture { own id; required label; required starts_when; list measures; optional ends_when; }
    LeftOut { list classes; list scenarios; list systems; required reason; }
    Measure { required text; optional actor; optional every; optional within; }
}

impl Shape for Trigger {
    fn read(node: &Node, cx: &mut Reader) -> Option<Self> {
        let mut fields = Fields::open(node, cx)?;
        let id = fields.own("id", cx);
        let label = fields.required("label", cx);
        let signs = fields.list("signs", cx);
        let when = super::when(&mut fields, cx);
        let source = fields.required("source", cx);
        let category = fields.required("category", cx);
        let playbooks = fields.list("playbooks", cx);
        let first_report = fields.optional("first_report", cx);
        fields.finish(cx);
        Some(Self {
            place: first_line(node),
            id: id?,
            label: label?,
            signs,
            when: when?,
            source: source?,
            category: category?,
            playbooks,
            first_report,
        })
    }
}

impl Shape for Criterion {
    fn read(node: &Node, cx: &mut Reader) -> Option<Self> {
        let mut fields = Fields::open(node, cx)?;
        let when = super::when(&mut fields, cx);
        let basis = fields.optional("basis", cx);
        fields.finish(cx);
        Some(Self { place: first_line(node), when: when?, basis })
    }
}

impl Shape for Report {
    fn read(node: &Node, cx: &mut Reader) -> Option<Self> {
        let mut fields = Fields::open(node, cx)?;
        let id = fields.own("id", cx);
        let title = fields.required("title", cx);
        let when = super::when(&mut fields, cx);
        let from = fields.required("from", cx);
        let to = fields.list("to", cx);
        let within = fields.optional("within", cx);
        let every = fields.optional("every", cx);
        let until = fields.optional("until", cx);
        let since = fields.optional("since", cx);
        let channels = fields.list("channels", cx);
        let form = fields.optional("form", cx);
        let contents = fields.list("contents", cx);
        let clock = fields.optional("clock", cx);
        let basis = fields.list("basis", cx);
        let note = fields.optional("note", cx);
        fields.finish(cx);
        Some(Self {
            place: first_line(node),
            id: id?,
            title: title?,
            when: when?,
            from: from?,
            to,
            within,
            every,
            until,
            since,
            channels,
            form,
            contents,
            clock,
            basis,
            note,
        })
    }
}

impl Shape for Basis {
    /// A law id, or `{law, article}`.
    fn read(node: &Node, cx: &mut Reader) -> Option<Self> {
        if !super::is_mapping(node) {
            let law = Sourced::read(node, cx)?;
            return Some(Self { place: node.place, law, article: None });
        }
        let mut fields = Fields::open(node, cx)?;
        let law = fields.required("law", cx);
        let article = fields.optional("article", cx);
        fields.finish(cx);
        Some(Self { place: first_line(node), law: law?, article })
    }
}
