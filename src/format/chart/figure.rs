//! Numbers as charts write them: as many digits as their neighbours need, thousands apart, large ones short.

/// The number, with as many digits after the point as a step between neighbours has; from a million on in
/// millions, and so on.
pub(super) fn figure(value: f64, step: f64) -> String {
    let units = [(1e12, " tn"), (1e9, " bn"), (1e6, " m")];
    let (divisor, suffix) =
        units.into_iter().find(|(least, _)| value.abs() >= *least).unwrap_or((1.0, ""));
    let text = format!("{:.*}", places(step / divisor), value / divisor);
    let text =
        if text.trim_start_matches(['-', '0', '.']).is_empty() { "0".to_owned() } else { text };
    format!("{}{suffix}", apart(&text))
}

/// How many digits after the point a step needs, at most three.
fn places(step: f64) -> usize {
    let mut places = 0;
    let mut step = step.abs();
    while places < 3 && (step - step.round()).abs() > 1e-6 {
        step *= 10.0;
        places += 1;
    }
    places
}

/// A number of its own, with the digits it has, at most two after the point.
pub(super) fn exact(value: f64) -> String {
    let rounded = (value * 100.0).round() / 100.0;
    let (tenth, whole) = ((rounded * 10.0).round() / 10.0, rounded.round());
    let is = |other: f64| (rounded - other).abs() < 1e-9;
    figure(
        rounded,
        if value.abs() >= 1e6 || !is(whole) && is(tenth) {
            0.1
        } else if is(whole) {
            1.0
        } else {
            0.01
        },
    )
}

/// The digits before the point in groups of three, with a minus sign and not a hyphen.
fn apart(text: &str) -> String {
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |digits| ("−", digits));
    let (whole, rest) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let mut grouped = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            grouped.push('\u{202f}');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}{rest}")
}
