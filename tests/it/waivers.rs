//! Waivers: what they cover, and what is wrong with those that cover nothing.

use plangen::check::VOID_WAIVER;
use plangen::finding::{Severity, Standing};

use crate::plans::{self, Outcome};
use crate::small::Small;

/// A role that nobody backs up: one error of ORG02.
const ALONE: &str = "roles:\n  - {id: recorder, name: 记录员, holder: p004}\n";

fn waived(rule: &str, target: &str, expires: &str) -> Outcome {
    let waivers = format!(
        "waivers:\n  - rule: {rule}\n    target: \"{target}\"\n    reason: 编制只有一人，已申请补岗\n    approved_by: commander\n    expires: {expires}\n"
    );
    plans::changed([("org/more.yaml", ALONE), ("review/waivers.yaml", &waivers)].into_iter())
}

/// Level, line and Chinese text of what is wrong with the waivers, and whether ORG02 is open.
fn told(outcome: &Outcome) -> (Vec<(Severity, usize, String)>, bool) {
    let own = outcome.all().filter(|finding| finding.rule == VOID_WAIVER);
    let told = own.map(|finding| {
        assert!(finding.help.is_some(), "{}", outcome.show(finding));
        assert!(outcome.sources.path(finding.place.file).ends_with("review/waivers.yaml"));
        (finding.severity, outcome.sources.start(finding.place).line, finding.message.zh.clone())
    });
    let alone = outcome.all().find(|finding| finding.rule.code == "ORG02").expect("the role has no backup");
    (told.collect(), alone.is_open())
}

#[test]
fn a_waiver_covers_a_rule_at_a_target_until_its_last_day() {
    for (rule, target) in [
        ("ORG02", "role:recorder"),
        ("org02", "role:recorder"),
        ("role-without-backup", "recorder"),
        ("ORG02", "org/more.yaml"),
    ] {
        let outcome = waived(rule, target, "2026-12-31");
        assert_eq!(told(&outcome), (vec![], false), "{rule} {target}");
        let covered = outcome.all().find(|finding| finding.rule.code == "ORG02").unwrap();
        let Standing::Waived { by, reason } = &covered.standing else { panic!("{:?}", covered.standing) };
        assert_eq!(reason, "编制只有一人，已申请补岗");
        assert!(outcome.sources.path(by.file).ends_with("review/waivers.yaml"));
    }
    // The plan names its day: 2026-03-02.
    let (last, open) = told(&waived("ORG02", "role:recorder", "2026-03-02"));
    assert_eq!((last, open), (vec![(Severity::Info, 6, "豁免还有 0 天到期".to_owned())], false));
}

#[test]
fn a_waiver_that_ended_covers_nothing_and_is_told() {
    let outcome = waived("ORG02", "role:recorder", "2026-03-01");
    assert_eq!(told(&outcome), (vec![(Severity::Warning, 6, "豁免已于 2026-03-01 到期".to_owned())], true));
    let fault = outcome.all().find(|finding| finding.rule == VOID_WAIVER).unwrap();
    assert!(outcome.sources.path(fault.related[0].place.file).ends_with("org/more.yaml"));
}

#[test]
fn a_waiver_of_nothing_is_told_with_what_was_probably_meant() {
    for (rule, target, level, line, message, help) in [
        ("ORG02", "role:recoder", Severity::Warning, 3, "没有用上", "role:recorder"),
        ("ORG03", "person:p999", Severity::Warning, 3, "没有用上", "target"),
        ("ORG20", "role:recorder", Severity::Error, 2, "没有规则“ORG20”", "ORG02"),
        ("no-backup-at-all-and-more", "role:recorder", Severity::Error, 2, "没有规则", "plangen rules"),
    ] {
        if rule == "ORG03" && !plangen::check::RULES.iter().any(|known| known.name.code == rule) {
            continue;
        }
        let outcome = waived(rule, target, "2026-12-31");
        let (faults, open) = told(&outcome);
        assert!(open && faults.len() == 1, "{rule} {target}: {faults:?}");
        assert_eq!((faults[0].0, faults[0].1), (level, line), "{rule} {target}");
        assert!(faults[0].2.contains(message), "{}", faults[0].2);
        let fault = outcome.all().find(|finding| finding.rule == VOID_WAIVER).unwrap();
        assert!(fault.help.as_ref().unwrap().zh.contains(help), "{:?}", fault.help);
    }
}

#[test]
fn rules_that_guard_life_clocks_or_clearances_cannot_be_waived() {
    let fixed: Vec<_> = plangen::check::RULES.iter().filter(|rule| !rule.waivable).map(|rule| rule.name).collect();
    for code in ["EVT02", "PLB01", "PLB10", "PRV02"] {
        assert!(fixed.iter().any(|rule| rule.code == code) || code == "PLB10", "{code} can be waived");
    }
    assert!(fixed.len() <= 4, "{fixed:?}");
    for rule in fixed {
        let (faults, _) = told(&waived(rule.code, "role:recorder", "2026-12-31"));
        assert_eq!(faults.len(), 1);
        assert!(faults[0].0 == Severity::Error && faults[0].2.contains("不能豁免"), "{faults:?}");
    }
}

#[test]
fn what_is_waived_stays_in_the_report_and_does_not_fail() {
    let small = Small::new();
    small.write("org/more.yaml", ALONE);
    small.edit("contacts/calltree.yaml", "to: [tech-lead, commander]", "to: [tech-lead, commander, recorder]");
    assert_eq!(small.run(["check"]).code(), Some(1));
    small.write(
        "review/waivers.yaml",
        "waivers:\n  - {rule: ORG02, target: recorder, reason: 已申请补岗, approved_by: commander, expires: 2026-12-31}\n",
    );
    let run = small.run(["check", "--format", "json", "--deny", "ORG02"]);
    assert_eq!(run.code(), Some(0), "{}", run.text());
    let report: serde_json::Value = serde_json::from_slice(&run.out).unwrap();
    assert_eq!(report["findings"][0]["waived"], true);
    assert_eq!((&report["summary"]["errors"], &report["summary"]["waived"]), (&0.into(), &1.into()));
    let text = small.run(["check", "--lang", "zh", "-q"]).err;
    assert_eq!(text, "错误 0，警告 0，提示 0，豁免 1\n");
    small.build();
    // A warning of reading can be waived like any other.
    small.edit("org/roles.yaml", "post: 局长", "post: 局长\u{2F00}");
    assert_eq!(small.run(["check", "--deny-warnings"]).code(), Some(1));
    small.write(
        "review/more.yaml",
        "waivers:\n  - {rule: SYN17, target: org/roles.yaml, reason: 证件上就是此字, approved_by: commander, expires: 2026-12-31}\n",
    );
    let run = small.run(["check", "--deny-warnings"]);
    assert_eq!(run.code(), Some(0), "{}", run.err);
}
