//! Call trees of the sample plan: every role once, every row in its place, numbers only for those who may have them.

use std::collections::{BTreeMap, BTreeSet};

use plangen::check::scan;
use plangen::fonts;
use plangen::model::Clearance;
use plangen::render::templates::Templates;
use plangen::render::typeset::Typesetter;
use plangen::views::calltree::{A3, CallTree, Paper, call_trees};
use plangen::views::flow_chart::Room;

use crate::charts::plan;

fn tree(clearance: Clearance, paper: Paper) -> CallTree {
    call_trees(&plan(), clearance, paper).sheets.remove(0).body
}

#[test]
fn every_role_stands_in_the_tree_once() {
    let plan = plan();
    let drawn = tree(Clearance::Restricted, A3);
    let rows: Vec<_> = drawn.pages.iter().flat_map(|page| &page.rows).filter(|row| !row.again).collect();
    let roles: BTreeSet<_> = rows.iter().map(|row| row.role.as_str()).collect();
    assert_eq!(roles.len(), rows.len());
    assert_eq!(roles, plan.roles.iter().map(|role| role.name.value.as_str()).collect());
    assert!(rows.iter().all(|row| row.first.number.is_some() && drawn.alt.contains(&row.role)));
}

#[test]
fn rows_stand_below_one_another_inside_the_page() {
    let small = Paper { room: Room { width: 168.0, height: 60.0 }, line: (6.0, 9.0) };
    for paper in [A3, small] {
        let drawn = tree(Clearance::Restricted, paper);
        assert_eq!(drawn.pages.len() > 1, paper.room.height < 100.0);
        for page in &drawn.pages {
            assert!(page.height <= paper.room.height + 0.01, "{} mm", page.height);
            assert!(page.rows.windows(2).all(|pair| pair[0].y + pair[0].height < pair[1].y));
            // Each row but the first hangs from one above it, also where the tree goes on.
            assert_eq!(page.wires.len(), page.rows.len() - 1);
            assert!(page.rows[0].order.is_none());
        }
    }
}

#[test]
fn persons_and_their_numbers_are_in_the_restricted_tree_alone() {
    let plan = plan();
    let faces = fonts::load(fonts::Mode::Locked, None, &fonts::Overrides::new())
        .unwrap_or_else(|error| panic!("{}", error.en()));
    let typesetter = Typesetter::new(&faces, Templates::with(BTreeMap::new()));
    for clearance in [Clearance::Internal, Clearance::Restricted] {
        let pages = typesetter.set("call-tree", &call_trees(&plan, clearance, A3)).unwrap();
        let text = pages.text();
        assert!(scan(&plan, clearance, &text).is_empty());
        assert_eq!(pages.count(), 1);
        assert_eq!(text.contains("赵某甲"), clearance == Clearance::Restricted);
        assert!(text.contains("0393-0000011"));
    }
}
