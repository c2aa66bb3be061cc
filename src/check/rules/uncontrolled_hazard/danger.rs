//! Which deeds are dangerous to whoever does them.

/// A dangerous operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Danger {
    Switching,
    Generator,
    Gas,
    Cabinet,
    Fire,
}

impl Danger {
    pub(super) fn zh(self) -> &'static str {
        match self {
            Self::Switching => "停送电",
            Self::Generator => "发电机",
            Self::Gas => "气体释放",
            Self::Cabinet => "开柜",
            Self::Fire => "灭火",
        }
    }

    pub(super) fn en(self) -> &'static str {
        match self {
            Self::Switching => "power switching",
            Self::Generator => "running a generator",
            Self::Gas => "releasing gas",
            Self::Cabinet => "opening a cabinet",
            Self::Fire => "fighting fire",
        }
    }
}

/// Openings of deeds by which others act or nothing is touched.
const HANDS_OFF: [&str; 22] = [
    "请", "通知", "联系", "询问", "向", "核对", "查看", "读取", "记录", "填写", "报告", "检查", "拨打", "安排", "租用",
    "确认", "引导", "准备", "巡查", "检测", "说明", "协调",
];
/// What is switched.
const SWITCHED: [&str; 12] =
    ["电源", "开关", "进线", "回路", "断路器", "空开", "闸", "供电", "配电", "母线", "UPS输出", "UPS输入"];
const SWITCHES: [&str; 10] = ["断开", "切断", "合上", "拉下", "拉开", "推上", "恢复供电", "切换", "接通", "投入"];
/// Deeds that name the switching themselves.
const POWER: [&str; 11] =
    ["断电", "送电", "合闸", "拉闸", "切回市电", "转到市电", "维修旁路", "手动旁路", "倒闸", "旁路开关", "并网"];
const RUNS: [&str; 8] = ["启动", "启用", "开启", "停止", "停机", "关闭", "暂停", "置于待启动"];
const GAS: [&str; 5] = ["气体灭火", "七氟丙烷", "灭火气体", "灭火剂", "气溶胶"];
const RELEASES: [&str; 5] = ["启动", "释放", "喷放", "按下", "开启"];
const OPENS: [&str; 7] = ["开柜", "开机箱", "打开机柜", "打开机箱", "打开配电柜", "拆开", "拆机"];
const FIGHTS: [&str; 5] = ["扑救", "扑灭", "灭火器", "灭火", "救火"];
const STOPS: [&str; 9] = ["放下", "停止", "放弃", "不再", "不参与", "集合", "检修", "停用", "等待"];
/// Openings of clauses that tell what has happened or is waited for: 导致机房断电, 待恢复供电后.
const HAPPENED: [&str; 4] = ["导致", "造成", "待", "等"];
/// What makes a deed a later one.
const LATER: [&str; 2] = ["的准备", "准备工作"];

fn any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// The clauses in which something is done by whoever does the step.
fn own_deeds(text: &str) -> String {
    let opens = |clause: &str, words: &[&str]| words.iter().any(|word| clause.trim_start().starts_with(word));
    let own = |clause: &&str| !opens(clause, &HANDS_OFF) && !opens(clause, &HAPPENED) && !any(clause, &LATER);
    text.split_inclusive(['，', '。', '；', '：']).filter(own).collect()
}

/// The danger of doing what `text` says.
pub(super) fn of(text: &str) -> Option<Danger> {
    if HANDS_OFF.iter().any(|word| text.starts_with(word)) {
        return None;
    }
    let text = &own_deeds(text);
    if any(text, &GAS) && any(text, &RELEASES) {
        return Some(Danger::Gas);
    }
    if any(text, &FIGHTS) && !any(text, &STOPS) {
        return Some(Danger::Fire);
    }
    if text.contains("发电机") && any(text, &RUNS) {
        return Some(Danger::Generator);
    }
    if any(text, &OPENS) {
        return Some(Danger::Cabinet);
    }
    let switches = any(text, &POWER) || (any(text, &SWITCHES) && any(text, &SWITCHED));
    switches.then_some(Danger::Switching)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deeds_that_can_kill_are_known() {
        for (text, danger) in [
            ("合上空调供电开关", Danger::Switching),
            ("断开受浸回路", Danger::Switching),
            ("把负荷切回市电", Danger::Switching),
            ("切断着火设备和机房电源", Danger::Switching),
            ("逐路恢复供电", Danger::Switching),
            ("启动发电机至空载稳定", Danger::Generator),
            ("暂停发电机运行", Danger::Generator),
            ("在机房门外启动气体灭火", Danger::Gas),
            ("打开机箱更换电源模块", Danger::Cabinet),
            ("用二氧化碳灭火器扑救着火点", Danger::Fire),
            ("组织人员灭火", Danger::Fire),
            ("停电原因查明后，断开进线开关，并通知物业", Danger::Switching),
        ] {
            assert_eq!(of(text), Some(danger), "{text}");
        }
    }

    #[test]
    fn deeds_of_others_and_harmless_ones_are_left_alone() {
        for text in [
            "请物业断开楼层电源",
            "断开应用连接并把库置为只读",
            "断开该主机网络",
            "关闭供应商的远程通道",
            "租用第二台发电机作备用",
            "放下灭火器带上门撤离",
            "通知物业送电",
            "开启配电间排风",
            "把流量切换到备用线路",
            "核对配电柜开关位置",
            "如果是供电局的原因，请供电局迅速恢复供电",
            "两台UPS故障，导致机房断电，立即上报",
            "待恢复供电后，检查生产数据",
            "短期内无法恢复的，作好启用发电机组的准备工作",
            "按响火警，所有不参与灭火的人员撤出",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
