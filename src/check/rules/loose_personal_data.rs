//! PRV01: personal data are kept where they belong, as few as needed, with a ground.
//!
//! 个人信息保护法 art. 6, 25, 34, 35. Where a file may be published is a fact of the machine and not
//! of the plan; here it is only asked that persons stand in the restricted folder.

use crate::check::{Context, names};
use crate::finding::{Finding, Message, Place};
use crate::model::contact::{Contact, ContactClass, Owner, PointKind};
use crate::model::number::is_mobile;
use crate::model::org::Person;
use crate::model::{Clearance, Date, Entity};
use crate::say;

/// What nobody needs in order to reach a person.
const NEEDLESS: &[&str] = &[
    "身份证",
    "证件",
    "出生",
    "生日",
    "年龄",
    "籍贯",
    "民族",
    "住址",
    "家庭",
    "户籍",
    "健康",
    "病史",
    "血型",
    "婚姻",
    "银行",
    "工资",
    "政治面貌",
    "照片",
    "指纹",
];

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    let (plan, as_of) = (cx.plan, cx.as_of);
    let mut found = Vec::new();
    for person in &plan.people {
        let outside = outside(cx.sources.path(person.place.file), person.place);
        let faults = [outside, open(person), ground(person, as_of)].into_iter().flatten();
        found.extend(faults.map(|finding| finding.entity(person.id().qualified())));
    }
    for contact in &plan.contacts {
        let personal = is_personal(contact);
        let path = cx.sources.path(contact.place.file);
        let outside = personal.then(|| outside(path, contact.label.place)).flatten();
        let faults = outside.into_iter().chain(points(contact, personal));
        found.extend(faults.map(|finding| finding.entity(contact.id().qualified())));
    }
    for finding in found {
        cx.report(finding);
    }
}

fn fault(place: Place, message: Message, help: Message) -> Finding {
    Finding::error(names::loose_personal_data, place, message).help(help)
}

fn is_personal(contact: &Contact) -> bool {
    contact.class.value == ContactClass::Personal || matches!(contact.owner.value, Owner::Person(_))
}

/// Persons outside the folder that is left out of public copies.
fn outside(path: &str, place: Place) -> Option<Finding> {
    let inside = path.split('/').any(|part| part == "restricted");
    (!inside).then(|| {
        let message = say!("个人信息写在受限目录之外", "personal data stand outside the restricted folder");
        fault(place, message, say!("移到 restricted/ 下的文件里", "move them to a file under restricted/"))
    })
}

/// A person whom everybody may see.
fn open(person: &Person) -> Option<Finding> {
    (person.visibility == Clearance::Public).then(|| {
        let message = say!("个人登记标成了公开", "a person is marked public");
        fault(
            person.post_title.place,
            message,
            say!("删掉 visibility，按受限处理；公开版只出现岗位", "drop visibility; the public edition shows roles"),
        )
    })
}

/// Why the data are held, and that the person was told.
fn ground(person: &Person, as_of: Date) -> Option<Finding> {
    let place = person.post_title.place;
    let Some(notice) = &person.notice else {
        let message = say!("没有写依据什么登记、什么时候告知本人", "no ground is given, nor when the person was told");
        let help = say!("写 notice: {{basis: …, informed: 日期}}", "add notice: {{basis: …, informed: date}}");
        return Some(fault(place, message, help));
    };
    let told = notice.informed.value;
    (told > as_of).then(|| {
        let message =
            say!("告知日期 {told} 晚于基准日 {as_of}", "the person is said to be told on {told}, after {as_of}");
        fault(notice.informed.place, message, say!("改正日期", "mend the date"))
    })
}

/// Private numbers for everybody, and facts that nobody needs.
fn points(contact: &Contact, personal: bool) -> Vec<Finding> {
    let mut found = Vec::new();
    for point in &contact.points {
        let seen = point.visibility.as_ref().map_or(contact.visibility, |own| own.value.max(contact.visibility));
        let named = point.person.is_some() || personal;
        let private = point.value.open(Clearance::Restricted).is_some_and(|value| is_mobile(&value.value));
        if seen == Clearance::Public && (named || private && point.kind.value == PointKind::Mobile) {
            let place = point.visibility.as_ref().map_or(point.kind.place, |own| own.place);
            let message = say!("个人的号码标成了公开", "a person's number is marked public");
            let help = say!(
                "标为 internal 或 restricted，对外只留值班电话",
                "mark it internal or restricted; give the public the duty phone"
            );
            found.push(fault(place, message, help));
        }
        for (name, _) in &point.extra {
            let word = &name.value;
            if NEEDLESS.iter().any(|needless| word.contains(needless)) {
                let message = say!("“{word}”不是联系所需要的", "'{word}' is not needed to reach anybody");
                found.push(fault(name.place, message, say!("删掉这一项", "drop it")));
            }
        }
    }
    found
}
