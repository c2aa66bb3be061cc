//! Which steps stand inside a branch, and which behind the decision it comes from.
//!
//! A step belongs into a branch when every path to it goes through that branch. One that several
//! paths come to is written behind the last step that all of them go through: its dominator. Written
//! in this way each step stands once, and every jump leads forward.

/// The order of steps and what gathers behind which.
pub(super) struct Flow {
    /// The place of each in an order in which every step comes after those that lead to it.
    order: Vec<usize>,
    /// The last step on every path to it.
    above: Vec<usize>,
    /// How many steps lead to it from before.
    paths: Vec<usize>,
}

impl Flow {
    /// The flow from `start`, where each step leads to its `successors`.
    pub(super) fn of(start: usize, successors: &[Vec<usize>]) -> Self {
        let sorted = sorted(start, successors);
        let mut order = vec![usize::MAX; successors.len()];
        for (place, at) in sorted.iter().enumerate() {
            order[*at] = place;
        }
        let mut before = vec![Vec::new(); successors.len()];
        for at in &sorted {
            for to in successors[*at].iter().filter(|to| order[**to] > order[*at]) {
                before[*to].push(*at);
            }
        }
        let mut above = vec![start; successors.len()];
        // In this order what leads forward to a step is settled before it.
        for at in sorted.iter().skip(1) {
            let mut all = before[*at].iter().copied();
            let Some(first) = all.next() else { continue };
            above[*at] = all.fold(first, |one, other| common(one, other, &above, &order));
        }
        let paths = before.iter().map(Vec::len).collect();
        Self { order, above, paths }
    }

    /// The place of a step in the order.
    pub(super) fn order(&self, at: usize) -> usize {
        self.order[at]
    }

    /// Whether one leads back to where one was.
    pub(super) fn leads_back(&self, from: usize, to: usize) -> bool {
        self.order[to] <= self.order[from]
    }

    /// Whether several paths come to a step.
    pub(super) fn is_shared(&self, at: usize) -> bool {
        self.paths[at] > 1
    }

    /// The steps that several paths come to and that are written behind this one.
    pub(super) fn gathered(&self, at: usize) -> Vec<usize> {
        (0..self.above.len()).filter(|to| self.above[*to] == at && self.is_shared(*to)).collect()
    }
}

/// Every step that is reached, each after those that lead to it; branches in their order.
fn sorted(start: usize, successors: &[Vec<usize>]) -> Vec<usize> {
    let mut seen = vec![false; successors.len()];
    let mut sorted = Vec::new();
    let mut stack = vec![(start, successors[start].len())];
    seen[start] = true;
    while let Some((at, left)) = stack.last_mut() {
        match left.checked_sub(1) {
            Some(next) => {
                *left = next;
                let to = successors[*at][next];
                if !std::mem::replace(&mut seen[to], true) {
                    stack.push((to, successors[to].len()));
                }
            }
            None => {
                sorted.push(*at);
                stack.pop();
            }
        }
    }
    sorted.reverse();
    sorted
}

/// The last step that both paths go through.
fn common(one: usize, other: usize, above: &[usize], order: &[usize]) -> usize {
    let (mut one, mut other) = (one, other);
    while one != other {
        if order[one] > order[other] {
            one = above[one];
        } else {
            other = above[other];
        }
    }
    one
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_several_paths_come_to_gathers_behind_where_they_part() {
        // 0 parts to 1 and 2; 1 parts to 3 and 4; 3 and 4 come together in 5; 2 and 5 in 6; 6 leads back to 0.
        let successors = [vec![1, 2], vec![3, 4], vec![6], vec![5], vec![5], vec![6], vec![0]].map(|own| own.to_vec());
        let flow = Flow::of(0, &successors);
        assert_eq!((flow.gathered(0), flow.gathered(1)), (vec![6], vec![5]));
        assert!(flow.is_shared(5) && flow.is_shared(6) && !flow.is_shared(1));
        assert!(flow.leads_back(6, 0) && !flow.leads_back(5, 6));
        assert!(flow.order(1) < flow.order(2) && flow.order(5) < flow.order(6));
    }
}
