//! Reading playbooks.

use super::super::faults;
use super::super::outline::{Kept, Keys};
use super::super::read::{Fields, Reader, Shape, reads, ways};
use super::super::tree::Node;
use super::{Outline, Sketch, any_of};
use crate::finding::{Finding, Place};
use crate::model::condition::Condition;
use crate::model::contact::PointKind;
use crate::model::event::Recipient;
use crate::model::playbook::*;
use crate::model::quantity::{Unit, find_unit};
use crate::model::{Quantity, Sourced};
use crate::say;

any_of!(RunTarget { "playbook" => Playbook, "report" => Report });

reads! {
    Playbook {
        own id; required title; required category; list hazards; list scope; optional scope_words;
        required owner; list partners; list externals; list triggers; list levels; list merges;
        list facts; list prevention; inputs inputs; list steps; optional recovery; list escalation; list do_not;
        optional card; optional not_covered;
    }
    Recovery { required within; required meanwhile; }
    Prevention { required text; optional actor; optional every; }
    Branch { required label; list steps; }
    Card { required audience; optional site; optional title; list actions; optional table; }
    Step {
        step id; kind kind; ways action; optional actor; optional within; optional since; optional every;
        optional until; list calls; list fills; list records; list uses; optional asset; optional procedure;
        list requires; list verify; optional warning; defaulted irreversible; defaulted remote; optional note;
        optional short;
    }
    Escalation { required after; optional when; ways target; }
}

ways! {
    Action, |given| say!("一个步骤只做一件事，这里写了 {given}", "a step does one thing; here are {given}");
    Do(required text as "do")
    Notify [NotifyWritten as "notify"]
    Decide { required input as "decide"; list cases; }
    Parallel(list branches as "parallel")
    Watch { required condition as "watch"; required then; }
    Run { required target as "run"; defaulted returns as "return"; }
    Goto(required step as "goto")
    End { required state as "end"; optional decided_by; }
}

ways! {
    Then, |given| say!("监护到时只转一处，这里写了 {given}", "a watch leads to one thing; here are {given}");
    Run(required target as "run")
    Steps(list steps as "steps")
    Goto(required step as "goto")
}

ways! {
    EscalationTarget, |given| say!("升级只写一个去处，这里写了 {given}", "an escalation has one target; here are {given}");
    To(required recipient as "to")
    Run(required target as "run")
}

/// Whom a step tells.
struct NotifyWritten {
    to: Vec<Sourced<Recipient>>,
    by: Vec<Sourced<PointKind>>,
    message: Option<Sourced<String>>,
}

reads! { placeless NotifyWritten { list to; list by; optional message; } }

impl From<NotifyWritten> for Action {
    fn from(NotifyWritten { to, by, message }: NotifyWritten) -> Self {
        Self::Notify { to, by, message }
    }
}

impl Shape for Then {
    fn read(node: &Node, cx: &mut Reader) -> Option<Self> {
        let mut fields = Fields::open(node, cx)?;
        let then = fields.ways("then", cx);
        fields.finish(cx);
        then
    }

    fn outline(sketch: &mut Sketch) -> Outline {
        sketch.mapping(module_path!(), "Then", |keys| keys.ways("then", |own: &Self| Some(own)))
    }
}

/// A case as written: with a condition, or for all the rest.
struct CaseWritten {
    place: Place,
    condition: Option<Sourced<Condition>>,
    otherwise: Option<Sourced<bool>>,
    steps: Vec<Step>,
}

reads! {
    CaseWritten { optional condition as "if"; optional otherwise; list steps; } => "if" | "otherwise";
}

impl Shape for Case {
    fn read(node: &Node, cx: &mut Reader) -> Option<Self> {
        let CaseWritten { place, condition, otherwise, steps } = CaseWritten::read(node, cx)?;
        if let Some(flag) = otherwise.filter(|flag| !flag.value) {
            cx.report(
                Finding::error(
                    faults::UNKNOWN_WORD,
                    flag.place,
                    say!("“otherwise”只能写 true", "'otherwise' can only be true"),
                )
                .help(say!("要写条件就用“if”", "use 'if' for a condition")),
            );
        }
        Some(Self { place, condition, steps })
    }

