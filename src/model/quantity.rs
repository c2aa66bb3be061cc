//! Quantities: a number is nothing without its unit.

use std::cmp::Ordering;
use std::fmt;

/// What a unit measures; only quantities of one dimension compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    /// Elapsed time, in seconds.
    Time,
    /// Working days: they depend on the holiday notice and never mix with elapsed time.
    WorkTime,
    /// Calendar months.
    Calendar,
    /// Degrees Celsius.
    Temperature,
    /// Relative humidity.
    Humidity,
    /// A share of a whole.
    Share,
    /// Volts.
    Voltage,
    /// Amperes.
    Current,
    /// Real power, in watts.
    Power,
    /// Apparent power, in volt-amperes.
    ApparentPower,
    /// Yuan.
    Money,
    /// Bits per second, in megabits.
    Bandwidth,
    /// Bytes, in gigabytes.
    Storage,
    /// Metres, in millimetres.
    Length,
    /// A number of things, told apart by the count word.
    Count(&'static str),
}

/// A unit of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unit {
    /// As written in the source.
    pub source: &'static str,
    /// As printed after the number.
    pub printed: &'static str,
    /// What it measures.
    pub dimension: Dimension,
    /// How many base units it is.
    factor: i64,
}

const fn unit(source: &'static str, printed: &'static str, dimension: Dimension, factor: i64) -> Unit {
    Unit { source, printed, dimension, factor }
}

const fn count(word: &'static str) -> Unit {
    unit(word, word, Dimension::Count(word), 1)
}

/// Every spelling that is read; the first of each printed form is the canonical one.
pub static UNITS: &[Unit] = &[
    unit("s", "秒", Dimension::Time, 1),
    unit("秒", "秒", Dimension::Time, 1),
    unit("min", "分钟", Dimension::Time, 60),
    unit("分钟", "分钟", Dimension::Time, 60),
    unit("h", "小时", Dimension::Time, 3600),
    unit("小时", "小时", Dimension::Time, 3600),
    unit("天", "天", Dimension::Time, 86_400),
    unit("日", "天", Dimension::Time, 86_400),
    unit("周", "周", Dimension::Time, 604_800),
    unit("个工作日", "个工作日", Dimension::WorkTime, 1),
    unit("工作日", "个工作日", Dimension::WorkTime, 1),
    unit("个月", "个月", Dimension::Calendar, 1),
    unit("年", "年", Dimension::Calendar, 12),
    unit("℃", "℃", Dimension::Temperature, 1),
    unit("%RH", "%RH", Dimension::Humidity, 1),
    unit("%", "%", Dimension::Share, 1),
    unit("V", "V", Dimension::Voltage, 1),
    unit("A", "A", Dimension::Current, 1),
    unit("W", "W", Dimension::Power, 1),
    unit("kW", "kW", Dimension::Power, 1000),
    unit("VA", "VA", Dimension::ApparentPower, 1),
    unit("kVA", "kVA", Dimension::ApparentPower, 1000),
    unit("元", "元", Dimension::Money, 1),
    unit("万元", "万元", Dimension::Money, 10_000),
    unit("亿元", "亿元", Dimension::Money, 100_000_000),
    unit("Mbps", "Mbps", Dimension::Bandwidth, 1),
    unit("Gbps", "Gbps", Dimension::Bandwidth, 1000),
    unit("GB", "GB", Dimension::Storage, 1),
    unit("TB", "TB", Dimension::Storage, 1024),
    unit("mm", "毫米", Dimension::Length, 1),
    unit("m", "米", Dimension::Length, 1000),
    unit("万人", "万人", Dimension::Count("人"), 10_000),
    unit("亿人", "亿人", Dimension::Count("人"), 100_000_000),
    unit("万次", "万次", Dimension::Count("次"), 10_000),
    unit("万条", "万条", Dimension::Count("条"), 10_000),
    count("人"),
    count("次"),
    count("台"),
    count("套"),
    count("辆"),
    count("部"),
    count("份"),
    count("个"),
    count("件"),
    count("只"),
    count("具"),
    count("把"),
    count("条"),
    count("盏"),
    count("块"),
    count("桶"),
    count("箱"),
    count("副"),
    count("双"),
    count("顶"),
    count("卷"),
    count("本"),
    count("处"),
    count("路"),
    count("组"),
    count("袋"),
    count("盘"),
];

/// The unit spelled `text`.
pub fn find_unit(text: &str) -> Option<Unit> {
    UNITS.iter().copied().find(|unit| unit.source == text)
}

/// Why a text is no quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuantityError {
    /// There is a number and nothing behind it.
    NoUnit,
    /// 度 may be an angle, a temperature or a kilowatt-hour.
    AmbiguousDegree,
    /// The word behind the number is not a unit we know.
    UnknownUnit,
    /// It does not start with a number, or the number is too long.
    NoNumber,
}

