//! LNG03: the document has the elements of an official one, and they fit each other.
//!
//! Source: GB/T 9704-2012, 7.2 to 7.4; 党政机关公文处理工作条例 art. 9. What the program prints by
//! itself (署名, 附件说明, 版记) needs its data here. Classified text is refused by `load` where
//! it is declared and found here where it is only typed.

mod texts;

use crate::check::{Context, names};
use crate::finding::{Finding, Message, Place};
use crate::model::org::UnitKind;
use crate::say;

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    number(cx);
    dates(cx);
    addressees(cx);
    title(cx);
    texts::replaced(cx);
    texts::classified(cx);
}

fn error(cx: &mut Context<'_>, place: Place, message: Message, help: Message) {
    cx.report(Finding::error(names::missing_document_element, place, message).help(help));
}

fn warn(cx: &mut Context<'_>, place: Place, message: Message, help: Message) {
    cx.report(Finding::warning(names::missing_document_element, place, message).help(help));
}

/// 发文字号: code without brackets and figures, year of the document, serial from 1.
fn number(cx: &mut Context<'_>) {
    let document = &cx.plan.head.document;
    let number = &document.number;
    if number.code.chars().any(|c| c.is_ascii_digit() || "〔〕[]【】（）()号第".contains(c)) {
        let code = &number.code.value;
        let message = say!("“{code}”不是机关代字", "'{code}' is no code of an organ");
        error(cx, number.code.place, message, say!("只写代字，如“示财信”；年份和序号另写", "write the code alone"));
    }
    let (year, dated) = (number.year.value, document.dated.value);
    if year != i64::from(dated.year()) {
        let message =
            say!("发文字号的年份{year}与成文日期 {dated} 不符", "the year {year} of the number does not fit {dated}");
        error(
            cx,
            number.year.place,
            message,
            say!("改为成文日期的年份，四位数", "write the year of the date, in four figures"),
        );
    }
    if number.serial.value < 1 {
        let message = say!("发文顺序号从1起", "serial numbers begin at 1");
        error(cx, number.serial.place, message, say!("写实际的顺序号", "write the serial number given"));
    }
}

/// 成文日期 no later than 印发日期, printed by an office of our own.
fn dates(cx: &mut Context<'_>) {
    let plan = cx.plan;
    let document = &plan.head.document;
    let (dated, printed) = (document.dated.value, document.printed.date.value);
    if printed < dated {
        let message =
            say!("印发日期 {printed} 早于成文日期 {dated}", "it is printed on {printed}, before its date {dated}");
        let help = say!(
            "成文日期是签发日期，印发日期是送印日期，不早于成文日期",
            "print it on or after the date of signature"
        );
        error(cx, document.printed.date.place, message, help);
    }
    let printer = &plan.units[&document.printed.by.value];
    if !matches!(printer.kind, UnitKind::Own | UnitKind::Section | UnitKind::Subordinate) {
        let name = &printer.name.value;
        let message = say!("印发机关“{name}”不是本单位的机构", "'{name}' is no office of ours");
        error(
            cx,
            document.printed.by.place,
            message,
            say!("写本单位负责印发的机构", "name our own office that prints it"),
        );
    }
    if plan.units[&plan.head.organisation.value].kind != UnitKind::Own {
        let message = say!("署名机关应是本单位", "the signing organ is not our own");
        let help = say!("organisation 写 kind 为“本单位”的单位", "let organisation be the unit of kind 本单位");
        error(cx, plan.head.organisation.place, message, help);
    }
}

/// 主送, 正文, 施行日期, 解释机关.
fn addressees(cx: &mut Context<'_>) {
    let plan = cx.plan;
    let document = &plan.head.document;
    if plan.notice.is_none() {
        let message = say!("没有印发通知的正文", "there is no notice that issues the plan");
        let help = say!("在 text/notice.md 里写“现将《…》印发给你们，请…”", "write the notice in text/notice.md");
        error(cx, document.place, message, help);
    }
    if document.addressed_to.is_empty() {
        let message = say!("没有主送机关", "it is addressed to nobody");
        warn(
            cx,
            document.place,
            message,
            say!("在 addressed_to 里写主送机关，如“局机关各科室”", "fill in addressed_to"),
        );
    }
    for copied in &document.copied_to {
        if document.addressed_to.iter().any(|main| main.value == copied.value) {
            let name = &copied.value;
            let message = say!("“{name}”又主送又抄送", "'{name}' is both addressed and copied to");
            warn(cx, copied.place, message, say!("只留主送", "keep it as an addressee only"));
        }
    }
    if document.effective.is_none() {
        let message = say!("没有写从什么时候施行", "it does not say from when it holds");
        warn(cx, document.place, message, say!("写 effective: 自印发之日起施行", "write effective: 自印发之日起施行"));
    }
    if document.interpreted_by.is_none() {
        let message = say!("没有写由谁负责解释", "it does not say who interprets it");
        warn(
            cx,
            document.place,
            message,
            say!("写 interpreted_by: 机构编号", "write interpreted_by: the id of a body"),
        );
    }
}

/// The title: what it is, without 《》 and without the organ, which the head prints.
fn title(cx: &mut Context<'_>) {
    let plan = cx.plan;
    let title = &plan.head.title;
    let organ = &plan.units[&plan.head.organisation.value].name.value;
    if title.value.contains(['《', '》', '。', '，']) {
        let message = say!("标题里不用书名号和句读", "a title has no marks in it");
        error(cx, title.place, message, say!("只写文字，书名号由程序加", "write the words alone"));
    }
    if title.value.starts_with(organ.as_str()) {
        let message = say!("标题里重复了“{organ}”", "the title repeats '{organ}'");
        warn(cx, title.place, message, say!("只写“…应急预案”，机关名称由程序加", "drop it: the program prints it"));
    }
    if !["预案", "方案", "计划"].iter().any(|end| title.value.ends_with(end)) {
        let message = say!("标题没有写明文种", "the title does not say what it is");
        error(cx, title.place, message, say!("以“应急预案”结尾", "end it in 应急预案"));
    }
}
