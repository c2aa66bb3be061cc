//! Triggers, grades, responses, warnings, postures, reports.

use crate::diff::entry::Entry;
use crate::diff::tell::{Teller, Word, word, word_list};
use crate::diff::tree::{About, Node};
use crate::model::event::*;

pub(super) fn trigger(trigger: &Trigger, t: &Teller<'_>) -> Node {
    let Trigger { place: _, id: _, label, signs, when, source, category, playbooks, first_report } = trigger;
    Entry::entity(t, trigger, "启动条件", About::Step, label)
        .say(About::Words, "label", "名称", label)
        .say(About::Limit, "when", "条件", when)
        .say(About::Step, "source", "发现途径", &Word(source.value))
        .say(About::Step, "category", "事件类别", &Word(category.value))
        .say(About::Step, "playbooks", "启动方案", playbooks)
        .say(About::Step, "first_report", "首报", first_report)
        .kept(Trigger::SIGNS_NEED, |entry| entry.sentences("征兆", About::Step, signs))
        .done()
}

pub(super) fn levels(levels: &[Grade], t: &Teller<'_>) -> Vec<Node> {
    let grade = |Grade { place, label, criteria }: &Grade| {
        Entry::part(t, Some(format!("level:{}", label.word())), "事件级别", About::Limit, label.word(), *place)
            .parts(criteria.iter().map(|Criterion { place, when, basis }| {
                Entry::part(t, None, "分级标准", About::Limit, "", *place)
                    .say(About::Limit, "when", "标准", when)
                    .say(About::Basis, "basis", "依据", basis)
                    .done()
            }))
            .done()
    };
    levels.iter().map(grade).collect()
}

pub(super) fn response_level(level: &ResponseLevel, t: &Teller<'_>) -> Node {
    let ResponseLevel { place: _, id: _, label, grade, activated_by, ends_when, measures } = level;
    Entry::entity(t, level, "响应级别", About::Step, label)
        .say(About::Words, "label", "名称", label)
        .say(About::Step, "for", "适用级别", &Word(grade.value))
        .say(About::Duty, "activated_by", "启动人", activated_by)
        .say(About::Step, "ends_when", "终止条件", ends_when)
        .sentences("响应措施", About::Step, measures)
        .done()
}

fn measure(measure: &Measure, t: &Teller<'_>) -> Node {
    let Measure { place, text, actor, every, within } = measure;
    Entry::part(t, None, "措施", About::Step, text, *place)
        .say(About::Step, "text", "措施", text)
        .say(About::Duty, "actor", "责任岗位", actor)
        .limit("every", "周期", every)
        .limit("within", "时限", within)
        .done()
}

pub(super) fn warnings(warnings: &[Warning], t: &Teller<'_>) -> Vec<Node> {
    let warning = |Warning { place, colour, criteria, issued_by, measures, lifts_when }: &Warning| {
        let word = colour.word();
        Entry::part(t, Some(format!("warning:{word}")), "预警", About::Step, word, *place)
            .say(About::Duty, "issued_by", "发布人", issued_by)
            .say(About::Step, "lifts_when", "解除条件", lifts_when)
            .sentences("预警条件", About::Limit, criteria)
            .parts(measures.iter().map(|own| measure(own, t)))
            .done()
    };
    warnings.iter().map(warning).collect()
}

pub(super) fn posture(posture: &Posture, t: &Teller<'_>) -> Node {
    let Posture { place: _, id: _, label, starts_when, measures, ends_when } = posture;
    Entry::entity(t, posture, "戒备状态", About::Step, label)
        .say(About::Words, "label", "名称", label)
        .say(About::Step, "starts_when", "进入条件", starts_when)
        .say(About::Step, "ends_when", "解除条件", ends_when)
        .parts(measures.iter().map(|own| measure(own, t)))
        .done()
}

pub(super) fn report(report: &Report, t: &Teller<'_>) -> Node {
    let Report {
        place: _,
        id: _,
        title,
        when,
        from,
        to,
        within,
        every,
        until,
        since,
        channels,
        form,
        contents,
        clock,
        basis,
        note,
    } = report;
    Entry::entity(t, report, "报告", About::Step, title)
        .say(About::Words, "title", "名称", title)
        .say(About::Step, "when", "报告情形", when)
        .say(About::Duty, "from", "报告人", from)
        .say(About::Step, "to", "报告对象", to)
        .limit("within", "报告时限", within)
        .limit("every", "续报间隔", every)
        .say(About::Step, "until", "续报终止", until)
        .say(About::Limit, "since", "起算点", &word(since.as_ref()))
        .say(About::Step, "channels", "报告渠道", &word_list(channels))
        .say(About::Form, "form", "使用表单", form)
        .say(About::Form, "contents", "报告内容", contents)
        .say(About::Basis, "clock", "法定时限", clock)
        .say(About::Words, "note", "备注", note)
        .parts(basis.iter().map(|own| self::basis(own, t)))
        .done()
}

pub(super) fn left_out(left_out: &[LeftOut], t: &Teller<'_>) -> Vec<Node> {
    let one = |LeftOut { place, classes, scenarios, systems, reason }: &LeftOut| {
        Entry::part(t, Some(format!("not-covered:{}", reason.value)), "不设方案", About::Step, &reason.value, *place)
            .say(About::Step, "classes", "事件类别", &word_list(classes))
            .say(About::Step, "scenarios", "情形", scenarios)
            .say(About::Step, "systems", "系统", systems)
            .done()
    };
    left_out.iter().map(one).collect()
}

fn basis(basis: &Basis, t: &Teller<'_>) -> Node {
    let Basis { place, law, article } = basis;
    let number = article.as_ref().map(|article| super::article(article.value));
    let title = t.plan.laws.get(&law.value).map_or("", |law| law.title.value.as_str());
    Entry::part(t, Some(format!("basis/{}", law.value)), "依据", About::Basis, title, *place)
        .say(About::Basis, "article", "条文", &number)
        .done()
}
