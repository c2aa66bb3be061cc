//! What an absence leaves without anybody, for people and for programs.
//!
//! Persons appear by id and post, never by name.

use serde::Serialize;

use crate::finding::Language;

/// The answer to a simulation.
#[derive(Debug, Serialize)]
pub struct Simulation {
    /// The day it assumes.
    pub as_of: String,
    /// Whether people's safety or a report the law demands is left to nobody in any case.
    pub vital: bool,
    /// One case for those who were named; for a search the worst cases first.
    pub cases: Vec<Case>,
}

/// What is left when some are away.
#[derive(Debug, Serialize)]
pub struct Case {
    /// Who is away.
    pub absent: Vec<Named>,
    /// Whether people's safety or a report the law demands is left to nobody.
    pub vital: bool,
    /// Roles that nobody fills.
    pub roles: Vec<Named>,
    /// Playbooks with steps that nobody does.
    pub playbooks: Vec<Halted>,
    /// Powers that nobody has.
    pub powers: Vec<Power>,
    /// Reports that nobody sends.
    pub reports: Vec<Report>,
    /// Persons with more roles than the plan allows.
    pub overloaded: Vec<Load>,
    /// Playbooks in which too few people are left for what goes on at once.
    pub crowded: Vec<Crowd>,
}

/// Something with an id and words for it.
#[derive(Debug, Serialize)]
pub struct Named {
    /// `role:tech-lead`
    pub id: String,
    /// What it is called.
    pub label: String,
}

/// A playbook that comes to a halt.
#[derive(Debug, Serialize)]
pub struct Halted {
    /// The playbook.
    #[serde(flatten)]
    pub playbook: Named,
    /// How many steps it has.
    pub of: usize,
    /// The steps nobody does.
    pub steps: Vec<Step>,
}

/// A step that nobody does.
#[derive(Debug, Serialize)]
pub struct Step {
    /// Its id.
    pub id: String,
    /// What is done.
    pub text: String,
    /// By whom.
    pub actor: Named,
    /// Whether it is for people's safety.
    pub life_safety: bool,
}

/// A power that nobody has.
#[derive(Debug, Serialize)]
pub struct Power {
    /// Whose it is.
    pub group: Named,
    /// Its key, `activate`.
    pub power: String,
    /// What it allows, in Chinese and in English.
    #[serde(skip)]
    pub called: (&'static str, &'static str),
}

/// A report that nobody sends.
#[derive(Debug, Serialize)]
pub struct Report {
    /// The report.
    #[serde(flatten)]
    pub report: Named,
    /// Whether a law demands it.
    pub statutory: bool,
}

/// A person and the roles that come down on him.
#[derive(Debug, Serialize)]
pub struct Load {
    /// The person.
    pub person: Named,
    /// The roles.
    pub roles: Vec<Named>,
}

/// A playbook with too few people.
#[derive(Debug, Serialize)]
pub struct Crowd {
    /// The playbook.
    pub playbook: Named,
    /// The roles that are busy at once.
    pub roles: Vec<Named>,
}

/// The answer as one JSON object with a line feed at its end.
pub fn simulation_json(simulation: &Simulation) -> String {
    let mut text = serde_json::to_string_pretty(simulation)
        .unwrap_or_else(|error| unreachable!("strings and numbers serialise: {error}"));
    text.push('\n');
    text
}

/// The answer for people.
pub fn simulation_text(simulation: &Simulation, language: Language) -> String {
    let mut text = String::new();
    let say = Say { language };
    if simulation.cases.is_empty() {
        return say
            .pick(
                "任何这样几个人同时不在，每个岗位都还有人。",
                "Every role is still filled whoever of that number is away.",
            )
            .to_owned()
            + "\n";
    }
    for (at, case) in simulation.cases.iter().enumerate() {
        if simulation.cases.len() > 1 {
            text.push_str(&format!("{}. ", at + 1));
        }
        say.case(&mut text, case);
    }
    text
}

/// Speaks one language.
struct Say {
    language: Language,
}

impl Say {
    fn pick<'a>(&self, zh: &'a str, en: &'a str) -> &'a str {
        match self.language {
            Language::Chinese => zh,
            Language::English => en,
        }
    }

    fn all(&self, names: &[Named]) -> String {
        names.iter().map(|name| name.label.as_str()).collect::<Vec<_>>().join(self.pick("、", ", "))
    }

    /// A heading with what stands under it, where there is anything.
    fn list(&self, text: &mut String, (zh, en): (&str, &str), lines: &[String]) {
        if !lines.is_empty() {
            let colon = self.pick("：", ": ").trim_end();
            text.push_str(&format!("  {} {}{colon}\n", self.pick(zh, en), lines.len()));
            lines.iter().for_each(|line| text.push_str(&format!("    {line}\n")));
        }
    }

    fn case(&self, text: &mut String, case: &Case) {
        let (colon, all) = (self.pick("：", ": "), self.all(&case.absent));
        text.push_str(&format!("{}{colon}{all}\n", self.pick("不在岗", "Away")));
        if case.vital {
            let (zh, en) = (
                "！人身安全的步骤或者法定报告没有人做",
                "! Steps for people's safety or statutory reports are left to nobody",
            );
            text.push_str(&format!("  {}\n", self.pick(zh, en)));
        }
        let lines: Vec<_> = case.roles.iter().map(|role| role.label.clone()).collect();
        self.list(text, ("没有人的岗位", "Roles nobody fills"), &lines);
        let lines: Vec<_> = case
            .powers
            .iter()
            .map(|power| format!("{}{colon}{}", power.group.label, self.pick(power.called.0, power.called.1)))
            .collect();
        self.list(text, ("没有人行使的权力", "Powers nobody has"), &lines);
        let law = self.pick("（法定）", " (statutory)");
        let lines: Vec<_> = case
            .reports
            .iter()
            .map(|report| format!("{}{}", report.report.label, if report.statutory { law } else { "" }))
            .collect();
        self.list(text, ("没有人报的报告", "Reports nobody sends"), &lines);
        let mut lines = Vec::new();
        for halted in &case.playbooks {
            lines.push(format!("{}  {}/{}", halted.playbook.label, halted.steps.len(), halted.of));
            for step in &halted.steps {
                let mark = if step.life_safety { self.pick("【人身安全】", "[safety] ") } else { "" };
                lines.push(format!("  {mark}{}（{}）", step.text, step.actor.label));
            }
        }
        if !case.playbooks.is_empty() {
            let (zh, en) = ("有步骤没有人做的方案", "Playbooks with steps nobody does");
            text.push_str(&format!("  {} {}{}\n", self.pick(zh, en), case.playbooks.len(), colon.trim_end()));
            lines.iter().for_each(|line| text.push_str(&format!("    {line}\n")));
        }
        let lines: Vec<_> = case
            .overloaded
            .iter()
            .map(|load| format!("{}{colon}{}", load.person.label, self.all(&load.roles)))
            .collect();
        self.list(text, ("岗位过多的人", "People with too many roles"), &lines);
        let lines: Vec<_> = case
            .crowded
            .iter()
            .map(|crowd| format!("{}{colon}{}", crowd.playbook.label, self.all(&crowd.roles)))
            .collect();
        self.list(text, ("同时要做的事人手不够的方案", "Playbooks with too few people at once"), &lines);
        let nothing = case.roles.is_empty() && case.overloaded.is_empty() && case.crowded.is_empty();
        if nothing && case.powers.is_empty() {
            text.push_str(&format!(
                "  {}\n",
                self.pick("每个岗位、步骤、权力都还有人。", "Every role, step and power still has somebody.")
            ));
        }
    }
}
