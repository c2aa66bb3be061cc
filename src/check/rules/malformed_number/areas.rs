//! Area codes against the table of the law packs.

use std::collections::BTreeMap;

use crate::check::words::{Kind, Words};
use crate::check::{Context, names, packs};
use crate::finding::{Finding, Message, Place, Severity};
use crate::model::contact::PointKind;
use crate::model::pack::{Area, AreaCode, Evidence};
use crate::model::{Clearance, Date, Entity, Plan};
use crate::say;

pub(super) fn check(cx: &mut Context<'_>) {
    let plan = cx.plan;
    let codes = Codes::of(plan, cx.as_of);
    if codes.by_code.is_empty() {
        return;
    }
    let location = &plan.head.profile.location;
    let own = codes.fault(&location.area_code.value, &[location.city.value.as_str()], location.area_code.place);
    own.into_iter().for_each(|finding| cx.report(finding));
    for contact in &plan.contacts {
        for point in contact.points.iter().filter(|own| matches!(own.kind.value, PointKind::Landline | PointKind::Fax))
        {
            let Some(value) = point.value.open(Clearance::Restricted) else { continue };
            let Some((code, _)) = value.value.split_once('-').filter(|(code, _)| is_code(code)) else { continue };
            if let Some(finding) = codes.fault(code, &[], value.place) {
                cx.report(finding.entity(contact.id().qualified()));
            }
        }
    }
    for words in
        cx.words.iter().filter(|words| matches!(words.kind, Kind::Paragraph | Kind::Item | Kind::Cell | Kind::Remark))
    {
        if let Some(finding) = said(words, &codes, cx) {
            cx.report_in(words, finding);
        }
    }
}

fn is_code(text: &str) -> bool {
    (3..=4).contains(&text.len()) && text.starts_with('0') && text.bytes().all(|b| b.is_ascii_digit())
}

/// The table, both ways.
struct Codes<'a> {
    by_code: BTreeMap<&'a str, Vec<(&'a Area, &'a AreaCode)>>,
    by_city: BTreeMap<&'a str, (&'a Area, &'a AreaCode)>,
}

impl<'a> Codes<'a> {
    fn of(plan: &'a Plan, today: Date) -> Self {
        let mut codes = Self { by_code: BTreeMap::new(), by_city: BTreeMap::new() };
        let areas = plan.packs.iter().flat_map(|pack| &pack.area_codes);
        for area in areas.filter(|own| packs::holds(&own.valid_from, &own.valid_to, today)) {
            for code in &area.codes {
                codes.by_code.entry(&code.code.value).or_default().push((area, code));
                codes.by_city.extend(code.cities.iter().map(|city| (short(&city.value), (area, code))));
            }
        }
        codes
    }

    /// What is wrong with a code: nobody has it, or none of the cities it is said of.
    fn fault(&self, code: &str, cities: &[&str], place: Place) -> Option<Finding> {
        let Some(owners) = self.by_code.get(code) else {
            let message = say!("没有区号{code}", "there is no area code {code}");
            let help = say!(
                "核对区号；新启用的区号写进本地规则包 pack 的 area_codes",
                "check it; a new one goes into area_codes under pack"
            );
            return Some(fault(Evidence::Secondary, place, message).help(help));
        };
        let known: Vec<_> = cities.iter().filter_map(|city| Some((*city, *self.by_city.get(short(city))?))).collect();
        if known.iter().any(|(_, (_, own))| own.code.value == code) {
            return None;
        }
        let (city, (area, right)) = known.first()?;
        let theirs: Vec<_> =
            owners.iter().flat_map(|(_, own)| own.cities.iter().map(|city| city.value.as_str())).collect();
        let (theirs, right) = (theirs.join("、"), &right.code.value);
        let message = say!(
            "{code}是{theirs}的区号，{city}的是{right}",
            "{code} is the area code of {theirs}; that of {city} is {right}"
        );
        let help =
            say!("核对是地名写错还是区号写错，改正其一", "find out whether the place or the code is wrong and mend it");
        let finding = fault(area.grade.value, place, message).help(help);
        Some(finding.related(area.place, packs::basis(&area.source.value)))
    }
}

fn fault(grade: Evidence, place: Place, message: Message) -> Finding {
    packs::finding(names::malformed_number, Severity::Error, grade, place, message)
}

/// A city without 市.
fn short(city: &str) -> &str {
    city.strip_suffix('市').filter(|short| short.chars().count() > 1).unwrap_or(city)
}

/// A sentence that gives the area code of a place.
fn said(words: &Words<'_>, codes: &Codes<'_>, cx: &Context<'_>) -> Option<Finding> {
    const WORD: &str = "区号";
    let at = words.text.find(WORD)?;
    let start = at + words.text[at..].find('0').filter(|gap| *gap <= WORD.len() + 12)?;
    let digits = words.text[start..].bytes().take_while(u8::is_ascii_digit).count();
    let code = words.text.get(start..start + digits).filter(|code| is_code(code))?;
    let cities: Vec<_> = codes.by_city.keys().copied().filter(|city| words.text.contains(city)).collect();
    codes.fault(code, &cities, words.part(start..start + digits, cx.sources))
}
