//! Systems, equipment, procedures, suppliers, contracts, resources.
//!
//! Dates of tests and checks are upkeep and not part of the plan.

use crate::diff::entry::Entry;
use crate::diff::tell::{Teller, Word};
use crate::diff::tree::{About, Node};
use crate::model::asset::*;
use crate::model::org::Span;

pub(super) fn system(system: &System, t: &Teller<'_>) -> Node {
    let System {
        place: _,
        id: _,
        name,
        purpose,
        mlps,
        cii,
        owner,
        admin,
        data,
        rto,
        rpo,
        depends_on,
        start_order,
        stop_order,
        backups,
        contract,
        visibility,
    } = system;
    let Protection { place: _, level, record_no } = mlps;
    let entry = Entry::entity(t, system, "信息系统", About::Resource, name)
        .needs(*visibility)
        .say(About::Words, "name", "名称", name)
        .say(About::Resource, "purpose", "用途", purpose)
        .say(About::Resource, "mlps.level", "等级保护级别", level)
        .say(About::Resource, "mlps.record_no", "备案号", record_no)
        .say(About::Resource, "cii", "关键信息基础设施", cii)
        .say(About::Resource, "owner", "主管单位", owner)
        .say(About::Staff, "admin", "管理岗位", admin)
        .limit("rto", "恢复时间目标", rto)
        .limit("rpo", "恢复点目标", rpo)
        .say(About::Resource, "depends_on", "依赖", depends_on)
        .say(About::Step, "start_order", "启动顺序", start_order)
        .say(About::Step, "stop_order", "关停顺序", stop_order)
        .say(About::Resource, "contract", "合同", contract);
    let entry = match data {
        Some(DataHeld { place: _, personal_records, important }) => entry
            .say(About::Resource, "data.personal_records", "个人信息数量", personal_records)
            .say(About::Resource, "data.important", "重要数据", important),
        None => entry,
    };
    entry.parts(backups.iter().map(|backup| self::backup(backup, t))).done()
}

fn backup(backup: &Backup, t: &Teller<'_>) -> Node {
    let Backup { place, kind, frequency, medium, kept_at, retention, restore_tested: _ } = backup;
    Entry::part(t, None, "备份", About::Resource, kind, *place)
        .say(About::Resource, "kind", "备份方式", kind)
        .say(About::Limit, "frequency", "备份频率", frequency)
        .say(About::Resource, "medium", "介质", medium)
        .say(About::Resource, "place", "存放地点", kept_at)
        .stock("retention", "保存期限", retention)
        .done()
}

pub(super) fn facility(facility: &Facility, t: &Teller<'_>) -> Node {
    let Facility {
        place: _,
        id: _,
        name,
        kind,
        rated,
        load,
        autonomy,
        medium,
        release_delay,
        inspected: _,
        battery_installed: _,
        owned,
        eol,
        supports,
        contract,
        site,
        spare,
        maintained_by,
        visibility,
    } = facility;
    let entry = Entry::entity(t, facility, "设施设备", About::Resource, name)
        .needs(*visibility)
        .title_needs(*visibility)
        .say(About::Words, "name", "名称", name)
        .say(About::Resource, "kind", "类别", &Word(kind.value))
        .say(About::Resource, "rated", "额定容量", rated)
        .say(About::Resource, "load", "实际负载", load)
        .say(About::Resource, "medium", "灭火介质", medium)
        .say(About::Limit, "release_delay", "喷放延时", release_delay)
        .say(About::Resource, "owned", "权属", &owned.as_ref().map(|owned| Word(owned.value)))
        .say(About::Resource, "eol", "停止支持日期", eol)
        .say(About::Resource, "supports", "供给对象", supports)
        .say(About::Resource, "contract", "合同", contract)
        .say(About::Resource, "site", "所在场所", site)
        .say(About::Resource, "spare", "备用", spare)
        .say(About::Staff, "maintained_by", "维护岗位", maintained_by);
    let measured = autonomy.as_ref().and_then(|autonomy| autonomy.open(crate::model::Clearance::Restricted));
    match (measured, autonomy) {
        (Some(Autonomy { place: _, value, at_load, tested: _ }), Some(closed)) => entry
            .needs(closed.needs())
            .say(About::Resource, "autonomy.value", "后备时间", value)
            .say(About::Resource, "autonomy.at_load", "后备时间对应负载", at_load)
            .done(),
        _ => entry.done(),
    }
}

pub(super) fn procedure(procedure: &Procedure, t: &Teller<'_>) -> Node {
    let Procedure { place: _, id: _, title, steps, requires, drawing, facility } = procedure;
    Entry::entity(t, procedure, "操作规程", About::Step, title)
        .needs(Procedure::NEEDS)
        .say(About::Words, "title", "名称", title)
        .say(About::Staff, "requires", "资格要求", requires)
        .say(About::Step, "drawing", "图纸", drawing)
        .say(About::Step, "facility", "操作对象", facility)
        .parts(steps.iter().enumerate().map(|(index, ProcedureStep { place, text, interlock })| {
            Entry::part(t, None, "规程步骤", About::Step, "", *place)
                .number((index + 1).to_string())
                .say(About::Step, "text", "操作", text)
                .say(About::Step, "interlock", "联锁", interlock)
                .done()
        }))
        .done()
}

