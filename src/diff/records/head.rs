//! What the plan says of itself: document, scope, profile, periods, annexes.

use crate::diff::Value;
use crate::diff::entry::Entry;
use crate::diff::tell::{Teller, Word};
use crate::diff::tree::{About, Node};
use crate::model::document::*;

/// The head. Number, dates and version of the document change with every issue and are told by the
/// revision itself; how the pages look is no content.
pub(super) fn head(head: &Head, t: &Teller<'_>) -> Node {
    let Head {
        place,
        id: _,
        organisation,
        title,
        version: _,
        document,
        scope,
        profile,
        policy,
        editions,
        legal_packs: _,
        as_of: _,
        fonts: _,
        not_applicable: _,
        annexes,
    } = head;
    let Document {
        place: _,
        number: _,
        secrecy,
        urgency: _,
        addressed_to,
        copied_to,
        dated: _,
        printed: _,
        effective,
        replaces: _,
        interpreted_by,
        numbering: _,
        contents: _,
        carried: _,
        sealed: _,
        mark,
        remark,
        keywords: _,
    } = document;
    let Scope { place: _, units, systems, words } = scope;
    let Profile { place: _, location, operator, mlps_max, handles_personal_info, publishes_plan } = profile;
    let Location { place: _, province, city, area_code } = location;
    let entry = Entry::part(t, Some("plan:head".into()), "文件", About::Words, "文件要素", *place)
        .say(About::Words, "organisation", "制定单位", organisation)
        .say(About::Words, "title", "预案名称", title)
        .say(About::Words, "secrecy", "密级", &Word(*secrecy))
        .say(About::Words, "addressed_to", "主送机关", addressed_to)
        .say(About::Words, "copied_to", "抄送机关", copied_to)
        .say(About::Words, "effective", "施行", effective)
        .say(About::Duty, "interpreted_by", "解释机构", interpreted_by)
        .say(About::Words, "mark", "发文机关标志", mark)
        .say(About::Words, "remark", "附注", remark)
        .say(About::Duty, "scope.units", "适用单位", units)
        .say(About::Resource, "scope.systems", "适用系统", systems)
        .say(About::Words, "scope.words", "适用范围", words)
        .say(About::Contact, "area_code", "区号", area_code)
        .say(About::Words, "province", "省份", province)
        .say(About::Words, "city", "城市", city)
        .say(About::Basis, "operator", "运营者类别", &Word(operator.value))
        .say(About::Resource, "mlps_max", "最高等级保护级别", mlps_max)
        .say(About::Basis, "handles_personal_info", "处理个人信息", handles_personal_info)
        .say(About::Words, "publishes_plan", "主动公开", publishes_plan)
        .value(
            About::Form,
            "annexes",
            "附件",
            Value::List(annexes.iter().map(|annex| self::annex(&annex.value, t)).collect()),
        )
        .parts(editions.iter().map(|Edition { name, clearance }| {
            Entry::part(t, Some(format!("edition/{}", name.value)), "版本种类", About::Words, name, name.place)
                .say(About::Words, "clearance", "可见级", clearance.value.called())
                .done()
        }));
    policy_lines(entry, policy).done()
}

fn policy_lines<'t, 'a>(entry: Entry<'t, 'a>, policy: &Policy) -> Entry<'t, 'a> {
    let Policy {
        place: _,
        contact_max_age: ContactAges { place: _, internal, vendor, authority },
        review_max_age,
        drill_max_age: DrillAges { place: _, comprehensive, playbook, life_safety },
        training_max_age,
        max_posts_per_person,
        contract_warn_before,
        restore_test_max_age,
        autonomy_test_max_age,
    } = policy;
    entry
        .limit("contact_max_age.internal", "内部联系方式核实期限", internal)
        .limit("contact_max_age.vendor", "供应商联系方式核实期限", vendor)
        .limit("contact_max_age.authority", "主管部门联系方式核实期限", authority)
        .limit("review_max_age", "评估周期", review_max_age)
        .limit("drill_max_age.comprehensive", "综合演练周期", comprehensive)
        .limit("drill_max_age.playbook", "专项演练周期", playbook)
        .limit("drill_max_age.life_safety", "涉及人身安全方案的演练周期", life_safety)
        .limit("training_max_age", "培训周期", training_max_age)
        .limit("max_posts_per_person", "每人任职上限", max_posts_per_person)
        .say(About::Limit, "contract_warn_before", "合同到期提醒", contract_warn_before)
        .limit("restore_test_max_age", "备份恢复测试周期", restore_test_max_age)
        .limit("autonomy_test_max_age", "放电测试周期", autonomy_test_max_age)
}

fn annex(annex: &Annex, t: &Teller<'_>) -> Value {
    match annex {
        Annex::Table(table) => Value::Words(table.called().to_owned()),
        Annex::Form(id) => crate::diff::tell::Tell::tell(&id.value, t)
            .map_or_else(|| Value::Words(id.value.to_string()), |(value, _)| value),
    }
}
