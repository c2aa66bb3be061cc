//! A large plan of invented data, the same every time: the smallest plan of the tests, multiplied.

use std::fmt::Write;
use std::fs;
use std::path::Path;

/// At scale 1.
const PLAYBOOKS: usize = 1_000;
const CONTACTS: usize = 10_000;
const PEOPLE: usize = 2_000;
/// Entities of one file.
const A_FILE: usize = 50;

/// Writes the plan below `folder`; gives the bytes of its text.
pub(crate) fn write(folder: &Path, scale: usize) -> usize {
    let minimal = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/plans/minimal");
    let mut bytes = copy(&minimal, folder);
    let mut put = |path: String, text: String| {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder");
        fs::write(path, &text).expect("a file");
        bytes += text.len();
    };
    let mut many = |name: &str, folder: &str, count: usize, one: fn(usize, &mut String)| {
        for (number, start) in (0..count).step_by(A_FILE).enumerate() {
            let mut text = format!("{name}:\n");
            (start..(start + A_FILE).min(count)).for_each(|index| one(index, &mut text));
            put(format!("{folder}/{name}-{number:04}.yaml"), text);
        }
    };
    many("people", "restricted", PEOPLE * scale, person);
    many("units", "org/more", CONTACTS / 10 * scale, unit);
    many("contacts", "contacts/more", CONTACTS * scale, contact);
    many("facilities", "assets", PLAYBOOKS * scale, facility);
    many("triggers", "events/more", PLAYBOOKS * scale, trigger);
    for index in 0..PLAYBOOKS * scale {
        put(format!("playbooks/more/p-{index:05}.yaml"), playbook(index));
    }
    bytes
}

/// What a year does to the plan below `folder`: every fourth playbook gets another deadline, a step
/// in another place, other words, or stays as it is.
pub(crate) fn edit(folder: &Path) {
    for index in 0..PLAYBOOKS {
        let path = folder.join(format!("playbooks/more/p-{index:05}.yaml"));
        let text = fs::read_to_string(&path).expect("a file");
        let text = match index % 4 {
            0 => text.replace("within: 20min", "within: 15min"),
            1 => {
                let at = |id: &str| text.find(&format!("    - {{id: {id},")).expect("a step");
                let (verify, record, close) = (at("verify"), at("record"), at("close"));
                let (before, after) = (&text[..verify], &text[close..]);
                format!("{before}{}{}{after}", &text[record..close], &text[verify..record])
            }
            2 => text.replace("每小时向运营商询问一次进展", "每30分钟向运营商询问进展并记录"),
            _ => text,
        };
        fs::write(&path, text).expect("a file");
    }
}

/// A name in four characters that no two persons share.
fn name(index: usize) -> String {
    const SURNAMES: [char; 20] = [
        '赵', '钱', '孙', '李', '周', '吴', '郑', '王', '冯', '陈', '褚', '卫', '蒋', '沈', '韩', '杨', '朱', '秦',
        '尤', '许',
    ];
    const GIVEN: [char; 22] = [
        '甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸', '子', '丑', '寅', '卯', '辰', '巳', '午', '未',
        '申', '酉', '戌', '亥',
    ];
    let (first, rest) = (index % 20, index / 20);
    [SURNAMES[first], '某', GIVEN[rest % 22], GIVEN[rest / 22 % 22]].iter().collect()
}

fn person(index: usize, out: &mut String) {
    let name = name(index);
    _ = writeln!(out, "  - {{id: q{index:05}, name: {name}, unit: info-center, post_title: 科员, status: 在职}}");
}

fn unit(index: usize, out: &mut String) {
    _ = writeln!(out, "  - {{id: u{index:05}, name: 示例协作单位{index:05}, kind: 外部单位, class: 协作}}");
}

fn contact(index: usize, out: &mut String) {
    let (unit, line, extension) = (index / 10, index % 1_000, index / 1_000 + 10);
    let mobile = ["138", "139", "199"][index / 10_000 % 3];
    let (number, more) = (index % 10_000, index / 30_000);
    _ = writeln!(out, "  - id: c{index:05}");
    _ = writeln!(out, "    owner: unit:u{unit:05}");
    _ = writeln!(out, "    label: 协作单位{unit:05}联系点{}", index % 10);
    _ = writeln!(out, "    class: 供应商\n    visibility: internal\n    points:");
    _ = writeln!(
        out,
        "      - {{kind: 固定电话, value: \"0393-0000{line:03}转{extension}\", hours: 工作时间, rank: 2}}"
    );
    // Beyond the numbers that are free for samples the same ones serve again.
    _ = writeln!(
        out,
        "      - {{kind: 手机, value: \"{mobile}0000{number:04}\", hours: 7x24, rank: {}, visibility: restricted}}",
        1 + more * 2
    );
    _ = writeln!(out, "    verified: {{date: 2026-02-20, by: duty-operator, how: 拨通, result: 通}}");
}

