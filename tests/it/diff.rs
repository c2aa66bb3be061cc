//! The laws of the diff: nothing changes into itself, changes lead from the old plan to the new one,
//! and the other way round what came is what goes.

use std::path::Path;
use std::sync::LazyLock;

use plangen::diff::tree::Node;
use plangen::diff::{Comparison, Value, What, apply, tree_of, trees};
use plangen::model::Plan;
use plangen::views::revision::{laid, operations};
use proptest::prelude::*;

use crate::operations::{Program, bare};
use crate::plans;

fn load(root: &Path) -> Plan {
    let loaded = plangen::load::load(root).unwrap();
    let shown: Vec<_> = loaded.findings.iter().map(|finding| finding.message.zh.clone()).collect();
    loaded.plan.unwrap_or_else(|| panic!("{}: {shown:?}", root.display()))
}

fn every_plan() -> Vec<Plan> {
    let mut roots: Vec<_> = std::fs::read_dir(plans::folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    roots.retain(|root| root.join("plan.yaml").is_file());
    roots.push(Path::new(env!("CARGO_MANIFEST_DIR")).join("plan-source"));
    roots.sort();
    assert!(roots.len() >= 2, "{roots:?}");
    roots.iter().map(|root| load(root)).collect()
}

/// Applying the changes to the old plan gives the new one.
fn leads_there(comparison: &Comparison) -> Result<(), String> {
    let applied = apply::apply(&comparison.old, &comparison.changes);
    let mut wanted = comparison.new.clone();
    wanted.sort_by(|a, b| a.key.cmp(&b.key));
    if applied.len() != wanted.len() {
        return Err(format!("{} entities instead of {}", applied.len(), wanted.len()));
    }
    for (own, its) in applied.iter().zip(&wanted) {
        if !own.same(its) {
            return Err(format!("{}:\n{}\n---\n{}", its.key, outline(own), outline(its)));
        }
    }
    Ok(())
}

/// The operations of `changes.json` made on the old plan give the new one.
fn program_leads_there(old: &[Node], new: &[Node], comparison: &Comparison) -> Result<(), String> {
    let json = |nodes: &[Node]| nodes.iter().map(|node| serde_json::to_value(laid(node)).unwrap()).collect();
    let operations: Vec<_> =
        operations(comparison).iter().map(|operation| serde_json::to_value(operation).unwrap()).collect();
    let mut program = Program::new(json(old));
    program.make(&operations);
    let (made, wanted) = (bare(program.entities), bare(json(new)));
    if made.len() != wanted.len() {
        return Err(format!("{} entities instead of {}", made.len(), wanted.len()));
    }
    for (own, its) in made.iter().zip(&wanted) {
        if own != its {
            return Err(format!("{}:\n{own:#}\n---\n{its:#}", its["key"]));
        }
    }
    Ok(())
}

fn outline(node: &Node) -> String {
    let mut text = String::new();
    fn add(node: &Node, depth: usize, text: &mut String) {
        let facts: Vec<_> = node.facts.iter().map(|fact| format!("{}={:?}", fact.key, shown(&fact.value))).collect();
        text.push_str(&format!("{}{} {}\n", "  ".repeat(depth), node.key, facts.join(" ")));
        node.parts.iter().for_each(|part| add(part, depth + 1, text));
    }
    add(node, 0, &mut text);
    text
}

fn shown(value: &Value) -> String {
    value.parts().into_iter().map(|part| part.text).collect()
}

#[test]
fn nothing_changes_into_itself() {
    for plan in every_plan() {
        let comparison = plangen::diff::compare(&plan, &plan);
        assert!(comparison.changes.is_empty(), "{:#?}", comparison.changes);
        assert!(comparison.new.len() > 10);
    }
}

/// The sample plan laid out; what is edited in the properties below.
static SAMPLE: LazyLock<Vec<Node>> =
    LazyLock::new(|| tree_of(&load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("plan-source"))));

/// Numbers drawn from one seed, so that a failing case is told in one line.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % u64::try_from(sides.max(1)).unwrap()).unwrap()
    }
}

/// Paths to every part below `node`, the entity itself first.
fn paths(node: &Node) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new()];
    for (index, part) in node.parts.iter().enumerate() {
        all.extend(paths(part).into_iter().map(|rest| std::iter::once(index).chain(rest).collect()));
    }
    all
}

fn at<'n>(node: &'n mut Node, path: &[usize]) -> &'n mut Node {
    path.iter().fold(node, |node, index| &mut node.parts[*index])
}