    fn outline(sketch: &mut Sketch) -> Outline {
        CaseWritten::outline(sketch)
    }
}

/// An input as written behind its name.
struct InputWritten {
    label: Sourced<String>,
    r#type: Sourced<InputType>,
    unit: Option<Sourced<Unit>>,
    values: Vec<Sourced<String>>,
    min: Option<Sourced<Quantity>>,
    max: Option<Sourced<Quantity>>,
    from: Option<Sourced<String>>,
}

reads! { placeless
    InputWritten { required label; asking r#type; optional unit; list values; bound min; bound max; optional from; }
}

/// What inputs of these types need besides.
const NEEDS: &[(InputType, &str)] = &[(InputType::Quantity, "unit"), (InputType::Choice, "values")];

impl Fields<'_> {
    /// The id of a step.
    fn step(&mut self, key: &'static str, cx: &mut Reader) -> Option<Sourced<String>> {
        let id = self.name(key, cx);
        cx.steps.extend(id.as_ref().map(|id| (id.place.file, id.value.clone())));
        id
    }

    /// The kind of a step, or the one that what it does has by itself.
    fn kind(&mut self, key: &'static str, cx: &mut Reader) -> Option<StepKind> {
        let implied = [
            ("notify", StepKind::Report),
            ("decide", StepKind::Decide),
            ("watch", StepKind::Watch),
            ("end", StepKind::End),
        ];
        let implied = implied.into_iter().find(|(action, _)| self.has(action)).map_or(StepKind::Handle, |own| own.1);
        Some(self.optional(key, cx).unwrap_or(implied))
    }

    /// The type of an input, which asks for other keys.
    fn asking(&mut self, key: &'static str, cx: &mut Reader) -> Option<Sourced<InputType>> {
        let read: Option<Sourced<InputType>> = self.required(key, cx);
        let own = read.as_ref().map(|own| own.value);
        for (_, needed) in NEEDS.iter().filter(|(asking, _)| own == Some(*asking)) {
            self.lacking(&[needed], cx);
        }
        read
    }

    /// A bound of an input: the unit beside it need not be written twice.
    fn bound(&mut self, key: &'static str, cx: &mut Reader) -> Option<Sourced<Quantity>> {
        let unit = self.peek("unit").and_then(find_unit);
        let node = self.take(key)?;
        match super::peek_text(node).zip(unit).and_then(|(text, unit)| Quantity::with_unit(text, unit)) {
            Some(value) => Some(Sourced { value, place: node.place }),
            None => Sourced::read(node, cx),
        }
    }

    fn inputs(&mut self, key: &'static str, cx: &mut Reader) -> Vec<Input> {
        let named = self.named(key, say!("一组“变量名: {{…}}”", "names of variables with {{…}}"), cx);
        named.filter_map(|(name, node)| input(name, node, cx)).collect()
    }
}

impl Keys<'_> {
    fn step<S>(&mut self, key: &'static str, value: Kept<S, Sourced<String>>) {
        self.name(key, value);
    }

    fn kind<S>(&mut self, key: &'static str, value: Kept<S, StepKind>) {
        self.defaulted(key, value);
    }

    fn asking<S>(&mut self, key: &'static str, value: Kept<S, Sourced<InputType>>) {
        self.required(key, value);
        for (asking, needed) in NEEDS {
            self.need(key, asking.word(), needed);
        }
    }

    fn bound<S>(&mut self, key: &'static str, _: Kept<S, Option<Sourced<Quantity>>>) {
        self.add(key, Outline::Either(vec![Outline::Quantity, Outline::Amount]), false);
    }

    fn inputs<S>(&mut self, key: &'static str, _: Kept<S, Vec<Input>>) {
        let value = self.of::<InputWritten>();
        self.add(key, Outline::Named(Box::new(value)), false);
    }
}

fn input(name: Sourced<String>, node: &Node, cx: &mut Reader) -> Option<Input> {
    cx.inputs.insert((name.place.file, name.value.clone()));
    let InputWritten { label, r#type, unit, values, min, max, from } = InputWritten::read(node, cx)?;
    Some(Input { place: name.place, name, label, r#type, unit, values, min, max, from })
}
