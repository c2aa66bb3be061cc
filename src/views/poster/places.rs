//! Where things are: way out, assembly point, equipment and supplies of a playbook.

use serde::Serialize;

use crate::model::org::Site;
use crate::model::{Clearance, Ref};
use crate::views::room::lines;
use crate::views::steps::Telling;

/// Han characters of a line, and lines there are.
const ROOM: (usize, usize) = (14, 9);

/// Where something is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Spot {
    /// Where.
    pub place: String,
    /// What.
    pub things: String,
    /// Whether it leads to safety.
    pub safe: bool,
}

/// Where things are, ways to safety first; and how many places there is no room for, which stand in the
/// lists of the binder.
pub(super) fn places(telling: &Telling<'_>, site: Option<&Site>, more_calls: bool) -> (Vec<Spot>, usize) {
    let (edition, playbook) = (telling.edition, telling.playbook);
    let plan = edition.plan;
    let mut spots = Vec::new();
    let safe = |place: &str, things: &str| Spot { place: place.to_owned(), things: things.to_owned(), safe: true };
    if !playbook.hazards.is_empty() {
        let known = |text: &Option<crate::model::Sourced<String>>| text.as_ref().map(|text| text.value.clone());
        spots.extend(site.and_then(|site| known(&site.assembly_point)).map(|point| safe("集合点", &point)));
        spots.extend(site.and_then(|site| known(&site.evacuation_route)).map(|route| safe("疏散", &route)));
    }
    // Things that lie together are told together.
    let mut kept: Vec<(String, Vec<String>)> = Vec::new();
    let mut add = |at: &Ref<Site>, thing: &str, clearance: Clearance| {
        let site = &plan.sites[at];
        if edition.clearance < clearance.max(site.visibility) {
            return;
        }
        let name = &site.name.value;
        let things = match kept.iter_mut().position(|(place, _)| place == name) {
            Some(at) => kept.get_mut(at),
            None => {
                kept.push((name.clone(), Vec::new()));
                kept.last_mut()
            }
        };
        if let Some((_, things)) = things
            && !things.iter().any(|known| known == thing)
        {
            things.push(thing.to_owned());
        }
    };
    playbook.walk(&mut |step, _| {
        for id in &step.uses {
            let resource = &plan.resources[id];
            if let Some(at) = &resource.kept_at {
                add(at, &resource.name.value, resource.visibility);
            }
        }
        if let Some(id) = &step.asset {
            let facility = &plan.facilities[id];
            // Its name stands in the steps; what its own clearance guards are its figures.
            if let Some(at) = &facility.site {
                add(at, &facility.name.value, Clearance::Internal);
            }
        }
    });
    spots.extend(kept.into_iter().map(|(place, things)| Spot { place, things: things.join("、"), safe: false }));
    let (room, most) = ROOM;
    let high = |spot: &Spot| lines([format!("{}：{}", spot.place, spot.things).as_str()], room);
    let all: usize = spots.iter().map(high).sum();
    // Where not all calls fit, a line says so; where not all places do, the last line does.
    let most = if more_calls { most - 1 } else { most };
    let most = if all > most { most - 1 } else { most };
    let mut used = 0;
    let shown = spots
        .iter()
        .take_while(|spot| {
            used += high(spot);
            used <= most
        })
        .count();
    let more = spots.len() - shown;
    spots.truncate(shown);
    (spots, more)
}
