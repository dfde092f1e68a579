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
