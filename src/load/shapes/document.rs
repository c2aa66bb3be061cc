//! Reading `plan:`.

use super::super::faults;
use super::super::ids::qualified;
use super::super::outline::{Kept, Keys};
use super::super::read::{Fields, Reader, Shape, reads};
use super::super::scalars::text;
use super::super::tree::Node;
use super::{Outline, Sketch};
use crate::finding::Finding;
use crate::model::document::*;
use crate::model::element::NotApplicable;
use crate::model::words::Words;
use crate::model::{Clearance, Id, Sourced};
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
        self.optional::<FontsWritten>(key, cx).map(|fonts| fonts.mode).unwrap_or_default()
    }

    fn editions(&mut self, key: &'static str, cx: &mut Reader) -> Vec<Edition> {
        let editions = self.named(key, say!("一组“名称: {{clearance: …}}”", "names with {{clearance: …}}"), cx);
        let read = |(name, node)| Some(Edition { name, clearance: EditionWritten::read(node, cx)?.clearance });
        editions.filter_map(read).collect()
    }
}

impl Keys<'_> {
    fn secrecy<S>(&mut self, key: &'static str, value: Kept<S, Secrecy>) {
        self.defaulted(key, value);
    }

    fn fonts<S>(&mut self, key: &'static str, _: Kept<S, FontMode>) {
        let value = self.of::<FontsWritten>();
        self.add(key, value, false);
    }

    fn editions<S>(&mut self, key: &'static str, _: Kept<S, Vec<Edition>>) {
        let value = self.of::<EditionWritten>();
        self.add(key, Outline::Named(Box::new(value)), false);
    }
}

/// What `fonts` says.
struct FontsWritten {
    mode: FontMode,
}

/// What an edition says behind its name.
struct EditionWritten {
    clearance: Sourced<Clearance>,
}

reads! { placeless
    FontsWritten { defaulted mode; }
    EditionWritten { required clearance; }
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

    fn outline(_: &mut Sketch) -> Outline {
        let tables = AnnexTable::ALL.iter().map(|(word, _)| format!("table:{word}")).collect();
        Outline::Either(vec![Outline::Qualified(vec!["form"]), Outline::Words(tables)])
    }
}