pub(super) fn vendor(vendor: &Vendor, t: &Teller<'_>) -> Node {
    let Vendor { place: _, id: _, name, aliases, contact, serves } = vendor;
    Entry::entity(t, vendor, "供应商", About::Resource, name)
        .say(About::Words, "name", "名称", name)
        .say(About::Words, "aliases", "别称", aliases)
        .say(About::Contact, "contact", "联系方式", contact)
        .say(About::Resource, "serves", "服务内容", serves)
        .done()
}

pub(super) fn contract(contract: &Contract, t: &Teller<'_>) -> Node {
    let Contract {
        place: _,
        id: _,
        title,
        vendor,
        covers,
        term,
        sla,
        incident_report_clause,
        confidentiality_clause,
        emergency_clause,
        contact,
        last_checked: _,
        visibility,
    } = contract;
    let entry = Entry::entity(t, contract, "合同", About::Resource, title)
        .needs(*visibility)
        .title_needs(*visibility)
        .say(About::Words, "title", "名称", title)
        .say(About::Resource, "vendor", "供应商", vendor)
        .say(About::Resource, "covers", "覆盖范围", covers)
        .say(About::Resource, "incident_report_clause", "事件报告条款", incident_report_clause)
        .say(About::Resource, "confidentiality_clause", "保密条款", confidentiality_clause)
        .say(About::Resource, "emergency_clause", "应急支援条款", emergency_clause)
        .say(About::Contact, "contact", "联系方式", contact);
    let entry = self::term(entry, term.as_ref());
    let Some(Sla { place: _, phone, on_site, hours, spare_parts }) = sla else { return entry.done() };
    entry
        .limit("sla.phone", "电话响应时限", phone)
        .limit("sla.on_site", "到场时限", on_site)
        .say(About::Resource, "sla.hours", "服务时间", hours)
        .say(About::Resource, "sla.spare_parts", "备件", spare_parts)
        .done()
}

fn term<'t, 'a>(entry: Entry<'t, 'a>, term: Option<&Span>) -> Entry<'t, 'a> {
    let Some(Span { place: _, from, to }) = term else { return entry };
    entry.say(About::Resource, "term.from", "起始日期", from).say(About::Resource, "term.to", "截止日期", to)
}

pub(super) fn agreement(agreement: &Agreement, t: &Teller<'_>) -> Node {
    let Agreement { place: _, id: _, with, commits, within, document_no, term } = agreement;
    let title = t.plan.units.get(&with.value).map_or("", |unit| unit.name.value.as_str());
    let entry = Entry::entity(t, agreement, "协议", About::Resource, title)
        .needs(Agreement::NEEDS)
        .say(About::Resource, "with", "对方单位", with)
        .say(About::Resource, "commits", "承诺事项", commits)
        .limit("within", "承诺时限", within)
        .say(About::Basis, "document_no", "文号", document_no);
    self::term(entry, term.as_ref()).done()
}

pub(super) fn resource(resource: &Resource, t: &Teller<'_>) -> Node {
    let Resource {
        place: _,
        id: _,
        name,
        kind,
        need,
        quantity,
        have,
        kept_at,
        keeper,
        backup_keeper,
        checked: _,
        check_every,
        expires,
        amount,
        approver,
        r#use,
        visibility,
    } = resource;
    Entry::entity(t, resource, "应急资源", About::Resource, name)
        .needs(*visibility)
        .title_needs(*visibility)
        .say(About::Words, "name", "名称", name)
        .say(About::Resource, "kind", "类别", &Word(kind.value))
        .stock("need", "需要数量", need)
        .say(About::Resource, "quantity", "现有数量", quantity)
        .say(About::Resource, "place", "存放地点", kept_at)
        .say(About::Staff, "keeper", "保管岗位", keeper)
        .say(About::Staff, "backup_keeper", "备用保管岗位", backup_keeper)
        .limit("check_every", "检查周期", check_every)
        .say(About::Resource, "expires", "有效期至", expires)
        .stock("amount", "金额", amount)
        .say(About::Staff, "approver", "批准岗位", approver)
        .say(About::Resource, "use", "用途", r#use)
        .parts(have.iter().map(|Item { place, plate, driver, note }| {
            Entry::part(t, None, "单件", About::Resource, "", *place)
                .say(About::Resource, "plate", "车牌号", plate)
                .say(About::Staff, "driver", "驾驶员", driver)
                .say(About::Resource, "note", "备注", note)
                .done()
        }))
        .done()
}
