//! Where lines must not break, case by case.

use super::*;

/// The parts with marks: `[kept]` and `|` for a joint.
fn shown(pieces: &[Piece<'_>]) -> String {
    let one = |piece: &Piece<'_>| match piece {
        Piece::Words(words) => (*words).to_owned(),
        Piece::Whole(words) => format!("[{words}]"),
        Piece::Joint => "|".to_owned(),
    };
    pieces.iter().map(one).collect()
}

#[test]
fn numbers_keep_their_units_and_dates_are_whole_where_there_is_room() {
    let cases = [
        (Care::Body, "30分钟内报告，2026年3月5日起", "[30分钟]内报告，[2026年3月5日]起"),
        (Care::Narrow, "2026年3月5日", "[2026年][3月][5日]"),
        (Care::Body, "示财办〔2026〕12号", "示财办[〔2026〕12号]"),
        (Care::Body, "打0393-0000112：", "打[0393-0000112：]"),
        (Care::Narrow, "温度≥35℃；", "温度[≥35℃；]"),
        (Care::Body, "没有数字的一句话", "没有数字的一句话"),
        (Care::Body, "", ""),
    ];
    for (care, text, expected) in cases {
        assert_eq!(shown(&pieces(text, care)), expected, "{care:?}");
    }
}

#[test]
fn a_name_keeps_its_number() {
    let cases = [
        (Care::Body, "见附件1。", "见[附件1]。"),
        (Care::Body, "填写附件12；附件3份", "填写[附件12；][附件3份]"),
        (Care::Narrow, "附件6", "[附件6]"),
        (Care::Body, "附件、附件一", "附件、附件一"),
        (Care::Body, "依据GB/T 24363-2009。", "依据[GB/T 24363-2009]。"),
        (Care::Body, "按GB/T 46793.1—2025和GB 50174-2017", "按[GB/T 46793.1—2025]和[GB 50174-2017]"),
        (Care::Body, "GA/T 1389、JR/T 0071、DB41/T 1000-2015", "[GA/T 1389]、[JR/T 0071]、[DB41/T 1000-2015]"),
        (Care::Body, "GB/Z 20986、T/CESA 1002-2016、GB/T22239", "[GB/Z 20986]、[T/CESA 1002-2016]、GB/T22239"),
        // A cell may be narrower than the number of a standard.
        (Care::Narrow, "GB/T 9704-2012", "GB/T 9704-2012"),
        (Care::Body, "转入第九部分。", "转入[第九部分]。"),
        (Care::Body, "第二十八条规定、第十二页：第三级", "[第二十八条]规定、[第十二页：][第三级]"),
        (Care::Body, "第一顺位", "[第一]顺位"),
        (Care::Body, "第几页，第3页，第12条", "第几页，[第3页]，[第12条]"),
        (Care::Narrow, "第二十八条", "第二十八条"),
        (Care::Narrow, "撤离，随后转第12步；", "撤离，随后[转第12步；]"),
        (Care::Body, "（1）不得单人；（12）先断电", "（[1）不]得单人；（[12）先]断电"),
        (Care::Body, "CPU 80%", "CPU [80%]"),
    ];
    for (care, text, expected) in cases {
        assert_eq!(shown(&pieces(text, care)), expected, "{care:?}");
    }
}

#[test]
fn long_latin_runs_break_behind_joints_and_anything_breaks_in_a_tight_column() {
    assert_eq!(shown(&pieces("见 https://oa.example.cn/a", Care::Body)), "见 https://|oa.|example.|cn/|a");
    assert_eq!(shown(&pieces("号ABCDEFGHIJKLMNOP", Care::Body)), "号A|B|C|D|E|F|G|H|I|J|K|L|M|N|O|P");
    assert_eq!(shown(&pieces("短abc", Care::Body)), "短abc");
    assert_eq!(shown(&pieces("UPS-2", Care::Tight)), "U|P|S|-|2");
}

#[test]
fn the_last_line_has_two_characters_at_least() {
    assert_eq!(shown(&closed("关闭空调并切断总电源。")), "关闭空调并切断总[电源。]");
    assert_eq!(shown(&closed("短句不动")), "短句不动");
    assert_eq!(shown(&closed("电压恢复正常后转第3.2步")), "电压恢复正常后[转第3.2步]");
    assert_eq!(shown(&closed("转第3步")), "[转第3步]");
    // Cut there, the number would lose its unit.
    assert_eq!(shown(&closed("发电机应在启动后运行30分钟")), "发电机应在启动后运行[30分钟]");
    assert_eq!(shown(&closed("收到材料后答复不超过3个工作日")), "收到材料后答复不超过[3个工作日]");
    assert_eq!(shown(&closed("温度读数每次间隔10分钟后")), "温度读数每次间隔[10分钟后]");
    assert_eq!(shown(&closed("登录备份服务器 backup")), "登录备份服务器 backup");
}

#[test]
fn a_limit_is_read_at_one_glance() {
    assert_eq!(shown(&limit("发现后4小时内")), "发现后[4小时内]");
    assert_eq!(shown(&limit("10分钟内")), "[10分钟内]");
    assert_eq!(shown(&limit("立即")), "立即");
}

#[test]
fn a_cell_of_several_lines_ends_with_two_characters() {
    assert_eq!(shown(&cell("信息中心综合岗")), "信息中心综[合岗]");
    assert_eq!(shown(&cell("发现或获知后4小时内")), "发现或获知后[4小时内]");
    assert_eq!(shown(&cell("（备）后勤保障组组长")), "（备）后勤保障组[组长]");
    assert_eq!(shown(&cell("供电")), "供电");
}

#[test]
fn labels_are_told_from_words() {
    assert!(
        is_label("资格：") && is_label("处置步骤：") && !is_label("处置步骤") && !is_label("若为两台停机旁路供电：")
    );
}

#[test]
fn a_number_takes_along_what_begins_behind_it() {
    let cases = [
        ("　关闭", "　"),
        ("（一）", "（一"),
        ("“甲”", "“甲"),
        ("a", ""),
        (" a", ""),
        ("", ""),
        ("（", "（"),
        ("转第17步。若", "转第17步"),
        ("转入", "转"),
    ];
    for (text, expected) in cases {
        assert_eq!(beginning(text), expected, "{text}");
    }
}

#[test]
fn nothing_is_lost_or_added() {
    let texts = [
        "A-1234-5678-9012-3456，7×24小时",
        "‎１２３号 ℃ 5℃",
        "…—“”？",
        "a\nb 12:30\n",
        "第3章第十二条，附件1 GB/T 1-2020",
    ];
    for text in texts {
        for all in
            [pieces(text, Care::Body), pieces(text, Care::Narrow), pieces(text, Care::Tight), closed(text), limit(text)]
        {
            let words: String = all
                .iter()
                .map(|piece| match piece {
                    Piece::Words(words) | Piece::Whole(words) => *words,
                    Piece::Joint => "",
                })
                .collect();
            assert_eq!(words, text);
        }
    }
}

#[test]
fn widths_are_estimated() {
    assert_eq!(ems("机房UPS"), 2.0 + 1.5);
    assert_eq!(lines("一二三四五\n六", 2.0), 4.0);
    assert_eq!(lines("", 2.0), 1.0);
    assert_eq!(longest_run("短"), 2.0);
    assert_eq!(longest_run("7×24小时"), ems("7×24小时") + 0.4);
    assert_eq!(longest_run("abcd"), 4.0 * 0.53);
    assert_eq!(longest_run("ABCD"), 4.0 * 0.53 + 1.0);
}
