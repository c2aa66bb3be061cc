//! Reading playbooks.

use super::super::faults;
use super::super::read::{Fields, Reader, Shape, first_line, reads};
use super::super::tree::{Node, Value};
use super::any_of;
use crate::finding::Finding;
use crate::model::playbook::*;
use crate::model::quantity::Unit;
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
}

/// The keys of which a step has exactly one: what it does.
const ACTIONS: [&str; 8] = ["do", "notify", "decide", "parallel", "watch", "run", "goto", "end"];

impl Shape for Step {
    fn read(node: &Node, cx: &mut Reader) -> Option<Self> {
        let mut fields = Fields::open(node, cx)?;
        let id = fields.name("id", cx);
        cx.steps.extend(id.as_ref().map(|id| (id.place.file, id.value.clone())));
        let kind = fields.optional("kind", cx);
        let given: Vec<_> = ACTIONS.into_iter().filter(|key| fields.has(key)).collect();
        let action = match given.as_slice() {
            [key] => action(key, &mut fields, cx),
            [] => {
                fields.lacking(&ACTIONS, cx);
                None
            }
            [_, second, ..] => {
                let all = given.join("、");
                fields.contradiction(
                    second,
                    say!("一个步骤只做一件事，这里写了 {all}", "a step does one thing; here are {all}"),
                    cx,
                );
                for key in &given {
                    fields.take(key);
                }
                None
            }
        };
        let actor = fields.optional("actor", cx);
        let within = fields.optional("within", cx);
        let since = fields.optional("since", cx);
        let every = fields.optional("every", cx);
        let until = fields.optional("until", cx);
        let calls = fields.list("calls", cx);
        let fills = fields.list("fills", cx);
        let records = fields.list("records", cx);
        let uses = fields.list("uses", cx);
        let asset = fields.optional("asset", cx);
        let procedure = fields.optional("procedure", cx);
        let requires = fields.list("requires", cx);
        let verify = fields.list("verify", cx);
        let warning = fields.optional("warning", cx);
        let irreversible = fields.defaulted("irreversible", cx);
        let remote = fields.defaulted("remote", cx);
        let note = fields.optional("note", cx);
        let short = fields.optional("short", cx);
        let kind = kind.or_else(|| action.as_ref().map(implied_kind));
        fields.finish(cx);
        Some(Self {
            place: first_line(node),
            id: id?,
            kind: kind?,
            action: action?,
            actor,
            within,
            since,
            every,
            until,
            calls,
            fills,
            records,
            uses,
            asset,
            procedure,
            requires,
            verify,
            warning,
            irreversible,
            remote,
            note,
            short,
        })
    }
}

/// The kind that an action has by itself.
fn implied_kind(action: &Action) -> StepKind {
    match action {
        Action::Do(_) => StepKind::Handle,
        Action::Notify { .. } => StepKind::Report,
        Action::Decide { .. } => StepKind::Decide,
        Action::Watch { .. } => StepKind::Watch,
        Action::Parallel(_) | Action::Run { .. } | Action::Goto(_) => StepKind::Handle,
        Action::End { .. } => StepKind::End,
    }
}

fn action(key: &str, fields: &mut Fields<'_>, cx: &mut Reader) -> Option<Action> {
    match key {
        "do" => fields.required("do", cx).map(Action::Do),
        "notify" => fields.take("notify").and_then(|node| notify(node, cx)),
        "decide" => {
            let input = fields.required("decide", cx);
            let cases = fields.list("cases", cx);
            Some(Action::Decide { input: input?, cases })
        }
        "parallel" => Some(Action::Parallel(fields.list("parallel", cx))),
        "watch" => {
            let condition = fields.required("watch", cx);
            let then = fields.required("then", cx);
            Some(Action::Watch { condition: condition?, then: then? })
        }
        "run" => {
            let target = fields.required("run", cx);
            let returns = fields.defaulted("return", cx);
            Some(Action::Run { target: target?, returns })
        }
        "goto" => fields.required("goto", cx).map(Action::Goto),
        _ => {
            let state = fields.required("end", cx);
            let decided_by = fields.optional("decided_by", cx);
            Some(Action::End { state: state?, decided_by })
        }
    }
}

