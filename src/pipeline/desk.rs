//! What lies to be done by whichever processor is free, in the order it was laid out.
//!
//! It knows nothing of what is done. What is laid out is done once.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use rayon::Scope;

/// Things to be done.
#[derive(Debug)]
pub(super) struct Desk<T, F> {
    act: F,
    lying: Mutex<Lying<T>>,
    taken: Condvar,
}

#[derive(Debug)]
struct Lying<T> {
    things: VecDeque<T>,
    /// How many are being done.
    busy: usize,
}

impl<T: Send, F: Fn(T) + Sync> Desk<T, F> {
    /// A desk at which `act` is done to each thing.
    pub(super) fn new(act: F) -> Self {
        Self { act, lying: Mutex::new(Lying { things: VecDeque::new(), busy: 0 }), taken: Condvar::new() }
    }

    /// Lays things out as soon as everything that lies there has been taken up. The caller must be no thread of the
    /// pool that does them.
    pub(super) fn lay_out<'a>(&'a self, things: Vec<T>, scope: &Scope<'a>)
    where
        T: 'a,
    {
        let lies = |lying: &mut Lying<T>| !lying.things.is_empty();
        let mut lying = self.taken.wait_while(self.lying(), lies).unwrap_or_else(PoisonError::into_inner);
        lying.things.extend(things);
        drop(lying);
        self.hand_out(scope);
    }

    /// Hands out as many things as there are processors, not more: a thread that waits for a part of its own takes
    /// up whatever is handed out, in the middle of it.
    fn hand_out<'a>(&'a self, scope: &Scope<'a>)
    where
        T: 'a,
    {
        while let Some(thing) = self.take() {
            scope.spawn(move |scope| {
                let _done = Done { desk: self, scope };
                (self.act)(thing);
            });
        }
    }

    fn take(&self) -> Option<T> {
        let mut lying = self.lying();
        if lying.busy == rayon::current_num_threads() {
            return None;
        }
        let thing = lying.things.pop_front()?;
        lying.busy += 1;
        self.taken.notify_all();
        Some(thing)
    }

    fn lying(&self) -> MutexGuard<'_, Lying<T>> {
        self.lying.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A thing that is done when this is dropped, also by a panic: nobody waits for ever.
struct Done<'a, 'b, T: Send, F: Fn(T) + Sync> {
    desk: &'a Desk<T, F>,
    scope: &'b Scope<'a>,
}

impl<T: Send, F: Fn(T) + Sync> Drop for Done<'_, '_, T, F> {
    fn drop(&mut self) {
        self.desk.lying().busy -= 1;
        self.desk.hand_out(self.scope);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_done_once() {
        let done = Mutex::new(Vec::new());
        let desk = Desk::new(|thing: u32| done.lock().unwrap().push(thing));
        rayon::in_place_scope(|scope| {
            for begun in (0..200).step_by(20) {
                desk.lay_out((begun..begun + 20).collect(), scope);
            }
        });
        drop(desk);
        let mut done = done.into_inner().unwrap();
        done.sort_unstable();
        assert_eq!(done, (0..200).collect::<Vec<_>>());
    }

    #[test]
    fn a_panic_is_passed_on_and_nobody_waits() {
        let desk = Desk::new(|thing: u32| assert_ne!(thing, 3));
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            rayon::in_place_scope(|scope| {
                for thing in 0..50 {
                    desk.lay_out(vec![thing, thing], scope);
                }
            });
        }));
        assert!(outcome.is_err());
    }
}
