//! The services the law packs name, and where a point or a text uses one.

use std::ops::Range;

use crate::check::packs;
use crate::finding::Place;
use crate::model::contact::{Point, PointKind};
use crate::model::pack::Evidence;
use crate::model::{Clearance, Date, Plan, Sourced};

/// Why a service does not fit.
#[derive(Debug, Clone)]
pub(super) struct Fitness<'a> {
    /// The service.
    pub(super) name: &'a str,
    /// Its last day, where it has ended.
    pub(super) ended: Option<Date>,
    /// How sure that is.
    pub(super) grade: Evidence,
    /// Who says so.
    pub(super) source: &'a str,
    /// The entry.
    pub(super) place: Place,
}

/// A service under all its names.
#[derive(Debug)]
struct Service<'a> {
    names: &'a [Sourced<String>],
    except: &'a [Sourced<String>],
    fitness: Fitness<'a>,
}

/// Every service that does not fit on a day.
#[derive(Debug)]
pub(super) struct Services<'a> {
    named: Vec<Service<'a>>,
    mail: Vec<(&'a [Sourced<String>], Fitness<'a>)>,
}

impl<'a> Services<'a> {
    /// Collects them from the packs.
    pub(super) fn of(plan: &'a Plan, today: Date) -> Self {
        let mut services = Self { named: Vec::new(), mail: Vec::new() };
        for pack in &plan.packs {
            for dead in pack.dead_services.iter().filter(|own| packs::holds(&own.valid_from, &own.valid_to, today)) {
                let Some(first) = dead.names.first() else { continue };
                let (grade, source) = (dead.grade.value, dead.source.value.as_str());
                let ended = Some(dead.ended.value);
                let fitness = Fitness { name: &first.value, ended, grade, source, place: dead.place };
                services.named.push(Service { names: &dead.names, except: &[], fitness });
            }
            for own in pack.consumer_services.iter().filter(|own| packs::holds(&own.valid_from, &own.valid_to, today)) {
                let (grade, source) = (own.grade.value, own.source.value.as_str());
                for name in &own.names {
                    let fitness = Fitness { name: &name.value, ended: None, grade, source, place: own.place };
                    let names = std::slice::from_ref(name);
                    services.named.push(Service { names, except: &own.except, fitness });
                }
            }
            for own in pack.free_mail.iter().filter(|own| packs::holds(&own.valid_from, &own.valid_to, today)) {
                let (grade, source) = (own.grade.value, own.source.value.as_str());
                let fitness = Fitness { name: "公众免费邮箱", ended: None, grade, source, place: own.place };
                services.mail.push((&own.domains, fitness));
            }
        }
        services
    }

    /// Why a point does not fit, if it does not.
    pub(super) fn of_point(&self, point: &Point) -> Option<Fitness<'a>> {
        let value = &point.value.open(Clearance::Restricted)?.value;
        match point.kind.value {
            PointKind::Mail => {
                let (_, domain) = value.rsplit_once('@')?;
                let is = |own: &&Sourced<String>| own.value.eq_ignore_ascii_case(domain);
                self.mail.iter().find(|(domains, _)| domains.iter().any(|own| is(&own))).map(|(_, own)| own.clone())
            }
            PointKind::Messenger | PointKind::OfficialMessenger => {
                self.in_text(value).into_iter().next().map(|(_, fitness)| fitness)
            }
            _ => None,
        }
    }

    /// Every service a text names.
    pub(super) fn in_text(&self, text: &str) -> Vec<(Range<usize>, Fitness<'a>)> {
        let mut found: Vec<(Range<usize>, Fitness<'a>)> = Vec::new();
        for service in &self.named {
            for name in service.names {
                for (at, _) in text.match_indices(name.value.as_str()) {
                    let range = at..at + name.value.len();
                    let taken = found.iter().any(|(own, _)| own.start <= range.start && range.end <= own.end);
                    if is_word(text, &range) && !is_other(text, &range, service.except) && !taken {
                        found.push((range, service.fitness.clone()));
                    }
                }
            }
        }
        found.sort_by_key(|(range, _)| range.start);
        found
    }
}

/// Whether a name of Latin letters stands alone.
fn is_word(text: &str, range: &Range<usize>) -> bool {
    let joins = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let latin = text[range.clone()].chars().next().is_some_and(|c| c.is_ascii());
    !latin || !(joins(text[..range.start].chars().next_back()) || joins(text[range.end..].chars().next()))
}

/// Whether the name is part of a longer word for something else.
fn is_other(text: &str, range: &Range<usize>, except: &[Sourced<String>]) -> bool {
    let covers = |other: &Sourced<String>| {
        let mut places = text.match_indices(other.value.as_str());
        places.any(|(at, word)| at <= range.start && range.end <= at + word.len())
    };
    except.iter().any(covers)
}

/// Whether a text tells by which way messages go, and does not forbid it.
pub(super) fn speaks_of_a_channel(text: &str) -> bool {
    const WAYS: &[&str] = &["报告", "报送", "上报", "通知", "通报", "联系", "联络", "传递", "渠道", "通道"];
    const NOT: &[&str] = &["不得", "不准", "不用", "禁止", "严禁", "停用"];
    WAYS.iter().any(|way| text.contains(way)) && !NOT.iter().any(|not| text.contains(not))
}
