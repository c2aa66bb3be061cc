//! Whether what was verified of a contact still counts, and who answers for it.

use super::age::{Age, age, last_day};
use super::contact::{Contact, ContactClass, Owner, Verified, VerifiedResult};
use super::document::ContactAges;
use super::{Date, Entity, Plan, Quantity, Sourced};

/// How a contact stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It needs no verification.
    Exempt,
    /// Nobody has ever verified it.
    Never,
    /// It did not work when last verified.
    Failed(VerifiedResult),
    /// It was verified after the day on which ages are counted.
    Future,
    /// Its verification ran out; the last good day.
    Over(Date),
    /// At least 80 % of the period are spent; the last good day.
    Ageing(Date),
    /// It counts; the last good day.
    Good(Date),
}

impl Standing {
    /// The last day on which the verification counts.
    pub fn last(self) -> Option<Date> {
        match self {
            Self::Over(last) | Self::Ageing(last) | Self::Good(last) => Some(last),
            Self::Exempt | Self::Never | Self::Failed(_) | Self::Future => None,
        }
    }
}

/// Who answers for a contact: a unit, a supplier, a group or a duty.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Body {
    /// `unit:info-center`
    pub id: String,
    /// Its name.
    pub name: String,
}

impl ContactAges {
    /// How long a verification of this class holds (CON02).
    pub fn of(&self, class: ContactClass) -> &Sourced<Quantity> {
        match class {
            ContactClass::Leading | ContactClass::Sections | ContactClass::Duty | ContactClass::Personal => {
                &self.internal
            }
            ContactClass::Vendors | ContactClass::Operators => &self.vendor,
            ContactClass::Authorities | ContactClass::Rescue | ContactClass::PublicServices => &self.authority,
        }
    }
}

impl Contact {
    /// How it stands on `as_of`; `None` where its period cannot be counted on a calendar.
    pub fn standing(&self, ages: &ContactAges, as_of: Date) -> Option<Standing> {
        let most = ages.of(self.class.value);
        let (date, result) = match &self.verified {
            None => return Some(Standing::Never),
            Some(Verified::Exempt(_)) => return Some(Standing::Exempt),
            Some(Verified::Checked { date, result, .. }) => (date.value, result.value),
        };
        if result != VerifiedResult::Reached {
            return Some(Standing::Failed(result));
        }
        Some(match age(date, most, as_of)? {
            Age::Future => Standing::Future,
            Age::Over(last) => Standing::Over(last),
            Age::Ageing(last) => Standing::Ageing(last),
            Age::Young => Standing::Good(last_day(date, most)?),
        })
    }

    /// Who answers for it. Persons answer through their unit, contracts through the supplier.
    pub fn body(&self, plan: &Plan) -> Body {
        let unit = |id| {
            let unit = &plan.units[id];
            Body { id: unit.id().qualified(), name: unit.name.value.clone() }
        };
        let vendor = |id| {
            let vendor = &plan.vendors[id];
            Body { id: vendor.id().qualified(), name: vendor.name.value.clone() }
        };
        match &self.owner.value {
            Owner::Unit(id) => unit(&id.value),
            Owner::Person(id) => match plan.people.get(&id.value) {
                Some(person) => unit(&person.unit.value),
                None => unit(&plan.head.organisation),
            },
            Owner::Vendor(id) => vendor(&id.value),
            Owner::Contract(id) => vendor(&plan.contracts[&id.value].vendor.value),
            Owner::Group(id) => Body { id: id.value.qualified(), name: plan.groups[&id.value].name.value.clone() },
            Owner::Role(id) => Body { id: id.value.qualified(), name: plan.roles[&id.value].name.value.clone() },
            Owner::Duty(id) => Body { id: id.value.qualified(), name: plan.duty[&id.value].name.value.clone() },
        }
    }
}
