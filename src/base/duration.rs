//! Lengths of time as records write them: in words, such as `2 weeks` or `4 hours per week`.

use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::date::Date;

/// The regular expression of a [`Duration`], as the schemas carry it.
pub const PATTERN: &str = "^[1-9][0-9]{0,4} (minute|hour|day|week|month|year)s?$";

/// The regular expression of a [`Pace`].
pub const PACE_PATTERN: &str =
    "^[1-9][0-9]{0,4} (minute|hour|day)s? per (day|week|month|quarter|year)$";

/// The regular expression of a [`Percent`].
pub const PERCENT_PATTERN: &str = "^(100|[0-9]{1,2}) ?%$";

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// 60 seconds.
    Minute,
    /// 60 minutes.
    Hour,
    /// A calendar day; 8 hours where it measures work.
    Day,
    /// 7 calendar days; 5 days where it measures work.
    Week,
    /// A calendar month.
    Month,
    /// Three calendar months.
    Quarter,
    /// Twelve calendar months.
    Year,
}

const UNITS: &[(&str, Unit)] = &[
    ("minute", Unit::Minute),
    ("hour", Unit::Hour),
    ("day", Unit::Day),
    ("week", Unit::Week),
    ("month", Unit::Month),
    ("quarter", Unit::Quarter),
    ("year", Unit::Year),
];

impl Unit {
    fn word(self) -> &'static str {
        UNITS.iter().find(|(_, unit)| *unit == self).map_or("", |(word, _)| word)
    }

    fn from_word(word: &str) -> Option<Self> {
        let singular = word.strip_suffix('s').unwrap_or(word);
        UNITS.iter().find(|(name, _)| *name == singular).map(|(_, unit)| *unit)
    }

    /// Hours of work in one unit, with 8 hours a day, 5 days a week, 52 weeks a year.
    fn working_hours(self) -> f64 {
        match self {
            Self::Minute => 1.0 / 60.0,
            Self::Hour => 1.0,
            Self::Day => 8.0,
            Self::Week => 40.0,
            Self::Month => 2080.0 / 12.0,
            Self::Quarter => 520.0,
            Self::Year => 2080.0,
        }
    }
}

/// A length of time: an amount and its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Duration {
    /// How many units; at least 1.
    pub amount: u32,
    /// The unit counted.
    pub unit: Unit,
}

impl Duration {
    /// The last day of a stretch that begins on `start` and lasts this long, counted on the calendar.
    ///
    /// Minutes and hours end on the day they begin.
    #[must_use]
    pub fn after(self, start: Date) -> Date {
        let amount = i64::from(self.amount);
        match self.unit {
            Unit::Minute | Unit::Hour => start,
            Unit::Day => start.plus_days(amount),
            Unit::Week => start.plus_days(7 * amount),
            Unit::Month => start.plus_months(amount),
            Unit::Quarter => start.plus_months(3 * amount),
            Unit::Year => start.plus_months(12 * amount),
        }
    }

    /// The day this long before `end`.
    #[must_use]
    pub fn before(self, end: Date) -> Date {
        let amount = -i64::from(self.amount);
        match self.unit {
            Unit::Minute | Unit::Hour => end,
            Unit::Day => end.plus_days(amount),
            Unit::Week => end.plus_days(7 * amount),
            Unit::Month => end.plus_months(amount),
            Unit::Quarter => end.plus_months(3 * amount),
            Unit::Year => end.plus_months(12 * amount),
        }
    }

    /// Hours of work this stands for: a day is 8 hours, a week 5 days, a year 52 weeks.
    #[must_use]
    pub fn working_hours(self) -> f64 {
        f64::from(self.amount) * self.unit.working_hours()
    }

    /// The same in whole minutes of work.
    #[must_use]
    pub fn working_minutes(self) -> u64 {
        minutes(self.working_hours())
    }
}

/// Hours in whole minutes, rounded; less than none is none.
#[must_use]
pub fn minutes(hours: f64) -> u64 {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    // what is too large ends at the largest
    let minutes = (hours * 60.0).round() as u64;
    minutes
}

/// The text is not a length of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotADuration;

impl fmt::Display for NotADuration {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("not a length of time in words, such as `2 weeks`")
    }
}

impl std::error::Error for NotADuration {}

impl FromStr for Duration {
    type Err = NotADuration;

    fn from_str(text: &str) -> Result<Self, NotADuration> {
        let (amount, unit) = text.split_once(' ').ok_or(NotADuration)?;
        let unit = Unit::from_word(unit).ok_or(NotADuration)?;
        let amount: u32 = amount.parse().map_err(|_| NotADuration)?;
        if amount == 0 || amount > 99_999 {
            return Err(NotADuration);
        }
        Ok(Self { amount, unit })
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = if self.amount == 1 { "" } else { "s" };
        write!(formatter, "{} {}{plural}", self.amount, self.unit.word())
    }
}

/// Time spent in every period: `4 hours per week`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Pace {
    /// How much time.
    pub time: Duration,
    /// In each of which period.
    pub per: Unit,
}

impl Pace {
    /// Hours of work in an average week (a month is 52/12 weeks).
    #[must_use]
    pub fn hours_per_week(self) -> f64 {
        self.time.working_hours() * 40.0 / self.per.working_hours()
    }

    /// The same in whole minutes; no week has more than 168 hours.
    #[must_use]
    pub fn minutes_per_week(self) -> u64 {
        minutes(self.hours_per_week().clamp(0.0, 168.0))
    }
}

impl FromStr for Pace {
    type Err = NotADuration;

    fn from_str(text: &str) -> Result<Self, NotADuration> {
        let (time, per) = text.split_once(" per ").ok_or(NotADuration)?;
        Ok(Self { time: time.parse()?, per: Unit::from_word(per).ok_or(NotADuration)? })
    }
}

impl fmt::Display for Pace {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} per {}", self.time, self.per.word())
    }
}

/// A share in whole per cent, `70 %`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Percent(pub u8);

impl Percent {
    /// The share as a number from 0 to 1.
    #[must_use]
    pub fn share(self) -> f64 {
        f64::from(self.0) / 100.0
    }
}

impl FromStr for Percent {
    type Err = NotADuration;

    fn from_str(text: &str) -> Result<Self, NotADuration> {
        let number = text.strip_suffix('%').ok_or(NotADuration)?.trim_end();
        match number.parse() {
            Ok(whole @ 0..=100) => Ok(Self(whole)),
            _ => Err(NotADuration),
        }
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} %", self.0)
    }
}

/// Gives a type that is written as text its serde and schema sides.
macro_rules! written_as_text {
    ($type:ty, $name:literal, $pattern:expr, $what:literal) => {
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(|_| de::Error::custom(format!("`{text}` is not {}", $what)))
            }
        }

        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                $name.into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({"type": "string", "pattern": $pattern})
            }
        }
    };
}

written_as_text!(Duration, "Duration", PATTERN, "a length of time, such as `2 weeks`");
written_as_text!(Pace, "Pace", PACE_PATTERN, "a pace, such as `4 hours per week`");
written_as_text!(Percent, "Percent", PERCENT_PATTERN, "a percentage, such as `70 %`");
