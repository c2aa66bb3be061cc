//! The contact book and the call trees.

use crate::diff::Part;
use crate::diff::entry::Entry;
use crate::diff::tell::{Teller, Word};
use crate::diff::tree::{About, Node};
use crate::model::contact::*;

/// An entry of the contact book. When it was verified is upkeep and not part of the plan.
pub(super) fn contact(contact: &Contact, t: &Teller<'_>) -> Node {
    let Contact { place: _, id: _, owner, label, class, visibility, points, verified: _, serves, note } = contact;
    Entry::entity(t, contact, "联系方式", About::Contact, label)
        .needs(*visibility)
        .title_needs(*visibility)
        .say(About::Contact, "label", "名称", label)
        .say(About::Contact, "owner", "所属", owner)
        .say(About::Contact, "class", "分类", &Word(class.value))
        .say(About::Contact, "visibility", "可见级", visibility.called())
        .say(About::Contact, "serves", "服务对象", serves)
        .say(About::Contact, "note", "备注", note)
        .parts(points.iter().map(|point| self::point(point, t)))
        .done()
}

/// A number has no id: it is found again by its kind and rank, else by what it says.
fn point(point: &Point, t: &Teller<'_>) -> Node {
    let Point { place, kind, value, hours, rank, person, shared, visibility, extra } = point;
    let mut entry = Entry::part(t, None, "号码", About::Contact, kind.word(), *place)
        .needs(value.needs())
        .say(About::Contact, "kind", "类型", &Word(kind.value))
        .say(About::Contact, "value", kind.word(), value)
        .say(About::Contact, "hours", "接听时间", hours)
        .say(About::Contact, "rank", "拨打顺序", rank)
        .say(About::Contact, "person", "接听人", person)
        .say(About::Contact, "shared", "合用说明", shared)
        .say(About::Contact, "visibility", "可见级", &visibility.as_ref().map(|level| level.value.called().to_owned()));
    for (name, value) in extra {
        entry = entry.parts([Entry::part(
            t,
            Some(format!("extra/{}", name.value)),
            "附加信息",
            About::Contact,
            name,
            name.place,
        )
        .needs(value.needs())
        .titled(vec![Part::open(&name.value)])
        .say(About::Contact, "value", &name.value, value)
        .done()]);
    }
    entry.done()
}

pub(super) fn calltree(tree: &CallTree, t: &Teller<'_>) -> Node {
    let CallTree { place: _, id: _, name, root, edges, call_takes, max_minutes } = tree;
    Entry::entity(t, tree, "呼叫树", About::Contact, name)
        .say(About::Words, "name", "名称", name)
        .say(About::Contact, "root", "首呼人", root)
        .limit("call_takes", "每次通话", call_takes)
        .limit("max_minutes", "全程时限", max_minutes)
        .parts(edges.iter().map(|Call { place, from, to }| {
            let title = t.plan.roles.get(&from.value).map_or("", |role| role.name.value.as_str());
            Entry::part(t, Some(format!("call/{}", from.value)), "呼叫", About::Contact, title, *place)
                .say(About::Contact, "to", "呼叫对象", to)
                .done()
        }))
        .done()
}