/// A number with its unit; exact to a thousandth.
#[derive(Debug, Clone, Copy)]
pub struct Quantity {
    /// Thousandths of the unit.
    thousandths: i64,
    /// The unit.
    pub unit: Unit,
}

impl Quantity {
    /// Reads `30min`, `11kW`, `1.5h`, `30分钟`.
    ///
    /// # Errors
    /// When the number or the unit is missing or unknown.
    pub fn parse(text: &str) -> Result<Self, QuantityError> {
        let split = text.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-')).unwrap_or(text.len());
        let (number, rest) = text.split_at(split);
        let thousandths = thousandths(number).ok_or(QuantityError::NoNumber)?;
        match rest.trim_start() {
            "" => Err(QuantityError::NoUnit),
            "度" => Err(QuantityError::AmbiguousDegree),
            word => find_unit(word).map(|unit| Self { thousandths, unit }).ok_or(QuantityError::UnknownUnit),
        }
    }

    /// A bare number in a unit that is told elsewhere.
    pub fn with_unit(number: &str, unit: Unit) -> Option<Self> {
        thousandths(number).map(|thousandths| Self { thousandths, unit })
    }

    /// What it measures.
    pub fn dimension(&self) -> Dimension {
        self.unit.dimension
    }

    /// The amount in thousandths of the dimension's base unit (milliseconds for time).
    pub fn base(&self) -> i128 {
        i128::from(self.thousandths) * i128::from(self.unit.factor)
    }

    /// The number without its unit, `1.5`.
    pub fn number(&self) -> String {
        let (whole, part) = (self.thousandths / 1000, self.thousandths % 1000);
        let sign = if self.thousandths < 0 { "-" } else { "" };
        if part == 0 {
            return format!("{sign}{}", whole.abs());
        }
        let part = format!("{:03}", part.abs());
        format!("{sign}{}.{}", whole.abs(), part.trim_end_matches('0'))
    }

    /// As written in the source, in the canonical spelling: `30min`.
    pub fn source(&self) -> String {
        let canonical =
            UNITS.iter().find(|unit| unit.printed == self.unit.printed).map_or(self.unit.source, |unit| unit.source);
        format!("{}{canonical}", self.number())
    }

    /// The whole number of things, for counts and calendar spans.
    pub fn whole(&self) -> Option<i64> {
        (self.thousandths % 1000 == 0)
            .then_some(self.thousandths / 1000)
            .and_then(|amount| amount.checked_mul(self.unit.factor))
    }

    /// Compares, where both measure the same thing.
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        (self.dimension() == other.dimension()).then(|| self.base().cmp(&other.base()))
    }
}

impl PartialEq for Quantity {
    fn eq(&self, other: &Self) -> bool {
        self.compare(other) == Some(Ordering::Equal)
    }
}

impl Eq for Quantity {}

/// As printed in a document: `30分钟`.
impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.number(), self.unit.printed)
    }
}

fn thousandths(text: &str) -> Option<i64> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let fine = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    if !fine(whole) || !fine(part) || part.len() > 3 || whole.len() > 12 {
        return None;
    }
    let amount = whole.parse::<i64>().ok()? * 1000 + format!("{part:0<3}").parse::<i64>().ok()?;
    Some(if negative { -amount } else { amount })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_quantity_are_equal_and_print_alike() {
        let (short, long) = (Quantity::parse("30min").unwrap(), Quantity::parse("30分钟").unwrap());
        assert_eq!(short, long);
        assert_eq!(long.to_string(), "30分钟");
        assert_eq!(long.source(), "30min");
        assert_eq!(Quantity::parse("0.5h").unwrap(), short);
        assert_eq!(Quantity::parse("1.25h").unwrap().to_string(), "1.25小时");
    }

    #[test]
    fn a_number_without_a_unit_is_no_quantity() {
        assert_eq!(Quantity::parse("30").unwrap_err(), QuantityError::NoUnit);
        assert_eq!(Quantity::parse("38度").unwrap_err(), QuantityError::AmbiguousDegree);
        assert_eq!(Quantity::parse("3furlong").unwrap_err(), QuantityError::UnknownUnit);
        assert_eq!(Quantity::parse("三十分钟").unwrap_err(), QuantityError::NoNumber);
        assert_eq!(Quantity::parse("1.2345h").unwrap_err(), QuantityError::NoNumber);
    }

    #[test]
    fn working_days_and_hours_do_not_compare() {
        let (day, work) = (Quantity::parse("1天").unwrap(), Quantity::parse("1个工作日").unwrap());
        assert_eq!(day.compare(&work), None);
    }
}
