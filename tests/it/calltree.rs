//! Call trees and the contact handbook of the sample plan: every role once, every row in its place,
//! numbers only for those who may have them.

use std::collections::{BTreeMap, BTreeSet};

use plangen::check::Scan;
use plangen::fonts;
use plangen::model::Clearance;
use plangen::render::templates::Templates;
use plangen::render::typeset::Typesetter;
use plangen::views::calltree::{A3, A4, CallTree, Paper, call_trees};
use plangen::views::flow_chart::Room;
use plangen::views::handbook::handbooks;

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

/// A tree of three roles has lines as high as they may be, and one on lines too high for their words sets them on two.
#[test]
fn in_a_small_tree_no_word_stands_on_another_and_numbers_stand_beside_their_names() {
    let plan = crate::starter::plan();
    let high = Paper { line: (9.0, 9.0), ..A4 };
    for (paper, beside) in [(A3, true), (A4, true), (high, false)] {
        let file = call_trees(&plan, Clearance::Restricted, paper);
        let page = crate::posters::set("call-tree", &file).remove(0);
        let line = file.sheets[0].body.line;
        let glyphs: Vec<_> = page.glyphs.iter().filter(|glyph| !glyph.text.trim().is_empty()).collect();
        crate::posters::assert_apart(&page);
        let text: String = glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
        let place = |words: &str| {
            let before = text.find(words).map(|at| text[..at].chars().count());
            glyphs[before.unwrap_or_else(|| panic!("{words} is not in {text}"))]
        };
        let (sign, name, number) = (place("备赵某丁"), place("赵某丁"), place("13800000006"));
        assert!((sign.y - name.y).abs() < 0.3 * line && sign.x < name.x);
        assert_eq!((number.y - name.y).abs() < 0.2 * line, beside, "lines of {line} mm");
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
        assert!(Scan::of(&plan).leaks(clearance, &text).is_empty());
        assert_eq!(pages.count(), 1);
        assert_eq!(text.contains("赵某甲"), clearance == Clearance::Restricted);
        assert!(text.contains("0393-0000011"));
    }
}

#[test]
fn the_handbook_has_every_way_to_reach_everybody_and_its_index_leads_there() {
    let plan = plan();
    let book = handbooks(&plan, Clearance::Restricted).sheets.remove(0).body;
    let entries: Vec<_> = book.classes.iter().flat_map(|class| &class.entries).collect();
    assert_eq!(entries.len(), plan.contacts.len());
    let channels: usize = entries.iter().map(|entry| entry.channels.len()).sum();
    assert_eq!(channels, plan.contacts.iter().map(|contact| contact.points.len()).sum::<usize>());
    let numbers: BTreeSet<_> = entries.iter().map(|entry| entry.number.as_str()).collect();
    assert_eq!(numbers.len(), entries.len());
    let lines: Vec<_> = book.index.iter().flat_map(|initial| &initial.lines).collect();
    assert_eq!(lines.len(), entries.len() + plan.roles.len());
    assert!(lines.iter().all(|line| line.at == "岗位" || numbers.contains(line.at.as_str())));
    let letters: Vec<_> = book.index.iter().map(|initial| initial.letter).filter(|letter| *letter != '#').collect();
    assert!(letters.is_sorted() && letters.len() > 15, "{letters:?}");
}
