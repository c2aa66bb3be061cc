//! `plangen new`: writes a first plan.

use std::path::{Path, PathBuf};

use clap::Args;

use super::Talk;
use super::terminal::print;
use crate::pipeline::start::start;
use crate::say;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// 新预案的目录，须不存在或者是空的 · The new plan's folder; not there yet, or empty
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    #[command(flatten)]
    talk: Talk,
}

/// Writes the plan; the list of files goes to standard output, what to do next to standard error.
pub(super) fn run(arguments: &Arguments) -> u8 {
    let terminal = arguments.talk.terminal();
    let folder = &arguments.folder;
    match start(folder) {
        Err(stop) => terminal.stop(&stop),
        Ok(written) => {
            let list: String = written.iter().map(|path| format!("{}\n", path.display())).collect();
            if let Err(error) = print(&list) {
                return terminal.unwritten(&error);
            }
            let (count, plan) = (written.len(), option(folder));
            terminal.note(&say!(
                "已写好 {count} 个文件；单位、人员、号码均为虚构，照各文件开头的注释换成本单位的。接着运行：",
                "{count} files were written; body, people and numbers are invented: replace them as the comment that opens each file says. Next:"
            ));
            for line in [format!("  plangen check{plan}"), format!("  plangen build{plan}")] {
                terminal.note(&say!("{line}", "{line}"));
            }
            0
        }
    }
}

/// How the next commands name the plan, quoted for a shell where it needs that; the default is not named.
fn option(folder: &Path) -> String {
    if folder == Path::new("plan-source") {
        return String::new();
    }
    let shown = folder.display().to_string();
    let plain = |c: char| c.is_alphanumeric() || "/._-+,:@%".contains(c);
    if shown.chars().all(plain) {
        format!(" --plan {shown}")
    } else {
        format!(" --plan '{}'", shown.replace('\'', r"'\''"))
    }
}
