//! Whether the text of a step holds one deed or several.

/// Words that begin a second deed.
const THEN: [&str; 9] = ["然后", "随后", "接着", "，再", "，并", "、再", "，同时", "，最后", "之后再"];
/// Deeds towards somebody else, which are forgotten when they hang on to another deed with 并.
const TELL: [&str; 9] = ["报告", "报", "通知", "联系", "拨打", "告知", "上报", "请示", "通报"];
/// Words that only begin like a deed towards somebody else.
const NOT_TELL: [&str; 4] = ["报工单", "报修", "报废", "报警单"];

/// Where a second deed begins.
pub(super) fn second(text: &str) -> Option<usize> {
    let inside = |at: usize, length: usize| at > 0 && at + length < text.len();
    let stop = text.match_indices(['；', '。', ';']).find(|(at, found)| inside(*at, found.len()));
    let then = THEN.iter().filter_map(|word| text.find(word).filter(|at| inside(*at, word.len())));
    let tell = text.match_indices('并').map(|(at, _)| at).find(|at| {
        let behind = &text[at + '并'.len_utf8()..];
        TELL.iter().any(|word| behind.starts_with(word)) && !NOT_TELL.iter().any(|word| behind.starts_with(word))
    });
    stop.map(|(at, _)| at).into_iter().chain(then).chain(tell).min()
}

#[cfg(test)]
mod tests {
    use super::second;

    #[test]
    fn a_second_deed_is_seen_behind_a_stop_or_a_word_of_order() {
        for text in [
            "断开该主机网络；封存日志",
            "断开电源。通知物业",
            "关停系统，然后切断电源",
            "截屏后切断对外访问并报技术处置组组长",
            "拔除网线并通知使用人",
            "查看面板，再联系厂商",
        ] {
            assert!(second(text).is_some(), "{text}");
        }
    }

    #[test]
    fn one_deed_may_have_an_object_and_a_state() {
        for text in [
            "拔除受害主机网线并保持通电",
            "截取整页画面并抄录网址和时刻",
            "请两家运营商清洗流量并报工单号",
            "拨打119报告地点、起火物、有无被困和联系电话",
            "核对防病毒在线率和特征库日期。",
            "在隔离网段还原数据并查杀",
            "把未到者姓名和最后位置报给119",
        ] {
            assert_eq!(second(text), None, "{text}");
        }
    }
}
