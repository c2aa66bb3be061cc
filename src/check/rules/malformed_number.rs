//! CON03: a number can be dialled as it is written.
//!
//! The 2020 plan gave landlines without area code, an 800 number and two numbers in one cell.
//! Messages never repeat the value: most numbers are restricted.

mod areas;

use crate::check::{Context, names};
use crate::finding::{Finding, Message};
use crate::model::contact::{Contact, Owner, Point};
use crate::model::number::{Fault, fault};
use crate::model::org::UnitKind;
use crate::model::{Clearance, Entity, Plan};
use crate::say;

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    let plan = cx.plan;
    let own_area = plan.head.profile.location.area_code.value.as_str();
    for contact in &plan.contacts {
        let area = is_here(plan, contact).then_some(own_area);
        for point in &contact.points {
            let Some(value) = point.value.open(Clearance::Restricted) else { continue };
            let Some(fault) = fault(point.kind.value, &value.value, area) else { continue };
            let (message, help) = words(fault, own_area);
            let dialled_otherwise = contact.points.iter().any(|other| is_mobile_reachable(other, area));
            let finding = if fault == Fault::EightHundred && dialled_otherwise {
                Finding::warning(names::malformed_number, value.place, message)
            } else {
                Finding::error(names::malformed_number, value.place, message)
            };
            cx.report(finding.help(help).entity(contact.id().qualified()));
        }
    }
    areas::check(cx);
}

/// Whether the landlines of this contact stand in our own place.
fn is_here(plan: &Plan, contact: &Contact) -> bool {
    match &contact.owner.value {
        Owner::Unit(unit) => {
            let kind = plan.units[&unit.value].kind;
            matches!(kind, UnitKind::Own | UnitKind::Section | UnitKind::Subordinate)
        }
        Owner::Group(_) | Owner::Role(_) | Owner::Person(_) | Owner::Duty(_) => true,
        Owner::Vendor(_) | Owner::Contract(_) => false,
    }
}

/// Whether a mobile phone can call this voice point.
fn is_mobile_reachable(point: &Point, area: Option<&str>) -> bool {
    let value = point.value.open(Clearance::Restricted);
    point.kind.value.is_voice() && value.is_some_and(|value| fault(point.kind.value, &value.value, area).is_none())
}

fn words(fault: Fault, area: &str) -> (Message, Message) {
    match fault {
        Fault::FullWidth => (
            say!("号码或地址里有全角字符", "there are full-width characters in this number or address"),
            say!("改成半角数字和符号", "write half-width digits and signs"),
        ),
        Fault::Several => (
            say!("一格里写了几个号码", "there are several numbers in one field"),
            say!("每个号码单列一条，用 rank 排先后", "give each number its own point and rank"),
        ),
        Fault::Mobile => (
            say!("手机号应是11位数字，以13至19开头", "a mobile number is 11 digits beginning with 13 to 19"),
            say!("不写空格、连字符和国家码", "write no blanks, hyphens or country code"),
        ),
        Fault::NoAreaCode => (
            say!("固定电话缺区号", "the landline has no area code"),
            say!("写成“{area}-号码”", "write '{area}-number'"),
        ),
        Fault::OtherArea => (
            say!("区号不是本地的{area}", "the area code is not {area}, that of this place"),
            say!("核对区号；对方在外地的，联系方式应归外部单位", "check it, or let an outside unit own this contact"),
        ),
        Fault::Landline => (
            say!("固定电话的写法不对", "the landline is not written as a landline"),
            say!("写成“区号-号码”，分机写成“区号-号码-分机”", "write 'area-number' or 'area-number-extension'"),
        ),
        Fault::Hotline => (
            say!("服务热线的写法不对", "this is not the form of a service number"),
            say!(
                "可用400号码、95或96开头的号码、1开头的短号、固定电话",
                "use 400…, 95…, 96…, a 1… short number or a landline"
            ),
        ),
        Fault::EightHundred => (
            say!("800号码用手机打不通", "an 800 number cannot be called from mobile phones"),
            say!("换成400号码，或另列一个固定电话", "use a 400 number or add a landline"),
        ),
        Fault::ShortCode => (
            say!("特服号码的写法不对", "this is not the form of a short code"),
            say!("只写数字，如119、12387", "write digits only, such as 119 or 12387"),
        ),
        Fault::Mail => {
            (say!("邮箱地址的写法不对", "this is not a mail address"), say!("写成“名称@域名”", "write 'name@domain'"))
        }
    }
}
