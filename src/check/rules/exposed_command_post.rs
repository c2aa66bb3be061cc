//! ORG08: who commands needs a second place, and neither may be lost to the event itself.
//!
//! The zone of a playbook is every place that holds one of its dangers, and, where it has any, the
//! places of the equipment it deals with. The 2020 plan put its command centre into the machine room.

use std::collections::BTreeMap;

use crate::check::{Context, convening, names};
use crate::finding::{Finding, Message, Place};
use crate::model::asset::AssetRef;
use crate::model::org::{Group, GroupKind, Site};
use crate::model::playbook::Playbook;
use crate::model::{Entity, Id, Plan, Ref};
use crate::say;

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    let plan = cx.plan;
    let commanding = |group: &&Group| matches!(group.kind, GroupKind::Leading | GroupKind::Command);
    let groups: Vec<_> = plan.groups.iter().filter(commanding).collect();
    if let Some(group) = groups.first().filter(|_| groups.iter().all(|group| group.site.is_none())) {
        let name = &group.name.value;
        let message = say!("“{name}”没有指挥场所", "'{name}' has no place to command from");
        let help = say!(
            "写 site: {{primary: …, alternate: …}}，两处都要在危险之外",
            "write site: {{primary: …, alternate: …}}, both out of danger"
        );
        cx.report(fault(group.place, message).help(help).entity(group.id().qualified()));
    }
    for group in plan.groups.iter().filter(|group| group.site.is_some()) {
        for finding in faults(plan, group) {
            cx.report(finding.entity(group.id().qualified()));
        }
    }
}

fn fault(place: Place, message: Message) -> Finding {
    Finding::error(names::exposed_command_post, place, message)
}

fn faults(plan: &Plan, group: &Group) -> Vec<Finding> {
    let Some(site) = &group.site else { return Vec::new() };
    let name = &group.name.value;
    let mut found = Vec::new();
    match &site.alternate {
        None => found.push(
            fault(site.place, say!("“{name}”没有备用的指挥场所", "'{name}' has no second place to command from")).help(
                say!(
                    "在 alternate 里写另一处，最好在另一栋楼",
                    "name another place in alternate, best in another building"
                ),
            ),
        ),
        Some(other) if other.value == site.primary.value => found.push(
            fault(other.place, say!("“{name}”的备用场所就是主场所", "the alternate of '{name}' is its primary place"))
                .help(say!("换成另一处", "name another place"))
                .related(site.primary.place, say!("主场所在这里", "the primary place is here")),
        ),
        Some(_) => {}
    }
    let mut places: BTreeMap<&Id<Site>, &Ref<Site>> = BTreeMap::new();
    for place in std::iter::once(&site.primary).chain(&site.alternate) {
        places.entry(&place.value).or_insert(place);
    }
    let mut playbooks = convening::playbooks(plan, group);
    playbooks.sort_by_key(|playbook| playbook.id());
    for (id, place) in places {
        let hit: Vec<_> = playbooks.iter().copied().filter(|playbook| is_in_zone(plan, playbook, id)).collect();
        found.extend(hit.first().map(|first| exposed(plan, group, place, first, &hit)));
    }
    found
}

/// Whether the event the playbook deals with endangers who is at that place.
fn is_in_zone(plan: &Plan, playbook: &Playbook, site: &Id<Site>) -> bool {
    let own = &plan.sites[site].hazards;
    let shared = playbook.hazards.iter().any(|hazard| own.iter().any(|own| own.value == hazard.value));
    let works_there = |asset: &AssetRef| match asset {
        AssetRef::Facility(facility) => {
            plan.facilities[&facility.value].site.as_ref().is_some_and(|own| own.value == *site)
        }
        AssetRef::System(_) => false,
    };
    shared || (!playbook.hazards.is_empty() && playbook.scope.iter().any(|asset| works_there(&asset.value)))
}

fn exposed(plan: &Plan, group: &Group, place: &Ref<Site>, first: &Playbook, all: &[&Playbook]) -> Finding {
    let (name, site) = (&group.name.value, &plan.sites[&place.value].name.value);
    let titles = all.iter().map(|playbook| format!("《{}》", playbook.title.value)).collect::<Vec<_>>().join("、");
    let message = say!(
        "“{name}”的指挥场所“{site}”在危险区里：{titles}启动时要在这里指挥",
        "'{name}' commands from '{site}', which lies in the danger zone of: {titles}"
    );
    fault(place.place, message)
        .help(say!(
            "换到没有这些危险的地方，最好在另一栋楼",
            "choose a place without these dangers, best in another building"
        ))
        .related(plan.sites[&place.value].place, say!("场所在这里", "the place is here"))
        .related(first.place, say!("处置方案在这里", "the playbook is here"))
}