fn notify(node: &Node, cx: &mut Reader) -> Option<Action> {
    let mut fields = Fields::open(node, cx)?;
    let to = fields.list("to", cx);
    let by = fields.list("by", cx);
    let message = fields.optional("message", cx);
    fields.finish(cx);
    Some(Action::Notify { to, by, message })
}

impl Shape for Then {
    fn read(node: &Node, cx: &mut Reader) -> Option<Self> {
        let mut fields = Fields::open(node, cx)?;
        let run = fields.optional("run", cx);
        let goto = fields.optional("goto", cx);
        let has_steps = fields.has("steps");
        let steps = fields.list("steps", cx);
        fields.lacking(&["run", "steps", "goto"], cx);
        fields.finish(cx);
        match (run, goto) {
            (Some(target), _) => Some(Self::Run(target)),
            (None, Some(step)) => Some(Self::Goto(step)),
            (None, None) => has_steps.then_some(Self::Steps(steps)),
        }
    }
}

impl Shape for Case {
    fn read(node: &Node, cx: &mut Reader) -> Option<Self> {
        let mut fields = Fields::open(node, cx)?;
        let condition = fields.optional("if", cx);
        let otherwise: Option<Sourced<bool>> = fields.optional("otherwise", cx);
        let steps = fields.list("steps", cx);
        fields.lacking(&["if", "otherwise"], cx);
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
        fields.finish(cx);
        Some(Self { place: first_line(node), condition, steps })
    }
}

impl Shape for Escalation {
    fn read(node: &Node, cx: &mut Reader) -> Option<Self> {
        let mut fields = Fields::open(node, cx)?;
        let after = fields.required("after", cx);
        let when = fields.optional("when", cx);
        let to = fields.optional("to", cx);
        let run = fields.optional("run", cx);
        fields.lacking(&["to", "run"], cx);
        fields.finish(cx);
        let target = to.map(EscalationTarget::To).or_else(|| run.map(EscalationTarget::Run));
        Some(Self { place: first_line(node), after: after?, when, target: target? })
    }
}

impl Fields<'_> {
    fn inputs(&mut self, key: &'static str, cx: &mut Reader) -> Vec<Input> {
        let Some(node) = self.take(key) else { return Vec::new() };
        let Value::Mapping(entries) = &node.value else {
            cx.wrong_type(node, say!("一组“变量名: {{…}}”", "names of variables with {{…}}"));
            return Vec::new();
        };
        let mut inputs = Vec::new();
        for (key, node) in entries {
            let name = Sourced { value: key.text.clone(), place: key.place };
            cx.inputs.insert((key.place.file, key.text.clone()));
            inputs.extend(input(name, node, cx));
        }
        inputs
    }
}

/// A bound of an input: the unit beside it need not be written twice.
fn bound(node: &Node, unit: Option<&Sourced<Unit>>, cx: &mut Reader) -> Option<Sourced<Quantity>> {
    let bare = super::peek_text(node).zip(unit).and_then(|(text, unit)| Quantity::with_unit(text, unit.value));
    match bare {
        Some(value) => Some(Sourced { value, place: node.place }),
        None => Sourced::read(node, cx),
    }
}

fn input(name: Sourced<String>, node: &Node, cx: &mut Reader) -> Option<Input> {
    let mut fields = Fields::open(node, cx)?;
    let label = fields.required("label", cx);
    let r#type: Option<Sourced<InputType>> = fields.required("type", cx);
    let unit = fields.optional("unit", cx);
    let values = fields.list("values", cx);
    let min = fields.take("min").and_then(|node| bound(node, unit.as_ref(), cx));
    let max = fields.take("max").and_then(|node| bound(node, unit.as_ref(), cx));
    let from = fields.optional("from", cx);
    match r#type.as_ref().map(|r#type| r#type.value) {
        Some(InputType::Quantity) => fields.lacking(&["unit"], cx),
        Some(InputType::Choice) => fields.lacking(&["values"], cx),
        _ => {}
    }
    fields.finish(cx);
    Some(Input { place: name.place, name, label: label?, r#type: r#type?, unit, values, min, max, from })
}
