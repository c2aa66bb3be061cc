//! What makes a folder a plan, and what is told of one that is none.
//!
//! A plan is what stands behind `plan:`, by custom in `plan.yaml`. A folder with neither is most often
//! another one than was meant, such as the one around the plan: what else lies there was not written
//! for a plan and is not judged as one.

use std::fs;
use std::path::Path;

use super::faults;
use super::files::Origin;
use crate::finding::{Finding, Place, Sources};
use crate::say;

/// The file that makes a folder a plan.
pub(super) const HEAD: &str = "plan.yaml";
/// Most folders that are named where another one was meant.
const NAMED: usize = 5;

/// What is told where no file holds `plan:`.
pub(super) enum Missing {
    /// Of a plan, beside what else is found in it.
    Head(Finding),
    /// Of a folder that is no plan: all there is to tell.
    Plan(Finding),
}

/// What is missing of a plan none of whose files holds `plan:`.
pub(super) fn missing(origin: &Origin<'_>, sources: &mut Sources) -> Missing {
    // A folder that cannot be listed, or whose head cannot be read or is no file, may well be the one
    // that was meant.
    let own = [HEAD, "plan.yml", ""].map(|inner| origin.shown(inner));
    let meant = sources.iter().any(|(_, file)| own.contains(&file.path));
    let place = Place::new(sources.add(origin.shown(HEAD), ""), 0..0);
    if meant {
        let message = say!("没有哪个文件写了“plan:”", "no file holds 'plan:'");
        let help = say!("在 plan.yaml 里写文件信息、单位概况和期限", "put document, profile and policy into plan.yaml");
        return Missing::Head(Finding::error(faults::MISSING_FIELD, place, message).help(help));
    }
    let (Origin::Folder(root) | Origin::Files(root, _)) = origin;
    let folder = root.display();
    let message = say!(
        "“{folder}”里没有预案：没有 plan.yaml，也没有能读的文件写了“plan:”",
        "there is no plan in '{folder}': no {HEAD}, and no file that can be read holds 'plan:'"
    );
    let beside = match origin {
        Origin::Folder(root) => plans_in(root),
        Origin::Files(..) => Vec::new(),
    };
    let help = match (beside.as_slice(), origin) {
        ([one], _) => say!("是不是 --plan {one}？", "did you mean --plan {one}?"),
        ([_, ..], _) => {
            let named = &beside[..beside.len().min(NAMED)];
            let (zh, en) = (named.join("、"), named.join(", "));
            let (more_zh, more_en) = if beside.len() > NAMED { (" 等", " and others") } else { ("", "") };
            say!(
                "用 --plan 指明放着 plan.yaml 的目录；这里面有 {zh}{more_zh}",
                "name the folder that holds {HEAD} with --plan; in here there are {en}{more_en}"
            )
        }
        ([], Origin::Folder(_)) => say!(
            "用 --plan 指明放着 plan.yaml 的目录；还没有预案的，先运行 plangen new plan-source",
            "name the folder that holds {HEAD} with --plan; where there is no plan yet, run plangen new plan-source"
        ),
        ([], Origin::Files(..)) => say!(
            "那时这个目录里没有 plan.yaml：换一个版本，或者用 --plan 指明放着 plan.yaml 的目录",
            "this folder had no {HEAD} at that time: name another revision, or the folder that holds {HEAD} with --plan"
        ),
    };
    Missing::Plan(Finding::error(faults::MISSING_FIELD, place, message).help(help))
}

/// The folders directly in `root` that are plans, as they are given to `--plan`.
fn plans_in(root: &Path) -> Vec<String> {
    let own = root.strip_prefix(".").unwrap_or(root);
    let mut found: Vec<_> = fs::read_dir(root)
        .into_iter()
        .flatten()
        .flatten()
        .filter(|entry| entry.path().join(HEAD).is_file())
        .map(|entry| own.join(entry.file_name()).display().to_string())
        .collect();
    found.sort();
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Severity;
    use crate::load::{Loaded, load_files};

    /// What lies around a plan, each a fault in a plan.
    const AROUND: &[(&str, &str)] = &[
        ("README.md", "text\n"),
        ("docs/a.md", "<b>\n"),
        ("ci.yml", "jobs: {a: [}\n"),
        ("data/laws.yaml", "laws: [a]\n"),
    ];

    /// What is told of a folder with that and `more` in it.
    fn loaded(more: &[(&str, &[u8])]) -> Loaded {
        let around = AROUND.iter().map(|(path, text)| (*path, text.as_bytes()));
        let files = around.chain(more.iter().copied()).map(|(path, text)| (path.to_owned(), text.to_vec()));
        load_files(Path::new("plan-source@v0"), files.collect())
    }

    #[test]
    fn of_a_folder_that_is_no_plan_one_sentence_is_told() {
        let loaded = loaded(&[]);
        let [finding] = loaded.findings.as_slice() else { panic!("{:#?}", loaded.findings) };
        assert!((finding.rule, finding.severity) == (faults::MISSING_FIELD, Severity::Error) && loaded.plan.is_none());
        assert_eq!(loaded.sources.path(finding.place.file), "plan-source@v0/plan.yaml");
        let (told, mend) = (&finding.message.zh, &finding.help.as_ref().unwrap().zh);
        assert!(told.contains("“plan-source@v0”") && told.contains("plan.yaml"), "{told}");
        // It is a revision; its folder was not looked for.
        assert!(mend.contains("换一个版本"), "{mend}");
    }

    #[test]
    fn a_plan_is_known_by_what_its_files_hold_and_by_the_name_of_its_head() {
        let gbk = b"plan: \xd0\xd5\xc3\xfb\n";
        for (path, text) in [
            ("org/head.yaml", &b"plan: {}\n"[..]),
            ("plan.yml", b"plan: {}\n"),
            // Their own faults must be seen.
            ("plan.yml", b"plam: {}\n"),
            ("plan.yaml", gbk),
            ("plan.yaml", b""),
        ] {
            let told = loaded(&[(path, text)]).findings;
            assert!(told.len() > 5, "{path}: {told:#?}");
        }
    }
}