fn facility(index: usize, out: &mut String) {
    _ = writeln!(
        out,
        "  - {{id: f{index:05}, name: 专线{index:05}, kind: 线路, owned: 租用, site: machine-room, visibility: internal}}"
    );
}

fn trigger(index: usize, out: &mut String) {
    _ = writeln!(out, "  - id: t{index:05}");
    _ = writeln!(out, "    label: 专线{index:05}中断\n    signs: [监控显示专线{index:05}告警]");
    _ = writeln!(out, "    when: 专线{index:05}不通且自查未恢复\n    source: 监控\n    category: 设备设施故障事件");
    _ = writeln!(out, "    playbooks: [b{index:05}]\n    first_report: internal-first");
}

/// Twelve steps: those of the smallest plan and the usual ones between them.
fn playbook(index: usize) -> String {
    let calls = index * 7 % CONTACTS;
    format!(
        "playbook:
  id: b{index:05}
  title: 专线{index:05}故障应急处置方案
  category: 设备设施故障事件
  scope: [facility:f{index:05}]
  owner: tech-lead
  externals: [c{calls:05}]
  triggers: [t{index:05}]
  levels: [一般, 较大]
  facts: [专线{index:05}承载第{index}组业务，主备两路由不同管道进楼]
  inputs:
    side: {{label: 断点归属, type: enum, values: [本局侧, 运营商侧], from: 光功率计读数}}
    loss: {{label: 丢包率, type: quantity, unit: \"%\", min: 0%, max: 100%, from: 值班室监控端}}
  steps:
    - {{id: report, notify: {{to: [role:tech-lead], by: [固定电话, 手机], message: 中断范围和开始时刻}},
       actor: duty-operator, within: 5min, since: 触发, fills: [incident-report]}}
    - {{id: locate, kind: 检查, do: 用光功率计测专线{index:05}的断点归属, actor: duty-operator, within: 20min, records: [side, loss]}}
    - id: by-side
      decide: side
      actor: tech-lead
      within: 10min
      cases:
        - if: side == 本局侧
          steps:
            - {{id: replace, kind: 处置, do: 更换尾纤或光模块, actor: duty-operator, within: 1h}}
            - {{id: label, kind: 记录, do: 在配线架上标出更换的位置, actor: duty-operator, within: 1h}}
        - if: side == 运营商侧
          steps:
            - {{id: call-carrier, kind: 处置, do: 向线路运营商报障并记下工单号, actor: duty-operator, within: 10min, calls: [c{calls:05}]}}
            - {{id: follow, kind: 处置, do: 每小时向运营商询问一次进展, actor: duty-operator, within: 2h}}
    - id: by-loss
      decide: loss
      actor: tech-lead
      within: 10min
      cases:
        - {{if: loss < 1%, steps: [{{id: keep, kind: 处置, do: 恢复主路由, actor: duty-operator, within: 30min}}]}}
        - {{if: loss >= 1%, steps: [{{id: switch, kind: 处置, do: 切换到备用线路, actor: duty-operator, within: 30min}}]}}
    - {{id: verify, kind: 核验, do: 核对第{index}组业务可以访问, actor: tech-lead, within: 30min, verify: [丢包率低于1%]}}
    - {{id: record, kind: 记录, do: 填写事件报告单, actor: duty-operator, within: 1h, fills: [incident-report]}}
    - {{id: close, end: 恢复, decided_by: tech-lead}}
  escalation:
    - {{after: 1h, when: 线路未恢复, to: role:commander}}
"
    )
}

/// Copies a folder; gives the bytes.
fn copy(from: &Path, to: &Path) -> usize {
    fs::create_dir_all(to).expect("a folder");
    let entries = fs::read_dir(from).expect("a folder that can be listed");
    entries
        .map(|entry| {
            let path = entry.expect("an entry").path();
            let target = to.join(path.file_name().expect("a name"));
            if path.is_dir() { copy(&path, &target) } else { fs::copy(&path, &target).expect("a copy") as usize }
        })
        .sum()
}
