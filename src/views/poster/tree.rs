//! The call tree: a block for each caller, with those to call in order.

use serde::Serialize;

use crate::model::contact::CallTree;
use crate::model::event::Recipient;
use crate::say;
use crate::views::calltree::callers;
use crate::views::dial::Dial;
use crate::views::refer::Edition;
use crate::views::room::{Overfull, width};

/// A call tree.
#[derive(Debug, Clone, Serialize)]
pub struct Tree {
    /// Its name.
    pub title: String,
    /// How long all calls may take.
    pub within: String,
    /// The callers, each after whoever calls him, as on the tree itself.
    pub blocks: Vec<Block>,
}

/// A caller.
#[derive(Debug, Clone, Serialize)]
pub struct Block {
    /// Who calls.
    pub caller: String,
    /// Whom, in order.
    pub callees: Vec<Callee>,
}

/// Somebody who is called.
#[derive(Debug, Clone, Serialize)]
pub struct Callee {
    /// Who, and under which number.
    #[serde(flatten)]
    pub dial: Dial,
    /// The block in which he calls others, from 1.
    pub onward: Option<usize>,
}

/// Lines there are, and Han characters of a name in each.
const ROOM: (usize, usize) = (52, 9);

/// The poster of `tree`.
pub(super) fn tree(edition: &Edition<'_>, tree: &CallTree, overfull: &mut Vec<Overfull>) -> Tree {
    let callers = callers(tree);
    let blocks: Vec<Block> = callers
        .iter()
        .map(|caller| Block {
            caller: edition.plan.roles[*caller].name.value.clone(),
            callees: tree
                .edges
                .iter()
                .filter(|edge| edge.from.value == **caller)
                .flat_map(|edge| &edge.to)
                .map(|to| Callee {
                    dial: Dial::recipient(edition, &Recipient::Role(to.clone())),
                    onward: callers.iter().position(|known| **known == to.value).map(|at| at + 1),
                })
                .collect(),
        })
        .collect();
    let (most, room) = ROOM;
    let lines = |block: &Block| {
        2 + block.callees.iter().map(|callee| width(&callee.dial.who).div_ceil(room).max(1)).sum::<usize>()
    };
    let has = blocks.iter().map(lines).sum();
    if has > most {
        overfull.push(Overfull {
            place: tree.place,
            what: say!("呼叫树墙报（行）", "the poster of the call tree, in lines,"),
            has,
            room: most,
            mend: say!("分成两棵呼叫树", "divide it into two call trees"),
        });
    }
    Tree { title: tree.name.value.clone(), within: tree.max_minutes.value.to_string(), blocks }
}
