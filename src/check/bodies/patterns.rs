//! How names of bodies and posts end and what they are made of: data, no code.

/// How names of one kind end and what they are made of.
pub(super) struct Pattern {
    /// Ends, longer ones first.
    pub(super) ends: &'static [&'static str],
    /// What follows an end that is part of another word: 处 in 处理.
    pub(super) other: &'static str,
    /// Words that names are made of.
    pub(super) parts: &'static [&'static str],
    /// Words that alone say too little: 应急小组 may be any.
    pub(super) plain: &'static [&'static str],
    /// Whether the end alone is a name.
    pub(super) alone: bool,
}

const TEAM: &[&str] = &[
    "网络",
    "信息化",
    "信息",
    "安全",
    "与",
    "和",
    "事件",
    "突发",
    "应急",
    "工作",
    "技术",
    "后勤",
    "业务",
    "财务",
    "资金",
    "人事",
    "综合",
    "数据",
    "系统",
    "运维",
    "通信",
    "舆情",
    "医疗",
    "物资",
    "车辆",
    "灾备",
    "现场",
    "设备",
    "处置",
    "处理",
    "保障",
    "协调",
    "调查",
    "抢修",
    "抢险",
    "疏散",
    "救援",
    "救护",
    "联络",
    "恢复",
    "支持",
    "领导",
    "监测",
    "善后",
    "宣传",
    "响应",
    "维护",
    "值班",
    "专家",
];

const SECTION: &[&str] = &[
    "科技", "信息", "技术", "资金", "计划", "财务", "人事", "教育", "人力", "资源", "管理", "后勤", "行政", "法务",
    "法规", "审计", "监察", "采购", "资产", "档案", "宣传", "研发", "开发", "运维", "运营", "客服", "市场", "风险",
    "合规", "会计", "核算", "国库", "预算", "业务", "综合", "安全", "网络", "保卫", "规划", "机关", "服务", "支付",
    "结算",
];

const POST: &[&str] = &[
    "网络",
    "信息",
    "安全",
    "系统",
    "数据库",
    "数据",
    "网站",
    "密码",
    "机房",
    "值班",
    "应急",
    "消防",
    "疏散",
    "物资",
    "车辆",
    "设备",
    "发电机",
    "运维",
    "监控",
    "资金",
    "新闻",
    "灭火",
    "技术",
    "通报",
    "办公室",
    "档案",
    "电力",
    "空调",
    "配电",
    "业务",
    "通信",
];

/// Bodies.
pub(super) const BODIES: &[Pattern] = &[
    Pattern {
        ends: &["领导小组办公室", "领导小组", "指挥部", "指挥中心"],
        other: "",
        parts: TEAM,
        plain: &[],
        alone: true,
    },
    Pattern {
        ends: &["小组", "组"],
        other: "织长成员件合别建网装内图间态策",
        parts: TEAM,
        plain: &["应急", "工作", "专家", "现场", "安全", "调查", "与", "和", "领导"],
        alone: false,
    },
    Pattern {
        ends: &["总部", "科", "部", "股"],
        other: "室学技目研普署件位分队门东份票权",
        parts: SECTION,
        plain: &["安全", "服务", "管理", "资源", "机关"],
        alone: false,
    },
    Pattern {
        ends: &["处"],
        other: "理置罚分于方境",
        parts: SECTION,
        plain: &["安全", "业务", "服务", "管理", "资源", "网络", "机关"],
        alone: false,
    },
    Pattern {
        ends: &["中心"],
        other: "",
        parts: SECTION,
        plain: &["服务", "管理", "运维", "运营", "资源", "业务", "网络", "安全", "客服", "机关"],
        alone: false,
    },
];

/// Posts.
pub(super) const POSTS: &[Pattern] = &[Pattern {
    ends: &[
        "管理员",
        "安全员",
        "维护员",
        "值班员",
        "联络员",
        "操作员",
        "保管员",
        "记录员",
        "引导员",
        "巡检员",
        "监护员",
        "审计员",
        "保密员",
        "协调员",
        "发言人",
    ],
    other: "账帐口密权证资身培登组们",
    parts: POST,
    plain: &["应急", "业务"],
    alone: false,
}];

/// Before these a body is somebody else's: 市委…领导小组, 119指挥中心.
pub(super) const OUTSIDE: &[&str] =
    &["省", "市", "县", "区", "国家", "上级", "委", "府", "消防", "公安", "急救", "各", "其他"];

/// Words of names that are verbs as well.
pub(super) const VERBS: &[&str] = &[
    "协调", "领导", "处置", "处理", "保障", "支持", "调查", "联络", "恢复", "宣传", "监测", "响应", "维护", "值班",
    "与", "和", "管理", "服务", "审计", "监察", "采购", "开发",
];
