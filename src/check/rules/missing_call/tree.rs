//! The call tree: everybody in three calls, six calls each, no circle, in time.

use crate::check::chain::{self, Elapsed};
use crate::check::{calltree, names};
use crate::finding::{Finding, Message, Place};
use crate::model::contact::CallTree;
use crate::model::{Entity, Plan};
use crate::say;

/// Calls between the root and the last one to know.
const HOPS: usize = 3;
/// Calls that one person makes.
const CALLS: usize = 6;
/// What a call takes where the tree does not say: ringing, the message, the repeat back.
const CALL: Elapsed = 120_000;

pub(super) fn faults(plan: &Plan) -> Vec<Finding> {
    let mut found = Vec::new();
    if plan.calltrees.is_empty() && plan.roles.len() > 1 {
        let message = say!("没有呼叫树：出事后谁打给谁没有写明", "there is no call tree: nothing tells who calls whom");
        found.push(fault(plan.head.place, message).help(say!(
            "写一棵 calltrees：从值班员起，三级之内通知到全部岗位",
            "write a calltree that begins at the duty role and reaches every role in three calls"
        )));
        return found;
    }
    for tree in &plan.calltrees {
        found.extend(of_tree(plan, tree).into_iter().map(|finding| finding.entity(tree.id().qualified())));
    }
    found.extend(unreached(plan));
    found
}

fn fault(place: Place, message: Message) -> Finding {
    Finding::error(names::missing_call, place, message)
}

fn takes(tree: &CallTree) -> Elapsed {
    tree.call_takes.as_ref().and_then(|takes| chain::elapsed(takes)).unwrap_or(CALL)
}

fn of_tree(plan: &Plan, tree: &CallTree) -> Vec<Finding> {
    let calls = calltree::calls(tree);
    let reached = calltree::walk(&tree.root.value, &calls, takes(tree));
    let name = |id| &plan.roles[id].name.value;
    let mut found = Vec::new();
    for (caller, own) in calls.iter().filter(|(_, own)| own.len() > CALLS) {
        let (who, count) = (name(caller), own.len());
        let message = say!("“{who}”要打{count}个电话，最多{CALLS}个", "'{who}' makes {count} calls, {CALLS} at most");
        let help = say!("把一部分分给被叫到的岗位去打", "let those who are called make some of them");
        found.extend(own.get(CALLS).map(|first| fault(first.place, message).help(help)));
    }
    for callee in calltree::circles(&tree.root.value, &calls) {
        let who = name(&callee.value);
        let message = say!("电话绕了一圈又打回“{who}”", "the calls run in a circle back to '{who}'");
        found.push(fault(callee.place, message).help(say!("删去这一个", "drop this call")));
    }
    let placed = || tree.edges.iter().flat_map(|edge| &edge.to);
    for (role, own) in reached.iter().filter(|(_, own)| own.hops > HOPS) {
        let (who, hops) = (name(role), own.hops);
        let place = placed().find(|to| to.value == **role).map_or(tree.place, |to| to.place);
        let message = say!("“{who}”要经{hops}级才通知到，最多{HOPS}级", "'{who}' is {hops} calls away, {HOPS} at most");
        found.push(fault(place, message).help(say!("让离起点更近的人打给他", "let somebody nearer to the root call")));
    }
    let limit = &tree.max_minutes;
    let last = reached.iter().max_by_key(|(_, own)| own.at);
    match (chain::elapsed(&limit.value), last) {
        (None, _) => found.push(
            fault(limit.place, say!("呼叫树的时限不是时长", "the limit of the call tree is no time"))
                .help(say!("写成分钟，如 30min", "write minutes, such as 30min")),
        ),
        (Some(most), Some((role, own))) if own.at > most => {
            let (who, at, most) = (name(role), chain::spoken(own.at), chain::spoken(most));
            let message =
                say!("打到“{who}”要{at}，超过时限{most}", "'{who}' is called after {at}, the limit is {most}");
            let help = say!(
                "把排在后面的电话分给别人同时打，或调整时限",
                "let others make the later calls at the same time, or mend the limit"
            );
            found.push(fault(limit.place, message).help(help));
        }
        _ => {}
    }
    found
}

/// Roles that no tree reaches.
fn unreached(plan: &Plan) -> Vec<Finding> {
    let mut reached = std::collections::BTreeSet::new();
    for tree in &plan.calltrees {
        reached.extend(calltree::walk(&tree.root.value, &calltree::calls(tree), takes(tree)).into_keys());
    }
    let Some(tree) = plan.calltrees.iter().next() else { return Vec::new() };
    let missing = plan.roles.iter().filter(|role| !reached.contains(role.id()));
    let told = missing.map(|role| {
        let (name, id) = (&role.name.value, role.id().as_str());
        let message = say!("呼叫树没有通知到“{name}”", "the call tree does not reach '{name}'");
        fault(role.place, message)
            .help(say!("在呼叫树的一条 to 里加上 {id}", "add {id} to a call of the tree"))
            .entity(role.id().qualified())
            .related(tree.place, say!("呼叫树在这里", "the call tree is here"))
    });
    told.collect()
}
