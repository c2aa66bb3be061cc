//! The scan of finished documents for values above their readers' clearance.

use plangen::check::Scan;
use plangen::model::Clearance;

use crate::plans;

#[test]
fn a_finished_text_is_searched_for_every_value_above_its_reader() {
    let loaded = plangen::load::load(&plans::folder().join("minimal")).unwrap();
    let plan = loaded.plan.unwrap();
    // A name broken over two lines, a grouped mobile number, an internal and a public landline.
    let text = "技术负责人 王某\n丙 138-0000-0003\n传真 0393-0000013，值班 0393-0000001";
    let found = |reader| {
        let findings = Scan::of(&plan).leaks(reader, text);
        let mut paths: Vec<_> = findings
            .iter()
            .map(|finding| {
                let value = loaded.sources.slice(finding.place).trim_matches('"').to_owned();
                assert!(value.chars().count() > 2 && !finding.message.zh.contains(&value), "{}", finding.message.zh);
                assert!(!finding.message.en.contains(&value) && !finding.rule.id.is_empty());
                finding.entity.clone().unwrap()
            })
            .collect();
        paths.sort();
        paths
    };
    assert_eq!(found(Clearance::Restricted), Vec::<String>::new());
    assert_eq!(found(Clearance::Internal), ["contact:tech-phone", "person:p003"]);
    assert_eq!(found(Clearance::Public), ["contact:cac-province", "contact:tech-phone", "person:p003"]);
}
