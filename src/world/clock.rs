//! What day it is; the only place that asks.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::base::date::Date;

/// Today in a time zone of the IANA database, such as `Europe/Paris`; in UTC without one.
///
/// # Errors
/// A sentence when there is no such time zone.
pub fn today(time_zone: Option<&str>) -> Result<Date, String> {
    let zone = match time_zone {
        None => TimeZone::UTC,
        Some(name) => TimeZone::get(name).map_err(|_| format!("there is no time zone `{name}`"))?,
    };
    Ok(Timestamp::now().to_zoned(zone).date().into())
}

/// The moment at which a clock of a time zone shows `time` (`16:00`) on a day, `later` minutes on, in UTC
/// as `2026-04-30T14:00:00Z`; none where the zone or the time is not known.
#[must_use]
pub fn in_utc(day: Date, time: &str, later: i64, time_zone: &str) -> Option<String> {
    let (hour, minute) = time.split_once(':')?;
    let at = day.civil().at(hour.parse().ok()?, minute.parse().ok()?, 0, 0);
    let zoned = at.to_zoned(TimeZone::get(time_zone).ok()?).ok()?;
    let moment = zoned.timestamp().checked_add(jiff::SignedDuration::from_mins(later)).ok()?;
    Some(moment.to_string())
}

/// The moment, in seconds since 1970.
#[must_use]
pub fn seconds() -> i64 {
    Timestamp::now().as_second()
}

/// Whether the time zone exists in this machine's database.
#[must_use]
pub fn knows_time_zone(name: &str) -> bool {
    TimeZone::get(name).is_ok()
}

/// The names of all time zones in this machine's database.
#[must_use]
pub fn time_zones() -> Vec<String> {
    jiff::tz::db().available().map(|name| name.as_str().to_owned()).collect()
}
