//! Forms, supplies and contacts that nothing refers to.

use std::collections::BTreeSet;

use crate::check::words::Words;
use crate::finding::{Message, Place};
use crate::model::contact::{ContactClass, Owner};
use crate::model::document::Annex;
use crate::model::event::Recipient;
use crate::model::org::UnitKind;
use crate::model::playbook::Action;
use crate::model::prose::{Reference, Target};
use crate::model::{Entity, Plan};
use crate::say;
use crate::text::{Block, Inline};

/// Everything that something refers to, as `kind:id`.
#[derive(Default)]
struct Used(BTreeSet<String>);

impl Used {
    fn add<K: Entity>(&mut self, id: &crate::model::Id<K>) {
        self.0.insert(id.qualified());
    }

    fn all<'a, K: Entity + 'a>(&mut self, ids: impl IntoIterator<Item = &'a crate::model::Ref<K>>) {
        ids.into_iter().for_each(|id| self.add(&id.value));
    }

    fn recipient(&mut self, recipient: &Recipient) {
        match recipient {
            Recipient::Role(role) => self.add(&role.value),
            Recipient::Group(group) => self.add(&group.value),
            Recipient::Unit(unit) => self.add(&unit.value),
        }
    }

    fn has<K: Entity>(&self, row: &K) -> bool {
        self.0.contains(&row.id().qualified())
    }
}

/// What is registered and not used: entity, place, message.
pub(super) fn orphans(plan: &Plan, words: &[Words<'_>]) -> Vec<(String, Place, Message)> {
    let used = used(plan);
    let mut found = Vec::new();
    for form in plan.forms.iter().filter(|form| !used.has(*form)) {
        let title = &form.title.value;
        found.push((form.id().qualified(), form.title.place, say!("没有哪里用到“{title}”", "nothing uses '{title}'")));
    }
    for resource in plan.resources.iter().filter(|resource| !used.has(*resource)) {
        let name = &resource.name.value;
        let own = resource.id().qualified();
        // Supplies are also meant where a text names them; a fund is used by whoever approves it.
        let named = words.iter().any(|words| words.entity.as_ref() != Some(&own) && words.text.contains(name.as_str()));
        if !named && resource.approver.is_none() && resource.r#use.is_none() {
            found.push((own, resource.name.place, say!("没有哪里用到“{name}”", "nothing uses '{name}'")));
        }
    }
    // Police, rescue, authorities and public services are kept whether or not a step calls them.
    let anybody = [ContactClass::Rescue, ContactClass::Authorities, ContactClass::PublicServices];
    for contact in plan.contacts.iter().filter(|contact| !used.has(*contact) && !anybody.contains(&contact.class.value))
    {
        let owned = match &contact.owner.value {
            // Our own people are called whenever their role or body is.
            Owner::Role(_) | Owner::Person(_) | Owner::Group(_) | Owner::Duty(_) | Owner::Contract(_) => true,
            Owner::Unit(unit) => plan.units.get(&unit.value).is_some_and(|unit| {
                matches!(unit.kind, UnitKind::Own | UnitKind::Section | UnitKind::Subordinate) || used.has(unit)
            }),
            Owner::Vendor(vendor) => plan.contracts.iter().any(|contract| contract.vendor.value == vendor.value),
        };
        if !owned {
            let label = &contact.label.value;
            let message = say!("没有哪里要找“{label}”", "nobody calls '{label}'");
            found.push((contact.id().qualified(), contact.label.place, message));
        }
    }
    found
}

fn used(plan: &Plan) -> Used {
    let mut used = Used::default();
    for playbook in &plan.playbooks {
        used.all(&playbook.externals);
        used.all(&playbook.partners);
        playbook.walk(&mut |step, _| {
            used.all(&step.fills);
            used.all(&step.uses);
            used.all(&step.calls);
            if let Action::Notify { to, .. } = &step.action {
                to.iter().for_each(|to| used.recipient(&to.value));
            }
        });
    }
    for report in &plan.reports {
        used.all(&report.form);
        report.to.iter().for_each(|to| used.recipient(&to.value));
    }
    for annex in &plan.head.annexes {
        if let Annex::Form(form) = &annex.value {
            used.add(&form.value);
        }
    }
    used.all(plan.roles.iter().filter_map(|role| role.contact.as_ref()));
    used.all(plan.groups.iter().filter_map(|group| group.contact.as_ref()));
    used.all(plan.duty.iter().filter_map(|duty| duty.phone.as_ref()));
    used.all(plan.people.iter().filter_map(|person| person.contact.as_ref()));
    used.all(plan.vendors.iter().filter_map(|vendor| vendor.contact.as_ref()));
    used.all(plan.contracts.iter().filter_map(|contract| contract.contact.as_ref()));
    used.all(plan.agreements.iter().map(|agreement| &agreement.with));
    let mut see = |reference: &Reference| match &reference.target {
        Target::Phone(id, _) | Target::Contact(id) => used.add(id),
        Target::Form(id) => used.add(id),
        Target::Unit(id) => used.add(id),
        _ => {}
    };
    for prose in plan.notice.iter().chain(plan.chapters.iter().map(|chapter| &chapter.prose)) {
        references(&prose.blocks, &mut see);
    }
    used
}

fn references(blocks: &[Block<Reference>], see: &mut dyn FnMut(&Reference)) {
    for block in blocks {
        match block {
            Block::Insert(reference) => see(reference),
            Block::List { items, .. } => items.iter().for_each(|item| references(item, see)),
            _ => Block::inlines(std::slice::from_ref(block), &mut |body| Inline::references(body, see)),
        }
    }
}
