//! What the rules of the catalogue are called, in both languages.

/// Code, Chinese title, English title.
const TITLES: &[(&str, &str, &str)] = &[
    ("STR01", "编号唯一且稳定", "ids are unique and stable"),
    ("STR02", "引用可达", "references lead somewhere"),
    ("STR03", "要素齐全", "no part of a plan is missing"),
    ("STR04", "触发与方案对应", "triggers and playbooks belong together"),
    ("STR05", "一处定义", "a fact is defined once"),
    ("STR06", "无空项残留", "nothing is left empty"),
    ("STR07", "依据现行", "laws cited are in force"),
    ("STR08", "异域用语", "no words of another trade"),
    ("STR09", "责任与免责自洽", "sanctions and exemptions agree"),
    ("ORG01", "岗位有人且在职", "every role is held by somebody who serves"),
    ("ORG02", "必有备岗", "every role has a backup"),
    ("ORG03", "兼职过多或冲突", "nobody holds too many posts, or posts that conflict"),
    ("ORG04", "权限与继任", "every power has an owner and a succession"),
    ("ORG05", "一名一义", "one name for a body, one body for a name"),
    ("ORG06", "行动者明确", "it is clear who acts"),
    ("ORG07", "值守覆盖", "the roster covers what is claimed"),
    ("ORG08", "指挥场所", "the command has a place that stays usable"),
    ("CON01", "可联系", "everybody who is called can be reached"),
    ("CON02", "核实时效", "contacts were verified in time"),
    ("CON03", "号码格式与归属", "numbers are well formed and belong there"),
    ("CON04", "一致无冲突", "numbers do not contradict each other"),
    ("CON05", "渠道适当", "channels exist and are fit for the purpose"),
    ("CON06", "必备外部联系与呼叫树", "required outside contacts and the call tree"),
    ("EVT01", "分级与响应", "grades and responses"),
    ("EVT02", "法定时限", "statutory clocks"),
    ("EVT03", "内部时限自洽", "internal limits fit into outside ones"),
    ("EVT04", "类别覆盖", "every class of incident is covered"),
    ("EVT05", "预警分级", "warnings by colour"),
    ("PLB01", "人身安全优先", "people come first"),
    ("PLB02", "方案不冲突", "playbooks do not contradict each other"),
    ("PLB03", "分支完备不重叠", "branches cover every value once"),
    ("PLB04", "量必有单位", "quantities have units"),
    ("PLB05", "步骤完整", "steps are complete"),
    ("PLB06", "含糊用语", "no vague words"),
    ("PLB07", "流程图健全", "every path leads to an end"),
    ("PLB08", "升级机制", "escalation"),
    ("PLB09", "先取证后清理", "evidence before clean-up"),
    ("PLB10", "危险操作受控", "dangerous operations are under control"),
    ("PLB11", "与台账一致", "playbooks agree with the registers"),
    ("PLB12", "收尾与记录", "closing and records"),
    ("FRM01", "字段规范", "fields of forms are well made"),
    ("FRM02", "内容覆盖", "forms hold what is required"),
    ("FRM03", "用印与签发", "seals and signatures"),
    ("RES01", "合同有效", "contracts are in term"),
    ("RES02", "合同内容与外部承诺", "contracts and promises say what is needed"),
    ("RES03", "关键资产有保障", "key assets are supported"),
    ("RES04", "物资账实", "supplies are there as promised"),
    ("RES05", "恢复目标与容量", "recovery goals and capacity"),
    ("REV01", "按期评估", "reviews in time"),
    ("REV02", "演练覆盖", "exercises cover the plan"),
    ("REV03", "培训到位", "trainings were held"),
    ("REV04", "版本、备案与分发", "versions, filing and copies"),
    ("REV05", "应修未修与豁免", "overdue revisions and waivers"),
    ("LNG01", "标点与数字", "punctuation and figures"),
    ("LNG02", "层次与编号", "numbers of headings are generated"),
    ("LNG03", "公文要素", "elements of an official document"),
    ("LNG04", "错漏与歧义", "slips and ambiguity"),
    ("PRV01", "可见级与最小化", "visibility and data minimisation"),
    ("PRV02", "成品不越级", "no output holds more than its clearance"),
    ("PRV03", "正文无个人信息", "no personal data in prose"),
];

/// What the rule with this code is called, in Chinese and in English.
pub(super) fn title(code: &str) -> (&'static str, &'static str) {
    TITLES.iter().find(|(own, _, _)| *own == code).map_or(("", ""), |(_, zh, en)| (*zh, *en))
}

#[cfg(test)]
mod tests {
    use super::super::RULES;
    use super::*;

    #[test]
    fn every_rule_has_a_title() {
        for rule in RULES {
            assert!(!title(rule.name.code).0.is_empty(), "{} has none", rule.name.code);
        }
        assert!(TITLES.iter().all(|(_, zh, en)| !zh.is_empty() && en.is_ascii()));
    }
}
