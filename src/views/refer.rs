//! One edition's eyes on the plan, and what a reference shows to them.

use super::content::Inline;
use super::numbering::Numbers;
use crate::model::contact::{Contact, Point, PointKind};
use crate::model::event::{Recipient, When};
use crate::model::governance::Law;
use crate::model::org::{Group, PowerKind};
use crate::model::prose::{FacilityField, Reference, Target};
use crate::model::{Clearance, Date, Plan, asset::AssetRef};
use crate::views::numbering::chinese;

/// The plan as one clearance sees it.
#[derive(Debug)]
pub(super) struct Edition<'a> {
    pub(super) plan: &'a Plan,
    pub(super) clearance: Clearance,
    pub(super) numbers: Numbers,
}

/// What stands where a number is not for this reader: where it is kept, never a hole.
pub(super) const KEPT_ELSEWHERE: &str = "（内部掌握，见《应急通讯手册》）";

impl<'a> Edition<'a> {
    /// Looks at `plan` with the eyes of `clearance`.
    pub(super) fn new(plan: &'a Plan, clearance: Clearance) -> Self {
        Self { plan, clearance, numbers: Numbers::of(plan) }
    }

    /// What an inline reference shows.
    pub(super) fn show(&self, reference: &Reference) -> Vec<Inline> {
        vec![Inline::text(self.words(&reference.target))]
    }

    /// The words of an inline reference; a block reference has none.
    pub(super) fn words(&self, target: &Target) -> String {
        let plan = self.plan;
        match target {
            Target::Phone(id, kind) => self.phone(&plan.contacts[id], *kind),
            Target::Contact(id) => {
                let contact = &plan.contacts[id];
                format!("{}（{}）", contact.label.value, self.points(contact).join("，"))
            }
            Target::Role(id) => plan.roles[id].name.value.clone(),
            Target::Unit(id) => plan.units[id].name.value.clone(),
            Target::Group(id, short) => group_name(&plan.groups[id], *short).to_owned(),
            Target::Site(id) => {
                let site = &plan.sites[id];
                if self.clearance >= site.visibility {
                    site.name.value.clone()
                } else {
                    "（地点内部掌握）".into()
                }
            }
            Target::Limit { quantity, .. } => quantity.to_string(),
            Target::Value(id, field) => self.value(&plan.facilities[id], *field),
            Target::Playbook(id) => {
                let title = &plan.playbooks[id].title.value;
                match self.numbers.playbook(id) {
                    Some(number) => format!("《{title}》（{number}）"),
                    None => format!("《{title}》"),
                }
            }
            Target::Form(id) => {
                let title = &plan.forms[id].title.value;
                match self.numbers.form(id) {
                    Some(number) => format!("《{title}》（附件{number}）"),
                    None => format!("《{title}》"),
                }
            }
            Target::Annex(table) => {
                let number = self.numbers.tables.iter().find(|(known, _)| known == table);
                number.map_or_else(|| "附件".to_owned(), |(_, number)| format!("附件{number}"))
            }
            Target::Section(id) => self.numbers.sections.get(id).cloned().unwrap_or_default(),
            Target::Law(id, article) => law(&plan.laws[id], *article),
            Target::Organisation => self.organisation().to_owned(),
            Target::PlanTitle => self.plan_title(),
            Target::Number => plan.head.document.number.to_string(),
            Target::Replaces => {
                plan.head.document.replaces.iter().map(|number| number.value.as_str()).collect::<Vec<_>>().join("、")
            }
            Target::Table(_)
            | Target::Duties(_)
            | Target::UnitDuties(_)
            | Target::Members(_)
            | Target::Principles
            | Target::Exemptions
            | Target::OrgChart
            | Target::Steps(_) => String::new(),
        }
    }

