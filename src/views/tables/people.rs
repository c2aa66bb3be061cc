//! Tables of the organisation and of who can be reached how.

use super::{CENTER, Grouped, LEFT, Section, cell, lines, optional, table, text};
use crate::model::Id;
use crate::model::contact::ContactClass;
use crate::model::org::Group;
use crate::model::words::Words;
use crate::views::content::Block;
use crate::views::refer::{Edition, group_name, hours_in_words, power_in_words};

pub(super) fn seats(edition: &Edition<'_>, id: &Id<Group>) -> Block {
    let plan = edition.plan;
    let group = &plan.groups[id];
    let rows = group.seats.iter().map(|seat| {
        let role = &plan.roles[&seat.role];
        vec![text(&seat.label), text(&role.name), optional(role.post.as_ref()), optional(seat.duty.as_ref())]
    });
    let caption = format!("{}组成", group_name(group, true));
    let columns = [("席位", 3, CENTER), ("应急岗位", 4, LEFT), ("由谁担任", 4, LEFT), ("分工", 5, LEFT)];
    table(&caption, &columns, rows.collect())
}

pub(super) fn contacts(edition: &Edition<'_>, only: Option<ContactClass>) -> Block {
    let mut rows = Vec::new();
    let mut sections = Vec::new();
    for (word, class) in ContactClass::ALL {
        if only.is_some_and(|only| only != *class) || (*class == ContactClass::Personal && only.is_none()) {
            continue;
        }
        let entries: Vec<_> = edition
            .plan
            .contacts
            .iter()
            .filter(|contact| contact.class.value == *class && edition.clearance >= contact.visibility)
            .collect();
        if entries.is_empty() {
            continue;
        }
        if only.is_none() {
            sections.push(Section { before: rows.len(), title: (*word).to_owned() });
        }
        for contact in entries {
            let serves = contact.serves.iter().map(|asset| edition.asset(&asset.value).to_owned());
            let note = contact.note.iter().map(|note| note.value.clone());
            rows.push(vec![text(&contact.label), lines(edition.points(contact)), lines(serves.chain(note))]);
        }
    }
    let columns = [("单位或事项", 4, LEFT), ("联系方式", 8, LEFT), ("对应系统或说明", 4, LEFT)];
    Grouped { rows, sections }.table("应急通讯录", &columns)
}

pub(super) fn roles(edition: &Edition<'_>) -> Block {
    let rows = edition.plan.roles.iter().map(|role| {
        let backups = match (role.backups.len(), &role.backups_from) {
            (_, Some(duty)) => format!("由{}产生", edition.plan.duty[duty].name.value),
            (0, None) => "—".into(),
            (1, None) => "1人".into(),
            (count, None) => format!("{count}人，按顺序接替"),
        };
        let arrives = role.arrive_within.as_ref().map_or_else(|| "—".into(), |within| format!("{}内", within.value));
        vec![
            text(&role.name),
            optional(role.post.as_ref()),
            cell(backups),
            cell(arrives),
            optional(role.summary.as_ref()),
        ]
    });
    let columns = [
        ("应急岗位", 13, LEFT),
        ("由谁担任", 10, LEFT),
        ("备岗", 6, LEFT),
        ("到场时限", 6, CENTER),
        ("职责", 18, LEFT),
    ];
    table("应急岗位", &columns, rows.collect())
}

pub(super) fn authority(edition: &Edition<'_>) -> Block {
    let mut rows = Vec::new();
    for group in &edition.plan.groups {
        for (kind, power) in group.authority.powers() {
            let role = |id| edition.plan.roles[id].name.value.clone();
            rows.push(vec![
                cell(power_in_words(kind)),
                cell(role(&power.role.value)),
                cell(power.succession.iter().map(|next| role(&next.value)).collect::<Vec<_>>().join("、")),
                power.within.as_ref().map_or_else(|| cell("—"), |within| cell(format!("{}内", within.value))),
            ]);
        }
    }
    let columns = [("权限", 14, LEFT), ("决定人", 20, LEFT), ("不能履职时依次由", 31, LEFT), ("决定时限", 11, CENTER)];
    table("权限与接替顺序", &columns, rows)
}

pub(super) fn duty(edition: &Edition<'_>) -> Block {
    let rows = edition.plan.duty.iter().map(|duty| {
        let posts = duty.posts.iter().map(|post| format!("{}{}人", post.label.value, post.count.value));
        let phone = duty.phone.iter().flat_map(|id| edition.points(&edition.plan.contacts[id]));
        vec![
            text(&duty.name),
            cell(hours_in_words(duty.pattern.word())),
            lines(posts),
            lines(phone),
            optional(duty.handover.as_ref()),
        ]
    });
    let columns = [
        ("值班", 11, LEFT),
        ("时间", 9, CENTER),
        ("每班岗位", 13, LEFT),
        ("值班电话", 21, LEFT),
        ("交接要求", 16, LEFT),
    ];
    table("值班安排", &columns, rows.collect())
}
