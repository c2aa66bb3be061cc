//! Reading `plan:`.

use super::super::faults;
use super::super::read::{Fields, Reader, Shape, reads};
use super::super::scalars::{qualified, text};
use super::super::tree::{Node, Value};
use crate::finding::Finding;
use crate::model::document::*;
use crate::model::element::NotApplicable;
use crate::model::words::Words;
use crate::model::{Id, Sourced};
use crate::say;

reads! {
    Head {
        required id; required organisation; required title; required version; required document;
        required scope; required profile; required policy; editions editions; list legal_packs;
        optional as_of; fonts fonts; list annexes;
        list not_applicable;
    }
    NotApplicable { required element; required reason; }
    Number { required code; required year; required serial; }
    Printed { required by; required date; }
    Scope { list units; list systems; optional words; }
    Profile {
        required location as "place"; required operator; required mlps_max;
        required handles_personal_info; required publishes_plan;
    }
    Location { required province; required city; required area_code; }
    Policy {
        required contact_max_age; optional review_max_age; required drill_max_age;
        optional training_max_age; optional max_posts_per_person; optional contract_warn_before;
        optional restore_test_max_age; optional autonomy_test_max_age;
    }
    ContactAges { required internal; required vendor; required authority; }
    DrillAges { required comprehensive; required playbook; required life_safety; }
    Document {
        required number; secrecy secrecy; defaulted urgency; list addressed_to; list copied_to;
        required dated; required printed; optional effective; list replaces; optional interpreted_by;
        defaulted numbering; defaulted contents; defaulted carried; defaulted sealed;
        optional mark; optional remark; list keywords;
    }
}

impl Fields<'_> {
    /// Reads 密级; classified text is refused, because a tool on an open machine must not hold it
    /// (保守国家秘密法).
    fn secrecy(&mut self, key: &'static str, cx: &mut Reader) -> Secrecy {
        let Some(node) = self.take(key) else { return Secrecy::default() };
        if matches!(super::peek_text(node), Some("秘密" | "机密" | "绝密")) {
            cx.report(
                Finding::error(
                    faults::CLASSIFIED_TEXT,
                    node.place,
                    say!("涉密文件不得用本工具处理", "classified documents must not be handled with this tool"),
                )
                .help(say!("把涉密内容移到涉密计算机上处理", "move them to a machine that is cleared for them")),
            );
            return Secrecy::default();
        }
        Secrecy::read(node, cx).unwrap_or_default()
    }

    fn fonts(&mut self, key: &'static str, cx: &mut Reader) -> FontMode {
        let Some(mut fields) = self.take(key).and_then(|node| Fields::open(node, cx)) else {
            return FontMode::default();
        };
        let mode = fields.defaulted("mode", cx);
        fields.finish(cx);
        mode
    }

    fn editions(&mut self, key: &'static str, cx: &mut Reader) -> Vec<Edition> {
        let Some(node) = self.take(key) else { return Vec::new() };
        let Value::Mapping(entries) = &node.value else {
            cx.wrong_type(node, say!("一组“名称: {{clearance: …}}”", "names with {{clearance: …}}"));
            return Vec::new();
        };
        let mut editions = Vec::new();
        for (key, node) in entries {
            let Some(mut fields) = Fields::open(node, cx) else { continue };
            let clearance = fields.required("clearance", cx);
            fields.finish(cx);
            let name = Sourced { value: key.text.clone(), place: key.place };
            editions.extend(clearance.map(|clearance| Edition { name, clearance }));
        }
        editions
    }
}

impl Shape for Annex {
    fn read(node: &Node, cx: &mut Reader) -> Option<Self> {
        let written = text(node, cx)?;
        let Some(table) = written.strip_prefix("table:") else {
            let (_, id) = qualified(node, &["form", "table"], cx)?;
            return Some(Self::Form(Sourced { value: Id::new(id), place: node.place }));
        };
        let found = AnnexTable::ALL.iter().find(|(word, _)| *word == table);
        if found.is_none() {
            let all = AnnexTable::ALL.iter().map(|(word, _)| *word).collect::<Vec<_>>().join("、");
            cx.report(
                Finding::error(
                    faults::UNKNOWN_WORD,
                    node.place,
                    say!("没有名为“{table}”的附件表", "there is no annex table called '{table}'"),
                )
                .help(say!("可用：{all}", "one of: {all}")),
            );
        }
        found.map(|(_, table)| Self::Table(*table))
    }
}
