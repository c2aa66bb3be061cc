//! Units, groups, roles, duties, places, persons.

use crate::diff::Part;
use crate::diff::entry::Entry;
use crate::diff::tell::{Teller, Word, word, word_list};
use crate::diff::tree::{About, Node};
use crate::model::org::*;

pub(super) fn unit(unit: &Unit, t: &Teller<'_>) -> Node {
    let Unit { place: _, id: _, name, aliases, kind, parent, class, jurisdiction, duties } = unit;
    Entry::entity(t, unit, "单位", About::Duty, name)
        .say(About::Words, "name", "名称", name)
        .say(About::Words, "aliases", "别称", aliases)
        .say(About::Duty, "kind", "单位性质", &Word(*kind))
        .say(About::Duty, "parent", "上级单位", parent)
        .say(About::Duty, "class", "行业", class)
        .say(About::Duty, "jurisdiction", "主管事项", &word(jurisdiction.as_ref()))
        .parts(duties.iter().map(|duty| group_duty(duty, t)))
        .done()
}

fn group_duty(duty: &GroupDuty, t: &Teller<'_>) -> Node {
    let GroupDuty { place, id, text, r#type, exclusive } = duty;
    Entry::part(t, Some(format!("duty/{}", id.value)), "职责", About::Duty, "", *place)
        .say(About::Duty, "text", "职责", text)
        .say(About::Duty, "type", "职责类别", &word(r#type.as_ref()))
        .say(About::Duty, "exclusive", "专属", exclusive)
        .done()
}

pub(super) fn group(group: &Group, t: &Teller<'_>) -> Node {
    let Group {
        place: _,
        id: _,
        name,
        aliases,
        kind,
        reports_to,
        seats,
        member_units,
        functions,
        duties,
        authority,
        site,
        contact,
    } = group;
    let entry = Entry::entity(t, group, "机构", About::Duty, name)
        .say(About::Words, "name", "名称", name)
        .say(About::Words, "aliases", "简称", aliases)
        .say(About::Duty, "kind", "机构类别", &Word(*kind))
        .say(About::Duty, "reports_to", "上级机构", reports_to)
        .say(About::Duty, "member_units", "成员单位", member_units)
        .say(About::Duty, "functions", "职能", functions)
        .say(About::Contact, "contact", "联系方式", contact)
        .parts(seats.iter().map(|seat| self::seat(seat, t)))
        .parts(duties.iter().map(|duty| group_duty(duty, t)))
        .parts(authority.powers().map(|(kind, power)| self::power(kind, power, t)));
    let entry = match site {
        Some(MeetingPlace { place: _, primary, alternate }) => entry
            .say(About::Duty, "site.primary", "指挥场所", primary)
            .say(About::Duty, "site.alternate", "备用指挥场所", alternate),
        None => entry,
    };
    entry.done()
}

fn seat(seat: &Seat, t: &Teller<'_>) -> Node {
    let Seat { place, role, label, duty } = seat;
    let title = t.plan.roles.get(&role.value).map_or("", |role| role.name.value.as_str());
    Entry::part(t, Some(format!("seat/{}", role.value)), "席位", About::Staff, title, *place)
        .say(About::Staff, "label", "席位", label)
        .say(About::Duty, "duty", "分工", duty)
        .done()
}

fn power(kind: PowerKind, power: &Power, t: &Teller<'_>) -> Node {
    let Power { place, role, succession, within } = power;
    let title = match kind {
        PowerKind::Activate => "启动预案",
        PowerKind::Terminate => "终止响应",
        PowerKind::PublicStatement => "对外发布",
        PowerKind::OutsideReport => "对外报告",
        PowerKind::PoliceReport => "报警",
        PowerKind::StopSystem => "停用业务系统",
        PowerKind::Spend => "动用应急资金",
    };
    Entry::part(t, Some(format!("power/{}", kind.word())), "权限", About::Duty, title, *place)
        .say(About::Duty, "role", "行使人", role)
        .say(About::Duty, "succession", "代行顺序", succession)
        .limit("within", "代行时限", within)
        .done()
}

pub(super) fn role(role: &Role, t: &Teller<'_>) -> Node {
    let Role {
        place: _,
        id: _,
        name,
        aliases,
        post,
        holder,
        // When somebody took a post is upkeep, as the dates of tests are.
        appointed: _,
        holder_from,
        backups,
        backups_from,
        oncall,
        arrive_within,
        qualifications,
        posts_conflict,
        key_post,
        contact,
        summary,
        functions,
    } = role;
    Entry::entity(t, role, "岗位", About::Staff, name)
        .say(About::Words, "name", "名称", name)
        .say(About::Words, "aliases", "别称", aliases)
        .say(About::Staff, "post", "对应职务", post)
        .say(About::Staff, "holder", "任职人", holder)
        .say(About::Staff, "holder_from", "任职人来自", holder_from)
        .say(About::Staff, "backups", "备岗", backups)
        .say(About::Staff, "backups_from", "备岗来自", backups_from)
        .say(About::Staff, "oncall", "值班待命", oncall)
        .limit("arrive_within", "到场时限", arrive_within)
        .say(About::Staff, "qualifications", "资格要求", qualifications)
        .say(About::Staff, "posts_conflict", "不得兼任", posts_conflict)
        .say(About::Staff, "key_post", "关键岗位", key_post)
        .say(About::Contact, "contact", "联系方式", contact)
        .say(About::Duty, "summary", "岗位职责", summary)
        .say(About::Duty, "functions", "承担职能", &word_list(functions))
        .done()
}

pub(super) fn duty(duty: &Duty, t: &Teller<'_>) -> Node {
    let Duty { place: _, id: _, name, pattern, shifts, posts, phone, members, handover } = duty;
    Entry::entity(t, duty, "值班", About::Staff, name)
        .say(About::Words, "name", "名称", name)
        .say(About::Staff, "pattern", "值班时间", &Word(pattern.value))
        .say(About::Contact, "phone", "值班电话", phone)
        .say(About::Staff, "members", "轮值人员", members)
        .say(About::Duty, "handover", "交接班", handover)
        .parts(shifts.iter().map(|Shift { place, label, days, from, to }| {
            let hours = format!("{}至{}", from.value, to.value);
            let title = label.as_ref().map_or(hours.as_str(), |label| label.value.as_str());
            Entry::part(t, Some(format!("shift/{title}")), "班次", About::Staff, title, *place)
                .say(About::Staff, "days", "日期", &word_list(days))
                .say(About::Staff, "hours", "起止时刻", &Some(hours.clone()))
                .done()
        }))
        .parts(posts.iter().map(|DutyPost { place, label, count }| {
            Entry::part(t, Some(format!("post/{}", label.value)), "班次岗位", About::Staff, label, *place)
                .say(About::Staff, "count", "人数", count)
                .done()
        }))
        .done()
}

pub(super) fn site(site: &Site, t: &Teller<'_>) -> Node {
    let Site { place: _, id: _, name, hazards, assembly_point, evacuation_route, visibility } = site;
    Entry::entity(t, site, "场所", About::Resource, name)
        .needs(*visibility)
        .title_needs(*visibility)
        .say(About::Words, "name", "名称", name)
        .say(About::Resource, "hazards", "危险", &word_list(hazards))
        .say(About::Resource, "assembly_point", "集合点", assembly_point)
        .say(About::Resource, "evacuation_route", "疏散路线", evacuation_route)
        .done()
}

/// A person. What the person is called and who may know it are told apart; a known absence is
/// upkeep of the roster and not part of the plan.
pub(super) fn person(person: &Person, t: &Teller<'_>) -> Node {
    let Person { place: _, id: _, name, unit, post_title, status, absent: _, contact, notice: _, visibility } = person;
    let shown = name.open(crate::model::Clearance::Restricted).map_or("", |name| name.value.as_str());
    Entry::entity(t, person, "人员", About::Staff, "")
        .titled(vec![Part { text: shown.to_owned(), needs: name.needs().max(*visibility) }])
        .needs(*visibility)
        .say(About::Staff, "name", "姓名", name)
        .say(About::Staff, "unit", "所在单位", unit)
        .say(About::Staff, "post_title", "职务", post_title)
        .say(About::Staff, "status", "在职状态", &Word(status.value))
        .say(About::Contact, "contact", "联系方式", contact)
        .done()
}
