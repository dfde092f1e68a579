//! What day it is; the only place that asks.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::base::date::Date;

/// Today in a time zone of the IANA database, such as `Europe/Paris`; in UTC without one.
///
/// # Errors
/// A sentence when there is no such time zone.
pub fn today(time_zone: Option<&str>) -> Result<Date, String> {
    Ok(Timestamp::now().to_zoned(zone(time_zone)?).date().into())
}

/// The day of a moment, in seconds since 1970, in a time zone; none outside of the calendar.
///
/// # Errors
/// A sentence when there is no such time zone.
pub fn day_of(seconds: i64, time_zone: Option<&str>) -> Result<Option<Date>, String> {
    let zone = zone(time_zone)?;
    let moment = Timestamp::from_second(seconds).ok();
    Ok(moment.map(|moment| moment.to_zoned(zone).date().into()))
}

/// The first moment after a day, in seconds since 1970, in a time zone; none at the calendar's end.
///
/// # Errors
/// A sentence when there is no such time zone.
pub fn end_of(day: Date, time_zone: Option<&str>) -> Result<Option<i64>, String> {
    let zone = zone(time_zone)?;
    let midnight = day.plus_days(1).civil().to_zoned(zone).ok();
    Ok(midnight.map(|midnight| midnight.timestamp().as_second()))
}

fn zone(name: Option<&str>) -> Result<TimeZone, String> {
    let Some(name) = name else { return Ok(TimeZone::UTC) };
    TimeZone::get(name).map_err(|_| format!("there is no time zone `{name}`"))
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