    /// The organisation's name.
    pub(super) fn organisation(&self) -> &'a str {
        &self.plan.units[&self.plan.head.organisation].name.value
    }

    /// The plan's full title.
    pub(super) fn plan_title(&self) -> String {
        format!("{}{}", self.organisation(), self.plan.head.title.value)
    }

    /// The best number of a contact this reader may see.
    pub(super) fn phone(&self, contact: &Contact, kind: Option<PointKind>) -> String {
        let visible = self.visible_points(contact);
        let wanted = visible.iter().find(|(point, _)| match kind {
            Some(kind) => point.kind.value == kind,
            None => point.kind.is_voice(),
        });
        let best = wanted.or(visible.first().filter(|_| kind.is_none()));
        best.map_or_else(|| KEPT_ELSEWHERE.to_owned(), |(_, value)| (*value).to_owned())
    }

    /// The points this reader may see, best first.
    pub(super) fn visible_points<'c>(&self, contact: &'c Contact) -> Vec<(&'c Point, &'c str)> {
        let mut points: Vec<_> = contact
            .points
            .iter()
            .filter_map(|point| point.value.open(self.clearance).map(|value| (point, value.value.as_str())))
            .collect();
        points.sort_by_key(|(point, _)| point.rank.value);
        points
    }

    /// The points of a contact as lines: 固定电话 0393-… （7×24小时）.
    pub(super) fn points(&self, contact: &Contact) -> Vec<String> {
        let visible = self.visible_points(contact);
        if visible.is_empty() {
            return vec![KEPT_ELSEWHERE.to_owned()];
        }
        visible
            .into_iter()
            .map(|(point, value)| {
                let mut line = format!("{} {value}", point.kind.word());
                if let Some(hours) = &point.hours {
                    line.push_str(&format!("（{}）", hours_in_words(hours)));
                }
                if let Some(person) = point.person.as_ref().and_then(|person| person.open(self.clearance)) {
                    line.push_str(&format!(" {}", person.value));
                }
                line
            })
            .collect()
    }

    fn value(&self, facility: &crate::model::asset::Facility, field: FacilityField) -> String {
        let shown = match field {
            FacilityField::Rated => {
                facility.rated.as_ref().and_then(|value| value.open(self.clearance)).map(|v| v.value)
            }
            FacilityField::Load => facility.load.as_ref().and_then(|value| value.open(self.clearance)).map(|v| v.value),
            FacilityField::Autonomy => {
                facility.autonomy.as_ref().and_then(|value| value.open(self.clearance)).map(|v| v.value.value)
            }
            FacilityField::ReleaseDelay => facility.release_delay.as_ref().map(|value| value.value),
        };
        shown.map_or_else(|| "（参数内部掌握，见机房设备台账）".to_owned(), |quantity| quantity.to_string())
    }

    /// The name of a recipient.
    pub(super) fn recipient(&self, recipient: &Recipient) -> &'a str {
        match recipient {
            Recipient::Role(id) => &self.plan.roles[&id.value].name.value,
            Recipient::Group(id) => group_name(&self.plan.groups[&id.value], true),
            Recipient::Unit(id) => &self.plan.units[&id.value].name.value,
        }
    }

    /// The name of a system or a facility.
    pub(super) fn asset(&self, asset: &AssetRef) -> &'a str {
        match asset {
            AssetRef::System(id) => &self.plan.systems[&id.value].name.value,
            AssetRef::Facility(id) => {
                let facility = &self.plan.facilities[&id.value];
                // Outside the bureau a device is its kind: 空调, not which one stands where.
                let told = self.clearance > Clearance::Public || facility.visibility == Clearance::Public;
                if told { &facility.name.value } else { facility.kind.value.word() }
            }
        }
    }

    /// When something outside a playbook holds, in words.
    pub(super) fn when(&self, when: &When) -> String {
        match when {
            When::Words(words) => words.value.clone(),
            When::If(condition) => condition.in_words(&|name| {
                let indicator = || self.plan.indicator(name).map(|own| own.label.value.as_str());
                built_in(name).or_else(indicator).unwrap_or(name).to_owned()
            }),
        }
    }
}

/// The printed name of a variable that every condition knows.
pub(super) fn built_in(name: &str) -> Option<&'static str> {
    match name {
        "level" => Some("事件级别"),
        "operator" => Some("网络运营者类别"),
        "elapsed" => Some("持续时间"),
        "category" => Some("事件类别"),
        _ => None,
    }
}

/// The name of a group, or its short one.
pub(super) fn group_name(group: &Group, short: bool) -> &str {
    match group.aliases.first().filter(|_| short) {
        Some(alias) => &alias.value,
        None => &group.name.value,
    }
}

/// Opening hours in words.
pub(super) fn hours_in_words(hours: &str) -> &str {
    match hours {
        "7x24" | "24x7" => "7×24小时",
        other => other,
    }
}

/// A power in the words of the plan's tables and cards.
pub(super) fn power_in_words(power: PowerKind) -> &'static str {
    match power {
        PowerKind::Activate => "启动响应",
        PowerKind::Terminate => "终止响应",
        PowerKind::PublicStatement => "对外发布",
        PowerKind::OutsideReport => "对外报告",
        PowerKind::PoliceReport => "报案",
        PowerKind::StopSystem => "停用业务系统",
        PowerKind::Spend => "动用应急资金",
    }
}

/// 《…》第二十七条
fn law(law: &Law, article: Option<i64>) -> String {
    let title = &law.title.value;
    match article.and_then(|article| usize::try_from(article).ok()) {
        Some(article) => format!("《{title}》第{}条", chinese(article)),
        None => format!("《{title}》"),
    }
}

/// 2026年9月7日 (GB/T 9704-2012, 7.3.5.4: Arabic, no leading zeros).
pub(super) fn date_in_words(date: Date) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}
