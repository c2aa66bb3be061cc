//! What texts say about people and about property.

const PEOPLE_LEAVE: [&str; 13] = [
    "撤离",
    "疏散",
    "劝离",
    "撤出",
    "撤到",
    "离开机房",
    "离开现场",
    "避险",
    "躲避",
    "逃生",
    "转移到",
    "引导人员",
    "退到",
];
const ALARM: [&str; 9] = ["报警", "示警", "警报", "119", "120", "火警", "急救电话", "呼救", "广播"];
const FIGHT: [&str; 4] = ["灭火", "扑救", "救火", "扑灭"];
const SAVE: [&str; 22] = [
    "抢救", "抢运", "抢搬", "抢出", "搬运", "搬离", "搬出", "搬走", "搬移", "转移", "转运", "备份", "导出", "拷贝",
    "保存", "取出", "携带", "关停", "关闭", "遮盖", "保护", "运出",
];
const PROPERTY: [&str; 19] = [
    "数据",
    "设备",
    "服务器",
    "主机",
    "介质",
    "磁带",
    "硬盘",
    "资料",
    "档案",
    "文件",
    "财产",
    "财物",
    "物资",
    "系统",
    "存储",
    "机柜",
    "现金",
    "账册",
    "任务",
];
const DOWN: [&str; 3] = ["关机", "停机", "下电"];
const FORBID: [&str; 8] = ["不得", "不准", "不能", "不可", "不允许", "禁止", "严禁", "不许"];
const BEFORE: [&str; 3] = ["前", "没有完成", "未完成"];
const AFTER: [&str; 12] =
    ["完毕后", "完成后", "结束后", "搬完", "之后", "以后", "后再", "后方可", "后才", "，再", "后撤离", "后疏散"];
/// Words that say a thing must not be held up by another, or that electricity is the reason.
const HOLD_UP: [&str; 9] = ["延误", "影响", "耽误", "妨碍", "拖延", "推迟", "断电", "带电", "切断电源"];

fn any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// Whether people are led out or told to go.
pub(super) fn leads_out(text: &str) -> bool {
    any(text, &PEOPLE_LEAVE)
}

/// Whether help is called or people are warned.
pub(super) fn raises_alarm(text: &str) -> bool {
    any(text, &ALARM)
}

/// Whether a fire is fought.
pub(super) fn fights_fire(text: &str) -> bool {
    any(text, &FIGHT)
}

/// Whether people are counted.
pub(super) fn counts_heads(text: &str) -> bool {
    any(text, &["清点", "点名", "核对人数", "报告人数"]) && !any(text, &["清点设备", "清点物资"])
}

/// Whether it says when to stop fighting the fire and go.
pub(super) fn says_when_to_leave(text: &str) -> bool {
    let stops = any(text, &["停止灭火", "停止扑救", "放弃灭火", "放弃扑救", "不再扑救", "放下灭火器"]);
    stops || (fights_fire(text) && any(text, &["立即撤离", "马上撤离", "撤离现场", "即撤离", "就撤离"]))
}

/// Whether data, equipment or other property is what the text cares for.
pub(super) fn saves_property(text: &str) -> bool {
    (any(text, &SAVE) && any(text, &PROPERTY)) || any(text, &DOWN)
}

/// Whether a sentence lets alarm, evacuation or firefighting wait for property.
pub(super) fn makes_people_wait(text: &str) -> bool {
    text.split(['。', '；', '\n']).any(|sentence| forbids_until(sentence) || comes_after(sentence))
}

fn for_people(text: &str) -> bool {
    leads_out(text) || raises_alarm(text) || fights_fire(text)
}

/// 数据抢救完成前不得灭火
fn forbids_until(sentence: &str) -> bool {
    let Some(ban) = FORBID.iter().filter_map(|word| sentence.find(word)).min() else { return false };
    let (before, banned) = sentence.split_at(ban);
    let waits = any(before, &BEFORE) && (any(before, &PROPERTY) || saves_property(before));
    waits && for_people(banned) && !any(sentence, &HOLD_UP)
}

/// 先搬数据，再疏散人员
fn comes_after(sentence: &str) -> bool {
    let order = AFTER.iter().filter_map(|word| sentence.find(word)).min();
    let Some(order) = order else { return false };
    let (first, then) = sentence.split_at(order);
    saves_property(first) && !for_people(first) && for_people(then) && !any(sentence, &HOLD_UP)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_that_let_people_wait_for_property_are_found() {
        for text in [
            "在没有完成此任务之前不得从事其他工作，包括灭火",
            "数据介质抢出前不得撤离",
            "先抢救数据，再组织疏散",
            "服务器搬离后再报警",
            "有序关机完成后撤离机房人员",
            "设备转移完毕后方可拨打119",
        ] {
            assert!(makes_people_wait(text), "{text}");
        }
    }

    #[test]
    fn sentences_that_put_people_first_are_left_alone() {
        for text in [
            "不得为抢救数据、资料或设备延误报警、疏散和清点",
            "不得对带电设备用水或泡沫，不得单人灭火",
            "不得在放气后或未经准许返回机房",
            "未断电前不得用水扑救着火设备",
            "关上机房门后撤离到集合点",
            "人员撤离后再关停设备",
            "先报警、撤人、清点，再断电扑救",
            "不得为关机、搬设备延误断电和撤离",
            "烟气触及配电柜时放弃断电直接撤离",
            "不得冒雨、冒雷、涉水抢运设备和介质",
        ] {
            assert!(!makes_people_wait(text), "{text}");
        }
    }

    #[test]
    fn steps_are_told_by_what_they_care_for() {
        assert!(saves_property("抢运磁带和服务器"));
        assert!(saves_property("按规程有序关机"));
        assert!(!saves_property("切断着火设备和机房电源"));
        assert!(!saves_property("用二氧化碳灭火器扑救着火点"));
        assert!(counts_heads("在集合点清点人数"));
        assert!(says_when_to_leave("烟压到头部、出口受阻或一具用完未灭，停止灭火撤离"));
        assert!(!says_when_to_leave("用二氧化碳灭火器扑救着火点"));
    }
}