/// Makes one edit a person might make; gives `false` where the dice fell on nothing.
fn edit(entities: &mut Vec<Node>, dice: &mut Dice, serial: usize) -> bool {
    let index = dice.roll(entities.len());
    let entity = &mut entities[index];
    let all = paths(entity);
    let path = all[dice.roll(all.len())].clone();
    match dice.roll(7) {
        0 if !path.is_empty() => {
            let (last, above) = path.split_last().unwrap();
            at(entity, above).parts.remove(*last);
        }
        1 if !path.is_empty() => {
            let (last, above) = path.split_last().unwrap();
            let parent = at(entity, above);
            let to = dice.roll(parent.parts.len());
            let part = parent.parts.remove(*last);
            parent.parts.insert(to, part);
        }
        2 if !path.is_empty() => {
            let (last, above) = path.split_last().unwrap();
            let part = at(entity, above).parts.remove(*last);
            let all = paths(entity);
            let target = all[dice.roll(all.len())].clone();
            let parent = at(entity, &target);
            let to = dice.roll(parent.parts.len() + 1);
            parent.parts.insert(to, part);
        }
        3 if !path.is_empty() => {
            let (last, above) = path.split_last().unwrap();
            let mut part = at(entity, above).parts[*last].clone();
            part.parts.clear();
            if part.named {
                part.key = format!("{}-{serial}", part.key);
            }
            at(entity, above).parts.insert(*last, part);
        }
        4 => {
            let node = at(entity, &path);
            if node.facts.is_empty() {
                return false;
            }
            let fact = dice.roll(node.facts.len());
            node.facts[fact].value = Value::Words(format!("改写{serial}"));
        }
        5 => {
            let node = at(entity, &path);
            if node.facts.len() < 2 {
                return false;
            }
            let fact = dice.roll(node.facts.len());
            node.facts.remove(fact);
        }
        6 => {
            let mut copy = entity.clone();
            copy.key = format!("{}-{serial}", copy.key);
            if dice.roll(2) == 0 { entities.push(copy) } else { _ = entities.remove(index) }
        }
        _ => return false,
    }
    true
}

fn edited(entities: &[Node], seed: u64, edits: usize) -> Vec<Node> {
    let (mut new, mut dice) = (entities.to_vec(), Dice(seed));
    let mut made = 0;
    while made < edits {
        made += usize::from(edit(&mut new, &mut dice, made));
    }
    new
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn the_changes_lead_from_the_old_plan_to_the_new_one(seed in any::<u64>(), edits in 1_usize..40) {
        let old = SAMPLE.clone();
        let new = edited(&old, seed, edits);
        let there = trees(old.clone(), new.clone());
        let program = program_leads_there(&old, &new, &there);
        prop_assert!(program.is_ok(), "{}", program.unwrap_err());
        prop_assert!(leads_there(&there).is_ok(), "{}", leads_there(&there).unwrap_err());
        let back = trees(new, old);
        prop_assert!(leads_there(&back).is_ok(), "{}", leads_there(&back).unwrap_err());

        // What came is what goes, and the other way round.
        let came = |comparison: &Comparison| {
            let mut came: Vec<_> = comparison
                .changes
                .iter()
                .filter(|change| matches!(change.what, What::Added { .. }))
                .map(|change| change.entity.clone())
                .collect();
            came.sort();
            came
        };
        let went = |comparison: &Comparison| {
            let mut went: Vec<_> = comparison
                .changes
                .iter()
                .filter(|change| matches!(change.what, What::Removed { .. } | What::Merged { .. }))
                .map(|change| change.entity.clone())
                .collect();
            went.sort();
            went
        };
        prop_assert_eq!(came(&there), went(&back));
        prop_assert_eq!(went(&there), came(&back));
    }
}

#[test]
fn the_operations_of_a_year_lead_from_one_plan_to_the_other() {
    let years = ["2026", "2027"];
    let [old, new] =
        years.map(|year| tree_of(&load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pairs/year").join(year))));
    for (old, new) in [(&old, &new), (&new, &old)] {
        let comparison = trees(old.clone(), new.clone());
        assert!(!operations(&comparison).is_empty());
        program_leads_there(old, new, &comparison).unwrap();
    }
}

#[test]
fn a_step_that_changes_its_place_has_moved() {
    let old = SAMPLE.clone();
    let mut new = old.clone();
    let book = new.iter_mut().find(|node| node.key == "playbook:power-outage").unwrap();
    let from = book.parts.iter().position(|part| part.key == "step/report-on").unwrap();
    let step = book.parts.remove(from);
    book.parts.insert(from + 2, step);
    let changes = trees(old, new).changes;
    let [change] = changes.as_slice() else { panic!("{changes:#?}") };
    assert!(matches!(change.what, What::Moved { .. }) && change.node == "step/report-on", "{change:#?}");
}
